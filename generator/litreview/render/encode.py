"""The one place that formats text for a sink: raw text in, text that the sink shows as just that text out.

One function a sink. What comes back is an `Encoded` string of the sink's own type, so a template can tell it from raw text and
nobody encodes twice: handing encoded text to an encoder raises TypeError, and joining it with anything gives raw text again.
Knows nothing of records or pages. What every one-line sink shows of `x` is `fold(x)`, and the tests hold them to it:
Markdown, front matter, HTML, BibTeX, RIS, CSV and XML all read back as `fold(x)`.
"""

import functools
import html as _html
import json
import re

from litreview.model.identifiers import parse_url
from litreview.render.encoded import (
    BibtexText,
    BlockText,
    CsvText,
    Encoded,
    FrontMatterText,
    HtmlText,
    JsonText,
    LatexText,
    MarkdownText,
    RisText,
    TargetText,
    XmlText,
)

_CONTROLS = re.compile(r"[^\S ]|[\x00-\x1f\x7f-\x9f]")
# Unicode has no characters here (23.7), XML excludes some, and biber refuses a whole file for one.
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
)
# Directional embeddings, overrides and isolates would turn the text beside them around; a byte order mark belongs to a file.
_UNSHOWABLE = re.compile(f"[\u202a-\u202e\u2066-\u2069\ufeff{_NONCHARACTERS}]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def fold(text: str) -> str:
    """`text` on one line, as every sink shows it: white space and control characters folded to single blanks, ends trimmed.

    Characters that steer the direction of other text are dropped (right-to-left letters keep theirs), and what is no character
    of a text; half of a surrogate pair becomes U+FFFD. Empty for text of nothing but those.

    Raises:
        TypeError: `text` is encoded already.
    """
    # Nearly every text is printable and on one line: no need to look for what is not.
    if type(text) is str and text.isprintable() and "  " not in text and text[:1] != " " != text[-1:]:
        return text
    return " ".join(_CONTROLS.sub(" ", _showable(_raw(text))).split())


def _showable(text: str) -> str:
    return _LONE_SURROGATE.sub("\ufffd", _UNSHOWABLE.sub("", text))


def _raw(text: str) -> str:
    if isinstance(text, Encoded):
        raise TypeError(f"already encoded as {type(text).__name__}: {text[:60]!r}")
    return text


# --- Markdown files ---

# ASCII punctuation that could begin or end markup where it stands. Everything else reads as itself with every extension on (the
# tests switch them all on): a comma; hyphen and full stop inside a word; sentence marks after a word; brackets around words.
# Each alternative begins with its character, so that the search skips from one to the next.
_MARKUP = re.compile(
    r"""
      ["\#$&'*+/<=>@\[\\\]^_`{|}~]
    | -       (?: (?<! [^\W_] -)               | (?! [^\W_]) )
    | [:;?]   (?: (?<! [^\W_)%] [:;?])         | (?! [ ] | \Z) )
    | \.      (?: (?<! [^\W_)%] \.)            | (?! [^\W_] | [ ] | \Z) | (?<= [Ww]{3} \.) )  # www. becomes a link
    | !       (?: (?<! [^\W_)%] !)             | (?! [ ]) )
    | %       (?: (?<! [0-9] %) )
    | \(      (?: (?<! [ ] \()                 | (?! [^\W_])  | (?= (?: [CcRr] | [Tt][Mm] ) \) ) )
    | \)      (?: (?<! [^\W_.?%] \))           | (?! [ ,.:;?] | \Z) )
    | [0-9]   (?= st | nd | rd | th )  # 1st gets raised letters
    """,
    re.VERBOSE,
)
# Words that extensions replace: smartsymbols (c) and its like where the brackets are the page's, magiclink 40 digits of a commit.
_MARK_IN_BRACKETS = re.compile(r"[CcRrTt](?=[Mm]?\Z)")
_DIGITS_OF_A_COMMIT = 40
_COMMIT = re.compile(r"[a-f\d](?=[a-f\d]{19})(?<=[a-f\d]{21})")
_LIST_MARKER = re.compile(r"[^ ]+([.)])(?= |\Z)")
_MARKUP_IN_ADDRESS = re.compile(r"[!$&'()*+,;=@\[\]_~]")
_SITE_PATH = re.compile(r"(?!//|\Z)[A-Za-z0-9._/-]*(?:\?[A-Za-z0-9._%&=-]*)?(?:#[A-Za-z0-9._-]*)?")


def markdown(text: str) -> MarkdownText:
    """`text` for any place in a Markdown file where text on one line may stand, and for quoted attributes of HTML there.

    Every character that could be markup becomes a numeric character reference, which CommonMark (2.5) and all of Material's
    extensions read as text; the rest stays as it is, so that pages read well in the repository too.
    """
    inert = _MARKUP.sub(_reference, fold(text))
    if len(inert) >= _DIGITS_OF_A_COMMIT:
        inert = _COMMIT.sub(_reference, inert)
    if marker := _LIST_MARKER.match(inert):
        inert = f"{inert[: marker.start(1)]}{_reference_to(marker[1])}{inert[marker.end() :]}"
    elif _MARK_IN_BRACKETS.match(inert):
        inert = _reference_to(inert[0]) + inert[1:]
    return MarkdownText(inert)


def link_target(address: str) -> TargetText:
    """`address` for `[text](here)` and `<a href="here">` in a Markdown file.

    An address on the web comes back as `parse_url` writes it; one inside the site (`../years/2023.md#top`) as it is.

    Raises:
        ValueError: `address` is neither. Records cannot hold such an address, so no page should come to it.
    """
    # MkDocs takes targets apart before it reads references: what makes an address stays, and all of one inside the site.
    if _SITE_PATH.fullmatch(_raw(address)):
        return TargetText(address)
    canonical = parse_url(address)
    if canonical is None:
        raise ValueError(f"no web address and no path of the site: {address[:200]!r}")
    return TargetText(_MARKUP_IN_ADDRESS.sub(_reference, canonical))


def code_block(text: str) -> BlockText:
    """`text` as a block of code in a Markdown file, lines and indents kept, to be copied as it stands.

    HTML rather than a fence: no run of backticks in `text` can end it, and no extension works on what is inside.
    """
    inert = _raw(text)
    if not inert.replace("\n", "").isprintable():
        inert = "\n".join(_CONTROLS.sub(" ", _showable(line)) for line in inert.split("\n"))
    for character in "&<>{}`~":  # the ampersand first: the others bring one
        inert = inert.replace(character, _reference_to(character))
    return BlockText(f"<pre><code>{inert}</code></pre>")


def front_matter(value: str) -> FrontMatterText:
    """`value` as a quoted YAML scalar that a page template may print into HTML as it is.

    Text is escaped for HTML first: Material prints `page.meta.title`, and `page.title | striptags` even *un*escapes, so a title
    that only the body escapes still runs as script in `<title>`. What is HTML or JSON already is quoted only.
    """
    shown = value if isinstance(value, HtmlText | JsonText) else _html.escape(fold(value))
    quoted = shown.replace("\\", "\\\\").replace('"', '\\"')
    return FrontMatterText(f'"{quoted}"')


def _reference(match: re.Match[str]) -> str:
    return _reference_to(match[0])


@functools.cache
def _reference_to(character: str) -> str:
    return f"&#{ord(character)};"


# --- The web ---


def html(text: str) -> HtmlText:
    """`text` for HTML text and quoted attributes."""
    return HtmlText(_html.escape(fold(text)))


def xml(text: str) -> XmlText:
    """`text` for character data and quoted attributes of an XML document (Atom): no character that XML 1.0 (2.2) excludes."""
    return XmlText(_html.escape(fold(text)))


def script_json(value: object) -> JsonText:
    """`value` as JSON on one line, keys in their order, that no HTML parser can take for the end of its `<script>`.

    Source: https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements

    Raises:
        TypeError, ValueError: `value` is not of JSON's types, or a number that JSON has not (NaN).
    """
    plain = _JSON.encode(value)
    return JsonText(_UNSAFE_IN_SCRIPT.sub(lambda match: f"\\u{ord(match[0]):04x}", plain))


_JSON = json.JSONEncoder(ensure_ascii=False, allow_nan=False)
_UNSAFE_IN_SCRIPT = re.compile("[<>&\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")

# --- Bibliographies and tables ---

_BIBTEX = str.maketrans({
    "\\": r"{\textbackslash}", "^": r"{\textasciicircum}", "~": r"{\textasciitilde}",
    "%": r"\%", "#": r"\#", "&": r"\&", "_": r"\_", "$": r"\$",
})  # fmt: skip
_BRACES = {"{": r"\{", "}": r"\}"}
# What TeX's fonts draw as one glyph with the next character: dashes, quotes, and the Spanish marks for ?` and !`.
_LIGATURE = re.compile(r"([-,'`])(?=\1)|[?!](?=`)")
_MEANS_SOMETHING_TO_TEX = re.compile(rf"[\\^~%#&_${{}}]|{_LIGATURE.pattern}")
# A brace without its partner would end the value; BibTeX counts `\{` too.
_LONE_BRACES = {"{": r"{\textbraceleft}", "}": r"{\textbraceright}"}


def bibtex(text: str) -> BibtexText:
    """`text` for a braced BibTeX value, as TeX prints it: nothing in it is a command, mathematics or half of a ligature.

    `$x$` in a title stays text with its dollar signs: passing TeX on would let a listing run commands in a reader's document.
    Letters outside ASCII stay UTF-8. Braces are balanced in what comes back, whatever `text` has.
    """
    folded = fold(text)
    if not _MEANS_SOMETHING_TO_TEX.search(folded):
        return BibtexText(folded)
    partners = _partners(folded)
    pieces = (
        (_BRACES if index in partners else _LONE_BRACES).get(character) or character.translate(_BIBTEX)
        for index, character in enumerate(folded)
    )
    return BibtexText(_LIGATURE.sub(r"\g<0>{}", "".join(pieces)))


def _partners(text: str) -> set[int]:
    """Positions of the braces that open and close each other."""
    opened: list[int] = []
    partners: set[int] = set()
    for index, character in enumerate(text):
        if character == "{":
            opened.append(index)
        elif character == "}" and opened:
            partners |= {opened.pop(), index}
    return partners


# Also: what OT1, LaTeX's first choice of an encoding, prints as other characters; what babel makes a command in German; and brackets
# and stars, which at the beginning of a row would belong to the end of the row before it.
_LATEX = _BIBTEX | str.maketrans({
    **_BRACES,
    "<": r"{\textless}", ">": r"{\textgreater}", "|": "$|$", '"': '{"}', "[": "{[}", "]": "{]}", "*": "{*}",
    # Unknown to pdfLaTeX, and frequent beside numbers.
    "−": "$-$", "≤": r"$\leq$", "≥": r"$\geq$", "≈": r"$\approx$", "∼": r"$\sim$", "∞": r"$\infty$", "→": r"$\to$",
    "α": r"$\alpha$", "β": r"$\beta$", "γ": r"$\gamma$", "δ": r"$\delta$", "ε": r"$\epsilon$", "λ": r"$\lambda$",
    "μ": r"$\mu$", "π": r"$\pi$", "σ": r"$\sigma$", "τ": r"$\tau$", "ω": r"$\omega$", "Δ": r"$\Delta$",
})  # fmt: skip
_MEANS_SOMETHING_TO_LATEX = re.compile(f"[{re.escape(''.join(map(chr, _LATEX)))}]|{_LIGATURE.pattern}")


def latex(text: str) -> LatexText:
    """`text` for running text and table cells of a LaTeX document, printed as it is: nothing in it is a command or mathematics.

    Letters outside ASCII stay UTF-8: those of Latin scripts print with every engine, others take LuaLaTeX or XeLaTeX and a font.
    """
    folded = fold(text)
    if not _MEANS_SOMETHING_TO_LATEX.search(folded):
        return LatexText(folded)
    return LatexText(_LIGATURE.sub(r"\g<0>{}", folded.translate(_LATEX)))


def ris(text: str) -> RisText:
    """`text` for the value of a RIS line: one line, else as it is (RIS has no escapes)."""
    return RisText(fold(text))


_BEGINNINGS_OF_FORMULAS = tuple("=+-@＝＋－＠")
_PLAIN_NUMBER = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?")


def csv_cell(text: str) -> CsvText:
    """`text` for a CSV cell, with an apostrophe before what a spreadsheet would run as a formula; plain numbers stay numbers.

    Write with every cell quoted, so that a separator in it begins no cell either.
    Source: https://owasp.org/www-community/attacks/CSV_Injection
    """
    folded = fold(text)
    runs = folded.startswith(_BEGINNINGS_OF_FORMULAS) and not _PLAIN_NUMBER.fullmatch(folded)
    return CsvText("'" + folded if runs else folded)
