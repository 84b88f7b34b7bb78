"""Records as text: what is written reads back the same, here and with other YAML readers, and looks as curators write it."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given

from any_record import RECORDS
from litreview.model.corpus import load_corpus
from litreview.model.parsing import parse_model
from litreview.model.record import Found, Record, Result
from litreview.model.writing import dump_record, quote
from litreview.model.yamlfile import decode_yaml


@given(RECORDS)
def test_what_is_written_reads_back_the_same(record: Record) -> None:
    """Every field, whatever its text, and without a warning."""
    text = decode_yaml(dump_record(record).encode(), "x")
    loaded = parse_model(Record, text, "x")
    assert loaded.value == record
    assert loaded.warnings == ()


@given(RECORDS)
def test_other_yaml_readers_see_the_same_text(record: Record) -> None:
    """PyYAML's reader types plain scalars; none that is text may look like a number, a date or a truth value."""
    outside = yaml.safe_load(dump_record(record))
    for name in ("title", "arxiv", "doi", "venue", "url", "abstract", "summary", "notes", "reason"):
        assert outside.get(name) == getattr(record, name)
    for name in (
        "authors",
        "topics",
        "domains",
        "languages",
        "models",
        "benchmarks",
        "contributions",
        "limitations",
    ):
        assert tuple(outside.get(name, ())) == getattr(record, name)
    assert [row["what"] for row in outside.get("results", ())] == [row.what for row in record.results]


@given(RECORDS)
def test_writing_what_was_read_writes_it_again(record: Record) -> None:
    text = dump_record(record)
    assert dump_record(parse_model(Record, text, "x").value) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Llama 2 7B", "Llama 2 7B", id="plain"),
        pytest.param("Quill, Ada", '"Quill, Ada"', id="comma"),
        pytest.param("a: b", '"a: b"', id="colon"),
        pytest.param("a:b", "a:b", id="colon-inside"),
        pytest.param("C#", '"C#"', id="hash"),
        pytest.param("2024", '"2024"', id="number"),
        pytest.param("1e3", '"1e3"', id="number-in-yaml-1.2"),
        pytest.param("0o17", '"0o17"', id="octal-in-yaml-1.2"),
        pytest.param("no", '"no"', id="truth-value"),
        pytest.param("y", '"y"', id="truth-value-in-yaml-1.1"),
        pytest.param("null", '"null"', id="null"),
        pytest.param("2021-02-28", '"2021-02-28"', id="day"),
        pytest.param("it's", "it's", id="apostrophe"),
        pytest.param('"a"', '"\\"a\\""', id="quotes"),
        pytest.param("a\nb", '"a\\nb"', id="line-end"),
        pytest.param("a\u2028b", '"a\\u2028b"', id="line-separator"),
        pytest.param("", '""', id="empty"),
        pytest.param("茶壶", "茶壶", id="chinese"),
    ],
)
def test_quotes_only_where_needed(text: str, expected: str) -> None:
    assert quote(text) == expected


def test_a_comma_needs_no_quotes_outside_of_brackets() -> None:
    assert quote("Quill, Ada", in_flow=False) == "Quill, Ada"


def test_layout() -> None:
    """Prose in blocks, names in lines, one row a line, digits as written, and nothing for what is absent."""
    record = Record(
        id="quill2021feather",
        title="Feather: Teaspoons",
        authors=("Quill, Ada", "{Imaginary Team, Moon Base}"),
        date="2021",
        arxiv="2102.99910",
        models=("Feather 3M", "Kettle, 7B"),
        abstract="tea " * 30,
        results=(
            Result(what="Feather", metric="tea", value=Decimal("2.50"), kind="absolute", source="abstract"),
        ),
        notes="One\n\n- two",
        found=(Found(source="Moon Base Daily", listing="moon.txt", line=3, on="2021-03-01"),),
    )
    assert (
        dump_record(record)
        == """\
id: quill2021feather
title: "Feather: Teaspoons"
authors:
  - Quill, Ada
  - "{Imaginary Team, Moon Base}"
date: 2021
arxiv: "2102.99910"
topics: []
models: [Feather 3M, "Kettle, 7B"]
abstract: >-
  tea tea tea tea tea tea tea tea tea tea tea tea tea tea tea tea tea tea tea tea tea tea tea tea tea
  tea tea tea tea tea
results:
  - {what: Feather, metric: tea, value: 2.50, kind: absolute, source: abstract}
notes: |-
  One

  - two
decision: included
found:
  - {source: Moon Base Daily, listing: moon.txt, line: 3, on: 2021-03-01}
"""
    )


def test_the_invented_review_reads_back_the_same(corpus_root: Path) -> None:
    for file in load_corpus(corpus_root).files:
        assert parse_model(Record, dump_record(file.record), file.path).value == file.record
