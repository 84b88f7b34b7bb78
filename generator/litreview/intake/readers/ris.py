"""RIS, as reference managers and publishers' sites export it: one field a line, `TY  - ` to open a record, `ER  - ` to close it.

Source: the tags of the RIS specification (https://en.wikipedia.org/wiki/RIS_(file_format)#Tags), as Zotero writes them.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from litreview.intake.entry import Entry, Leftover, Reading
from litreview.intake.readers.values import (
    entry_or_refused,
    find_identifiers,
    gather,
    iso_date,
    marked_arxiv,
    note,
    one_line,
    published_venue,
    without_tags,
)

LABEL = "RIS"

_FIELD = re.compile(r"([A-Z][A-Z0-9]) -(?: (.*))?")
_START = re.compile(r"^TY[^\S\n]+- ", re.MULTILINE)
_DATE = re.compile(r"(\d{4})(?:[/-](\d\d?))?(?:[/-](\d\d?))?(?:/.*)?")
# What an entry has -> the tags for it, the best first.
_TAGS = {
    "title": ("TI", "T1", "CT"),
    "abstract": ("AB", "N2"),
    "authors": ("AU", "A1"),
    "date": ("DA", "PY", "Y1"),
    "venue": ("T2", "JO", "JF", "BT", "C3"),
    "key": ("ID",),
    "identifiers": ("DO", "UR", "AN", "M1", "M3", "L1", "L2"),
    # Where Zotero keeps what has no tag, in its own lines.
    "remarks": ("N1", "M2"),
    "url": ("UR",),
    "keywords": ("KW",),
}


class _Record(NamedTuple):
    """The values of each tag in order, and the record's first line."""

    line: int
    values: Mapping[str, list[str]]
    is_closed: bool

    @property
    def shown(self) -> str:
        """Its values without their tags."""
        return " ".join(value for values in self.values.values() for value in values)

    def of(self, what: str) -> list[str]:
        """The values of all the tags for `what`, the best tag's first; none that is empty."""
        return [value for tag in _TAGS[what] for value in self.values.get(tag, ()) if value]

    def all(self, what: str) -> list[str]:
        """The values of the first of the tags for `what` that has any."""
        return next((self.values[tag] for tag in _TAGS[what] if self.values.get(tag)), [])

    def first(self, what: str) -> str | None:
        """The first of them."""
        return next(iter(self.all(what)), None)


def recognises(text: str) -> bool:
    """Whether a line of `text` opens a RIS record."""
    return _START.search(text) is not None


def read(text: str, listing: str, _captured: date | None) -> Reading:
    """The records of `text`, in its order; `line` is where the record opens. Leftovers are lines outside of records."""
    return gather(
        each
        if isinstance(each, Leftover)
        else entry_or_refused(_entry(each, listing), each.shown, "a record")
        for each in _records(text, listing)
    )


def _records(text: str, listing: str) -> Iterator[_Record | Leftover]:
    fields: list[tuple[str, list[str]]] = []
    start = 0
    for number, raw in enumerate(text.split("\n"), start=1):
        line = one_line(raw)
        match = _FIELD.fullmatch(line)
        tag, value = (match[1], match[2] or "") if match else ("", line)
        if fields and tag in {"TY", "ER"}:
            yield _record(start, fields, is_closed=tag == "ER")
            fields = []
        elif fields and tag:
            fields.append((tag, [value]))
        elif fields:
            # A long field goes on in the next line.
            fields[-1][1].append(value)
        elif line and tag != "TY":
            yield note(listing, number, line, "outside of every record")
        if tag == "TY":
            fields, start = [(tag, [value])], number
    if fields:
        yield _record(start, fields, is_closed=False)


def _record(line: int, fields: list[tuple[str, list[str]]], *, is_closed: bool) -> _Record:
    values: dict[str, list[str]] = {}
    for tag, parts in fields:
        values.setdefault(tag, []).append(one_line(" ".join(parts)))
    return _Record(line, values, is_closed)


def _entry(record: _Record, listing: str) -> Entry:
    identifiers, remarks = record.of("identifiers"), record.of("remarks")
    arxiv, doi, acl = find_identifiers([*identifiers, *map(marked_arxiv, [*identifiers, *remarks])])
    day, remark = _date(record)
    closed = None if record.is_closed else "the record is not closed by ER: it may be cut off"
    return Entry(
        source=LABEL,
        listing=listing,
        line=record.line,
        key=record.first("key"),
        title=without_tags(record.first("title")),
        abstract=without_tags(record.first("abstract")),
        authors=tuple(name.rstrip(",") for name in record.all("authors") if name),
        date=day,
        arxiv=arxiv,
        doi=doi,
        acl=acl,
        venue=published_venue(*record.of("venue")),
        url=record.first("url"),
        keywords=tuple(filter(None, record.all("keywords"))),
        notes=tuple(filter(None, (remark, closed))),
    )


def _date(record: _Record) -> tuple[str | None, str | None]:
    """The first date that is one, and a remark where none of those given is."""
    shown = record.of("date")
    for match in filter(None, map(_DATE.fullmatch, shown)):
        if day := iso_date(*(int(part) for part in match.groups() if part)):
            return day, None
    return None, f'"{shown[0]}" is no date' if shown else None
