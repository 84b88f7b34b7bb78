"""Strict YAML: text in, values that are all text out, findings with their lines. Knows no records.

PyYAML's `safe_load` reads `2401.10020` as 2401.1002, `no` as False, `12:30` as 750 and keeps the last of two equal keys; merge keys
cost time that doubles with each level, and a nest of brackets overflows the C parser's stack. So this module takes libyaml's events
one by one, gives every scalar back as the text that stands there, and refuses what a record does not need.
"""

import re
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any, NamedTuple

import yaml
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from litreview.errors import LitreviewError, Problem, Severity, quoted

SIZE_LIMIT = 256 * 1024  # bytes; the longest real record (559 authors) has 16 KB
DEPTH_LIMIT = 12  # a record's deepest value, a field of a result row, is at 3
FINDINGS_LIMIT = 50  # of one file; nobody mends more at a time

# C0 and C1 controls but tab and line feed, DEL, lone surrogates, non-characters; what YAML 1.1 takes for a line's end, so that lines
# would be counted in two ways; the bidi embeddings, overrides and isolates, which let a file show something else than it says
# (CVE-2021-42574).
_UNWANTED = {
    "control character": "\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff",
    "line separator": "\x85\u2028\u2029",
    "bidirectional override": "\u202a-\u202e\u2066-\u2069",
}
_UNWANTED_CHARACTER = re.compile("|".join(f"([{characters}])" for characters in _UNWANTED.values()))
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_COMMENT_BEHIND = re.compile(r"[ \t]+#")
# What other programs take a plain scalar for, by its first character: true, false, or a number whose digits are not its text.
_PLAIN_INTEGER = re.compile(r"0|-?[1-9][0-9]*")
_GUESSED_AT = {
    first: patterns
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    if (patterns := [pattern for tag, pattern in resolvers if tag.endswith((":bool", ":int", ":float"))])
}


Plain = str | list["Plain"] | dict[str, "Plain"]
Path = tuple[str | int, ...]  # of a value: keys, and list positions from 0


class Parsed(NamedTuple):
    """A file's values as dicts, lists and text, and what was found while reading, in the order of the lines."""

    values: dict[str, Plain]
    findings: tuple[Problem, ...]


def field_name(path: Path) -> str | None:
    """A place in a file as people read it: `results.2.value`, list positions counted from 0; None for the whole."""
    return ".".join(quoted(str(step))[1:-1] for step in path) or None


def first_few(findings: Iterable[Problem]) -> list[Problem]:
    """The findings of one file in the order of their lines; if there are more than `FINDINGS_LIMIT`, that is the last one."""
    by_line = sorted(findings, key=lambda finding: finding.line or 0)
    if len(by_line) <= FINDINGS_LIMIT:
        return by_line
    *few, last = by_line[:FINDINGS_LIMIT]
    more = Problem(last.file, "more findings than can be listed", last.line, hint="mend these first")
    return [*few, last, more]


def decode_yaml(data: bytes, file: str) -> str:
    """The text of a YAML file; a byte order mark is dropped, line ends are kept.

    Raises:
        LitreviewError: too large, not UTF-8, or holding control characters, odd line separators or bidi overrides.
    """
    if len(data) > SIZE_LIMIT:
        message = f"file is larger than {SIZE_LIMIT:,} bytes"
        raise LitreviewError(Problem(file, message, hint="one record is one paper; move long text elsewhere"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"not UTF-8: byte 0x{data[error.start]:02x}"
        raise LitreviewError(Problem(file, message, line, hint="save the file as UTF-8")) from None
    unix = text.replace("\r\n", " \n")
    # isprintable is a hundred times quicker than the pattern, and refuses all that the pattern refuses.
    if not unix.replace("\n", "").replace("\t", "").isprintable():
        problems = [
            Problem(file, message, unix.count("\n", 0, at) + 1, hint="delete it; it cannot be seen")
            for at, message in islice(find_unwanted(unix), FINDINGS_LIMIT)
        ]
        if problems:
            raise LitreviewError(problems)
    return text


def find_unwanted(text: str) -> Iterable[tuple[int, str]]:
    """Characters that have no place in a file: position from 0 and what is there (`control character U+0007`), in order."""
    for match in _UNWANTED_CHARACTER.finditer(text):
        kind = list(_UNWANTED)[(match.lastindex or 1) - 1]
        yield match.start(), f"{kind} U+{ord(match[0]):04X}"


def parse_yaml(text: str, file: str) -> Parsed:
    """The values of one YAML document that is a mapping, every scalar as text.

    Findings are anchors, aliases, tags, merge keys, duplicate keys and keys without a value, which are errors; values that YAML cuts
    at ` #`, and fields that other programs take for a number or a truth value, which are warnings. The values are what can be read
    all the same, "" for none.

    Raises:
        LitreviewError: the text cannot be read on: syntax, a key that is no text, nesting deeper than `DEPTH_LIMIT`, a second document,
            a document that is not a mapping.
    """
    reader = _EventReader(text, file)
    try:
        values = reader.read_document()
    except _GaveUpError:
        raise LitreviewError(first_few(reader.findings)) from None
    except yaml.YAMLError as error:
        raise LitreviewError(first_few([*reader.findings, _syntax_problem(error, text, file)])) from None
    return Parsed(values, tuple(reader.findings))


class _GaveUpError(Exception):
    """What was found makes the rest of the file unreadable."""


class _EventReader:
    """libyaml's event stream and the findings so far. A `path` is that of the value in hand."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.text = text
        self.has_hash = "#" in text
        self.next_event: Callable[[], Any] = yaml.CSafeLoader(text).get_event
        self.findings: list[Problem] = []

    def report(self, event: Any, path: Path, message: str, hint: str, severity: Severity = "error") -> None:  # noqa: ANN401
        line = event.start_mark.line + 1
        self.findings.append(Problem(self.file, message, line, field_name(path), hint, severity))

    def read_document(self) -> dict[str, Plain]:
        self.next_event()  # stream start
        start = self.next_event()
        if isinstance(start, StreamEndEvent):
            self.report(start, (), "the file is empty", "a record is a mapping of `field: value` lines")
            raise _GaveUpError
        event = self.next_event()
        if type(event) is not MappingStartEvent:
            hint = "begin each line with the field's name and a colon"
            self.report(event, (), "not a mapping of `field: value` lines", hint)
            raise _GaveUpError
        values = self.read_mapping(event, ())
        self.next_event()  # document end
        after = self.next_event()
        if not isinstance(after, StreamEndEvent):
            hint = "one file holds one document; delete the `---`"
            self.report(after, (), "a second document begins here", hint)
            raise _GaveUpError
        return values

    def read_value(self, event: Any, path: Path) -> Plain:  # noqa: ANN401
        """The list or mapping that begins with `event`; "" for an alias, which is a finding."""
        kind = type(event)
        if kind is AliasEvent:
            hint = 'write the value out; quote it if it is text: "*…"'
            self.report(event, path, f"alias {quoted('*' + event.anchor)}", hint)
            return ""
        if len(path) >= DEPTH_LIMIT:
            message = f"nested deeper than {DEPTH_LIMIT} levels"
            self.report(event, (), message, "close the brackets; records are flat")
            raise _GaveUpError
        return (
            self.read_sequence(event, path) if kind is SequenceStartEvent else self.read_mapping(event, path)
        )

    def read_scalar(self, event: Any, parent: Path, step: str | int) -> str:  # noqa: ANN401
        value: str = event.value
        if event.anchor is not None or event.tag is not None:
            self.refuse_decoration(event, (*parent, step))
        elif event.style:
            pass
        elif value in _NULLS:
            message = f"{quoted(value)} is no value" if value else "no value"
            hint = "write the value, or delete the line: what is absent is left out"
            self.report(event, (*parent, step), message, hint)
            return ""
        else:
            if self.has_hash and _COMMENT_BEHIND.match(self.text, event.end_mark.index):
                hint = "quote the value if the # belongs to it, else put the comment on a line of its own"
                message = f'{quoted(value)} ends before " #": the rest of the line is a comment'
                self.report(event, (*parent, step), message, hint, "warning")
            # Fields and their lists hold text or dates; numbers stand in rows, one level deeper.
            if len(parent) <= 1 and value[0] in _GUESSED_AT and _is_guessed_at(value):
                message = f"{quoted(value)} without quotes is no text to other programs"
                self.report(event, (*parent, step), message, f"write {quoted(value)}, with quotes", "warning")
        return value

    def refuse_decoration(self, event: Any, path: Path) -> None:  # noqa: ANN401
        if event.anchor is not None:
            hint = 'write the value out; quote it if it is text: "&…"'
            self.report(event, path, f"anchor {quoted('&' + event.anchor)}", hint)
        if event.tag is not None:
            hint = 'values need no tag; quote it if it is text: "!…"'
            self.report(event, path, f"tag {quoted(event.tag)}", hint)

    def read_sequence(self, start: Any, path: Path) -> list[Plain]:  # noqa: ANN401
        self.refuse_decoration(start, path)
        items: list[Plain] = []
        while type(event := self.next_event()) is not SequenceEndEvent:
            if type(event) is ScalarEvent:
                items.append(self.read_scalar(event, path, len(items)))
            else:
                items.append(self.read_value(event, (*path, len(items))))
        return items

    def read_mapping(self, start: Any, path: Path) -> dict[str, Plain]:  # noqa: ANN401
        self.refuse_decoration(start, path)
        values: dict[str, Plain] = {}
        while type(event := self.next_event()) is not MappingEndEvent:
            if type(event) is not ScalarEvent or event.anchor is not None or event.tag is not None:
                hint = "quote the text if it begins with one of [ { & * !"
                self.report(event, path, "a key that is no plain text", hint)
                raise _GaveUpError
            key: str = event.value
            if key in values:
                self.report(event, (*path, key), f"key {quoted(key)} stands twice", "delete one of the two")
            elif key == "<<" and not event.style:
                self.report(event, (*path, key), 'merge key "<<"', "write the fields out")
            event = self.next_event()
            if type(event) is ScalarEvent:
                values[key] = self.read_scalar(event, path, key)
            else:
                values[key] = self.read_value(event, (*path, key))
        return values


def _is_guessed_at(value: str) -> bool:
    """Whether a YAML reader that types plain scalars makes a truth value of `value`, or a number that may lose digits."""
    return any(pattern.match(value) for pattern in _GUESSED_AT[value[0]]) and not _PLAIN_INTEGER.fullmatch(
        value
    )


# What libyaml says -> what a person did, and what to type. The place is where that began, not where libyaml noticed.
_SLIPS = {
    "while scanning a simple key": (
        'no ":" behind a field\'s name',
        "write `field: value`, the colon with a blank behind it",
    ),
    "while scanning a quoted scalar": ("a quote that is not closed", "close it with the same mark, \" or '"),
    "while parsing a flow sequence": ("a [ that is not closed, or a comma missing in it", "write [one, two]"),
    "while parsing a flow mapping": (
        "a { that is not closed, or a comma missing in it",
        "write {field: value, field: value}",
    ),
}
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})(?: |$)", re.MULTILINE)


def _syntax_problem(error: yaml.YAMLError, text: str, file: str) -> Problem:
    """What is wrong with the text, in a person's words where the slip is a known one, else in libyaml's."""
    if match := _CONFLICT.search(text):
        line = text.count("\n", 0, match.start()) + 1
        hint = "keep one of the two versions, and delete the lines with <<<<<<<, ======= and >>>>>>>"
        return Problem(file, "a merge conflict is left in the file", line, hint=hint)
    if not isinstance(error, yaml.MarkedYAMLError):
        return Problem(file, f"not YAML: {' '.join(str(error).split())}")
    if error.context in _SLIPS and error.context_mark is not None:
        message, hint = _SLIPS[error.context]
        return Problem(file, f"not YAML: {message}", error.context_mark.line + 1, hint=hint)
    mark = error.problem_mark or error.context_mark
    line_number = None if mark is None else mark.line + 1
    if mark is not None and "\t" in "".join(text.split("\n")[mark.line : mark.line + 1])[: mark.column + 1]:
        return Problem(file, "not YAML: a tab", line_number, hint="indent with blanks")
    said = " ".join(part for part in (error.problem, error.context) if part)
    hint = (
        "quote a value that holds `: ` or begins with one of [ ] { } , & * # ? | - < > = ! % @ `; "
        "close quotes and brackets; indent with blanks"
    )
    return Problem(file, f"not YAML: {said}", line_number, hint=hint)
