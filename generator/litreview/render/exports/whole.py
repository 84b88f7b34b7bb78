"""Records as JSON, whole: every field of a record under its own name, and the JSON Schema that says what they are.

What is absent is left out. Numbers keep the digits that the paper states: 2.50 stays 2.50.
"""

import json
from collections.abc import Iterable
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any

from pydantic import BaseModel

from litreview.model.record import Record
from litreview.model.reference import record_schema
from litreview.model.review import Review

# What is said of the review: its own fields, in this order.
_ABOUT = ("title", "question", "scope", "license")
_ABSENT = (None, (), "")


def json_file(records: Iterable[Record], review: Review) -> str:
    """`records` in their order, a paper a line, behind what `review` is."""
    return frame_json(map(json_entry, records), review)


def frame_json(entries: Iterable[str], review: Review) -> str:
    """The object of `review` with `entries` as its `papers`."""
    about = ((name, getattr(review, name)) for name in _ABOUT)
    head = "".join(f'"{name}": {_dump(value)},\n' for name, value in about if value)
    papers = "".join(f"\n{entry}," for entry in entries).removesuffix(",")
    return f'{{\n{head}"papers": [{papers}]\n}}\n'


def json_entry(record: Record) -> str:
    """The object of `record` on one line."""
    return _dump(record)


def json_schema() -> str:
    """The JSON Schema (draft 2020-12) of what `json_file` writes, around that of a record."""
    paper = json.loads(record_schema())
    about = {
        name: {"type": "string", "description": Review.model_fields[name].description} for name in _ABOUT
    }
    schema = {
        "$schema": paper.pop("$schema"),
        "title": "Papers of a litreview review",
        "description": "What the review is, and the records of its papers or of some of them, newest first.",
        "type": "object",
        "properties": {**about, "papers": {"type": "array", "items": {"$ref": "#/$defs/Paper"}}},
        "required": ["title", "license", "papers"],
        "additionalProperties": False,
        "$defs": {**paper.pop("$defs"), "Paper": paper},
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _dump(value: Any) -> str:  # noqa: ANN401  # whatever a record holds
    """`value` as JSON. The library's own writer cannot keep the digits of a Decimal."""
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, Decimal | int):
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    if isinstance(value, BaseModel):
        fields = vars(value).items()  # in their order, and quicker than the model's own way
        known = [f"{encode_basestring(name)}: {_dump(each)}" for name, each in fields if each not in _ABSENT]
        return f"{{{', '.join(known)}}}"
    return f"[{', '.join(map(_dump, value))}]"
