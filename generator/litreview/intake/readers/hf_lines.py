"""The lines of a Hugging Face Daily Papers page as people copy it: which kind each one is, and which of them make one paper.

Knows the page's words and nothing of dates' years or of entries: `hf_page` and `hf_compact` make those.
"""

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from itertools import pairwise
from typing import NamedTuple

from litreview.intake.readers.values import one_line


class Kind(Enum):
    """What a line of the page is."""

    CHROME = auto()  # the page's own words
    COUNT = auto()  # "• 5 authors"
    DOT = auto()  # the middle dot between authors and date
    DATE = auto()  # "Jun 3", "Jun 3, 2024", either with a number of comments
    TEXT = auto()  # a title, an abstract or an organisation


class Line(NamedTuple):
    """One line that is not blank: its number counted from 1, its kind, and its text without outer white space."""

    number: int
    kind: Kind
    text: str


# Characters without width that copying brings along; a line is compared without them.
_WIDTHLESS = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_CHROME = re.compile(
    r"new|subscribe|daily papers|by ?ak and the research community"
    r"|get trending papers in your email inbox(?: once a day)?!?"
    r"|log in|sign up|view all|(?:« )?previous|next(?: »)?|company|tos|privacy|about|careers|website|models|datasets|spaces"
    r"|pricing|docs|© hugging face",
    re.IGNORECASE,
)
# The button's label, and the first title of a compact page right behind it.
_GLUED = re.compile(r"(Subscribe)(?=[^\s\W_a-z])(.+)")
_MONTHS = (
    "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    "|Nov(?:ember)?|Dec(?:ember)?"
)
DATE = re.compile(
    rf"(?P<month>{_MONTHS})\.? (?P<day>\d{{1,2}})(?:,? (?P<year>(?:19|20)\d\d))?(?: (?P<comments>\d+))?"
)
COUNT = re.compile(r"(?:[•·] ?)?(?P<count>\d{1,5}) authors?", re.IGNORECASE)
# Authors and date on one line.
_BYLINE = re.compile(rf"(?:(?P<authors>.*\S) ?)?· ?(?P<when>{DATE.pattern})")
_SENTENCE_END = re.compile(r"""[.!][")\]'’”]*\Z|https?://""")
# The longest title of the listings at hand has 140 characters, the shortest abstract 925.
LONGEST_TITLE = 250


def read_lines(text: str) -> Iterator[Line]:
    """Every line of `text` that is not blank, in order; a line into which the page's parts were run together, as its parts."""
    for number, raw in enumerate(text.split("\n"), start=1):
        bare = one_line(raw.translate(_WIDTHLESS))
        for part in _parts(bare):
            kind = _kind(part)
            # What no part of the page is keeps every character that `clean` may want to log.
            whole = kind is Kind.TEXT and part == bare
            yield Line(number, kind, one_line(raw) if whole else part)


def is_prose(text: str) -> bool:
    """Whether `text` reads like (a paragraph of) an abstract: too long for a title, closed like a sentence, or with a link in it."""
    return len(text) > LONGEST_TITLE or _SENTENCE_END.search(text) is not None


def group_papers(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """`lines`, all of them texts, cut into papers, in order: a title and what follows it.

    A paper begins at the first line, and wherever a line that can be a title stands before or behind prose that is not its own:
    behind the abstract of the paper before it, or before its own.
    """
    prose = [is_prose(line.text) for line in lines]
    starts = [
        index
        for index in range(len(lines))
        if index == 0 or (not prose[index] and (prose[index - 1] or any(prose[index + 1 : index + 2])))
    ]
    for start, end in pairwise([*starts, len(lines)]):
        yield lines[start:end]


def _parts(line: str) -> list[str]:
    if not line:
        return []
    glued = _GLUED.fullmatch(line)
    if glued:
        return [glued[1], glued[2].strip()]
    byline = _BYLINE.fullmatch(line)
    if byline:
        return [part for part in (byline["authors"], "·", byline["when"]) if part]
    return [line]


def _kind(text: str) -> Kind:
    if text == "·":
        return Kind.DOT
    if COUNT.fullmatch(text):
        return Kind.COUNT
    if DATE.fullmatch(text):
        return Kind.DATE
    return Kind.CHROME if _CHROME.fullmatch(text) else Kind.TEXT
