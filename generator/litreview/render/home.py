"""The home page, as plain values: what the review is, how large and how fresh, what is new in it, where to begin."""

import calendar
from dataclasses import dataclass

from litreview.model.corpus import Corpus
from litreview.model.identifiers import fold_name
from litreview.model.review import Review, Search
from litreview.render.addresses import Addresses, Link
from litreview.render.heads import Head, head_of_home
from litreview.render.index import Index, distinct
from litreview.render.lists import Counted, counted_topic, downloads_of, last_added, paper_lines
from litreview.render.results.claims import Claims
from litreview.render.results.pages import Compared, most_compared
from litreview.render.views import PaperLine

NEWEST = 10
ADDED = 5


@dataclass(frozen=True, slots=True)
class Freshness:
    """How up to date the review is, in days (YYYY-MM-DD); empty where its files do not say. No clock: what is late, readers see.

    Fields:
        searched: the last day of a search: the latest that review.yml names for a source, or a listing from that source has.
        due: when to search again, `update_months` later.
        added: when the last paper came in, from a search or from somebody who suggested it.
    """

    searched: str
    due: str
    added: str


@dataclass(frozen=True, slots=True)
class HomeView:
    """The home page. `added` are the papers that came in last, where they are not the newest anyway."""

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
    fresh: Freshness
    topics: tuple[Counted, ...]
    newest: tuple[PaperLine, ...]
    added: tuple[PaperLine, ...]
    compared: tuple[Compared, ...]
    downloads: tuple[Link, ...]
    inclusion: tuple[str, ...]
    exclusion: tuple[str, ...]
    owners: tuple[str, ...]
    searched: tuple[str, ...]
    update: str
    repository: str | None
    suggest: str | None
    license: str


def view_home(corpus: Corpus, index: Index, reported: Claims, addresses: Addresses) -> HomeView:
    """The home page."""
    review = corpus.review
    years = [year for year in index.by_year if year]
    searches = _searches(corpus)
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
        fresh=_freshness(corpus, index, searches),
        topics=tuple(counted_topic(topic.id, topic, index, "") for topic in corpus.taxonomy.topics),
        newest=paper_lines(index.papers[:NEWEST], index, ""),
        added=_added(index),
        compared=most_compared(index, reported),
        downloads=(*downloads_of("review"), Link("Results as CSV", "results.csv"), Link("Feed", "feed.xml")),
        inclusion=review.inclusion,
        exclusion=review.exclusion,
        owners=review.owners,
        searched=tuple(
            " · ".join(part for part in (search.source, search.query, search.on) if part)
            for search in searches
        ),
        update=_every(review),
        repository=addresses.repository,
        suggest=addresses.suggest(),
        license=review.license,
    )


def _added(index: Index) -> tuple[PaperLine, ...]:
    """Of the papers that came in last those that the newest do not show; a review made on one day has none."""
    newest = {paper.id for paper in index.papers[:NEWEST]}
    others = [paper for paper in last_added(index)[:NEWEST] if paper.id not in newest]
    return paper_lines(tuple(others[:ADDED]), index, "", with_day=True)


def _searches(corpus: Corpus) -> tuple[Search, ...]:
    """The searches of review.yml, each on the day of the last listing from its source if that is later."""
    days = days_of_listings(corpus)
    last = (max(search.on or "", days.get(fold_name(search.source), "")) for search in corpus.review.searched)
    return tuple(
        search.model_copy(update={"on": on or None})
        for search, on in zip(corpus.review.searched, last, strict=True)
    )


def days_of_listings(corpus: Corpus) -> dict[str, str]:
    """The last day of a listing by its folded source, also of papers that were not included: they were found as well."""
    days: dict[str, str] = {}
    for record in corpus.records:
        for row in record.found:
            if row.on:
                source = fold_name(row.source)
                days[source] = max(row.on, days.get(source, ""))
    return days


def _freshness(corpus: Corpus, index: Index, searches: tuple[Search, ...]) -> Freshness:
    """What review.yml names as sources counts; listings from elsewhere only where it names none."""
    named = [search.on for search in searches if search.on]
    searched = max(named or days_of_listings(corpus).values(), default="")
    months = corpus.review.update_months
    return Freshness(
        searched,
        _months_later(searched, months) if searched and months else "",
        max((paper.added for paper in index.papers if paper.added), default=""),
    )


def _months_later(day: str, months: int) -> str:
    """The same day of a later month, or its last day where it is shorter: 2025-08-31 and 6 months are 2026-02-28."""
    year, month, of_month = map(int, day.split("-"))
    years, month = divmod(month - 1 + months, 12)
    year, month = year + years, month + 1
    return f"{year:04}-{month:02}-{min(of_month, calendar.monthrange(year, month)[1]):02}"


def _every(review: Review) -> str:
    """How often the sources are searched."""
    if review.update_months is None:
        return ""
    return "every month" if review.update_months == 1 else f"every {review.update_months} months"
