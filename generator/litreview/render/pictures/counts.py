"""What the pictures show, as plain values: counts of the included papers, each with where its mark leads. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, urlencode

from litreview.model.identifiers import fold_name
from litreview.model.record import Record
from litreview.model.taxonomy import Taxonomy, Topic
from litreview.render.addresses import year_page
from litreview.render.browse import PAGE as BROWSE
from litreview.render.encode import fold
from litreview.render.index import Group, Index, distinct, group

Chart = Literal["bars", "columns", "grid", "grid-of-years", "multiples"]
Titled = tuple[str, str]
"""A topic: its path, and its title among those beside it."""

MOST = 15  # names in a picture: more would be a list, and lists there are
_MOST_COLUMNS = 28  # bars side by side whose numbers still fit
_MOST_YEARS = 10  # columns whose names still fit
_FEWEST = 6  # papers that are worth a picture of their own


@dataclass(frozen=True, slots=True)
class Mark:
    """A bar or a cell.

    Fields:
        across, down: where it stands, as its axes say; empty where the chart has no such axis.
        papers: how many it counts.
        page: of those papers, below docs/; with a query where Browse lists them.
    """

    across: str
    down: str
    papers: int
    page: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Counts to be drawn.

    Fields:
        slug: tells the pictures of a page apart.
        about: what is to be seen, and what is not.
        names: what stands in the first column of its table.
        marks: row by row, those that count nothing too.
    """

    slug: str
    chart: Chart
    title: str
    about: str
    names: str
    marks: tuple[Mark, ...]


def pictures_of_review(taxonomy: Taxonomy, index: Index) -> tuple[Picture, ...]:
    """The pictures of the whole review; those with nothing to show are left out."""
    topics = tuple((topic.id, topic.title) for topic in taxonomy.topics)
    found = (
        timeline(index),
        _topics_by_year(topics, index),
        _topics_by_domain(topics, index),
        _topics_together(topics, index),
        _most_used("models", index.models, "introduce, train or evaluate"),
        _most_used("benchmarks", index.benchmarks, "introduce or report on"),
    )
    return tuple(picture for picture in found if picture is not None)


def timeline(index: Index) -> Picture | None:
    """Papers by the quarter in which they first appeared, by the year where there are too many; None without dates."""
    dates = [paper.date for paper in index.papers if paper.date]
    quarters = [f"{date[:4]} Q{(int(date[5:7]) + 2) // 3}" for date in dates if len(date) > len("2026")]
    steps = [f"{year} Q{quarter}" for year in _span(quarters) for quarter in (1, 2, 3, 4)]
    if len(steps) > _MOST_COLUMNS:
        quarters, steps = [date[:4] for date in dates], _span(dates)[-_MOST_COLUMNS:]
    counts = Counter(quarters)
    marks = tuple(Mark(step, "", counts[step], year_page(step[:4])) for step in steps)
    shown = sum(mark.papers for mark in marks)
    step = "quarter" if steps and "Q" in steps[0] else "year"
    about = (
        f"{shown} papers by the {step} in which they first appeared{_left_out(len(index.papers) - shown)}."
    )
    return _shown(Picture("timeline", "columns", "Papers over time", about, "When", marks))


def subtopics_by_year(path: str, topic: Topic, index: Index) -> Picture | None:
    """The subtopics of `topic` year by year; None where that is hardly worth a look."""
    papers = index.by_topic[path]
    children = tuple((f"{path}/{child.id}", child.title) for child in topic.children)
    if len(papers) < _FEWEST or len(_span(_dates(papers))) < 2 or len(children) < 2:  # noqa: PLR2004
        return None
    return _by_year(children, papers, index, "subtopic", "grid-of-years")


def _topics_by_year(topics: Sequence[Titled], index: Index) -> Picture | None:
    return _by_year(topics, index.papers, index, "topic", "multiples")


def _by_year(
    topics: Sequence[Titled], papers: Iterable[Record], index: Index, what: str, chart: Chart
) -> Picture | None:
    dates = _dates(papers)
    years = _span(dates)[-_MOST_YEARS:]
    marks = tuple(
        Mark(
            year,
            title,
            _shared(index.by_topic[path], index.by_year.get(year, ())),
            _browse(topic=path, year=year),
        )
        for path, title in topics
        for year in years
    )
    earlier = _left_out(sum(date[:4] not in years for date in dates), "earlier ")
    about = (
        f"Papers on each {what} by the year in which they first appeared{earlier}. A paper may be on several."
    )
    return _shown(
        Picture("years", chart, f"{what.capitalize()}s over the years", about, what.capitalize(), marks)
    )


def _topics_by_domain(topics: Sequence[Titled], index: Index) -> Picture | None:
    domains = distinct(group(index.papers, lambda paper: paper.domains, lambda name: fold_name(name) or name))
    most = sorted(domains, key=lambda domain: (-len(domain.papers), domain.name))[:MOST]
    marks = tuple(
        Mark(
            title,
            domain.name,
            _shared(domain.papers, index.by_topic[path]),
            _browse(topic=path, domain=domain.name),
        )
        for domain in most
        for path, title in topics
    )
    rest = f"; the {len(most)} most frequent of {len(domains)}" if len(domains) > len(most) else ""
    about = f"Papers on each topic by the subject fields that they are about{rest}."
    return _shown(Picture("domains", "grid", "Topics and subject fields", about, "Field", marks))


def _topics_together(topics: Sequence[Titled], index: Index) -> Picture | None:
    """Each pair once: below the diagonal."""
    marks = tuple(
        Mark(
            other_title,
            title,
            _shared(index.by_topic[path], index.by_topic[other]),
            f"{BROWSE}?{urlencode((('topic', other), ('topic', path), ('all', 'topic')), quote_via=quote)}",
        )
        for position, (path, title) in enumerate(topics)
        for other, other_title in topics[:position]
    )
    about = "Papers that are on two topics at once."
    return _shown(Picture("together", "grid", "Topics that occur together", about, "Topic", marks))


def _most_used(folder: str, groups: Mapping[str, Group], how: str) -> Picture | None:
    several = [found for found in distinct(groups) if len(found.papers) > 1]
    most = sorted(several, key=lambda found: (-len(found.papers), found.name))[:MOST]
    marks = tuple(Mark("", found.name, len(found.papers), f"{folder}/{found.slug}.md") for found in most)
    about = f"The {folder} that most papers {how}."
    title = f"{folder.capitalize()} in most papers"
    return _shown(Picture(folder, "bars", title, about, folder.capitalize().removesuffix("s"), marks))


def _shown(picture: Picture) -> Picture | None:
    """The picture, unless it would be empty."""
    return picture if any(mark.papers for mark in picture.marks) else None


def _browse(**chosen: str) -> str:
    """Browse, with the papers that have all of that; a paper counts for a topic if it is on one of its subtopics, here and there."""
    return f"{BROWSE}?{urlencode({name: fold(value) for name, value in chosen.items()}, quote_via=quote)}"


def _shared(some: Iterable[Record], others: Iterable[Record]) -> int:
    return len({paper.id for paper in some} & {paper.id for paper in others})


def _dates(papers: Iterable[Record]) -> list[str]:
    return [paper.date for paper in papers if paper.date]


def _span(dates: Iterable[str]) -> list[str]:
    """Every year from that of the first date to that of the last; none without dates."""
    years = {int(date[:4]) for date in dates}
    return [str(year) for year in range(min(years), max(years) + 1)] if years else []


def _left_out(count: int, which: str = "") -> str:
    return f"; {count} {which}{'is' if count == 1 else 'are'} left out" if count else ""
