"""What several formats have in common: loose values in, the fields of an entry out."""

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from litreview.intake.entry import Entry, Leftover, Reading
from litreview.model.identifiers import parse_acl, parse_arxiv, parse_doi

_SHOWN = 200
# The prefix that ACL's DOIs have had since 2016; what follows is the Anthology's identifier.
_ACL_DOI = "10.18653/v1/"
# Names of the preprint server in the place of a venue.
_PREPRINTS = ("arxiv", "corr")
# "arXiv:2309.12307 [cs]", as Zotero has it, "Preprint, arXiv:2309.12307"; but not "extends arXiv:...".
_MARKED_ARXIV = re.compile(r"(?:(?:arxiv|e-?prints?|pre-?prints?)\b[\s,.;]*)*arxiv:\s*(\S+)", re.IGNORECASE)
# Parts of arXiv whose papers all have a class in it, cs.CL and so on (https://arxiv.org/category_taxonomy); Zotero names these alone.
_ARCHIVES = frozenset("cs econ eess math nlin physics q-bio q-fin stat".split())
# CSL's mark-up for titles, which Zotero writes everywhere, and the JATS of Crossref's abstracts.
_TAG = re.compile(r"</?(?:i|b|em|strong|sub|sup|sc|span|p|br|jats:[a-z-]+)(?:\s[^<>]*)?/?>")


class Identifiers(NamedTuple):
    """The canonical identifiers of one paper; None where unknown."""

    arxiv: str | None = None
    doi: str | None = None
    acl: str | None = None


def find_identifiers(candidates: Iterable[str | None]) -> Identifiers:
    """The first arXiv identifier, DOI and ACL identifier among `candidates`, each of which is one identifier in any form or none."""
    texts = [text for text in candidates if text]
    dois = [doi for text in texts if (doi := parse_doi(text))]
    acl_texts = [*texts, *(doi.removeprefix(_ACL_DOI) for doi in dois if doi.startswith(_ACL_DOI))]
    return Identifiers(
        next(filter(None, map(parse_arxiv, texts)), None),
        dois[0] if dois else None,
        next(filter(None, map(parse_acl, acl_texts)), None),
    )


def marked_arxiv(text: str) -> str:
    """The arXiv identifier with which `text` begins, marked as one; empty where it does not begin so."""
    match = _MARKED_ARXIV.match(text.strip())
    return match[1].strip(".,;") if match else ""


def arxiv_class(text: str | None) -> str | None:
    """`text` if it names a category of arXiv, and not a whole archive."""
    return text if text and text not in _ARCHIVES else None


def without_tags(text: str | None) -> str | None:
    """`text` without the mark-up of titles, on one line; None where nothing is left."""
    return one_line(_TAG.sub("", text)) or None if text else None


def one_line(text: str) -> str:
    """`text` without outer white space, each inner run of it (no-break spaces and line ends too) a single blank."""
    return " ".join(text.split())


def text_of(value: object) -> str | None:
    """`value` on one line if it is text or a number; None for anything else and for empty text."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return one_line(str(value)) or None


def texts_of(value: object) -> tuple[str, ...]:
    """All texts in the list `value`, or the one that stands in its place, as `text_of` has them."""
    values = value if isinstance(value, list) else [value]
    return tuple(text for item in values if (text := text_of(item)))


def iso_date(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """YYYY, YYYY-MM or YYYY-MM-DD; None if that is not in the calendar."""
    try:
        whole = date(year, month or 1, day or 1).isoformat()
    except ValueError:
        return None
    return whole if day and month else whole[:7] if month else whole[:4]


def stored_name(family: str, given: str = "", suffix: str = "") -> str | None:
    """The parts as `litreview.model.names` stores a name, `Family, Given, Suffix`; None where all are empty.

    A family name with a comma in it is a group's, which braces hold together.
    """
    if "," in family:
        return f"{{{' '.join(part for part in (given, family) if part)}}}"
    if not (family and given):
        return " ".join(part for part in (given, family, suffix) if part) or None
    return ", ".join(part for part in (family, given, suffix) if part)


def published_venue(*candidates: str | None) -> str | None:
    """The first of `candidates` that names a venue: arXiv is none, however a bibliography calls it."""
    return next((text for text in candidates if text and not text.lower().startswith(_PREPRINTS)), None)


def note(listing: str, line: int, text: str, reason: str) -> Leftover:
    """A leftover that carries no paper."""
    return Leftover(listing, line, one_line(text)[:_SHOWN], reason)


def refused(listing: str, line: int, text: str, reason: str) -> Leftover:
    """A leftover that may have been a paper."""
    return Leftover(listing, line, one_line(text)[:_SHOWN], reason, severity="refused")


def entry_or_refused(entry: Entry, text: str, kind: str) -> Entry | Leftover:
    """`entry` if it says which paper it is, by title or identifier; else `text`, where it comes from, as a leftover."""
    if entry.title or entry.arxiv or entry.doi or entry.acl:
        return entry
    return refused(entry.listing, entry.line, text, f"{kind} without title and identifier")


def gather(findings: Iterable[Entry | Leftover]) -> Reading:
    """`findings` sorted out: entries as they come, leftovers by line."""
    found = tuple(findings)
    leftovers = sorted(
        (each for each in found if isinstance(each, Leftover)), key=lambda leftover: leftover.line
    )
    return Reading(tuple(each for each in found if isinstance(each, Entry)), tuple(leftovers))
