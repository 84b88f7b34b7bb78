"""Drafting topics by phrases."""

from pathlib import Path

import pytest

from litreview.intake.classify import Evidence, draft_topics
from litreview.model.corpus import load_corpus
from litreview.model.taxonomy import Taxonomy, Topic


def topic(name: str, *phrases: str, children: tuple[Topic, ...] = ()) -> Topic:
    return Topic(id=name, title=name, definition=name, phrases=phrases, children=children)


@pytest.mark.parametrize(
    ("phrase", "title", "is_found"),
    [
        pytest.param("tea", "Green tea", True, id="word"),
        pytest.param("tea", "Green TEA, hot", True, id="case-and-punctuation"),
        pytest.param("tea", "Steam", False, id="inside-a-word"),
        pytest.param("tea", "Teapots", False, id="no-ending-without-star"),
        pytest.param("tea*", "Teapots", True, id="star-is-any-ending"),
        pytest.param("tea*", "Tea", True, id="star-is-no-ending-too"),
        pytest.param("tea*", "Steam", False, id="star-has-a-beginning"),
        pytest.param("tea cup*", "Tea-cups", True, id="hyphen-for-blank"),
        pytest.param("tea-cup", "A tea cup", True, id="blank-for-hyphen"),
        pytest.param("tea cup", "Tea. Cup", False, id="words-apart"),
        pytest.param("brew* tea", "Brewing tea", True, id="star-in-the-middle"),
        pytest.param("c++", "Tea in C++", True, id="signs"),
        pytest.param(" - ", "Tea - cups", False, id="no-word-at-all"),
    ],
)
def test_phrases(phrase: str, title: str, *, is_found: bool) -> None:
    found = draft_topics(title, None, Taxonomy(topics=(topic("tea", phrase),)))
    assert found == ((Evidence("tea", (phrase,)),) if is_found else ())


TEA = Taxonomy(
    topics=(
        topic(
            "drinks",
            "tea",
            children=(topic("hot", "kettle*", "tea"), topic("cold", "ice"), topic("mild", "spoon*")),
        ),
        topic("pots", "pot*"),
        topic("cups", "cup*"),
        topic("milk", "milk"),
    )
)


@pytest.mark.parametrize(
    ("title", "abstract", "expected"),
    [
        pytest.param("On spoons", None, (Evidence("drinks/mild", ("spoon*",)),), id="subtopic"),
        pytest.param("Milk", None, (Evidence("milk", ("milk",)),), id="topic-without-subtopics"),
        pytest.param("Nothing", "A cup and a cup.", (), id="two-mentions-are-too-few"),
        pytest.param(
            "Nothing",
            "A cup, a cup, a cup.",
            (Evidence("cups", (), ("cup*",)),),
            id="three-mentions-are-enough",
        ),
        pytest.param("Nothing", "A cup, pots, milk.", (), id="one-mention-of-many"),
        pytest.param(
            "Ice",
            "A kettle.",
            (Evidence("drinks/cold", ("ice",)), Evidence("drinks/hot", (), ("kettle*",))),
            id="two-subtopics",
        ),
        pytest.param(
            "Pots and cups",
            "Cups.",
            (Evidence("cups", ("cup*",)), Evidence("pots", ("pot*",))),
            id="best-first",
        ),
        pytest.param(
            "Pots, cups, milk and ice",
            None,
            (Evidence("drinks/cold", ("ice",)), Evidence("pots", ("pot*",)), Evidence("cups", ("cup*",))),
            id="three-topics-at-most-in-their-order",
        ),
        pytest.param(
            "Kettles and cups of tea",
            "Kettle, kettle, kettle, tea, tea, tea; pot, pot, pot, cup.",
            (Evidence("drinks/hot", ("kettle*", "tea")), Evidence("cups", ("cup*",))),
            id="what-is-far-behind-is-left-out",
        ),
        pytest.param("", None, (), id="nothing"),
    ],
)
def test_topics(title: str, abstract: str | None, expected: tuple[Evidence, ...]) -> None:
    assert draft_topics(title, abstract, TEA) == expected


def test_a_word_without_end_is_a_word_like_others() -> None:
    assert draft_topics("Tea", "x" * 1_000_000, TEA)[0].in_title == ("tea",)


def test_a_topic_without_a_subtopic_that_fits_stands_alone() -> None:
    taxonomy = Taxonomy(topics=(topic("drinks", "tea", children=(topic("hot", "kettle*"),)),))
    assert draft_topics("Tea", None, taxonomy) == (Evidence("drinks", ("tea",)),)


def test_the_topics_drafted_are_topics_of_the_taxonomy(corpus_root: Path) -> None:
    corpus = load_corpus(corpus_root)
    drafted = {
        evidence.topic
        for record in corpus.records
        for evidence in draft_topics(record.title, record.abstract, corpus.taxonomy)
    }
    assert drafted <= corpus.taxonomy.by_path().keys()
