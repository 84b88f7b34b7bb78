"""Strict YAML: text in, values that are all text out, findings with their lines. Knows no records.

PyYAML's `safe_load` reads `2401.10020` as 2401.1002, `no` as False, `12:30` as 750 and keeps the last of two equal keys; merge keys
cost time that doubles with each level, and a nest of brackets overflows the C parser's stack. So this module takes libyaml's events
one by one, gives every scalar back as the text that stands there, and refuses what a record does not need.
"""

import re
from typing import Any, NamedTuple

import yaml

from litreview.errors import LitreviewError, Problem

SIZE_LIMIT = 256 * 1024  # bytes; the longest real record (559 authors) has 16 KB
DEPTH_LIMIT = 12  # a record's deepest value, a field of a result row, is at 3

# C0 and C1 controls but tab and line feed, DEL, lone surrogates, non-characters; then the bidi embeddings, overrides and
# isolates, which let a file show something else than it says (CVE-2021-42574).
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_COMMENT_BEHIND = re.compile(r"[ \t]+#")


Plain = str | list["Plain"] | dict[str, "Plain"]
Path = tuple[str | int, ...]  # of a value: keys, and list positions from 0


class Parsed(NamedTuple):
    """A file's values as dicts, lists and text, and what was found while reading, in the order of the lines."""

    values: dict[str, Plain]
    findings: tuple[Problem, ...]


def field_name(path: Path) -> str | None:
    """A place in a file as people read it: `results.2.value`, list positions counted from 0; None for the whole."""
    return ".".join(map(str, path)) or None


def decode_yaml(data: bytes, file: str) -> str:
    """The text of a YAML file; a byte order mark is dropped, line ends are kept.

    Raises:
        LitreviewError: too large, not UTF-8, or holding control characters or bidi overrides.
    """
    if len(data) > SIZE_LIMIT:
        message = f"file is {len(data):,} bytes; the limit is {SIZE_LIMIT:,}"
        raise LitreviewError(Problem(file, message, hint="one record is one paper; move long text elsewhere"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"not UTF-8: byte 0x{data[error.start]:02x}"
        raise LitreviewError(Problem(file, message, line, hint="save the file as UTF-8")) from None
    problems = []
    for pattern, what in ((_CONTROL, "control character"), (_BIDI, "bidirectional override")):
        for match in pattern.finditer(text.replace("\r\n", " \n")):
            line = text.count("\n", 0, match.start()) + 1
            message = f"{what} U+{ord(match[0]):04X}"
            problems.append(Problem(file, message, line, hint="delete it; it cannot be seen"))
    if problems:
        raise LitreviewError(problems)
    return text


def parse_yaml(text: str, file: str) -> Parsed:
    """The values of one YAML document that is a mapping, every scalar as text.

    Findings are anchors, aliases, tags, merge keys, duplicate keys and keys without a value, which are errors, and values that YAML
    cuts at ` #`, a warning. The values are what can be read all the same.

    Raises:
        LitreviewError: the text cannot be read on: syntax, a key that is no text, nesting deeper than `DEPTH_LIMIT`, a second document,
            a document that is not a mapping.
    """
    reader = _EventReader(text, file)
    try:
        values = reader.read_document()
    except _GaveUpError:
        raise LitreviewError(reader.findings) from None
    except yaml.YAMLError as error:
        raise LitreviewError([*reader.findings, _syntax_problem(error, file)]) from None
    return Parsed(values, tuple(reader.findings))


def compose(text: str) -> yaml.MappingNode:
    """The tree, with the marks of its values, of a text that `parse_yaml` has read before.

    Only findings and edits need places, so only they pay for them. Before `parse_yaml` this is not safe: it recurses in C.
    """
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    assert isinstance(root, yaml.MappingNode)  # noqa: S101  # parse_yaml refuses all else
    return root


def line_at(text: str, path: Path) -> int:
    """The line, from 1, of the value at `path` in a text that `parse_yaml` has read; of its nearest parent where it is absent."""
    node: yaml.Node = compose(text)
    line = 1
    for step in path:
        if isinstance(node, yaml.MappingNode):
            pair = next(((key, value) for key, value in node.value if key.value == step), None)
            if pair is None:
                break
            line, node = pair[0].start_mark.line + 1, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
        else:
            break
    return line


class _GaveUpError(Exception):
    """What was found makes the rest of the file unreadable."""


class _EventReader:
    """libyaml's event stream, the path of the value in hand, and the findings so far."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.text = text
        self.next_event = yaml.CSafeLoader(text).get_event
        self.path: list[str | int] = []
        self.findings: list[Problem] = []

    def refuse(self, event: Any, message: str, hint: str) -> None:  # noqa: ANN401  # PyYAML's stubs give events no marks
        line = event.start_mark.line + 1
        self.findings.append(Problem(self.file, message, line, field_name(tuple(self.path)), hint))

    def read_document(self) -> dict[str, Plain]:
        self.next_event()  # stream start
        start = self.next_event()
        if isinstance(start, yaml.StreamEndEvent):
            self.refuse(start, "the file is empty", "a record is a mapping of `field: value` lines")
            raise _GaveUpError
        event = self.next_event()
        values = self.read_value(event)
        if not isinstance(values, dict):
            self.refuse(
                event,
                "not a mapping of `field: value` lines",
                "begin each line with the field's name and a colon",
            )
            raise _GaveUpError
        self.next_event()  # document end
        after = self.next_event()
        if not isinstance(after, yaml.StreamEndEvent):
            self.refuse(
                after, "a second document begins here", "one file holds one document; delete the `---`"
            )
            raise _GaveUpError
        return values

    def read_value(self, event: Any) -> Plain | None:  # noqa: ANN401
        """The value that begins with `event`; None for one that says nothing, which is a finding."""
        kind = type(event)
        if kind is yaml.AliasEvent:
            self.refuse(
                event, f'alias "*{event.anchor}"', 'write the value out; quote it if it is text: "*…"'
            )
            return ""
        if event.anchor is not None:
            self.refuse(
                event, f'anchor "&{event.anchor}"', 'write the value out; quote it if it is text: "&…"'
            )
        if event.tag is not None:
            self.refuse(event, f'tag "{event.tag}"', 'values need no tag; quote it if it is text: "!…"')
        if kind is yaml.ScalarEvent:
            return self.read_scalar(event)
        if len(self.path) >= DEPTH_LIMIT:
            self.path.clear()
            self.refuse(
                event, f"nested deeper than {DEPTH_LIMIT} levels", "close the brackets; records are flat"
            )
            raise _GaveUpError
        return self.read_sequence() if kind is yaml.SequenceStartEvent else self.read_mapping()

    def read_scalar(self, event: Any) -> str | None:  # noqa: ANN401
        value: str = event.value
        if event.style:
            return value
        if value in _NULLS:
            message = f'"{value}" is no value' if value else "no value"
            self.refuse(event, message, "delete the line: what is absent is left out")
            return None
        end = event.end_mark.index
        if _COMMENT_BEHIND.match(self.text, end):
            hint = "quote the value if the # belongs to it, else put the comment on a line of its own"
            message = f'"{value}" ends before " #": the rest of the line is a comment'
            line = event.start_mark.line + 1
            self.findings.append(
                Problem(self.file, message, line, field_name(tuple(self.path)), hint, "warning")
            )
        return value

    def read_sequence(self) -> list[Plain]:
        items: list[Plain] = []
        position = 0
        while type(event := self.next_event()) is not yaml.SequenceEndEvent:
            self.path.append(position)
            value = self.read_value(event)
            if value is not None:
                items.append(value)
            self.path.pop()
            position += 1
        return items

    def read_mapping(self) -> dict[str, Plain]:
        values: dict[str, Plain] = {}
        while type(event := self.next_event()) is not yaml.MappingEndEvent:
            key = self.read_key(event, values)
            self.path.append(key)
            value = self.read_value(self.next_event())
            if value is not None:
                values[key] = value
            self.path.pop()
        return values

    def read_key(self, event: Any, values: dict[str, Plain]) -> str:  # noqa: ANN401
        if type(event) is not yaml.ScalarEvent or event.anchor or event.tag:
            self.refuse(
                event, "a key that is no plain text", "quote the text if it begins with one of [ { & * !"
            )
            raise _GaveUpError
        key: str = event.value
        if key == "<<" and not event.style:
            self.refuse(event, 'merge key "<<"', "write the fields out")
        elif key in values:
            self.refuse(event, f'key "{key}" stands twice', "delete one of the two")
        return key


def _syntax_problem(error: yaml.YAMLError, file: str) -> Problem:
    """What libyaml complains of, in one line, with the place where it noticed."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return Problem(file, f"not YAML: {error}")
    mark = error.problem_mark or error.context_mark
    line = None if mark is None else mark.line + 1
    said = " ".join(part for part in (error.problem, error.context) if part)
    hint = "quote a value that holds `: `, or begins with one of [ ] { } , & * # ? | - < > = ! % @ `"
    return Problem(file, f"not YAML: {said}", line, hint=hint)
