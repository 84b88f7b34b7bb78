"""The pages that list papers, as plain values: topics, years, models, benchmarks, authors, recent."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from litreview.model.names import parse_name
from litreview.model.record import Record
from litreview.model.taxonomy import Taxonomy, Topic
from litreview.render.addresses import Addresses, Link, paper_page, topic_page, upwards, year_page
from litreview.render.exports import FORMATS
from litreview.render.heads import Head, head_of_list, head_of_topic
from litreview.render.index import Group, Index, distinct
from litreview.render.results.claims import Claims, claims_of
from litreview.render.results.pages import ResultsView, TableView, view_results, view_tables
from litreview.render.views import PaperLine, is_in_header_search, paper_line

NEWEST_ON_RECENT = 50
OFFERED_TO_ZOTERO = 200  # papers in a list; in a longer one nobody ticks boxes, and the exports hold it whole


@dataclass(frozen=True, slots=True)
class Counted:
    """Something to follow and how many papers it leads to."""

    text: str
    address: str
    papers: int
    about: str = ""


@dataclass(frozen=True, slots=True)
class TopicView:
    """A topic or subtopic: what it means, what is below it, its papers."""

    title: str
    head: Head
    definition: str
    parent: Link | None
    includes: tuple[str, ...]
    excludes: tuple[str, ...]
    subtopics: tuple[Counted, ...]
    tables: tuple[TableView, ...]
    results: ResultsView | None
    papers: tuple[PaperLine, ...]
    downloads: tuple[Link, ...]
    suggest: str | None


@dataclass(frozen=True, slots=True)
class ListView:
    """Papers that have something in common, with the claims that concern it."""

    title: str
    head: Head
    about: str
    papers: tuple[PaperLine, ...]
    in_header_search: bool
    results: ResultsView | None = None


@dataclass(frozen=True, slots=True)
class OverviewView:
    """The way to a kind of lists: all topics, all years, all models.

    `sections`: a heading ("" for none) and what is below it; `folded` the same, opened on demand; `described`: whether each has a line
    about it.
    """

    title: str
    about: str
    sections: tuple[tuple[str, tuple[Counted, ...]], ...]
    described: bool = False
    folded: tuple[tuple[str, tuple[Counted, ...]], ...] = ()


def view_topic(path: str, topic: Topic, index: Index, reported: Claims, addresses: Addresses) -> TopicView:
    """The page of `topic`, papers newest first."""
    up = upwards(topic_page(path))
    above, _, last = path.rpartition("/")
    return TopicView(
        title=index.topic_titles[path],
        head=head_of_topic(path, index),
        definition=topic.definition,
        parent=Link(index.topic_titles[above], up + topic_page(above)) if above else None,
        includes=topic.includes,
        excludes=topic.excludes,
        subtopics=tuple(counted_topic(f"{path}/{child.id}", child, index, up) for child in topic.children),
        tables=view_tables(path, topic, index, reported),
        results=view_results(claims_of(index.by_topic[path]), reported, topic_page(path)),
        papers=paper_lines(index.by_topic[path], index, up),
        downloads=(*downloads_of(last), Link("Feed", f"{last}/feed.xml")),
        suggest=addresses.suggest(index.topic_titles[path]),
    )


def view_topics(taxonomy: Taxonomy, index: Index) -> OverviewView:
    """All topics with their subtopics."""
    sections = tuple(
        (
            topic.title,
            (
                counted_topic(topic.id, topic, index, "../"),
                *(counted_topic(f"{topic.id}/{child.id}", child, index, "../") for child in topic.children),
            ),
        )
        for topic in taxonomy.topics
    )
    return OverviewView(
        "Topics", "What the review is about. A paper may have several topics.", sections, described=True
    )


def view_year(year: str, index: Index) -> ListView:
    """The papers of a year; `""` is the undated ones."""
    title, about = (
        (year, f"Papers that first appeared in {year}.")
        if year
        else ("Undated", "Papers whose first public version has no known date.")
    )
    return _list(title, about, index.by_year[year], index, upwards(year_page(year)))


def view_years(index: Index) -> OverviewView:
    """All years, newest first."""
    counted = tuple(
        Counted(year or "Undated", f"../{year_page(year)}", len(papers))
        for year, papers in index.by_year.items()
    )
    return OverviewView("Years", "By the year of the first public version.", (("", counted),))


def view_recent(index: Index) -> ListView:
    """The papers added last, each with the day; of one day the newest first."""
    latest = last_added(index)[:NEWEST_ON_RECENT]
    return ListView(
        "Recently added",
        head_of_list(latest),
        f"The {len(latest)} papers that were added last.",
        paper_lines(latest, index, "", with_day=True),
        is_in_header_search(index),
    )


def last_added(index: Index) -> tuple[Record, ...]:
    """All papers by the day on which they were added, the last first; of one day the newest first, those without a day last."""
    return tuple(sorted(index.papers, key=lambda paper: paper.added or "", reverse=True))


def view_model(group: Group, index: Index, reported: Claims) -> ListView:
    """The papers that introduce, train or evaluate a model, and the claims about it or against it."""
    about = "Papers that introduce, train or evaluate this model."
    results = view_results(reported.by_model.get(group.slug, ()), reported, f"models/{group.slug}.md")
    return replace(_list(group.name, about, group.papers, index, "../"), results=results)


def view_benchmark(group: Group, index: Index, reported: Claims) -> ListView:
    """The papers that introduce or use a benchmark, and the claims on it."""
    about = "Papers that introduce this benchmark or data set, or report results on it."
    claims, page = reported.by_benchmark.get(group.slug, ()), f"benchmarks/{group.slug}.md"
    results = view_results(claims, reported, page, without="On", stem=group.slug)
    return replace(_list(group.name, about, group.papers, index, "../"), results=results)


def view_author(group: Group, index: Index) -> ListView:
    """The papers of an author who has several."""
    return _list(parse_name(group.name).display, "Papers of this author.", group.papers, index, "../")


def view_names(title: str, about: str, folder: str, groups: Mapping[str, Group]) -> OverviewView:
    """All models or benchmarks: those of several papers first, by count, then the others by name."""
    made = distinct(groups)
    several = sorted((group for group in made if len(group.papers) > 1), key=lambda group: -len(group.papers))
    once = [group for group in made if len(group.papers) == 1]
    sections = tuple(
        (
            heading,
            tuple(
                Counted(group.name, f"../{folder}/{group.slug}.md", len(group.papers)) for group in members
            ),
        )
        for heading, members in (("In several papers", several), ("In one paper", once))
        if members
    )
    return OverviewView(title, about, sections)


def view_authors(index: Index) -> OverviewView:
    """Authors of several papers, by count; then all by the first letter of the family name, folded: thousands fill no phone's screen.

    Who has one paper here is led to it, who has more to a page of them.
    """
    several: list[Counted] = []
    letters: dict[str, list[Counted]] = {}
    for group in distinct(index.authors):
        has_page = len(group.papers) > 1
        address = f"../authors/{group.slug}.md" if has_page else f"../{paper_page(group.papers[0].id)}"
        counted = Counted(parse_name(group.name).sort_name, address, len(group.papers))
        letter = group.slug[0].upper() if group.slug[0].isalpha() else "#"
        letters.setdefault(letter, []).append(counted)
        if has_page:
            several.append(counted)
    several.sort(key=lambda counted: -counted.papers)
    return OverviewView(
        "Authors",
        "Everyone who wrote a paper of the review.",
        (("With several papers", tuple(several)),) if several else (),
        folded=tuple((letter, tuple(letters[letter])) for letter in sorted(letters)),
    )


def _list(title: str, about: str, papers: tuple[Record, ...], index: Index, up: str) -> ListView:
    return ListView(
        title, head_of_list(papers), about, paper_lines(papers, index, up), is_in_header_search(index)
    )


def paper_lines(
    papers: tuple[Record, ...], index: Index, up: str, *, with_day: bool = False
) -> tuple[PaperLine, ...]:
    """`papers` as lines on a page from which `up` leads to docs/; `with_day` they say when they were added."""
    for_zotero = len(papers) <= OFFERED_TO_ZOTERO
    lines = (paper_line(paper, index, up, for_zotero=for_zotero) for paper in papers)
    if not with_day:
        return tuple(lines)
    return tuple(replace(line, added=paper.added or "") for line, paper in zip(lines, papers, strict=True))


def downloads_of(stem: str) -> tuple[Link, ...]:
    """The exports beside a page, whose files begin with `stem`."""
    return tuple(Link(each.label, f"{stem}{each.suffix}") for each in FORMATS.values())


def counted_topic(path: str, topic: Topic, index: Index, up: str) -> Counted:
    """A topic in a list on a page from which `up` leads to docs/."""
    return Counted(topic.title, up + topic_page(path), len(index.by_topic[path]), topic.definition)
