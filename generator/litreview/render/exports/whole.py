"""Records as JSON, whole: every field of a record under its own name, and the JSON Schema that says what they are.

What is absent is left out. Numbers keep the digits that the paper states: 2.50 stays 2.50.
"""

import json
from collections.abc import Iterable
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any

from pydantic import BaseModel, Field

from litreview.model.fields import Line, Text
from litreview.model.record import FileModel, Record
from litreview.model.review import Review


class Export(FileModel):
    """The papers of a living review, or some of them, with their records as they are kept."""

    title: Line = Field(description="The review's title.")
    question: Text | None = Field(None, description="What the review asks.")
    scope: Text | None = Field(None, description="What it covers.")
    license: Line = Field(description="The records' licence.")
    papers: tuple[Record, ...] = Field(description="Newest first.")


def json_file(records: Iterable[Record], review: Review) -> str:
    """`records` in their order, a paper a line, behind what `review` is."""
    return frame_json(map(json_entry, records), review)


def frame_json(entries: Iterable[str], review: Review) -> str:
    """The object of `review` with `entries` as its papers."""
    about = {
        "title": review.title, "question": review.question, "scope": review.scope, "license": review.license,
    }  # fmt: skip
    head = ",\n".join(f"{_dump(name)}: {_dump(value)}" for name, value in about.items() if value)
    papers = "".join(f"\n{entry}," for entry in entries).removesuffix(",")
    return f'{{\n{head},\n"papers": [{papers}]\n}}\n'


def json_entry(record: Record) -> str:
    """The object of `record` on one line."""
    return _dump(record)


def json_schema() -> str:
    """The JSON Schema (draft 2020-12) of what `json_file` writes, made from the model."""
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps(dialect | Export.model_json_schema(), indent=2, ensure_ascii=False) + "\n"


def _dump(value: Any) -> str:  # noqa: ANN401  # whatever a record holds
    """`value` as JSON. The library's own writer cannot keep the digits of a Decimal."""
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, Decimal | int):
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    if isinstance(value, BaseModel):
        known = (f"{encode_basestring(name)}: {_dump(each)}" for name, each in value if each not in _ABSENT)
        return f"{{{', '.join(known)}}}"
    return f"[{', '.join(map(_dump, value))}]"


_ABSENT = (None, (), "")
