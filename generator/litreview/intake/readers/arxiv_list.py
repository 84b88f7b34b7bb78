"""A list of arXiv papers as people copy it together: an abstract, what the authors remark, and `arXiv:ID` to close the paper.

The line end behind the identifier is often lost, so that `arXiv:2408.09310` has the next paper's abstract stuck to it. An
identifier therefore belongs to the text before it. Of that text the first line is the abstract: arXiv writes each field as one
line, and what stands between abstract and identifier is its field for comments ("20 pages", "Preprint. Under review").
A bare list of identifiers, one a line, is read too.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from litreview.intake.entry import Entry, Leftover, Reading
from litreview.intake.readers.values import gather, note, one_line, refused
from litreview.model.identifiers import parse_arxiv

LABEL = "arXiv list"

# Four digits behind the dot until 1412, five from 1501 on (https://info.arxiv.org/help/arxiv_identifier.html): that is where
# an identifier ends to which a text is stuck that begins with a digit.
_IDENTIFIER = (
    r"(?:(?:0[7-9]|1[0-4])(?:0[1-9]|1[0-2])\.\d{4}|(?:1[5-9]|[2-9]\d)(?:0[1-9]|1[0-2])\.\d{5}"
    r"|[a-z]+(?:-[a-z]+)?(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?"
)
_MARKED = re.compile(rf"(?i:arXiv:) ?(?P<id>{_IDENTIFIER})(?: ?\[[\w., -]+\])*[ .,;]*(?P<rest>.*)")
_AT_LINE_START = re.compile(
    rf"^[^\S\n]*(?:(?i:arXiv:)[^\S\n]?{_IDENTIFIER}|(?:https?://arxiv\.org/(?:abs|pdf)/)?{_IDENTIFIER}[^\S\n]*$)",
    re.MULTILINE,
)
_SHOWN = 60


class _Line(NamedTuple):
    number: int
    text: str


class _Paper(NamedTuple):
    """The texts before an identifier, the identifier, and its line; no identifier for what follows the last one."""

    texts: tuple[_Line, ...]
    arxiv: str | None
    line: int


def recognises(text: str) -> bool:
    """Whether a line of `text` begins with an arXiv identifier marked as one, or is nothing but an identifier or its address."""
    return _AT_LINE_START.search(text) is not None


def read(text: str, listing: str, _captured: date | None) -> Reading:
    """The papers of the list `text`, in its order; `line` is where the abstract begins, or the identifier where it has none.

    Where the list begins with an identifier and ends with a text, the identifiers may just as well stand *before* their texts:
    then the texts are left over, and the entries have their identifiers alone.
    """
    papers = tuple(_papers(text))
    if papers and not papers[0].texts and papers[-1].arxiv is None:
        reason = "its identifier may be the one before or the one behind it"
        bare = (Entry(LABEL, listing, paper.line, arxiv=paper.arxiv) for paper in papers if paper.arxiv)
        texts = (line for paper in papers for line in paper.texts)
        return gather([*bare, *(refused(listing, line.number, line.text, reason) for line in texts)])
    return gather(finding for paper in papers for finding in _read_paper(paper, listing))


def _papers(text: str) -> Iterator[_Paper]:
    texts: list[_Line] = []
    for number, raw in enumerate(text.split("\n"), start=1):
        line = one_line(raw)
        arxiv, rest = _take_identifier(line)
        if arxiv:
            yield _Paper(tuple(texts), arxiv, number)
            texts = []
        if rest:
            texts.append(_Line(number, rest))
    if texts:
        yield _Paper(tuple(texts), None, texts[0].number)


def _take_identifier(line: str) -> tuple[str | None, str]:
    """The identifier with which `line` begins, and what is stuck to it; None and the line where it begins otherwise."""
    if whole := parse_arxiv(line):
        return whole, ""
    marked = _MARKED.match(line)
    return (parse_arxiv(marked["id"]), marked["rest"]) if marked else (None, line)


def _read_paper(paper: _Paper, listing: str) -> Iterator[Entry | Leftover]:
    if paper.arxiv is None:
        for line in paper.texts:
            yield refused(listing, line.number, line.text, "no arXiv identifier follows")
    elif not paper.texts:
        yield Entry(LABEL, listing, paper.line, arxiv=paper.arxiv)
    else:
        abstract, *comments = paper.texts
        for line in comments:
            yield note(listing, line.number, line.text, f"comment on arXiv:{paper.arxiv}")
        notes = (f'line {line.number} taken for a comment: "{line.text[:_SHOWN]}"' for line in comments)
        yield Entry(
            LABEL, listing, abstract.number, abstract=abstract.text, arxiv=paper.arxiv, notes=tuple(notes)
        )
