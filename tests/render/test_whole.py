"""JSON: the records as they are, and the schema that says so."""

import json
from decimal import Decimal

import pytest
from jsonschema import Draft202012Validator

from litreview.model.record import Record, Result
from litreview.model.review import Review
from litreview.render.exports.whole import json_entry, json_file, json_schema
from render.papers import REVIEW, hostile_records, invented_records, real_records, record

ALL = pytest.mark.parametrize(
    "records",
    [
        pytest.param(hostile_records(), id="hostile"),
        pytest.param(invented_records(), id="invented"),
        pytest.param(real_records(), id="real"),
    ],
)


def test_a_paper_a_line_behind_what_the_review_is() -> None:
    review = Review(title="Nothing", question="Why?\nWhy not?", license="CC0-1.0")
    papers = [record(), record(id="reed2022ebb", authors=(), date=None)]
    assert json_file(papers, review) == (
        '{\n"title": "Nothing",\n"question": "Why?\\nWhy not?",\n"license": "CC0-1.0",\n"papers": [\n'
        '{"id": "marsh2023tidal", "title": "Tidal Attention", "authors": ["Marsh, Ada", "Reed, Bo"], "date": "2023-09-21", '
        '"decision": "included"},\n'
        '{"id": "reed2022ebb", "title": "Tidal Attention", "decision": "included"}]\n}\n'
    )


def test_without_records_there_is_the_review() -> None:
    assert json.loads(json_file([], REVIEW)) == {"title": REVIEW.title, "license": "CC0-1.0", "papers": []}


@pytest.mark.parametrize("digits", ["2.50", "-1.5", "0", "0.000000001", "100000000000000000000", "88"])
def test_numbers_keep_their_digits(digits: str) -> None:
    result = Result(what="LoRa", metric="accuracy", value=digits, kind="absolute", source="abstract")
    text = json_entry(record(results=(result,)))
    assert f'"value": {digits},' in text
    (read,) = json.loads(text, parse_float=Decimal)["results"]
    assert Decimal(read["value"]) == Decimal(digits)


@ALL
def test_a_record_comes_back_as_it_was(records: list[Record]) -> None:
    """Every field to the letter, and none that the record has not."""
    read = json.loads(json_file(records, REVIEW), parse_float=Decimal)["papers"]
    assert [Record.model_validate(paper) for paper in read] == list(records)
    assert [value for paper in read for value in paper.values() if value in (None, "", [])] == []


@ALL
def test_the_schema_allows_all(records: list[Record]) -> None:
    faults = Draft202012Validator(json.loads(json_schema())).iter_errors(
        json.loads(json_file(records, REVIEW))
    )
    assert [fault.message for fault in faults] == []


@pytest.mark.parametrize(
    ("papers", "message"),
    [
        pytest.param([{"id": "a2023b"}], "'title' is a required property", id="no-title"),
        pytest.param(
            [{"id": "a2023b", "title": "A", "tite": "B"}],
            "Additional properties are not allowed ('tite' was unexpected)",
            id="unknown-field",
        ),
        pytest.param([{"id": "a2023b", "title": 7}], "7 is not of type 'string'", id="number-for-text"),
    ],
)
def test_the_schema_refuses(papers: list[dict[str, object]], message: str) -> None:
    """The test above can fail."""
    validator = Draft202012Validator(json.loads(json_schema()))
    document = {"title": "Nothing", "license": "CC0-1.0", "papers": papers}
    assert [fault.message for fault in validator.iter_errors(document)] == [message]


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(json.loads(json_schema()))
