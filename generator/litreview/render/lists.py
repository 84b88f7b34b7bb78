"""The pages that list papers, as plain values: home, topics, years, models, benchmarks, authors, recent."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from litreview.model.names import parse_name
from litreview.model.record import Record
from litreview.model.review import Review
from litreview.model.taxonomy import Taxonomy, Topic
from litreview.render.addresses import Addresses, Link, paper_page, topic_page, upwards, year_page
from litreview.render.exports import FORMATS
from litreview.render.heads import Head, head_of_home, head_of_list, head_of_topic
from litreview.render.index import Group, Index, distinct
from litreview.render.results.claims import Claims, claims_of
from litreview.render.results.pages import ResultsView, TableView, view_results, view_tables
from litreview.render.views import PaperLine, paper_line

NEWEST_ON_HOME = 10
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
class HomeView:
    """The home page: what the review is, how large, where to begin."""

    title: str
    head: Head
    question: str
    scope: str
    papers: int
    authors: int
    models: int
    benchmarks: int
    results: int
    first_year: str
    last_year: str
    topics: tuple[Counted, ...]
    newest: tuple[PaperLine, ...]
    downloads: tuple[Link, ...]
    inclusion: tuple[str, ...]
    exclusion: tuple[str, ...]
    owners: tuple[str, ...]
    searched: tuple[str, ...]
    update: str
    repository: str | None
    suggest: str | None
    license: str


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
    results: ResultsView | None = None


@dataclass(frozen=True, slots=True)
class OverviewView:
    """The way to a kind of lists: all topics, all years, all models.

    `sections`: a heading ("" for none) and what is below it; `described`: whether each has a line about it.
    """

    title: str
    about: str
    sections: tuple[tuple[str, tuple[Counted, ...]], ...]
    described: bool = False


def view_home(review: Review, taxonomy: Taxonomy, index: Index, addresses: Addresses) -> HomeView:
    """The home page."""
    years = [year for year in index.by_year if year]
    return HomeView(
        title=review.title,
        head=head_of_home(index),
        question=review.question or "",
        scope=review.scope or "",
        papers=len(index.papers),
        authors=len(distinct(index.authors)),
        models=len(distinct(index.models)),
        benchmarks=len(distinct(index.benchmarks)),
        results=sum(len(paper.results) for paper in index.papers),
        first_year=years[-1] if years else "",
        last_year=years[0] if years else "",
        topics=tuple(_counted_topic(topic.id, topic, index, "") for topic in taxonomy.topics),
        newest=_lines(index.papers[:NEWEST_ON_HOME], index, ""),
        downloads=(*_downloads("review"), Link("Results as CSV", "results.csv"), Link("Feed", "feed.xml")),
        inclusion=review.inclusion,
        exclusion=review.exclusion,
        owners=review.owners,
        searched=tuple(
            " · ".join(part for part in (search.source, search.query, search.on) if part)
            for search in review.searched
        ),
        update=_next_search(review),
        repository=addresses.repository,
        suggest=addresses.suggest(),
        license=review.license,
    )


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
        subtopics=tuple(_counted_topic(f"{path}/{child.id}", child, index, up) for child in topic.children),
        tables=view_tables(path, topic, index, reported),
        results=view_results(claims_of(index.by_topic[path]), reported, topic_page(path)),
        papers=_lines(index.by_topic[path], index, up),
        downloads=(*_downloads(last), Link("Feed", f"{last}/feed.xml")),
        suggest=addresses.suggest(index.topic_titles[path]),
    )


def view_topics(taxonomy: Taxonomy, index: Index) -> OverviewView:
    """All topics with their subtopics."""
    sections = tuple(
        (
            topic.title,
            (
                _counted_topic(topic.id, topic, index, "../"),
                *(_counted_topic(f"{topic.id}/{child.id}", child, index, "../") for child in topic.children),
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
    """The papers added last; of one day the newest first."""
    latest = sorted(index.papers, key=lambda paper: paper.added or "", reverse=True)[:NEWEST_ON_RECENT]
    return _list(
        "Recently added", f"The {len(latest)} papers that were added last.", tuple(latest), index, ""
    )


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
    """All authors by the first letter of the family name. Who has one paper here is led to it, who has more to a page of them."""
    letters: dict[str, list[Counted]] = {}
    for group in distinct(index.authors):
        name = parse_name(group.name).sort_name
        several = len(group.papers) > 1
        address = f"../authors/{group.slug}.md" if several else f"../{paper_page(group.papers[0].id)}"
        letter = group.slug[0].upper() if group.slug[0].isalpha() else "#"
        letters.setdefault(letter, []).append(Counted(name, address, len(group.papers)))
    return OverviewView(
        "Authors",
        "Everyone who wrote a paper of the review.",
        tuple((letter, tuple(letters[letter])) for letter in sorted(letters)),
    )


def _list(title: str, about: str, papers: tuple[Record, ...], index: Index, up: str) -> ListView:
    return ListView(title, head_of_list(papers), about, _lines(papers, index, up))


def _lines(papers: tuple[Record, ...], index: Index, up: str) -> tuple[PaperLine, ...]:
    for_zotero = len(papers) <= OFFERED_TO_ZOTERO
    return tuple(paper_line(paper, index, up, for_zotero=for_zotero) for paper in papers)


def _downloads(stem: str) -> tuple[Link, ...]:
    """The exports beside a page, whose files begin with `stem`."""
    return tuple(Link(each.label, f"{stem}{each.suffix}") for each in FORMATS.values())


def _counted_topic(path: str, topic: Topic, index: Index, up: str) -> Counted:
    return Counted(topic.title, up + topic_page(path), len(index.by_topic[path]), topic.definition)


def _next_search(review: Review) -> str:
    """When the review is due; by its own dates, for no clock runs in here."""
    if review.update_months is None:
        return ""
    return "every month" if review.update_months == 1 else f"every {review.update_months} months"
