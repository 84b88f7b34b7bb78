"""What a record keeps of its text, and what it says of itself. Faulty records are in test_broken.py."""

from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import ValidationError

from litreview.model.corpus import load_corpus
from litreview.model.parsing import parse_model
from litreview.model.record import Record, folder_of

MINIMAL = "id: quill2021feather\ntitle: Feather\n"


def parse(text: str) -> Record:
    return parse_model(Record, MINIMAL + text, "x").value


@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        pytest.param("", "authors", (), id="absent-list"),
        pytest.param("", "venue", None, id="absent-text"),
        pytest.param("", "decision", "included", id="absent-decision"),
        pytest.param("topics: []", "topics", (), id="empty-list"),
        pytest.param("venue: '  FABLE 2021 '", "venue", "FABLE 2021", id="blanks-around"),
        pytest.param("notes: |\n  one\n\n  two\n", "notes", "one\n\ntwo", id="paragraphs"),
        pytest.param(
            'notes: "one\\u2028two\\x85three"', "notes", "one\ntwo\nthree", id="odd-line-separators"
        ),
        pytest.param("date: 2021", "date", "2021", id="year"),
        pytest.param("date: 2021-02", "date", "2021-02", id="month"),
        pytest.param("date: 2020-02-29", "date", "2020-02-29", id="leap-day"),
        pytest.param('arxiv: "2102.99910"', "arxiv", "2102.99910", id="arxiv-keeps-its-zero"),
        pytest.param("doi: 10.5555/tea.1", "doi", "10.5555/tea.1", id="doi"),
        pytest.param("url: https://example.org/茶壶", "url", "https://example.org/茶壶", id="url-as-written"),
        pytest.param("authors: ['{Team {A}}']", "authors", ("{Team {A}}",), id="braces-in-a-group"),
        pytest.param("models: [1.50, no, ~x]", "models", ("1.50", "no", "~x"), id="names-that-look-typed"),
    ],
)
def test_field(text: str, field: str, expected: object) -> None:
    assert getattr(parse(text), field) == expected


@pytest.mark.parametrize(
    "written", ["2.50", "-1.5", "+7", "0", "88", "0.10", "123456789012345678901234567890"]
)
def test_numbers_keep_their_digits(written: str) -> None:
    row = f"results: [{{what: a, metric: b, value: {written}, kind: gain, source: c}}]"
    value = parse(row).results[0].value
    assert value == Decimal(written)
    assert f"{value:f}" == written.lstrip("+")


@pytest.mark.parametrize(
    ("paper", "folder"),
    [
        pytest.param("quill2021feather", "2021", id="year"),
        pytest.param("anderson2021wand", "2021", id="nd-in-names"),
        pytest.param("quill2021in1999", "2021", id="first-of-two-years"),
        pytest.param("quillndfeather", "nd", id="no-date"),
        pytest.param("quill1850nd", "nd", id="no-year-of-ours"),
    ],
)
def test_folder(paper: str, folder: str) -> None:
    assert folder_of(paper) == folder


def test_what_a_record_says_of_itself() -> None:
    record = parse("date: 2022-01\ntopics: [tuning/by-ear, folklore, tuning/by-spoon]\n")
    assert (record.year, record.folder, record.top_topics) == ("2022", "2021", ("tuning", "folklore"))


def test_an_undated_record_has_no_year() -> None:
    assert parse("").year is None


def test_records_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        parse("").title = "Another"  # type: ignore[misc]


def test_the_invented_review_has_every_field(corpus_root: Path) -> None:
    """What the fixture does not hold, no page can be tested with."""
    records = load_corpus(corpus_root).records
    unused = [name for name in Record.model_fields if not any(getattr(record, name) for record in records)]
    assert unused == []
