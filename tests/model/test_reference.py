"""The schema for editors and the page of fields: in step with the models, and no stricter than they are."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from litreview.model.corpus import load_corpus
from litreview.model.record import Record
from litreview.model.reference import (
    FIELDS_FILE,
    SCHEMA_FILE,
    field_reference,
    record_schema,
    write_reference,
)
from litreview.model.writing import dump_record

ROOT = Path(__file__).parents[2]
BROKEN = ROOT / "tests/broken"
VALIDATOR = Draft202012Validator(json.loads(record_schema()))


class EditorsLoader(yaml.CSafeLoader):
    """YAML as editors read it: numbers are numbers, but days are text, and so is `on`, as in YAML 1.2."""


EditorsLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool"))]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def complaints(text: str) -> list[str]:
    """What an editor underlines in a record."""
    record: Any = yaml.load(text, Loader=EditorsLoader)  # noqa: S506  # made from the safe loader
    return [error.message for error in VALIDATOR.iter_errors(record)]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        pytest.param(SCHEMA_FILE, record_schema(), id="schema"),
        pytest.param(FIELDS_FILE, field_reference(), id="fields"),
    ],
)
def test_generated_files_are_in_step_with_the_models(path: str, text: str) -> None:
    stale = f"{path} is stale: python -m litreview.model.reference"
    assert (ROOT / path).read_text("utf-8") == text, stale


def test_both_files_are_written(tmp_path: Path) -> None:
    write_reference(tmp_path)
    assert (tmp_path / SCHEMA_FILE).read_text("utf-8") == record_schema()
    assert (tmp_path / FIELDS_FILE).read_text("utf-8") == field_reference()


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(json.loads(record_schema()))


def test_editors_find_the_schema() -> None:
    settings = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))
    assert settings["yaml.schemas"] == {f"./{SCHEMA_FILE}": "papers/*/*.yml"}


def test_editors_complain_of_no_sound_record(corpus_root: Path) -> None:
    for file in load_corpus(corpus_root).files:
        assert complaints((corpus_root / file.path).read_text("utf-8")) == []
        assert complaints(dump_record(file.record)) == []


@pytest.mark.parametrize(
    "case",
    [
        "unknown-key", "missing-field", "unknown-type", "text-instead-of-list", "list-instead-of-text", "text-instead-of-row",
        "too-many-contributions", "empty-text", "no-date", "month-instead-of-day", "no-arxiv-identifier", "arxiv-with-version",
        "unquoted-identifier", "doi-as-address", "no-doi", "acl-as-address", "no-web-address", "no-count", "no-number",
        "no-topic-path", "no-id", "excluded-without-reason", "null-value", "unknown-key-in-a-row",
    ],
)  # fmt: skip
def test_editors_complain_of_broken_records(case: str) -> None:
    assert complaints((BROKEN / f"{case}.yml").read_text("utf-8")) != []


def test_every_field_is_explained() -> None:
    page = field_reference()
    assert [name for name in Record.model_fields if f"| `{name}` |" not in page] == []
