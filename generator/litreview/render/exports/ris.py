"""Records as RIS, one tag a line: what reference managers read. A table says which tag holds what.

Source: https://en.wikipedia.org/wiki/RIS_(file_format), with Zotero's reading of the tags and rispy's. The format has no escapes,
so every value is on one line; it does not tell a group from a person of one name; and it has one date, the one to cite.
"""

from collections.abc import Callable, Iterable

from litreview.model.record import Record
from litreview.render import encode
from litreview.render.citation import address, cited_name, issued, kind_of

# UNPB is Zotero's preprint; GEN would become an article in a journal there.
_TYPES = {"preprint": "UNPB", "proceedings": "CONF", "journal": "JOUR"}


def _one(value: str | None) -> tuple[str, ...]:
    return () if value is None else (value,)


def _year(record: Record) -> tuple[str, ...]:
    return _one((issued(record) or "")[:4] or None)


def _day(record: Record) -> tuple[str, ...]:
    """`2023/09/21/`, what is not known left empty; none where only the year is, for PY has it."""
    year, month, day = [*(issued(record) or "").split("-"), "", ""][:3]
    return (f"{year}/{month}/{day}/",) if month else ()


def _url(record: Record) -> tuple[str, ...]:
    """The address; a semicolon would part it in two (rispy)."""
    return tuple(found.replace(";", "%3B") for found in _one(address(record)))


def _accession(record: Record) -> tuple[str, ...]:
    return () if record.arxiv is None else (f"arXiv:{record.arxiv}",)


# In the order of the lines; a line for each value.
_TAGS: tuple[tuple[str, Callable[[Record], Iterable[str]]], ...] = (
    ("TY", lambda record: (_TYPES[kind_of(record)],)),
    ("ID", lambda record: (record.id,)),
    ("TI", lambda record: (record.title,)),
    ("AU", lambda record: (cited_name(author).sort_name for author in record.authors)),
    ("T2", lambda record: _one(record.venue)),
    ("PY", _year),
    ("DA", _day),
    ("DO", lambda record: _one(record.doi)),
    ("UR", _url),
    ("AN", _accession),
    ("DB", lambda record: () if record.arxiv is None else ("arXiv",)),
    ("KW", lambda record: record.topics),
    ("ER", lambda _: ("",)),
)


def ris_file(records: Iterable[Record]) -> str:
    """`records` in their order, a blank line between, each line ended by CR LF; empty without records."""
    return "\r\n".join(map(ris_entry, records))


def ris_entry(record: Record) -> str:
    """The lines of `record` from `TY` to `ER`; `ID` is the record's id."""
    return "".join(f"{tag}  - {encode.ris(value)}\r\n" for tag, values in _TAGS for value in values(record))
