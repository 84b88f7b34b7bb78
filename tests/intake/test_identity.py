"""What is one paper, what only looks like one, and that ten thousand papers are no burden."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litreview.intake.entry import Entry
from litreview.intake.identity import LookAlikes, PaperIndex, identifiers, same_title


def paper(**fields: object) -> Entry:
    """An entry that says no more than `fields`."""
    return Entry("Moon Base Daily", "day.txt", 1, **fields)  # type: ignore[arg-type]


TEA = {"title": "Brewing Tea by Reinforcement"}
QUILL, MARSH = ("Quill, Ada",), ("Marsh, Bo",)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param({"arxiv": "2402.00001"}, {"arxiv": "2402.00001"}, id="arxiv"),
        pytest.param({"doi": "10.1000/tea"}, {"doi": "10.1000/tea"}, id="doi"),
        pytest.param({"acl": "2024.acl-long.1"}, {"acl": "2024.acl-long.1"}, id="acl"),
        pytest.param(
            {**TEA, "arxiv": "2402.00001"}, {"title": "Tea", "arxiv": "2402.00001"}, id="arxiv-new-title"
        ),
        pytest.param(TEA, TEA, id="title"),
        pytest.param(TEA, {"title": "brewing tea, by  Reinforcement."}, id="title-by-letters"),
        pytest.param({"title": "Thé à la crème"}, {"title": "The a la creme"}, id="title-without-accents"),
        pytest.param({"title": "!?"}, {"title": "!?"}, id="title-of-signs"),
        pytest.param({**TEA, "authors": QUILL}, TEA, id="authors-unknown"),
        pytest.param({**TEA, "authors": QUILL}, {**TEA, "authors": ("{Tea Team}",)}, id="group"),
        pytest.param({**TEA, "authors": QUILL}, {**TEA, "authors": (*MARSH, *QUILL)}, id="author-in-common"),
        pytest.param(
            {**TEA, "authors": ("Wei, Li",)}, {**TEA, "authors": ("Li, Wei",)}, id="name-turned-round"
        ),
        pytest.param(
            {**TEA, "arxiv": "2402.00001"}, {**TEA, "doi": "10.1000/tea"}, id="identifiers-of-two-kinds"
        ),
    ],
)
def test_one_paper(one: dict[str, object], other: dict[str, object]) -> None:
    for first, second in ((one, other), (other, one)):
        index = PaperIndex()
        index.add(7, paper(**first))
        assert index.same(paper(**second)) == [7]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(TEA, {"title": "Brewing Coffee by Reinforcement"}, id="titles"),
        pytest.param({"title": "Kettle 2"}, {"title": "Kettle 3"}, id="numbers"),
        pytest.param({**TEA, "arxiv": "2402.00001"}, {**TEA, "arxiv": "2402.00002"}, id="arxiv-against-it"),
        pytest.param({**TEA, "doi": "10.1000/a"}, {**TEA, "doi": "10.1000/b"}, id="doi-against-it"),
        pytest.param({**TEA, "authors": QUILL}, {**TEA, "authors": MARSH}, id="other-authors"),
        pytest.param({"title": "!?"}, {"title": "?!"}, id="signs"),
        pytest.param({}, {}, id="nothing-known"),
    ],
)
def test_two_papers(one: dict[str, object], other: dict[str, object]) -> None:
    index = PaperIndex()
    index.add(7, paper(**one))
    assert index.same(paper(**other)) == []


def test_an_identifier_tells_more_than_a_title() -> None:
    index = PaperIndex()
    index.add(0, paper(**TEA))
    index.add(1, paper(title="Another", doi="10.1000/tea"))
    index.add(2, paper(title="A third", arxiv="2402.00001"))
    assert index.same(paper(**TEA, arxiv="2402.00001", doi="10.1000/tea")) == [2, 1, 0]


def test_identifiers_are_named_with_their_kind() -> None:
    named = identifiers(paper(acl="2024.acl-long.1", doi="10.1000/tea", arxiv="2402.00001"))
    assert named == ("arXiv:2402.00001", "doi:10.1000/tea", "ACL:2024.acl-long.1")


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        pytest.param(
            "Tea Ceremonies of Small Models", "The Tea Ceremony of Small Models", True, id="a-few-letters"
        ),
        pytest.param(
            "Boiling Adaptation of Copper and Iron Kettles: Are We There Yet?",
            "The Limited Warmth of Boiling Adaptation of Copper and Iron Kettles",
            True,
            id="paper-and-critique",
        ),
        pytest.param("Teapot", "Teapot: Pouring at Scale", True, id="subtitle"),
        pytest.param("Teapot – Pouring at Scale", "Teapot", True, id="subtitle-behind-a-dash"),
        pytest.param("Teapot: Pouring at Scale", "Teapot: A Survey of Handles", False, id="two-subtitles"),
        pytest.param("Kettle 2 Boils Water Quickly", "Kettle 3 Boils Water Quickly", False, id="numbers"),
        pytest.param("Large Kettles Are Slow Boilers", "Small Spoons Are Quick Stirrers", False, id="frames"),
    ],
)
def test_titles_that_look_alike(one: str, other: str, *, alike: bool) -> None:
    titles = LookAlikes([one, other])
    titles.add(4, one)
    assert titles.like(other) == ([4] if alike else [])
    assert same_title(one, other) is alike


@given(st.lists(st.text("ab 12:", max_size=12), max_size=6))
def test_a_title_looks_like_itself(titles: list[str]) -> None:
    known = LookAlikes(titles)
    for position, title in enumerate(titles):
        known.add(position, title)
        assert position in known.like(title)


def test_a_common_word_does_not_compare_everything_with_everything() -> None:
    """A thousand titles that share all words but one: what is looked at stays what shares a rare word."""
    titles = [f"Kettles Are Slow Boilers {number}x" for number in range(1000)]
    known = LookAlikes(titles)
    for position, title in enumerate(titles):
        known.add(position, title)
    assert known.like(titles[500]) == [500]
