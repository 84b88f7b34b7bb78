"""What Browse counts with and what its search index is made of, held against the records themselves."""

import json
import re
import string
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from html.parser import HTMLParser
from itertools import accumulate
from pathlib import Path

import pytest

from litreview.model.corpus import Corpus, RecordFile, load_corpus
from litreview.model.record import Record
from litreview.model.review import Review
from litreview.model.taxonomy import Taxonomy
from litreview.render import browse, views
from litreview.render.addresses import Addresses
from litreview.render.encode import fold
from litreview.render.index import index_corpus
from litreview.render.pages import render_files
from litreview.render.searching import search_page, search_pages
from render.hostile import HOSTILE
from render.reviews import files_of


@pytest.fixture
def corpus(corpus_root: Path) -> Corpus:
    return load_corpus(corpus_root)


def included(corpus: Corpus) -> list[Record]:
    return [record for record in corpus.records if record.decision == "included"]


def walk(steps: str) -> Iterator[int]:
    """The numbers to which `steps` leads."""
    characters = string.digits + string.ascii_uppercase + string.ascii_lowercase
    lengths = [62 * (len(step) - 1) + characters.index(step[-1]) for step in re.findall("~*[^~]", steps)]
    return accumulate(lengths)


def papers_by_value(files: dict[str, str]) -> dict[str, dict[str, set[str]]]:
    """The ids of the papers that have each value of each facet, as the script reads them."""
    ids = json.loads(files["browse/papers.json"])["ids"]
    return {
        facet["name"]: {
            each["value"]: {ids[number] for number in walk(each["steps"])} for each in facet["values"]
        }
        for facet in json.loads(files["browse/facets.json"])["facets"]
    }


# Facet -> what a paper has of it, said once more and without the code under test.
VALUES: dict[str, Callable[[Record], Iterable[str | None]]] = {
    "topic": lambda paper: paper.topics,
    "year": lambda paper: [(paper.date or "")[:4] or None],
    "type": lambda paper: [paper.type],
    "model": lambda paper: paper.models,
    "benchmark": lambda paper: paper.benchmarks,
    "domain": lambda paper: paper.domains,
    "language": lambda paper: paper.languages,
    "code": lambda paper: ["yes" if paper.code else "no"],
}


@pytest.mark.parametrize("facet", VALUES)
def test_a_facet_has_the_papers_that_have_its_values(corpus: Corpus, facet: str) -> None:
    found = papers_by_value(files_of(corpus, "browse/*"))[facet]

    expected: dict[str, set[str]] = {}
    for paper in included(corpus):
        for value in VALUES[facet](paper):
            if value is not None:
                expected.setdefault(value, set()).add(paper.id)
    assert {value: papers for value, papers in found.items() if papers} == expected


def test_a_venue_is_the_same_in_every_year(corpus: Corpus) -> None:
    assert papers_by_value(files_of(corpus, "browse/*"))["venue"] == {
        "FABLE": {"quill2021feather", "marsh2022tidal"},
        "Journal of Imaginary Results": {"placeholder2024sixty"},
        "Proceedings of Idleness": {"dolittle2023benchmark"},
    }


def described(records: Iterable[Record], name: str) -> dict[str, object]:
    """The facet called `name` of a review with two topics and `records`."""
    topics = [
        {"id": "upper", "title": "Upper", "definition": "A.", "children": [{"id": "lower", "title": "Lower", "definition": "B."}]},
        {"id": "empty", "title": "Empty", "definition": "C."},
    ]  # fmt: skip
    corpus = corpus_of(records, Taxonomy.model_validate({"topics": topics}))
    facets = json.loads(browse.facets_json(index_corpus(corpus)))["facets"]
    return next(facet for facet in facets if facet["name"] == name)


def corpus_of(records: Iterable[Record], taxonomy: Taxonomy) -> Corpus:
    files = tuple(RecordFile(f"{record.id}.yml", record) for record in records)
    return Corpus(Path(), Review.model_validate({"title": "Invented"}), taxonomy, files, ())


def paper(paper_id: str, **fields: object) -> Record:
    return Record.model_validate({"id": paper_id, "title": f"On {paper_id}", **fields})


def test_a_topic_without_papers_of_its_own_stays_for_its_subtopic() -> None:
    facet = described([paper("one2020", topics=["upper/lower"])], "topic")

    assert facet["values"] == [
        {"value": "upper", "label": "Upper", "steps": ""},
        {"value": "upper/lower", "label": "Upper › Lower", "steps": "0"},
    ]


def test_spellings_of_a_model_are_one_value() -> None:
    spelled = ["Llama-2 7B", "Llama 2 7B", "LLaMA 2 7b", "Llama 2 7B"]
    records = [paper(f"p2020{n}", models=[name]) for n, name in zip("abcd", spelled, strict=True)]

    facet = described(records, "model")

    assert facet["values"] == [{"value": "Llama 2 7B", "label": "Llama 2 7B", "steps": "0111"}]


def test_the_most_frequent_value_comes_first() -> None:
    models = [["Rare"], ["Often"], ["Often", "Also rare"]]
    records = [paper(f"p2020{n}", models=names) for n, names in zip("abc", models, strict=True)]

    facet = described(records, "model")

    assert facet["several"] is True
    assert isinstance(facet["values"], list)
    assert [each["value"] for each in facet["values"]] == ["Often", "Also rare", "Rare"]


def test_papers_count_from_the_newest_on(corpus: Corpus) -> None:
    papers = json.loads(browse.papers_json(index_corpus(corpus)))
    dates = [corpus.by_id[paper].date or "" for paper in papers["ids"]]

    assert sorted(papers["ids"]) == sorted(paper.id for paper in included(corpus))
    assert dates == sorted(dates, reverse=True)


def test_titles_are_sorted_without_marks_and_capitals() -> None:
    titles = ["zebra", "Äpfel", "“Quoted” beginnings", "Apes", "über"]
    records = [
        Record.model_validate({"id": f"p2020{n}", "title": title})
        for n, title in zip("abcde", titles, strict=True)
    ]
    taxonomy = Taxonomy.model_validate({"topics": [{"id": "t", "title": "T", "definition": "D."}]})

    by_title = json.loads(browse.papers_json(index_corpus(corpus_of(records, taxonomy))))["by_title"]

    assert [titles[number] for number in by_title] == [
        "Apes", "Äpfel", "“Quoted” beginnings", "über", "zebra",
    ]  # fmt: skip


@pytest.mark.parametrize("gap", [0, 1, 61, 62, 63, 124, 1000])
def test_steps_of_any_length_lead_where_they_should(gap: int) -> None:
    others = [paper(f"p2020n{n}", date="2021") for n in range(gap)]
    records = [
        paper("first2022", date="2022", models=["M"]),
        *others,
        paper("last2020", date="2020", models=["M"]),
    ]

    (value,) = described(records, "model")["values"]  # type: ignore[misc]

    assert list(walk(value["steps"])) == [0, gap + 1]


def test_the_page_lists_some_and_leads_to_all(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browse, "LISTED", 9)
    monkeypatch.setattr(browse, "NEWEST", 4)

    page = files_of(corpus, browse.PAGE)[browse.PAGE]

    assert page.count("](../papers/") == 4
    assert "These are the newest 4; [the years](../years/index.md) have them all." in page


# --- The search index ---


class SearchPage(HTMLParser):
    """What Pagefind reads of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.known: dict[str, str] = {}
        self.texts: list[str] = []
        self.strange: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Metadata and the rank; every element that should not be there."""
        named = dict(attributes)
        if tag == "meta":
            name = named.get("data-pagefind-meta") or named.get("data-pagefind-sort") or ""
            self.known[name.removesuffix("[content]")] = named["content"] or ""
        elif tag not in {"html", "body", "p"}:
            self.strange.append(tag)

    def handle_data(self, data: str) -> None:
        """The text of paragraphs."""
        if data.strip():
            self.texts.append(data)


def read_pages(corpus: Corpus, abstracts: dict[str, str] | None = None) -> Iterator[tuple[str, SearchPage]]:
    for name, html in search_pages(corpus, abstracts or {}):
        yield name, SearchPage(html)


def test_the_ranks_are_the_numbers_of_the_facets(corpus: Corpus) -> None:
    ids = json.loads(browse.papers_json(index_corpus(corpus)))["ids"]

    assert [(name, page.known["rank"]) for name, page in read_pages(corpus)] == [
        (paper, str(number)) for number, paper in enumerate(ids)
    ]


def test_a_paper_is_found_by_all_that_its_page_says(corpus: Corpus) -> None:
    record = corpus.by_id["quill2021feather"]
    page = dict(read_pages(corpus))["quill2021feather"]
    text = " ".join(page.texts)

    assert page.known == {
        "rank": "8",
        "title": record.title,
        "authors": "Ada Mock Quill, Tobias van der Fable, Sam Inkwell Jr.",
        "by": "Ada Mock Quill, Tobias van der Fable, Sam Inkwell Jr.",
        "date": "2021-02-28",
        "venue": "FABLE 2021",
        "gist": "A recipe for training on text that does not exist: one cup, two lumps.",
        "id": "quill2021feather",
        "every": "000000000000",
    }
    assert "Feather 3M on PourQA: accuracy -1.5 points against Kettle 7B." in text
    for expected in (
        record.summary, record.abstract, *record.contributions, *record.limitations, *record.models,
        *record.benchmarks, "Tuning › Tuning by spoon", "Moonish", "method", record.arxiv, record.doi, record.acl,
    ):  # fmt: skip
        assert fold(str(expected)) in text


def test_local_abstracts_are_searched_where_they_are(corpus: Corpus) -> None:
    pages = dict(read_pages(corpus, {"nobodyndknows": "A text that only this machine holds."}))

    assert pages["nobodyndknows"].texts == ["A text that only this machine holds.", "nobodyndknows"]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_whatever_a_record_says_is_text_in_the_index(text: str) -> None:
    record = Record.model_construct(
        id="hostile2022",
        title=text,
        summary=text,
        models=(text,),
        venue=text,
        authors=("Tricky, T.",),
        date="2022",
    )

    page = SearchPage(search_page(record, 0, {}, None))

    assert page.strange == []
    assert page.known["venue"] == fold(text)
    assert page.texts[0] == fold(text)


# --- A review too large for the header's search ---


@pytest.mark.parametrize(
    ("limit", "found_there"),
    [pytest.param(10, True, id="as-many-as-it-takes"), pytest.param(9, False, id="one-too-many")],
)
def test_papers_leave_the_headers_search_where_they_are_too_many(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch, limit: int, found_there: bool
) -> None:
    monkeypatch.setattr(views, "HEADER_SEARCHES", limit)

    files = render_files(corpus, abstracts={}, addresses=Addresses())

    fronts = [
        text.split("---")[1]
        for path, text in files.items()
        if path.startswith("papers/")
        and "\nsearch:\n" in text
        and not re.search("^(moved|unlisted): ", text, re.MULTILINE)
    ]
    assert Counter("  exclude: true\n" in front for front in fronts) == {not found_there: 10}
    assert ("takesEnter = false;" in files["assets/search.js"]) is found_there
    assert ("takesEnter = true;" in files["assets/search.js"]) is not found_there
