"""Parsed records, kept in one file from one run to the next: the digest of a record's file in, the record out, if it was parsed before.

The bytes of a file decide, never its name or its time: reading 10,000 files takes a twentieth of parsing them, and nothing has to be
believed. What is kept are plain values as JSON, under the digest of all that could make them different; see docs/decisions. Who can
write here could change the code that reads it as well, so the values are not checked again.
"""

import platform
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin

import pydantic
import yaml
from pydantic import BaseModel
from pydantic_core import from_json

from litreview import __version__, errors
from litreview.model.lines import digest_of, read_lines, write_lines
from litreview.model.record import Record

ModelT = TypeVar("ModelT", bound=BaseModel)
_set = object.__setattr__


@dataclass(frozen=True, slots=True)
class Kept:
    """What was kept, by the digest of the file's bytes: records, and their lines."""

    records: Mapping[bytes, Record] = field(default_factory=dict)
    lines: Mapping[bytes, bytes] = field(default_factory=dict)


def read_kept(file: Path) -> Kept:
    """What `file` keeps; nothing where it is missing, not whole, or of another version."""
    lines = read_lines(file, _version())
    return Kept({key: record_of(line) for key, line in lines.items()}, lines)


def write_kept(file: Path, kept: Kept, records: Mapping[bytes, Record]) -> None:
    """Makes `file`, which has what is `kept`, keep `records`, given by digest. Where it cannot be written nothing is kept."""
    if records.keys() == kept.lines.keys():
        return
    lines = {key: kept.lines.get(key) or text_of(record) for key, record in records.items()}
    write_lines(file, _version(), lines, kept.lines)


def text_of(record: Record) -> bytes:
    """`record` as `record_of` reads it back, on one line."""
    return record.model_dump_json(exclude_unset=True).encode()


def record_of(text: bytes) -> Record:
    """The record of which `text` is."""
    return _restore(Record, from_json(text))


@cache
def _version() -> bytes:
    """The digest of what a record depends on beside its text: the code of this package's model, and the libraries that it reads with.

    Raises:
        OSError: the code cannot be read.
    """
    programs = (__version__, platform.python_version(), pydantic.VERSION, yaml.__version__)
    sources = [Path(errors.__file__), *sorted(Path(__file__).parent.glob("*.py"))]
    return digest_of(
        b"\0".join([*(name.encode() for name in programs), *(path.read_bytes() for path in sources)])
    )


def _restore(model: type[ModelT], values: dict[str, Any]) -> ModelT:
    """The model that had these `values`, as JSON gives them: what `model_construct` makes, in a third of the time."""
    defaults, conversions = _anatomy(model)
    for name, convert in conversions:
        if name in values:
            values[name] = convert(values[name])
    made: ModelT = object.__new__(model)
    # As `__setstate__` does; a model that is frozen does not let its fields be set in any other way.
    _set(made, "__dict__", defaults | values)
    _set(made, "__pydantic_fields_set__", set(values))
    _set(made, "__pydantic_extra__", None)
    _set(made, "__pydantic_private__", None)
    return made


@cache
def _anatomy(model: type[BaseModel]) -> tuple[dict[str, Any], list[tuple[str, Callable[[Any], Any]]]]:
    """The defaults of a model's fields in their order, and what turns JSON's values into those of the fields that need it."""
    fields = model.model_fields
    defaults = {name: None if info.is_required() else info.default for name, info in fields.items()}
    conversions = [(name, _conversion(info.annotation)) for name, info in fields.items()]
    return defaults, [(name, convert) for name, convert in conversions if convert is not None]


def _conversion(annotation: Any) -> Callable[[Any], Any] | None:  # noqa: ANN401  # what typing makes of annotations
    """What turns JSON's value into one of the annotated type; None where they are the same."""
    if annotation is Decimal:
        return Decimal
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return lambda values: _restore(annotation, values)
    inner = [_conversion(part) for part in get_args(annotation) if part is not NoneType]
    if get_origin(annotation) is not tuple:
        return next(filter(None, inner), None)
    convert = inner[0]
    return tuple if convert is None else lambda items: tuple([convert(item) for item in items])
