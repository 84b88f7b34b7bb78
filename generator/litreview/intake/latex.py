r"""LaTeX as it stands in bibliographies and abstracts -> the characters it means. Mathematics stays as it is, and so does what is unknown.

pylatexenc knows the characters; it is asked for one command at a time, because on whole fields it also does what TeX would:
drop what follows a `%`, drop commands of the authors' own, and set `\today`.
"""

import logging
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from pylatexenc.latex2text import LatexNodes2Text

# pylatexenc logs what it cannot make sense of; without a handler Python would print it.
logging.getLogger("pylatexenc").addHandler(logging.NullHandler())

# Mathematics between dollars, by Pandoc's rule: nothing blank inside the dollars, no digit behind ("$200 and $300" are sums).
MATHEMATICS = re.compile(
    r"\$\$[^$]+\$\$"
    r"|(?<![\\$])\$(?![\s$])[^$]*(?<![\s\\$])\$(?![\d$])"
    r"|\\\([^\\]*(?:\\(?![()])[^\\]*)*\\\)"
    r"|\\\[[^\\]*(?:\\(?![\[\]])[^\\]*)*\\\]"
)
# An accent and the letter it stands on: \"o \'{\i} \v{c} {\H o}.
ACCENT = (
    r"""\\(?:["'`^~=.] ?(?:\{\\?[A-Za-z]\}|\\[ij]\b|[A-Za-z])|[uvHcdbkr](?: ?\{\\?[A-Za-z]\}| [A-Za-z]\b))"""
)

_TOKEN = re.compile(
    r"(?P<address>https?://[^\s{}]+)"
    rf"|(?P<accent>{ACCENT})"
    r"|\\(?P<special>[%&#_${}])"
    r"|\\(?P<link>url|path|href)\s*\{(?P<target>[^{}]*)\}"
    r"|\\(?P<command>[A-Za-z]+\*?)(?:(?P<arguments>(?:\{[^{}]*\})+)|(?P<end> +))?"
    r"|\\(?P<blank>[ ,;:\\])"
    r"|\\(?P<nothing>[-/!@])"
    r"|(?P<brace>[{}])"
    r"|(?P<ligature>---?|``|''|~)"
)
_SIGN = re.compile(r"[\\{}~]|--|``|''")  # without one of these there is nothing to decode
# Commands that set their argument in another type, and those that set what follows.
_TYPE = frozenset(
    "textit textbf texttt textsc textsf textrm textup textmd textsl textnormal emph underline uline mbox hbox text ensuremath "
    "textsuperscript textsubscript it bf tt sc sf rm em sl upshape itshape bfseries ttfamily scshape normalfont relax protect newblock ignorespaces xspace".split()
)
_ESCAPE = re.compile(r"\\(?=[%&#_~$])")
_LOGOS = frozenset({"LaTeX", "TeX", "BibTeX"})
_LIGATURES = {"---": "—", "--": "–", "``": "“", "''": "”", "~": " "}
# Characters of LaTeX's own that pylatexenc does not know, or takes for their likes.
_CHARACTERS = {
    "textasciicircum": "^", "textbar": "|", "textbraceleft": "{", "textbraceright": "}", "textgreater": ">", "textless": "<",
    "textquotedbl": '"', "textunderscore": "_",
}  # fmt: skip
_decoder = LatexNodes2Text(math_mode="verbatim")


def split_mathematics(text: str) -> Iterator[tuple[str, bool]]:
    """`text` cut into pieces, in order, each with whether it is mathematics; the pieces together are `text`."""
    position = 0
    for match in MATHEMATICS.finditer(text):
        yield text[position : match.start()], False
        yield match[0], True
        position = match.end()
    yield text[position:], False


def decode_latex(text: str) -> str:
    """`text` as a reader would see it set: accents and symbols as characters, type and grouping braces gone.

    Mathematics, and commands that are neither characters nor type, come back as they are.
    """
    if not _SIGN.search(text):
        return text
    return "".join(
        piece if is_mathematics else _TOKEN.sub(_decode_token, piece)
        for piece, is_mathematics in split_mathematics(text)
    )


@lru_cache(maxsize=4096)
def character(snippet: str) -> str | None:
    """The one character that the LaTeX `snippet` (an accent with its letter, or a command) means; None if it means none."""
    try:
        text = unicodedata.normalize("NFC", _decoder.latex_to_text(snippet)).strip()
    except Exception:  # noqa: BLE001 # pylatexenc raises whatever its tables run into: such a snippet is no character
        return None
    return text if len(text) == 1 and text.isprintable() else None


def _decode_token(match: re.Match[str]) -> str:
    if match["address"]:
        return _ESCAPE.sub("", match["address"])
    if match["accent"]:
        return character(match["accent"]) or match[0]
    if match["command"]:
        return _decode_command(match)
    if match["link"]:
        # The text of \href follows in braces of its own.
        return "" if match["link"] == "href" else match["target"]
    return match["special"] or (" " if match["blank"] else _LIGATURES.get(match["ligature"], ""))


def _decode_command(match: re.Match[str]) -> str:
    command, end = match["command"], match["end"] or ""
    inner = decode_latex((match["arguments"] or "").replace("}{", " ").strip("{}"))
    if command in _TYPE:
        return inner
    if command in _LOGOS:
        return command + inner + end
    meant = _CHARACTERS.get(command) or character(f"\\{command}")
    if meant is None:
        return match[0]
    # TeX takes the blank behind a command as its end: that holds a word together ("\ss e"), signs stand apart.
    return meant + inner + ("" if meant.isalpha() else end)
