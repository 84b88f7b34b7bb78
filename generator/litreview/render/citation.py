"""What a citation says of a paper, whatever the format: whose it is, what kind of publication, when, where to read it.

Pure facts from one record; knows no format.
"""

import functools
import re
from typing import Literal
from urllib.parse import quote

from litreview.model.identifiers import parse_url
from litreview.model.names import Name, parse_name
from litreview.model.record import Record

Kind = Literal["preprint", "proceedings", "journal"]

_JOURNAL = re.compile(
    r"\b(?:Journal|Transactions|Letters|Magazine|Annals|TMLR|TACL|JMLR|JAIR)\b", re.IGNORECASE
)
_PROCEEDINGS = re.compile(
    r"\b(?:Proceedings|Proc|Findings|Workshops?|Conference|Symposium|Tutorials?)\b", re.IGNORECASE
)
_ENDS_IN_A_YEAR = re.compile(r"\b((?:19|20)\d\d)$")


def kind_of(record: Record) -> Kind:
    """`preprint` for what is not published; proceedings say that they are, or end in a year as conferences do ("ICLR 2024")."""
    venue = record.venue
    if venue is None:
        return "preprint"
    if _JOURNAL.search(venue) and not _PROCEEDINGS.search(venue):
        return "journal"
    return "proceedings" if _PROCEEDINGS.search(venue) or _ENDS_IN_A_YEAR.search(venue) else "journal"


def issued(record: Record) -> str | None:
    """The date to cite, ISO: the year of publication where the venue names it, else the first public version's date as known."""
    published = _ENDS_IN_A_YEAR.search(record.venue or "")
    return published[1] if published else record.date


def address(record: Record) -> str | None:
    """Where everybody can read the paper: the ACL Anthology, arXiv, its own page, and only then the DOI's."""
    if record.acl is not None:
        return f"https://aclanthology.org/{record.acl}/"
    if record.arxiv is not None:
        return f"https://arxiv.org/abs/{record.arxiv}"
    if record.url is not None:
        return parse_url(record.url)
    return None if record.doi is None else parse_url(f"https://doi.org/{quote(record.doi)}")


@functools.lru_cache(maxsize=2**16)  # each format asks
def cited_name(author: str) -> Name:
    """The parts of a stored author; one with more commas than a name has is taken whole, as a group is."""
    return Name(group=author) if author.count(",") > len(("Family, Given", "Suffix")) else parse_name(author)
