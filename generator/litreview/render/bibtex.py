"""Records as BibTeX that BibTeX, biber, pandoc and bibtexparser all read: records in, the text of an entry or a file out.

Two layers, as in the ACL Anthology's own code: `_fields` picks ordered pairs from a record, `_format` prints them.
"""

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from litreview.model.record import Record
from litreview.render import encode
from litreview.render.citation import address, cited_name, issued, kind_of

OVERLEAF_LIMIT = 50_000_000  # bytes that Overleaf takes in one file

_TYPES = {"preprint": "misc", "proceedings": "inproceedings", "journal": "article"}
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
# Where a part of a name would end the name, or be the word for the rest of them, or one of biber's `family=` pairs, or have
# hyphens that join nothing, of which BibTeX leaves one.
_NOT_A_NAME = re.compile(r"(?:^|\s)and(?:\s|$)|^others$|=|(?:^|[\s-])-|-(?:\s|$)", re.IGNORECASE)
_NO_BRACES = re.compile("[^{}]+")
# What `size_at_most` allows for: characters that may be written as commands, the longest of which is `{\textasciicircum}`; an entry
# with an id of 100 characters, and no other value; braces and "and" around a name.
_MAY_BE_COMMANDS = re.compile(r"[\\^~%#&_${}`,'?!-]")
_LONGEST_COMMAND, _AROUND_VALUES, _AROUND_NAME = 20, 600, 12
_SMALL = re.compile("[^A-Za-z]*[a-z]")
_BETWEEN_PARTS = re.compile("[ -]+")

# Nothing is escaped in a verbatim field: what would end it or begin a command is written as in a web address.
_UNSAFE_IN_VERBATIM = str.maketrans({character: quote(character) for character in "{}\\"})


def bibtex_file(records: Iterable[Record]) -> str:
    """The entries of `records` in their order, a blank line between; empty without records."""
    return "\n".join(map(bibtex_entry, records))


def split_by_year(records: Iterable[Record], limit: int = OVERLEAF_LIMIT) -> dict[str, str]:
    """`records` in files of at most `limit` bytes, by name: `review-2024.bib` for a year of first publicity, in the given order.

    `review-undated.bib` has those without a year. A year that is over the limit goes on in `review-2024-2.bib`; only an entry that
    alone is over it makes a file that is.
    """
    by_year: dict[str, list[str]] = defaultdict(list)
    for record in records:
        by_year[record.year or "undated"].append(bibtex_entry(record))
    return {
        f"review-{year}{f'-{number}' if number > 1 else ''}.bib": "\n".join(part)
        for year, entries in by_year.items()
        for number, part in enumerate(_pack(entries, limit), start=1)
    }


def _pack(entries: Iterable[str], limit: int) -> Iterator[list[str]]:
    """`entries` in their order, cut where the next one would be too much."""
    pack: list[str] = []
    room = limit
    for entry in entries:
        room -= _size(entry)
        if pack and room < 0:
            yield pack
            pack, room = [], limit - _size(entry)
        pack.append(entry)
    if pack:
        yield pack


def _size(entry: str) -> int:
    """Bytes of an entry and the blank line behind it."""
    return len(entry.encode()) + 1


def size_at_most(record: Record) -> int:
    """Bytes that the entry of `record` does not exceed, in a fraction of the time that the entry takes."""
    texts = [record.title, *record.authors, record.venue or "", *map(str, (record.doi, address(record)))]
    commands = sum(len(_MAY_BE_COMMANDS.findall(text)) for text in texts)
    characters = 4 * sum(map(len, texts))  # in UTF-8
    return _AROUND_VALUES + _AROUND_NAME * len(record.authors) + characters + _LONGEST_COMMAND * commands


def bibtex_entry(record: Record) -> str:
    """The entry of `record`, with a line break at its end; its key is the record's id."""
    return _format(_TYPES[kind_of(record)], record.id, _fields(record))


def _format(entry_type: str, key: str, fields: Iterable[tuple[str, str]]) -> str:
    """The entry as text, a field a line. Values have their braces.

    Raises:
        ValueError: a brace in a value closes what it did not open, or stays open: every entry after it would be lost.
    """
    lines = []
    for name, value in fields:
        if not _is_balanced(value):
            raise ValueError(f"unbalanced braces in {name} of {key}: {value}")
        lines.append(f"  {name} = {value},\n")
    return f"@{entry_type}{{{key},\n{''.join(lines)}}}\n"


def _is_balanced(value: str) -> bool:
    braces = _NO_BRACES.sub("", value)
    while "{}" in braces:
        braces = braces.replace("{}", "")
    return not braces


def _fields(record: Record) -> Iterator[tuple[str, str]]:
    """Name and value of each field that is known, in the order in which people read them."""
    yield "title", f"{{{{{encode.bibtex(record.title)}}}}}"
    if record.authors:
        yield "author", f"{{{' and '.join(map(_author, record.authors))}}}"
    if record.venue is not None:
        place = "journal" if kind_of(record) == "journal" else "booktitle"
        yield place, f"{{{{{encode.bibtex(record.venue)}}}}}"
    yield from _when(record)
    if record.arxiv is not None:
        yield "eprint", f"{{{record.arxiv}}}"
        yield "archivePrefix", "{arXiv}"
        if record.primary_class is not None:
            yield "primaryClass", f"{{{record.primary_class}}}"
    if record.doi is not None:
        yield "doi", f"{{{record.doi.translate(_UNSAFE_IN_VERBATIM)}}}"
    if (url := address(record)) is not None:
        yield "url", f"{{{url}}}"


def _when(record: Record) -> Iterator[tuple[str, str]]:
    """Year, month and day as far as known. The month goes without braces: it is the name that every style defines.

    Styles of BibTeX leave the day out, biblatex prints it, and an import gets the whole date back.
    """
    year, month, day = [*(issued(record) or "").split("-"), "", ""][:3]
    if year:
        yield "year", f"{{{year}}}"
    if month:
        yield "month", _MONTHS[int(month) - 1]
    if day:
        yield "day", f"{{{int(day)}}}"


@functools.lru_cache(maxsize=2**16)  # most authors have several papers
def _author(author: str) -> str:
    """`Family, Given` or `Family, Suffix, Given`; a group, and a name of one part with blanks in it, in braces."""
    name = cited_name(author)
    if name.group:
        return _whole(name.group)
    if not name.given and " " in name.family:
        return _whole(name.family)
    family = _whole(name.family) if _is_taken_apart(name.family) else _part(name.family)
    return ", ".join(part for part in (family, _part(name.suffix), _part(name.given)) if part)


def _part(text: str) -> str:
    return _whole(text) if _NOT_A_NAME.search(text) else encode.bibtex(text)


def _whole(text: str) -> str:
    return f"{{{encode.bibtex(text)}}}"


def _is_taken_apart(family: str) -> bool:
    """Whether BibTeX would take for a particle what is none: "Gasset" alone of "Ortega y Gasset" would be the family name.

    It cuts names at hyphens, too, and asks the first ASCII letter for the case: of "Ångström-Ny" it makes "Ångström Ny".
    """
    words = family.split()
    while len(words) > 1 and words[0][0].islower() and "-" not in words[0]:
        words.pop(0)
    parts = _BETWEEN_PARTS.split(" ".join(words))
    return any(map(_SMALL.match, parts[:-1]))
