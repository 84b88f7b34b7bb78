"""CSL-JSON: the items, and that schema, pandoc and citation-js read of every record what it says, whatever stands in it."""

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from litreview.model.record import Record
from litreview.render.citation import cited_name
from litreview.render.exports.csl import csl_item, csl_items, csl_json
from render.csl_schema import CSL_DATA
from render.outside import citation_js, csl_name, pandoc, without_typography
from render.papers import hostile_records, injecting_records, invented_records, real_records, record

ALL = pytest.mark.parametrize(
    "records",
    [
        pytest.param(hostile_records(), id="hostile"),
        pytest.param(injecting_records(), id="injecting"),
        pytest.param(invented_records(), id="invented"),
        pytest.param(real_records(), id="real"),
    ],
)


@pytest.mark.parametrize(
    ("fields", "item"),
    [
        pytest.param(
            {"arxiv": "2309.12307", "primary_class": "cs.CL", "topics": ("tuning/by-ear", "folklore")},
            {
                "id": "marsh2023tidal",
                "type": "article",
                "title": "Tidal Attention",
                "author": [{"family": "Marsh", "given": "Ada"}, {"family": "Reed", "given": "Bo"}],
                "publisher": "arXiv",
                "number": "arXiv:2309.12307",
                "issued": {"date-parts": [[2023, 9, 21]]},
                "URL": "https://arxiv.org/abs/2309.12307",
                "keyword": "tuning/by-ear, folklore",
                "custom": {"primary_category": "cs.CL"},
            },
            id="preprint",
        ),
        pytest.param(
            {
                "arxiv": "2309.12307",
                "doi": "10.1000/xyz",
                "acl": "2024.fable-long.1",
                "venue": "FABLE 2024",
                "code": "https://example.org/code",
                "authors": ("Plato",),
            },
            {
                "id": "marsh2023tidal",
                "type": "paper-conference",
                "title": "Tidal Attention",
                "author": [{"family": "Plato"}],
                "container-title": "FABLE 2024",
                "note": "arXiv:2309.12307",
                "issued": {"date-parts": [[2024]]},
                "available-date": {"date-parts": [[2023, 9, 21]]},
                "DOI": "10.1000/xyz",
                "URL": "https://aclanthology.org/2024.fable-long.1/",
                "custom": {"acl": "2024.fable-long.1", "code": "https://example.org/code"},
            },
            id="proceedings-of-another-year",
        ),
        pytest.param(
            {"venue": "Journal of Imaginary Results 7(3)", "date": "2023-09", "authors": ()},
            {
                "id": "marsh2023tidal",
                "type": "article-journal",
                "title": "Tidal Attention",
                "container-title": "Journal of Imaginary Results 7(3)",
                "issued": {"date-parts": [[2023, 9]]},
            },
            id="journal-and-month",
        ),
        pytest.param(
            {"date": None, "authors": ()},
            {"id": "marsh2023tidal", "type": "article", "title": "Tidal Attention"},
            id="nothing-known",
        ),
    ],
)
def test_item(fields: dict[str, object], item: dict[str, Any]) -> None:
    assert csl_item(record(**fields)) == item


@pytest.mark.parametrize(
    ("author", "name"),
    [
        pytest.param(
            "King, Martin, Jr.", {"family": "King", "given": "Martin", "suffix": "Jr."}, id="suffix"
        ),
        pytest.param(
            "van der Plume, Cy",
            {"non-dropping-particle": "van der", "family": "Plume", "given": "Cy"},
            id="particles",
        ),
        pytest.param("al-Reed, Cy", {"family": "al-Reed", "given": "Cy"}, id="particle-with-a-hyphen"),
        pytest.param("Plume y Quill, Cy", {"family": "Plume y Quill", "given": "Cy"}, id="particle-within"),
        pytest.param("van, Cy", {"family": "van", "given": "Cy"}, id="nothing-but-a-particle"),
        pytest.param("{Moon, Ltd.}", {"literal": "Moon, Ltd."}, id="group"),
        pytest.param("A, B, C, D", {"literal": "A, B, C, D"}, id="more-commas-than-a-name-has"),
    ],
)
def test_author(author: str, name: dict[str, str]) -> None:
    assert csl_item(record(authors=(author,)))["author"] == [name]


def test_an_item_a_line() -> None:
    text = csl_json([record(), record(id="reed2022ebb")])
    assert [line[:24] for line in text.splitlines()] == [
        "[",
        '{"id": "marsh2023tidal",',
        '{"id": "reed2022ebb", "t',
        "]",
    ]
    assert json.loads(text) == csl_items([record(), record(id="reed2022ebb")])


def test_no_records_are_an_empty_list() -> None:
    assert csl_json([]) == "[]\n"


# --- what others read ---


@ALL
def test_the_schema_allows_all(records: list[Record]) -> None:
    faults = Draft7Validator(CSL_DATA).iter_errors(json.loads(csl_json(records)))
    assert [fault.message for fault in faults] == []


@ALL
def test_pandoc_reads_all(records: list[Record], tmp_path: Path) -> None:
    """Its own typography and its own thoughts on particles apart."""
    items = json.loads(pandoc(csl_json(records), "csljson", tmp_path))
    assert [item["id"] for item in items] == [paper.id for paper in records]
    assert [plain(item["title"]) for item in items] == [plain(paper.title) for paper in records]
    assert [[plain(csl_name(name)) for name in item.get("author", [])] for item in items] == [
        [plain(cited_name(author).display) for author in paper.authors] for paper in records
    ]


def plain(text: str) -> str:
    """`text` without pandoc's typography, and without quotes, which it takes off what is all in them."""
    return " ".join(without_typography(text).replace('"', "").split())


@ALL
def test_citation_js_reads_all(records: list[Record]) -> None:
    """Every item to the letter, and makes a reference of each, in which the title stands as text."""
    read = citation_js(csl_json(records))
    assert read["items"] == csl_items(records)
    assert set(read["references"]) == {paper.id for paper in records}
    references = [html.unescape(re.sub("<[^>]*>", "", read["references"][paper.id])) for paper in records]
    assert [
        paper.title
        for paper, reference in zip(records, references, strict=True)
        if letters(paper.title) not in letters(reference)
    ] == []


def letters(text: str) -> str:
    """What a style leaves of a title: letters and digits, whatever the case."""
    return re.sub(r"[\W_]+", "", text).casefold()


# --- the control ---


def naive_file(records: list[Record]) -> str:
    """What a writer does who has not thought of it."""
    return "[" + ",".join(f'{{"id": "{paper.id}", "title": "{paper.title}"}}' for paper in records) + "]"


def test_no_program_reads_a_naive_file(tmp_path: Path) -> None:
    """The tests above can fail: quotes end the text, and without a type it is no item."""
    text = naive_file(hostile_records())
    with pytest.raises(json.JSONDecodeError):
        json.loads(text)
    assert "error" in citation_js(text)
    assert "Failed" in pandoc(text, "csljson", tmp_path) or "rror" in pandoc(text, "csljson", tmp_path)
    plain_items = json.loads(naive_file([record()]))
    faults = Draft7Validator(CSL_DATA).iter_errors(plain_items)
    assert [fault.message for fault in faults] == ["'type' is a required property"]
