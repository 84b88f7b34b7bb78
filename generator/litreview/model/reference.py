"""What is generated from the models: the JSON Schema that editors check records with, and the page of all fields.

`python -m litreview.model.reference`, in the repository's root, writes both anew.
"""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from litreview.model.record import Found, Record, Related, Result
from litreview.model.review import Review, Search
from litreview.model.taxonomy import Column, Table, Taxonomy, Topic
from litreview.model.writing import quote

SCHEMA_FILE = "docs/schema/paper.json"
FIELDS_FILE = "docs/fields.md"

_INTRODUCTION = f"""\
<!-- Generated from the models by `python -m litreview.model.reference`: change those, not this page. -->

# Fields

Every field of the files below `papers/`. What is absent is left out: no empty texts, no `null`. An editor that knows YAML schemas
completes and checks records with [{SCHEMA_FILE.removeprefix("docs/")}]({SCHEMA_FILE.removeprefix("docs/")}).
"""
# Heading, introduction and model of each section, in the page's order.
_SECTIONS: Sequence[tuple[str, str, type[BaseModel]]] = (
    ("## A record", "One paper: `papers/YEAR/ID.yml`, in the folder of the year that the id holds.", Record),
    ("### A row of `results`", "One claim, as the paper states it.", Result),
    (
        "### A row of `related`",
        "Another paper of the review that this one has to do with, as its text shows.",
        Related,
    ),
    ("### A row of `found`", "One listing in which the paper was found.", Found),
    ("## The review", "What it asks and who keeps it: `papers/review.yml`.", Review),
    ("### A row of `searched`", "One source that is searched for new papers.", Search),
    ("## The taxonomy", "The topics: `papers/taxonomy.yml`.", Taxonomy),
    ("### A topic", "One topic, with its subtopics under `children`.", Topic),
    ("### A row of `tables`", "One table on the topic's page.", Table),
    ("### A row of `columns`", "A field of the records, or the results that fit all that it names.", Column),
)


def record_schema() -> str:
    """The JSON Schema (2020-12) of a record, with a line end. It is no stricter than the model, so that editors never cry wolf."""
    schema = Record.model_json_schema(schema_generator=_EditorSchema)
    needs_reason = {"properties": {"decision": {"const": "excluded"}}, "required": ["decision"]}
    described = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "A paper of a litreview review",
        "description": "One paper. What is absent is left out.",
        "if": needs_reason,
        "then": {"required": ["reason"]},
    }
    return json.dumps(described, indent=2, ensure_ascii=False) + "\n"


def field_reference() -> str:
    """The page of all fields, in Markdown: one table a model."""
    sections = (f"{heading}\n\n{text}\n\n{_table(model)}" for heading, text, model in _SECTIONS)
    return "\n".join([_INTRODUCTION, *sections])


def write_reference(root: Path) -> None:
    """Write both into the repository at `root`."""
    for path, text in ((SCHEMA_FILE, record_schema()), (FIELDS_FILE, field_reference())):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8", newline="\n")


class _EditorSchema(GenerateJsonSchema):
    """Without nulls, which records never hold, and without titles that only repeat a field's name."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        inner = self.generate_inner(schema["schema"])
        default = schema.get("default")
        return inner if default in (None, (), "") else {**inner, "default": default}

    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002
        return False

    def sort(self, value: JsonSchemaValue, parent_key: str | None = None) -> JsonSchemaValue:  # noqa: ARG002
        return value


def _table(model: type[BaseModel]) -> str:
    schema = model.model_json_schema(schema_generator=_EditorSchema)
    if "$ref" in schema:  # a model that contains itself
        schema = schema["$defs"][model.__name__]
    required = schema.get("required", ())
    rows = [
        (f"`{name}`", "yes" if name in required else "", _kind(field), field["description"], _example(field))
        for name, field in schema["properties"].items()
    ]
    header = ("field", "required", "type", "meaning", "example")
    return "".join(f"| {' | '.join(cells)} |\n" for cells in [header, ("---",) * len(header), *rows])


def _kind(field: Mapping[str, Any]) -> str:
    """A field's type in words; a row leads to its own table."""
    if field.get("type") == "array":
        limit = f" (at most {field['maxItems']})" if "maxItems" in field else ""
        return f"list{limit}: {_kind(field['items'])}"
    if "enum" in field:
        return " or ".join(f"`{value}`" for value in field["enum"])
    if "$ref" in field:
        heading = next(
            heading for heading, _, model in _SECTIONS if field["$ref"].endswith(f"/{model.__name__}")
        )
        return f"[row](#{re.sub('[^a-z]+', '-', heading.lower()).strip('-')})"
    return str(field["title"])


def _example(field: Mapping[str, Any]) -> str:
    """A field's example as it stands in a file; what is assumed where it is absent, if that is all there is to show."""
    if "examples" in field:
        value = field["examples"][0]
        return f"`{value if field.get('title') in {'date', 'day'} else _as_yaml(value)}`"
    return f"`{field['default']}` if absent" if "default" in field else ""


def _as_yaml(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_as_yaml, value))}]"
    return quote(value) if isinstance(value, str) else str(value)


if __name__ == "__main__":
    write_reference(Path())
