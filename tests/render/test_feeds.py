"""Atom feeds: valid by RFC 4287's own grammar, read whole by feedparser, and with ids that outlive a move."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import etree

from litreview.model.corpus import Corpus, RecordFile, load_corpus
from litreview.model.names import parse_name
from litreview.model.record import Record
from litreview.model.review import Review
from litreview.render import encode
from litreview.render.addresses import Addresses
from litreview.render.feeds import ENTRIES
from litreview.render.index import index_corpus
from litreview.render.mathematics import readable
from render.papers import hostile_records, record
from render.reviews import files_of

ATOM = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))
SITE = Addresses(site="https://example.org/review/")
REVIEW = Review(title="An invented review", owners=("The <Imaginary> Curators", "Ada & Bo"))


@pytest.fixture
def corpus(corpus_root: Path) -> Corpus:
    return load_corpus(corpus_root)


def feeds_of(corpus: Corpus, addresses: Addresses = SITE) -> dict[str, str]:
    return files_of(corpus, "*feed.xml", addresses=addresses)


def with_papers(corpus: Corpus, papers: Iterable[Record], review: Review = REVIEW) -> Corpus:
    """`corpus` with other papers, all of the topic "folklore", and another review."""
    about = {"topics": ("folklore",), "decision": "included"}
    records = (paper.model_copy(update=about) for paper in papers)
    return replace(corpus, files=tuple(RecordFile(paper.id, paper) for paper in records), review=review)


def read(text: str) -> Any:
    """What feedparser reads; nothing in it may be wrong, and no markup may be left to be cleaned."""
    feed = feedparser.parse(text.encode(), sanitize_html=False, resolve_relative_uris=False)
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def validate(feeds: Mapping[str, str]) -> None:
    for path, text in feeds.items():
        ATOM.assertValid(etree.fromstring(text.encode()))
        feed = read(text)
        ids = [entry.id for entry in feed.entries]
        assert len(ids) == len(set(ids)), path
        assert [entry.updated for entry in feed.entries] == sorted(
            (entry.updated for entry in feed.entries), reverse=True
        )
        # RFC 4287, 4.1.2: without content, an entry has a link to what it is about.
        assert all(link.rel == "alternate" for entry in feed.entries for link in entry.links)


@pytest.mark.parametrize(
    "addresses", [pytest.param(SITE, id="site known"), pytest.param(Addresses(), id="not")]
)
def test_the_invented_review_has_valid_feeds(corpus: Corpus, addresses: Addresses) -> None:
    feeds = feeds_of(corpus, addresses)

    validate(feeds)
    topics = "tuning tuning/by-ear tuning/by-spoon shrinking shrinking/teaspoons folklore".split()
    assert sorted(feeds) == sorted(["feed.xml", *(f"topics/{topic}/feed.xml" for topic in topics)])


def test_hostile_texts_are_texts(corpus: Corpus) -> None:
    papers = [paper.model_copy(update={"added": "2025-03-02"}) for paper in hostile_records()[:ENTRIES]]
    papers = [paper.model_copy(update={"summary": paper.title}) for paper in papers]
    many = with_papers(corpus, papers)

    feeds = feeds_of(many)

    validate(feeds)
    read_back = {entry.title: entry for entry in read(feeds["feed.xml"]).entries}
    assert sorted(read_back) == sorted(readable(paper.title) for paper in papers)
    for paper in papers:
        entry = read_back[readable(paper.title)]
        assert entry.summary == paper.title
        assert [author.name for author in entry.authors] == [
            parse_name(author).display for author in paper.authors
        ]


def test_every_character_of_xml_comes_through(corpus: Corpus) -> None:
    title = "".join(map(chr, [*range(0x21, 0x7F), 0xA1, 0xD7FF, 0xE000, 0xFFFD, 0x10000, 0x1F999]))
    papers = [record(title=title, added="2025-03-02")]

    assert read(feeds_of(with_papers(corpus, papers))["feed.xml"]).entries[0].title == encode.fold(title)


def test_an_entry_says_what_the_record_says(corpus: Corpus) -> None:
    text = feeds_of(corpus)["topics/tuning/by-spoon/feed.xml"]

    feed = read(text)
    entry = next(entry for entry in feed.entries if entry.title.startswith("Feather"))

    assert (feed.feed.title, feed.feed.author) == (
        "An invented review: Tuning › Tuning by spoon",
        "The Imaginary Curators",
    )
    assert {(link.rel, link.href) for link in feed.feed.links} == {
        ("alternate", "https://example.org/review/topics/tuning/by-spoon/"),
        ("self", "https://example.org/review/topics/tuning/by-spoon/feed.xml"),
    }
    assert entry.link == "https://example.org/review/papers/quill2021feather/"
    assert entry.updated == "2025-03-02T00:00:00Z"
    assert [author.name for author in entry.authors] == [
        "Ada Mock Quill",
        "Tobias van der Fable",
        "Sam Inkwell Jr.",
    ]
    assert [(tag.term, tag.label) for tag in entry.tags] == [
        ("shrinking/teaspoons", "Shrinking & folding › Teaspoon-sized models"),
        ("tuning/by-spoon", "Tuning › Tuning by spoon"),
    ]
    assert entry.summary.startswith("Feather asks whether a model")


def test_without_a_sites_address_links_lead_from_the_feed(corpus: Corpus) -> None:
    feed = read(feeds_of(corpus, Addresses())["topics/tuning/by-spoon/feed.xml"])

    assert [link.href for link in feed.feed.links] == ["./"]
    assert {entry.link for entry in feed.entries} == {
        "../../../papers/quill2021feather/",
        "../../../papers/marsh2022tidal/",
    }


def ids_of(text: str) -> dict[str, str]:
    return {entry.title: entry.id for entry in read(text).entries}


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"title": "Tidal Attention", "date": "2020", "authors": ()}, id="corrected"),
        pytest.param({"id": "reed2023tidal", "formerly": ("marsh2023tidal",)}, id="renamed"),
        pytest.param(
            {"id": "reed2020tidal", "formerly": ("marsh2023tidal", "reed2023tidal")}, id="renamed twice"
        ),
        pytest.param({"topics": ("tuning",), "summary": "New."}, id="described"),
    ],
)
def test_ids_stay(corpus: Corpus, change: dict[str, object]) -> None:
    paper = record(added="2025-03-02")
    before = with_papers(corpus, [paper])
    after = with_papers(corpus, [paper.model_copy(update=change)], Review(title="Another title"))

    moved = feeds_of(after, Addresses(site="https://elsewhere.example/"))

    assert ids_of(feeds_of(before)["feed.xml"]) == ids_of(moved["feed.xml"])
    assert ids_of(feeds_of(before)["topics/folklore/feed.xml"]) == ids_of(feeds_of(before)["feed.xml"])


def test_papers_and_feeds_have_ids_of_their_own(corpus: Corpus) -> None:
    feeds = feeds_of(corpus)
    papers = {entry.id for text in feeds.values() for entry in read(text).entries}
    ids = [read(text).feed.id for text in feeds.values()]

    assert len(set(ids)) == len(feeds)
    assert papers.isdisjoint(ids)
    assert len(papers) == sum(bool(paper.added) for paper in index_corpus(corpus).papers)
    assert all(re.fullmatch("urn:uuid:[0-9a-f-]{36}", each) for each in [*papers, *ids])


def test_the_last_fifty_the_newest_of_a_day_first(corpus: Corpus) -> None:
    papers = [
        record(
            id=f"p2023x{number:02}",
            title=f"Paper {number}",
            date=f"2023-01-{number % 28 + 1:02}",
            added=f"2025-03-0{number % 2 + 1}",
        )
        for number in range(60)
    ]

    entries = read(feeds_of(with_papers(corpus, papers))["feed.xml"]).entries

    assert len(entries) == 50
    by_title = {paper.title: paper for paper in papers}
    keys = [(by_title[entry.title].added, by_title[entry.title].date) for entry in entries]
    assert keys == sorted(keys, reverse=True)
    assert keys[0][0] == "2025-03-02"


def test_a_paper_without_a_day_is_in_no_feed(corpus: Corpus) -> None:
    """Nobody knows whether it is new."""
    papers = [record(added=None), record(id="reed2023tidal", title="Dated", added="2025-03-02")]

    assert list(ids_of(feeds_of(with_papers(corpus, papers))["feed.xml"])) == ["Dated"]


def test_a_feed_of_nothing_is_a_feed(corpus: Corpus) -> None:
    feeds = feeds_of(with_papers(corpus, []))

    validate(feeds)
    assert read(feeds["feed.xml"]).feed.updated == "1970-01-01T00:00:00Z"


@pytest.mark.parametrize(
    ("owners", "authors"),
    [
        pytest.param(("Ada & Bo",), ["Ada & Bo"], id="owners"),
        pytest.param((), ["An invented review"], id="none: the review itself"),
    ],
)
def test_a_feed_has_an_author(corpus: Corpus, owners: tuple[str, ...], authors: list[str]) -> None:
    """An entry without authors has the feed's (RFC 4287, 4.1.1)."""
    review = Review(title="An invented review", owners=owners)

    feed = read(feeds_of(with_papers(corpus, [record(authors=(), added="2025-03-02")], review))["feed.xml"])

    assert [author.name for author in feed.feed.authors] == authors
    assert "authors" not in feed.entries[0]


def test_pasting_text_into_xml_fails_these_tests(corpus: Corpus) -> None:
    """So they can fail: a writer that does not encode makes what no reader takes."""
    text = feeds_of(with_papers(corpus, [record(title="AT_HERE", added="2025-03-02")]))["feed.xml"]

    naive = text.replace("AT_HERE", "R&D <b> for all")

    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(naive.encode())
    assert feedparser.parse(naive.encode()).bozo
