"""Newer and older papers on a topic: who is beside whom, and what the page says of it."""

import re

import pytest

from litreview.render.addresses import Addresses
from litreview.render.index import index_corpus
from litreview.render.neighbours import leading_topic
from litreview.render.pages import render_files
from render.reviews import corpus_of, paper

OLD = paper("a2020old", date="2020-01-01", topics=["tea/green"])
MIDDLE = paper("b2021middle", date="2021-01-01", topics=["tea", "cake", "tea/green"])
NEW = paper("c2022new", date="2022-01-01", topics=["tea/green"])
CAKE = paper("d2023cake", date="2023-01-01", topics=["cake"])
ALONE = paper("e2023alone", date="2023-02-01", topics=["tea/black"])
NOWHERE = paper("f2023nowhere", date="2023-03-01")
REVIEW = corpus_of(OLD, MIDDLE, NEW, CAKE, ALONE, NOWHERE)


@pytest.mark.parametrize(
    ("topics", "expected"),
    [
        pytest.param(["tea/green", "cake"], "tea/green", id="the-first"),
        pytest.param(["tea", "cake", "tea/green"], "tea/green", id="the-subtopic-of-the-first"),
        pytest.param(["cake", "tea/green"], "cake", id="not-a-subtopic-of-another"),
        pytest.param(["biscuits", "cake"], "cake", id="unknown-topics-are-passed-over"),
        pytest.param([], None, id="none"),
    ],
)
def test_the_leading_topic(topics: list[str], expected: str | None) -> None:
    known = {"tea": (), "tea/green": (), "cake": ()}
    assert leading_topic(paper("a2020old", topics=topics), known) == expected


@pytest.mark.parametrize(
    ("paper_id", "newer", "older"),
    [
        pytest.param("a2020old", "b2021middle", None, id="the-oldest"),
        pytest.param("b2021middle", "c2022new", "a2020old", id="between"),
        pytest.param("c2022new", None, "b2021middle", id="the-newest"),
        pytest.param("d2023cake", None, "b2021middle", id="beside-a-paper-that-leads-elsewhere"),
    ],
)
def test_neighbours_are_those_of_the_topics_list(paper_id: str, newer: str | None, older: str | None) -> None:
    beside = index_corpus(REVIEW).neighbours[paper_id]

    assert (beside.newer and beside.newer.id, beside.older and beside.older.id) == (newer, older)


@pytest.mark.parametrize("paper_id", ["e2023alone", "f2023nowhere"])
def test_a_paper_alone_on_its_topic_and_one_without_a_topic_have_none(paper_id: str) -> None:
    page = render_files(REVIEW, abstracts={}, addresses=Addresses())[f"papers/{paper_id}.md"]

    assert paper_id not in index_corpus(REVIEW).neighbours
    assert "<nav" not in page


def test_without_papers_there_are_none() -> None:
    assert index_corpus(corpus_of()).neighbours == {}


def test_the_page_names_the_topic_and_both_papers() -> None:
    page = render_files(REVIEW, abstracts={}, addresses=Addresses())["papers/b2021middle.md"]
    nav = page.partition("<nav")[2]

    assert re.findall(r"\]\((.*?)\)", nav) == ["../topics/tea/green.md", "c2022new.md", "a2020old.md"]
    assert "Next in [Tea › Green tea]" in nav
    assert nav.startswith(' class="lr-way" aria-label="Newer and older papers on the same topic"')
