"""The home page: how fresh the review is, what came in last, what is compared most."""

from dataclasses import replace

import pytest

from litreview.model.corpus import Corpus
from litreview.model.record import Record
from litreview.model.review import Review
from litreview.render.addresses import Addresses
from litreview.render.home import Freshness, HomeView, view_home
from litreview.render.index import index_corpus
from litreview.render.lists import view_recent
from litreview.render.results.claims import collect_claims
from render.reviews import corpus_of, paper

TEA = {"source": "Tea Daily"}


def home_of(*records: Record, **review: object) -> HomeView:
    corpus = replace(corpus_of(*records), review=Review.model_validate({"title": "Tea", **review}))
    return view(corpus)


def view(corpus: Corpus) -> HomeView:
    index = index_corpus(corpus)
    return view_home(corpus, index, collect_claims(index), Addresses())


def found(*rows: tuple[str, str | None], **fields: object) -> Record:
    """A paper that was found in listings: source and day of each."""
    listed = [
        {"source": source, "listing": "tea.txt", "line": 1, **({"on": on} if on else {})}
        for source, on in rows
    ]
    return paper("a2021one", found=listed, **fields)


@pytest.mark.parametrize(
    ("records", "review", "expected"),
    [
        pytest.param([], {}, Freshness("", "", ""), id="nothing-is-known"),
        pytest.param([], {"update_months": 3}, Freshness("", "", ""), id="never-searched"),
        pytest.param(
            [], {"searched": [{**TEA, "on": "2025-01-31"}]}, Freshness("2025-01-31", "", ""), id="no-period"
        ),
        pytest.param(
            [],
            {"searched": [{**TEA, "on": "2025-01-31"}], "update_months": 1},
            Freshness("2025-01-31", "2025-02-28", ""),
            id="a-shorter-month",
        ),
        pytest.param(
            [],
            {"searched": [{**TEA, "on": "2025-12-09"}], "update_months": 13},
            Freshness("2025-12-09", "2027-01-09", ""),
            id="years-later",
        ),
        pytest.param(
            [found(("tea daily", "2025-03-01"), ("Elsewhere", "2025-09-09"))],
            {"searched": [{**TEA, "on": "2025-01-31"}, {"source": "Cake"}]},
            Freshness("2025-03-01", "", ""),
            id="a-later-listing-of-a-source-counts-and-of-others-not",
        ),
        pytest.param(
            [found(("Elsewhere", "2025-09-09"), ("Elsewhere", None))],
            {"update_months": 6},
            Freshness("2025-09-09", "2026-03-09", ""),
            id="without-sources-any-listing",
        ),
        pytest.param(
            [found(("Tea Daily", "2025-09-09"), decision="candidate", added="2025-09-10")],
            {"searched": [TEA]},
            Freshness("2025-09-09", "", ""),
            id="what-was-found-and-not-included-was-searched-for",
        ),
        pytest.param(
            [paper("a2021one", added="2025-05-05"), paper("b2021two", added="2025-04-04")],
            {},
            Freshness("", "", "2025-05-05"),
            id="a-day-of-adding-is-no-search",
        ),
    ],
)
def test_freshness(records: list[Record], review: dict[str, object], expected: Freshness) -> None:
    assert home_of(*records, **review).fresh == expected


def test_each_source_says_when_it_was_searched_last() -> None:
    sources = [{**TEA, "query": "green", "on": "2025-01-31"}, {"source": "Cake"}]

    assert home_of(found(("Tea Daily", "2025-03-01")), searched=sources).searched == (
        "Tea Daily · green · 2025-03-01",
        "Cake",
    )


def test_a_review_made_on_one_day_does_not_show_the_same_papers_twice() -> None:
    papers = [paper(f"a20{year}one", date=f"20{year}-01-01", added="2025-03-02") for year in range(10, 25)]
    assert home_of(*papers).added == ()


def test_papers_that_came_in_last_and_are_not_the_newest_are_shown_with_their_day() -> None:
    old = [paper(f"a20{year}one", date=f"20{year}-01-01", added="2025-03-02") for year in range(10, 25)]
    late = [
        paper("b1999late", date="1999-01-01", added="2025-04-01"),
        paper("c1998later", date="1998-01-01", added="2025-05-01"),
    ]

    home = home_of(*old, *late)

    assert [(line.address, line.added) for line in home.added] == [
        ("papers/c1998later.md", "2025-05-01"),
        ("papers/b1999late.md", "2025-04-01"),
    ]
    assert {line.added for line in home.newest} == {""}


def test_recent_says_when_papers_were_added_and_keeps_those_without_a_day_last() -> None:
    corpus = corpus_of(
        paper("a2021one"), paper("b2020two", added="2025-01-01"), paper("c2019three", added="2025-02-02")
    )
    lines = view_recent(index_corpus(corpus)).papers

    assert [(line.address, line.added) for line in lines] == [
        ("papers/c2019three.md", "2025-02-02"),
        ("papers/b2020two.md", "2025-01-01"),
        ("papers/a2021one.md", ""),
    ]


def reporting(paper_id: str, *names: str) -> Record:
    rows = [{"on": name, "value": 1, "metric": f"of {name}"} for name in names]
    return paper(paper_id, *rows, benchmarks=list(names))


@pytest.mark.parametrize(
    ("reported", "expected"),
    [
        pytest.param(["A B", "A"], ["A", "of A"], id="few-benchmarks-are-joined-by-metrics"),
        pytest.param(["A B C D", "A B C D", "D"], ["D", "A", "B", "C"], id="the-most-papers-first"),
        pytest.param(["A B C D E F", "A B C D E F"], list("ABCDE"), id="five-at-most"),
        pytest.param(["A", "B"], [], id="nothing-that-two-papers-report-on"),
    ],
)
def test_most_compared(reported: list[str], expected: list[str]) -> None:
    home = home_of(*(reporting(f"a202{at}one", *names.split()) for at, names in enumerate(reported)))

    assert [row.name.text for row in home.compared] == expected
    assert all(row.name.address.startswith(("benchmarks/", "results/")) for row in home.compared)
