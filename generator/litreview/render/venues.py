"""The pages of venues, as plain values: a conference or journal, its papers by year. Pure.

A page is of a series, all years of it: who follows ICLR wants its papers of this year and of the last, and with a page a string
("ICLR 2024") half of all pages would have one paper (docs/decisions/0016-venues.md).
"""

from collections import defaultdict
from dataclasses import dataclass

from litreview.model.record import Record
from litreview.model.venues import split_venue
from litreview.render.addresses import venue_page
from litreview.render.heads import Head, head_of_list
from litreview.render.index import Group, Index, distinct
from litreview.render.lists import OFFERED_TO_ZOTERO, Counted, OverviewView
from litreview.render.views import PaperLine, is_in_header_search, paper_line


@dataclass(frozen=True, slots=True)
class Edition:
    """The papers of one year of a venue; the heading is empty where the venue names no years, as a journal may."""

    heading: str
    papers: tuple[PaperLine, ...]


@dataclass(frozen=True, slots=True)
class VenueView:
    """A conference or journal: its editions from the newest, papers without a year last."""

    title: str
    head: Head
    about: str
    editions: tuple[Edition, ...]
    in_header_search: bool


def view_venue(group: Group, index: Index) -> VenueView:
    """The page of a venue."""
    by_year = _by_year(group)
    for_zotero = len(group.papers) <= OFFERED_TO_ZOTERO
    return VenueView(
        group.name,
        head_of_list(group.papers),
        "Papers that appeared here, by the year that the venue names.",
        tuple(
            Edition(
                _heading(group.name, year, alone=len(by_year) == 1),
                tuple(paper_line(paper, index, "../", for_zotero=for_zotero) for paper in papers),
            )
            for year, papers in by_year.items()
        ),
        is_in_header_search(index),
    )


def view_venues(index: Index) -> OverviewView:
    """All venues, those of most papers first, each with its years."""
    groups = sorted(distinct(index.venues), key=lambda group: (-len(group.papers), group.name.casefold()))
    counted = tuple(
        Counted(
            group.name,
            f"../{venue_page(group.slug)}",
            len(group.papers),
            ", ".join(filter(None, _by_year(group))),
        )
        for group in groups
    )
    about = "Where papers were published, as far as their records say; the years are those that venues name."
    return OverviewView("Venues", about, (("", counted),) if counted else ())


def _by_year(group: Group) -> dict[str, list[Record]]:
    """The papers by the venue's year, the newest first; `""` stands for none and comes last."""
    found: dict[str, list[Record]] = defaultdict(list)
    for paper in group.papers:
        found[split_venue(paper.venue or "")[1]].append(paper)
    return {year: found[year] for year in sorted(found, reverse=True)}


def _heading(name: str, year: str, *, alone: bool) -> str:
    if year:
        return f"{name} {year}"
    return "" if alone else "Without a year"
