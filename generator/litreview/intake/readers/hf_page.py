"""A Hugging Face Daily Papers page, copied as text: title, abstract, number of authors, date, with blank lines between.

The page leaves out the year of its dates while that year lasts. Which year that is, the page itself shows: see `_page_year`.
There is no clock here.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from litreview.errors import Problem, WrongUsageError
from litreview.intake.entry import Entry, Leftover, Reading
from litreview.intake.readers.hf_lines import (
    COUNT,
    DATE,
    LONGEST_TITLE,
    Kind,
    Line,
    group_papers,
    is_prose,
    read_lines,
)
from litreview.intake.readers.values import gather, iso_date, note, refused

LABEL = "Hugging Face Daily Papers"

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_BYLINE = {Kind.COUNT, Kind.DOT, Kind.DATE}


@dataclass(frozen=True, slots=True)
class _Block:
    """Texts in a row and the byline (authors, dot, date) that ends them; either may be empty."""

    texts: Sequence[Line]
    byline: Sequence[Line]

    @property
    def when(self) -> re.Match[str] | None:
        """The byline's date, if it has one."""
        return next((DATE.fullmatch(line.text) for line in self.byline if line.kind is Kind.DATE), None)

    @property
    def is_day_of_listing(self) -> bool:
        return not self.texts and [line.kind for line in self.byline] == [Kind.DATE]


@dataclass(frozen=True, slots=True)
class _Page:
    """What holds for every paper of a page; `year` is the one that its dates leave out."""

    listing: str
    year: int | None
    listed: str | None


def recognises(text: str) -> bool:
    """Whether `text` has a line like "• 5 authors", or both a line with the dot and one with a date."""
    kinds = {line.kind for line in read_lines(text)}
    return Kind.COUNT in kinds or kinds >= {Kind.DOT, Kind.DATE}


def read(text: str, listing: str, captured: date | None) -> Reading:
    """The papers of the page `text`, in its order; `line` is the title's.

    Dates without a year get the page's, or stay unknown with a note that says so.

    Raises:
        WrongUsageError: the page writes out `captured`'s year or a later one, so it was copied after that day.
    """
    lines = tuple(read_lines(text))
    blocks = tuple(_blocks(lines))
    header = next((block for block in blocks if block.byline), None)
    if header and not header.is_day_of_listing:
        header = None
    year = _page_year(blocks, header, listing, captured)
    listed = _day(header.when, year)[0] if header and header.when else None
    page = _Page(listing, year, listed)
    chrome = (line for line in lines if line.kind is Kind.CHROME)
    papers = (block for block in blocks if block is not header)
    reason = f"day of the listing: {listed}" if listed else "day of the listing, year unknown"
    return gather(
        [
            *(note(listing, line.number, line.text, "page header or footer") for line in chrome),
            *(note(listing, line.number, line.text, reason) for line in (header.byline if header else ())),
            *(
                each
                for block in papers
                for each in _read_block(block, page, ends_listing=block is blocks[-1])
            ),
        ]
    )


def _blocks(lines: Sequence[Line]) -> Iterator[_Block]:
    texts: list[Line] = []
    byline: list[Line] = []
    for line, following in zip_longest(lines, lines[1:]):
        in_byline = line.kind in _BYLINE or (bool(texts) and _is_organisation(line, following))
        closed = byline and (not in_byline or line.kind in {each.kind for each in byline})
        if closed or (texts and line.kind is Kind.CHROME):
            yield _Block(texts, byline)
            texts, byline = [], []
        if line.kind is not Kind.CHROME:
            (byline if in_byline else texts).append(line)
        if line.kind is Kind.DATE:
            yield _Block(texts, byline)
            texts, byline = [], []
    if texts or byline:
        yield _Block(texts, byline)


def _is_organisation(line: Line, following: Line | None) -> bool:
    """Whether `line` stands in the authors' place, before the dot, and is no count."""
    before_dot = following is not None and following.kind is Kind.DOT
    return before_dot and line.kind is Kind.TEXT and not is_prose(line.text)


def _page_year(
    blocks: Sequence[_Block], header: _Block | None, listing: str, captured: date | None
) -> int | None:
    """The year that the page leaves out: the one in which it was copied; None where nothing shows it.

    It writes out every other year, so its own is later than each of them. With `captured` it is that day's year, or the
    year before where the page has a day that was still to come.
    """
    dates = [(block, when) for block in blocks if (when := block.when)]
    written = [int(when["year"]) for block, when in dates if when["year"] and block is not header]
    if captured is None:
        of_header = [int(when["year"]) for block, when in dates if when["year"] and block is header]
        return max([*(year + 1 for year in written), *of_header], default=None)
    if written and max(written) >= captured.year:
        message = f"--captured {captured} is too early: the page writes out {max(written)}, so it is from a later year"
        hint = "give the day on which the page was copied, or leave --captured out"
        raise WrongUsageError(Problem(listing, message, hint=hint))
    latest = max((_month_and_day(when) for _, when in dates if not when["year"]), default=(1, 1))
    return captured.year - (latest > (captured.month, captured.day))


def _month_and_day(when: re.Match[str]) -> tuple[int, int]:
    return _MONTHS.index(when["month"][:3].lower()) + 1, int(when["day"])


def _day(when: re.Match[str], page_year: int | None) -> tuple[str | None, tuple[str, ...]]:
    """The day that `when` means, or None and a note that says why not."""
    year = int(when["year"]) if when["year"] else page_year
    if year is None:
        return None, (f'"{when[0]}" has no year: --captured YYYY-MM-DD says when the page was copied',)
    day = iso_date(year, *_month_and_day(when))
    return day, () if day else (f'"{when[0]}" is not in the calendar of {year}',)


def _read_block(block: _Block, page: _Page, *, ends_listing: bool) -> Iterator[Entry | Leftover]:
    if not block.texts:
        for line in block.byline:
            yield refused(page.listing, line.number, line.text, "authors or a date without a paper")
        return
    *before, last = group_papers(block.texts)
    for paper in before:
        yield _without_byline(paper, page)
    if block.byline:
        yield _entry(last, block, page)
    elif ends_listing:
        yield _entry(
            last, None, page, "the listing ends here, without authors and date: the text may be cut short"
        )
    else:
        yield _without_byline(last, page)


def _without_byline(paper: Sequence[Line], page: _Page) -> Entry | Leftover:
    if len(paper) == 1:
        reason = "stands alone: no abstract, authors or date follow"
        return refused(page.listing, paper[0].number, paper[0].text, reason)
    return _entry(paper, None, page, "the listing gives no authors and no date")


def _entry(paper: Sequence[Line], block: _Block | None, page: _Page, remark: str | None = None) -> Entry:
    has_title = len(paper[0].text) <= LONGEST_TITLE
    paragraphs = [line.text for line in paper[has_title:]]
    byline = block.byline if block else ()
    count = next((match for line in byline if (match := COUNT.fullmatch(line.text))), None)
    when = block.when if block else None
    day, why = _day(when, page.year) if when else (None, ())
    notes = (
        remark,
        "the listing gives no date" if block and not when else None,
        None if has_title else "no title: the paper's first line is too long for one",
        f"abstract joined from {len(paragraphs)} paragraphs" if len(paragraphs) > 1 else None,
        *why,
    )
    return Entry(
        source=LABEL,
        listing=page.listing,
        line=paper[0].number,
        listed=page.listed,
        title=paper[0].text if has_title else None,
        abstract=" ".join(paragraphs) or None,
        author_count=int(count["count"]) if count else None,
        organisation=next((line.text for line in byline if line.kind is Kind.TEXT), None),
        date=day,
        notes=tuple(text for text in notes if text),
    )
