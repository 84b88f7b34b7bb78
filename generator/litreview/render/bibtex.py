"""Records as BibTeX that BibTeX, biber, pandoc and bibtexparser all read: records in, the text of an entry or a file out.

Two layers, as in the ACL Anthology's own code: `_fields` picks ordered pairs from a record, `_format` prints them.
"""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from litreview.model.identifiers import parse_url
from litreview.model.names import parse_name
from litreview.model.record import Record
from litreview.render import encode

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_JOURNAL = re.compile(
    r"\b(?:Journal|Transactions|Letters|Magazine|Annals|TMLR|TACL|JMLR|JAIR)\b", re.IGNORECASE
)
_PROCEEDINGS = re.compile(
    r"\b(?:Proceedings|Proc|Findings|Workshops?|Conference|Symposium|Tutorials?)\b", re.IGNORECASE
)
_ENDS_IN_A_YEAR = re.compile(r"\b((?:19|20)\d\d)$")
# Where a part of a name would end the name, or be the word for the rest of them, or one of biber's `family=` pairs.
_NOT_A_NAME = re.compile(r"(?:^|\s)and(?:\s|$)|^others$|=", re.IGNORECASE)

# Nothing is escaped in a verbatim field: what would end it or begin a command is written as in a web address.
_UNSAFE_IN_VERBATIM = str.maketrans({character: quote(character) for character in "{}\\"})


def bibtex_file(records: Iterable[Record]) -> str:
    """The entries of `records` in their order, a blank line between; empty without records."""
    return "\n".join(map(bibtex_entry, records))


def bibtex_entry(record: Record) -> str:
    """The entry of `record`, with a line break at its end; its key is the record's id."""
    return _format(_type(record.venue), record.id, _fields(record))


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
    depth = 0
    for character in value:
        depth += {"{": 1, "}": -1}.get(character, 0)
        if depth < 0:
            return False
    return depth == 0


def _fields(record: Record) -> Iterator[tuple[str, str]]:
    """Name and value of each field that is known, in the order in which people read them."""
    yield "title", f"{{{{{encode.bibtex(record.title)}}}}}"
    if record.authors:
        yield "author", f"{{{' and '.join(map(_author, record.authors))}}}"
    if record.venue is not None:
        place = "journal" if _type(record.venue) == "article" else "booktitle"
        yield place, f"{{{{{encode.bibtex(record.venue)}}}}}"
    yield from _when(record)
    if record.arxiv is not None:
        yield "eprint", f"{{{record.arxiv}}}"
        yield "archivePrefix", "{arXiv}"
        if record.primary_class is not None:
            yield "primaryClass", f"{{{record.primary_class}}}"
    if record.doi is not None:
        yield "doi", f"{{{record.doi.translate(_UNSAFE_IN_VERBATIM)}}}"
    if (url := _url(record)) is not None:
        yield "url", f"{{{url}}}"


def _type(venue: str | None) -> str:
    """`misc` for what is not published; proceedings say that they are, or end in a year as conferences do ("ICLR 2024")."""
    if venue is None:
        return "misc"
    if _JOURNAL.search(venue) and not _PROCEEDINGS.search(venue):
        return "article"
    return "inproceedings" if _PROCEEDINGS.search(venue) or _ENDS_IN_A_YEAR.search(venue) else "article"


def _when(record: Record) -> Iterator[tuple[str, str]]:
    """The year of publication where the venue names it, else year and month of the first public version.

    The month goes without braces: it is the name that every style defines.
    """
    published = _ENDS_IN_A_YEAR.search(record.venue or "")
    if published:
        yield "year", f"{{{published[1]}}}"
    elif record.date is not None:
        yield "year", f"{{{record.date[:4]}}}"
        if month := record.date[5:7]:
            yield "month", _MONTHS[int(month) - 1]


def _url(record: Record) -> str | None:
    """Where everybody can read the paper: the ACL Anthology, arXiv, its own page, and only then the DOI's."""
    if record.acl is not None:
        return f"https://aclanthology.org/{record.acl}/"
    if record.arxiv is not None:
        return f"https://arxiv.org/abs/{record.arxiv}"
    if record.url is not None:
        return parse_url(record.url)
    return None if record.doi is None else parse_url(f"https://doi.org/{quote(record.doi)}")


def _author(author: str) -> str:
    """`Family, Given` or `Family, Suffix, Given`; a group, and a name of one part with blanks in it, in braces."""
    name = parse_name(author)
    if name.group or author.count(",") > len(("Family, Given", "Suffix")):
        return _whole(name.group or author)
    if not name.given and " " in name.family:
        return _whole(name.family)
    family = _whole(name.family) if _is_taken_apart(name.family) else _part(name.family)
    return ", ".join(part for part in (family, _part(name.suffix), _part(name.given)) if part)


def _part(text: str) -> str:
    return _whole(text) if _NOT_A_NAME.search(text) else encode.bibtex(text)


def _whole(text: str) -> str:
    return f"{{{encode.bibtex(text)}}}"


def _is_taken_apart(family: str) -> bool:
    """Whether BibTeX would take the family name for particles up to its last lower-case word: "Ortega y Gasset"."""
    words = family.split()
    small = [word[0].islower() for word in words[:-1]]
    return small != sorted(small, reverse=True)
