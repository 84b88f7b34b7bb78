"""From a record to the text of its file.

What is written reads back as the same record: `parse_model(Record, dump_record(r)) == r`. The layout is the curators': block lists for
prose, one line a result, lists of names on one line, quotes only where they are needed. PyYAML's emitter offers no such mixture and takes
3 ms a record; the reading back is PyYAML's.
"""

import json
import re
import textwrap
from collections.abc import Sequence
from decimal import Decimal

import yaml
from pydantic import BaseModel

from litreview.model.record import Record

WIDTH = 100  # columns of folded prose
# Titles hold ": " so often, and identifiers without quotes lose their zeros elsewhere.
_ALWAYS_QUOTED = frozenset({"title", "arxiv"})
_PROSE = frozenset({"abstract", "summary", "notes"})
_FOLDED = frozenset({"abstract", "summary"})
_ON_ONE_LINE = frozenset({"topics", "domains", "languages", "models", "benchmarks", "formerly"})
_TYPED = frozenset({"date", "added", "line", "value"})  # plain, although YAML 1.1 has types for them
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")  # `on` in a `found:` row; in a result row it is a name

# Text that means itself in every position, also inside [ ] and { }. All else is quoted. Every letter and digit may begin it.
_PLAIN = re.compile(r"[^\W_](?:[\w./()+'=$%^*~;<>-]| (?=[^\s#])|:(?=[\w/.]))*")
# What YAML 1.2 takes for a number and YAML 1.1 does not (https://yaml.org/spec/1.2.2/#103-core-schema), and the two truth values
# that YAML 1.1 has and PyYAML has not.
_NO_TEXT = re.compile(r"[0-9]+(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?|0o[0-7]+|[yYnN]")
_ESCAPED = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")


def dump_record(record: Record) -> str:
    """The text of `record`'s file: fields in the model's order; what is absent is left out, but for an empty list of topics.

    `topics: []` says that somebody looked and none fits (or that none is drafted yet).
    """
    fields = present(record)
    lines = [line for name, value in fields.items() for line in dump_field(name, value)]
    return "\n".join(lines) + "\n"


def present(model: BaseModel) -> dict[str, object]:
    """The fields of `model` that say something, in the model's order: neither None nor empty, but for a record's topics."""
    fields = {name: getattr(model, name) for name in type(model).model_fields}
    return {name: value for name, value in fields.items() if name == "topics" or value not in (None, (), "")}


def dump_field(name: str, value: object) -> list[str]:
    """The lines of one top-level field, without line ends."""
    if isinstance(value, str):
        return _dump_text(name, value)
    assert isinstance(value, Sequence)  # noqa: S101  # the model has nothing else
    if name in _ON_ONE_LINE:
        return [f"{name}: [{', '.join(dump_item(item, in_flow=True) for item in value)}]"]
    return [f"{name}:", *(f"  - {dump_item(item)}" for item in value)]


def dump_item(item: object, *, in_flow: bool = False) -> str:
    """One item of a list, on one line: text, or a row `{source: …, line: 3}`; `in_flow` if it is to stand inside [ ]."""
    if isinstance(item, BaseModel):
        return f"{{{', '.join(f'{name}: {_dump_scalar(name, value)}' for name, value in present(item).items())}}}"
    return quote(str(item), in_flow=in_flow)


def quote(text: str, *, in_flow: bool = True) -> str:
    """`text` as a YAML scalar: plain where every YAML reader takes it for this very text, else in double quotes.

    Inside [ ] and { } (`in_flow`) a comma ends a plain scalar.
    """
    if _PLAIN.fullmatch(text if in_flow else text.replace(", ", " ")) and not _NO_TEXT.fullmatch(text):
        resolvers = yaml.SafeLoader.yaml_implicit_resolvers.get(text[0], [])
        if not any(pattern.match(text) for _, pattern in resolvers):
            return text
    return _double_quoted(text)


def _double_quoted(text: str) -> str:
    # JSON's escapes are YAML's; what YAML refuses raw, or nobody can see, is escaped as well.
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))


def _dump_text(name: str, value: str) -> list[str]:
    if name in _PROSE and "\n" in value and _fits_block(value):
        return [f"{name}: |-", *(f"  {line}".rstrip() for line in value.split("\n"))]
    if name in _FOLDED and value == " ".join(value.split()) and _fits_block(value):
        # Breaking inside a word would put a blank into it.
        folded = textwrap.wrap(value, WIDTH, break_long_words=False, break_on_hyphens=False)
        return [f"{name}: >-", *(f"  {line}" for line in folded)]
    return [f"{name}: {_dump_scalar(name, value)}"]


def _fits_block(value: str) -> bool:
    """Whether a block scalar keeps `value`: no white space that YAML would eat, nothing that needs an escape."""
    lines = value.split("\n")
    return all(line.isprintable() and line == line.rstrip() for line in lines) and not value.startswith(" ")


def _dump_scalar(name: str, value: object) -> str:
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    if name in _TYPED or (name == "on" and _DAY.fullmatch(text)):
        return text
    return _double_quoted(text) if name in _ALWAYS_QUOTED else quote(text)
