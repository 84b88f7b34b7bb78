"""Pages of venues: one for a series, its years inside, and the way there from each paper."""

import re

from litreview.render.addresses import Addresses
from litreview.render.index import index_corpus
from litreview.render.lists import Counted
from litreview.render.pages import render_files
from litreview.render.venues import view_venue, view_venues
from render.reviews import corpus_of, paper

PAPERS = (
    paper("a2021one", venue="FABLE 2021", date="2020-12-01"),
    paper("b2022two", venue="FABLE 2022"),
    paper("c2022three", venue="Proceedings of FABLE 2022", date="2022-02-02"),
    paper("d2023four", venue="FABLE"),
    paper("e2023five", venue="Journal of Tea 7(3)"),
    paper("f2023six", venue="Journal of Tea 8(1)"),
    paper("g2024seven"),
)
INDEX = index_corpus(corpus_of(*PAPERS))


def test_a_venue_has_its_years_the_newest_first_and_papers_without_a_year_last() -> None:
    page = view_venue(INDEX.venues["FABLE"], INDEX)

    assert page.title == "FABLE"
    assert [(each.heading, [line.address for line in each.papers]) for each in page.editions] == [
        ("FABLE 2022", ["../papers/c2022three.md", "../papers/b2022two.md"]),
        ("FABLE 2021", ["../papers/a2021one.md"]),
        ("Without a year", ["../papers/d2023four.md"]),
    ]


def test_a_journal_without_years_has_no_headings() -> None:
    page = view_venue(INDEX.venues["Journal of Tea"], INDEX)

    assert [(each.heading, len(each.papers)) for each in page.editions] == [("", 2)]


def test_the_overview_has_each_series_once_the_most_papers_first() -> None:
    assert view_venues(INDEX).sections == (
        (
            "",
            (
                Counted("FABLE", "../venues/fable.md", 4, "2022, 2021"),
                Counted("Journal of Tea", "../venues/journal-of-tea.md", 2, ""),
            ),
        ),
    )


def test_without_venues_the_overview_says_so() -> None:
    files = render_files(corpus_of(paper("a2021one")), abstracts={}, addresses=Addresses())

    assert "Nothing here yet." in files["venues/index.md"]


def test_papers_lead_to_the_pages_of_their_venues() -> None:
    files = render_files(corpus_of(*PAPERS), abstracts={}, addresses=Addresses())

    links = {path: re.findall(r"\[([^\[]*)\]\(\.\./(venues/.*?)\)", text) for path, text in files.items()}
    assert links["papers/c2022three.md"] == [("Proceedings of FABLE 2022", "venues/fable.md")]
    assert links["papers/f2023six.md"] == [("Journal of Tea 8&#40;1)", "venues/journal-of-tea.md")]
    assert links["papers/g2024seven.md"] == []
    assert {target for found in links.values() for _, target in found} <= files.keys()
