"""BibTeX and BibLaTeX: blocks by bibtexparser, names by its name parser, LaTeX to characters except mathematics.

A block that is not valid BibTeX does not stop the others and is reported as a loss. Two entries with one citation key are two
entries: keys mean nothing here, and whether they are one paper is for the identity of their contents to say.
"""

import logging
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import Block, DuplicateBlockKeyBlock, ImplicitComment, ParsingFailedBlock, String
from bibtexparser.model import Entry as BibtexEntry

from litreview.intake.entry import Entry, Leftover, Reading
from litreview.intake.readers.bibtex_fields import Fields, read_fields, read_strings
from litreview.intake.readers.bibtex_names import read_names
from litreview.intake.readers.values import (
    arxiv_class,
    entry_or_refused,
    find_identifiers,
    gather,
    iso_date,
    marked_arxiv,
    note,
    published_venue,
    refused,
)

LABEL = "BibTeX"

# bibtexparser logs what it also hands over as failed blocks; without a handler Python would print it.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())

_ENTRY_START = re.compile(r"^[^\S\n]*@[^\W\d_]+[^\S\n]*[{(]", re.MULTILINE)
# Outside of every block: what may be a piece of an entry.
_PIECE_OF_ENTRY = re.compile(
    r"^[^\S\n]*@\w|\b(?:author|title|booktitle|journal|year|date|doi|url|abstract|eprint)[^\S\n]*=",
    re.MULTILINE,
)
# A volume or a shelf of data, which has no authors of its own.
_NO_PAPER = frozenset("proceedings mvproceedings collection mvcollection periodical xdata set".split())
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
# What a field says that names the paper's own place, as "arXiv preprint arXiv:2309.12307"; a note may name another paper.
_ARXIV_PLACE = re.compile(r"arxiv:\s*(\S+)", re.IGNORECASE)


class _Library(NamedTuple):
    """What the entries of one file share; volumes are entries by their lower-case key."""

    listing: str
    strings: Mapping[str, str]
    volumes: Mapping[str, BibtexEntry]


def recognises(text: str) -> bool:
    """Whether a line of `text` begins like a BibTeX entry."""
    return _ENTRY_START.search(text) is not None


def read(text: str, listing: str, _captured: date | None) -> Reading:
    """The entries of the bibliography `text`, in its order; `line` is where the block begins.

    Leftovers are the blocks that could not be parsed, volumes that other entries refer to, and text between entries.
    """
    blocks = parse_string(text, parse_stack=[]).blocks
    strings = read_strings(block for block in blocks if isinstance(block, String))
    entries = [entry for block in blocks if (entry := _entry_in(block))]
    library = _Library(listing, strings, {entry.key.lower(): entry for entry in reversed(entries)})
    findings = (_read_block(block, library) for block in blocks)
    return gather(finding for finding in findings if finding)


def _entry_in(block: Block) -> BibtexEntry | None:
    """The entry that `block` holds, also where its key or the name of one of its fields is there twice."""
    inner = block.ignore_error_block if isinstance(block, ParsingFailedBlock) else block
    return inner if isinstance(inner, BibtexEntry) else None


def _read_block(block: Block, library: _Library) -> Entry | Leftover | None:
    """The paper of `block`, or what is left over of it; None for a definition, which has done its work."""
    line, raw = (block.start_line or 0) + 1, block.raw or ""
    entry = _entry_in(block)
    if entry and entry.entry_type.lower() in _NO_PAPER:
        return note(library.listing, line, raw, f"@{entry.entry_type}: a volume, not a paper")
    if entry:
        return entry_or_refused(_read_entry(entry, library, line, _same_key(block)), raw, "an entry")
    if isinstance(block, DuplicateBlockKeyBlock):
        return note(library.listing, line, raw, f'@string "{block.key}" is defined twice: the first counts')
    if isinstance(block, ParsingFailedBlock):
        why = str(getattr(block.error, "abort_reason", block.error)).strip().rstrip(".")
        return refused(library.listing, line, raw, f"not valid BibTeX: {why[:1].lower()}{why[1:]}")
    if isinstance(block, ImplicitComment) and _PIECE_OF_ENTRY.search(raw):
        return refused(library.listing, line, raw, "outside of every entry, but looks like a piece of one")
    return None if isinstance(block, String) else note(library.listing, line, raw, "not an entry")


def _same_key(block: Block) -> tuple[str, ...]:
    if isinstance(block, DuplicateBlockKeyBlock):
        return (f'citation key "{block.key}" is in line {(block.previous_block.start_line or 0) + 1} too',)
    return ()


def _read_entry(entry: BibtexEntry, library: _Library, line: int, remarks: tuple[str, ...]) -> Entry:
    fields = read_fields(entry, library.strings)
    authors, people_remarks = read_names(fields.raw("author"))
    day, date_remarks = _date(fields)
    arxiv, doi, acl = find_identifiers(_identifiers(fields))
    title = ": ".join(text for text in (fields.get("title"), fields.get("subtitle")) if text)
    words = re.split(r"[,;]", fields.get("keywords", "keyword"))
    return Entry(
        source=LABEL,
        listing=library.listing,
        line=line,
        key=entry.key.strip() or None,
        title=title or None,
        abstract=fields.get("abstract") or None,
        authors=authors,
        date=day,
        arxiv=arxiv,
        doi=doi,
        acl=acl,
        primary_class=arxiv_class(fields.get("primaryclass", "eprintclass")),
        venue=_venue(fields, library),
        url=fields.get("url") or None,
        code=fields.get("code") or None,
        keywords=tuple(word.strip() for word in words if word.strip()),
        notes=(*remarks, *fields.remarks, *people_remarks, *date_remarks),
    )


def _venue(fields: Fields, library: _Library) -> str | None:
    """Where the paper was published, from its own fields or from those of the volume that it refers to."""
    own = fields.get("booktitle", "journal", "journaltitle", "eventtitle")
    volume = library.volumes.get(fields.get("crossref").lower()) if fields.raw("crossref") else None
    inherited = read_fields(volume, library.strings).get("booktitle", "title") if volume else None
    return published_venue(own, inherited)


def _identifiers(fields: Fields) -> Sequence[str]:
    """What may be an identifier, the field made for it first."""
    is_arxiv = fields.get("archiveprefix", "eprinttype").lower() in {"", "arxiv"}
    places = (_ARXIV_PLACE.search(fields.get(name)) for name in ("journal", "number", "howpublished"))
    return (
        fields.get("eprint") if is_arxiv else "",
        fields.get("arxivid", "arxiv"),
        fields.get("doi"),
        fields.get("url"),
        fields.get("howpublished"),
        *(match[1].rstrip(".,;") for match in places if match),
        marked_arxiv(fields.get("note")),
        # DBLP: journal CoRR, volume abs/2309.12307.
        fields.get("volume").removeprefix("abs/"),
    )


def _date(fields: Fields) -> tuple[str | None, tuple[str, ...]]:
    """The date as far as the calendar has it, and a remark where it has not."""
    whole = _ISO_DATE.match(fields.get("date"))
    if whole:
        parts = [int(part) for part in whole.groups() if part]
    else:
        parts = [*_year(fields.get("year")), *_month_and_day(fields.get("month"), fields.get("day"))]
    shown = " ".join(filter(None, map(fields.get, ("date", "year", "month", "day"))))
    if whole or _year(fields.get("year")):
        for length in range(len(parts), 0, -1):
            if day := iso_date(*parts[:length]):
                return day, () if length == len(parts) else (f'"{shown}" is not in the calendar',)
    return None, (f'"{shown}" is no date',) if shown else ()


def _year(text: str) -> list[int]:
    return [int(text)] if re.fullmatch(r"[12]\d{3}", text) else []


def _month_and_day(month: str, day: str) -> list[int]:
    """The month of "sep", "September", "09" or "21 Sep", and the day where there is one."""
    name = next((word[:3].lower() for word in re.findall(r"[^\W\d_]+", month)), "")
    numbers = [int(number) for number in re.findall(r"\d+", f"{month} {day}")]
    if name in _MONTHS:
        return [_MONTHS.index(name) + 1, *numbers[:1]]
    return numbers[:2]
