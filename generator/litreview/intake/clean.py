r"""An entry as a listing has it -> the same entry without the damage that copying did; its notes say what was changed.

Conservative: each rule undoes damage that was seen, and a text that may be meant as it stands is left alone. Mathematics
(`$\{\pm 1\}$`, `MATH$^2$`) is not touched. Cleaning what is clean changes nothing.
"""

import html
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import NamedTuple

from litreview.intake.entry import Entry
from litreview.intake.latex import ACCENT, MATHEMATICS, character
from litreview.intake.links import official_link

_TEXTS = ("title", "abstract", "organisation", "venue")
_LISTS = ("authors", "keywords")
_LINKS = ("url", "code")
# What one rule uncovers another may mend. Nobody nests damage deeper than this, and a bound keeps hostile text cheap.
_PASSES = 6
_SHOWN = 60


class Rule(NamedTuple):
    """What is damage, and what stood there before it (a template for the match, or a function of it).

    Without `sign` in a text there is nothing to mend: looking for it costs a hundredth of the search.
    """

    sign: str
    pattern: re.Pattern[str]
    mended: str | Callable[[re.Match[str]], str]


def _rule(sign: str, pattern: str, mended: str | Callable[[re.Match[str]], str]) -> Rule:
    return Rule(sign, re.compile(pattern), mended)


def _character(match: re.Match[str]) -> str:
    return character(match[0]) or match[0]


def _command(match: re.Match[str]) -> str:
    r"""The sign that a command stands for, or the name of one that the authors made up: `\ewtune` is what they call their method."""
    return character(f"\\{match['name']}") or match["name"]


def _dash(match: re.Match[str]) -> str:
    return chr(int(match["code"], 16))


_LINK = r"https?://[^\s{}<>\"“”]+"
_TYPE = "textit|textbf|texttt|textsc|textsf|textrm|textsl|emph|underline"

# Characters that nobody sees.
_UNSEEN_RULES = (
    # Soft hyphens, marks of order and direction; controls and halves of characters.
    _rule("", r"[\u00ad\u200b\u200e\u200f\u2060-\u2064\u202a-\u202e\u2066-\u2069\ufeff]", ""),
    _rule("", r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]", ""),
    # The joiners stay between letters of the scripts that need them.
    _rule("", r"(?<![^\x00-\x7f])[\u200c\u200d]+|[\u200c\u200d]+(?![^\x00-\x7f\u200c\u200d])", ""),
    _rule("", r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]", " "),
)
# On the whole text.
_RULES = (
    _rule(
        "&",
        r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31}\d{0,2});",
        lambda match: html.unescape(match[0]),
    ),
    _rule("href{", rf"(?<![A-Za-z])\\?href\{{({_LINK})\}}\{{\1\}}", r"\1"),
    _rule("href{", rf"(?<![A-Za-z])\\href\{{({_LINK})\}}\{{([^{{}}]*)\}}", r"\2 (\1)"),
    _rule("url{", rf"(?<![A-Za-z])\\?url\{{({_LINK})\}}", r"\1"),
    # What is left of \href{link}{link} without its command.
    _rule("{http", rf"({_LINK})\{{\1\}}", r"\1"),
)
# Outside of mathematics and links.
_TEXT_RULES = (
    _rule("\\", ACCENT, _character),
    _rule("{", rf"(?<![A-Za-z])\\?(?:{_TYPE})\{{([^{{}}]*)\}}", r"\1"),
    _rule("{", r"\\(?:text|mbox|textnormal)\{([^{}]*)\}", r"\1"),
    _rule("\\", r"\\([%&#_$])", r"\1"),
    _rule("\\", r"(?<![A-Za-z:\\])\\(?P<name>[A-Za-z]+)(?:\{\}|(?![A-Za-z{]))", _command),
    # LaTeX's no-break blank; "~3%" and "5~10" mean about and to.
    _rule("~", r"(?<=[A-Za-z.)\]])~(?=[\w(\\])|(?<=\w)~(?=[A-Za-z(\\])", " "),
    _rule("times", r"(?<![\w.])(\d[\d.,]*)times(?![A-Za-z])", r"\1×"),
    # &#x2014; without its frame: dashes, quotation marks, the ellipsis.
    _rule("x20", r"(?<![A-Za-z0-9_])x(?P<code>20(?:1[0-9a-f]|2[0-6]))(?!\d)", _dash),
    _rule("{", r"((?<![A-Za-z0-9])[A-Za-z0-9]+|\))([_^])\{([A-Za-z0-9]+)\}", r"\1\2\3"),
    # What is left of \frac{1}{16}.
    _rule("{", r"(?<![\w{}^_.,])(\d+)\{(\d+)\}(?![\w{])", r"\1/\2"),
    _rule("``", r"``([^`\n]{1,200}?)(?:''|``)", "“\\1”"),
    # Not between numbers: "3 : 1" is a ratio.
    *(_rule(f" {sign}", rf"(\b\w+|[)\]”\"'%]|\A) ({re.escape(sign)}(?=\s|\Z))", r"\1\2") for sign in ",;.!?"),
    _rule(" :", r"(\b\w+|[)\]”\"'%]|\A) ((?:(?<!\d ):|:(?! \d))(?=\s|\Z))", r"\1\2"),
)
# Between dollars, but not mathematics: a number, or words.
_DOLLAR_RULES = (
    _rule("$", r"\$([+-]?\d[\d.,]*)\$", r"\1"),
    _rule("%", r"\$([+-]?\d[\d.,]*) ?\\?%\$", r"\1%"),
    _rule("\\times", r"\$([+-]?\d[\d.,]*) ?\\times\$", r"\1×"),
    _rule("{", rf"\$\\(?:text|{_TYPE})\{{([^{{}}$\\]*)\}}\$", r"\1"),
)
# One of these is in every text that can be seen and is to be mended.
_SIGNS = sorted({rule.sign for rule in (*_RULES, *_TEXT_RULES)} | {"$", "http"})
_ANY_SIGN = re.compile("|".join(map(re.escape, _SIGNS)))
# Of a link all that is not blank: the braces that are not its own are dealt with before.
_PROTECTED = re.compile(rf"(?P<link>https?://[^\s<>\"“”]+)|(?P<dollars>{MATHEMATICS.pattern})")
# A sentence's own signs at the end of a link.
_SENTENCE_END = re.compile(r"[.,;:!?)\]}'’*]+\Z")


def clean_entry(entry: Entry) -> Entry:
    """`entry` with its texts mended and its links to mirrors turned into links to the Hub.

    One note is added for each different change, `field: "before" -> "after"`, in the order of the fields. What is left empty
    becomes None.
    """
    cleaned: dict[str, str | tuple[str, ...] | None] = {}
    notes: list[str] = []
    for name in (*_TEXTS, *_LINKS):
        before = getattr(entry, name)
        if before is not None:
            clean = clean_text if name in _TEXTS else _clean_link
            after, changes = clean(before)
            cleaned[name] = after or None
            notes += (f"{name}: {change}" for change in changes)
    for name in _LISTS:
        texts = [clean_text(text) for text in getattr(entry, name)]
        cleaned[name] = tuple(text for text, _ in texts if text)
        notes += (f"{name}: {change}" for _, changes in texts for change in changes)
    changed = {name: value for name, value in cleaned.items() if value != getattr(entry, name)}
    if not changed:
        return entry
    return replace(entry, notes=(*entry.notes, *dict.fromkeys(notes)), **changed)  # type: ignore[arg-type] # each its field's own type


def clean_text(text: str) -> tuple[str, tuple[str, ...]]:
    """`text` on one line and mended, and each different change as `"before" -> "after"`; white space folds in silence."""
    if text.isprintable() and not _ANY_SIGN.search(text):
        return " ".join(text.split()), ()
    changes: list[str] = []
    for _ in range(_PASSES):
        before, text = text, _mend(text, changes)
        if text == before:
            break
    return text, tuple(dict.fromkeys(changes))


def _clean_link(link: str) -> tuple[str, tuple[str, ...]]:
    official = official_link(link)
    return official, () if official == link else (_change(link, official),)


def _mend(text: str, changes: list[str]) -> str:
    if not text.isprintable():
        text = _apply(_UNSEEN_RULES, text, changes)
    text = " ".join(_apply(_RULES, text, changes).split())
    pieces: list[str] = []
    position = 0
    for match in _PROTECTED.finditer(text):
        pieces.append(_apply(_TEXT_RULES, text[position : match.start()], changes))
        pieces.append(
            _mend_link(match[0], changes) if match["link"] else _apply(_DOLLAR_RULES, match[0], changes)
        )
        position = match.end()
    pieces.append(_apply(_TEXT_RULES, text[position:], changes))
    return " ".join("".join(pieces).split())


def _mend_link(text: str, changes: list[str]) -> str:
    end = _SENTENCE_END.search(text)
    link = text[: end.start()] if end else text
    mended = official_link(re.sub(r"\\(?=[%&#_~])", "", link))
    if mended != link:
        changes.append(_change(link, mended))
    return mended + text[len(link) :]


def _apply(rules: Iterable[Rule], text: str, changes: list[str]) -> str:
    def mend(match: re.Match[str]) -> str:
        mended = rule.mended(match) if callable(rule.mended) else match.expand(rule.mended)
        if mended != match[0]:
            changes.append(_change(match[0], mended))
        return mended

    for rule in rules:
        if rule.sign in text:
            text = rule.pattern.sub(mend, text)
    return text


def _change(before: str, after: str) -> str:
    return f'"{_visible(before)}" -> "{_visible(after)}"'


def _visible(text: str) -> str:
    """`text` with a code for each character that does not show, cut where it is long."""
    shown = "".join(ch if ch.isprintable() else f"U+{ord(ch):04X}" for ch in text[:_SHOWN])
    return shown if len(text) <= _SHOWN else f"{shown}…"
