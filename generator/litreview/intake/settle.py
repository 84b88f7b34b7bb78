"""An entry as a reader gave it -> the same entry with nothing in it that a record could not hold. What is left out is noted.

Identifiers come out bare whatever form they had, also those that only the entry's address or arXiv's own DOI gives away, so that the
stages after this one compare values and ask no more questions.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from litreview.errors import quoted
from litreview.intake.entry import Entry
from litreview.model.fields import ArxivClass, Author, DateText, DayText
from litreview.model.identifiers import parse_acl, parse_arxiv, parse_doi, parse_url
from litreview.model.names import family_first
from litreview.model.yamlfile import find_unwanted

_DATE, _DAY = TypeAdapter[str](DateText), TypeAdapter[str](DayText)
_AUTHOR, _ARXIV_CLASS = TypeAdapter[str](Author), TypeAdapter[str](ArxivClass)

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")  # these part words, what else cannot be seen stands inside them
_HUGGING_FACE_PAPER = re.compile(r"https?://(?:www\.)?huggingface\.co/papers/", re.IGNORECASE)


def settle(entry: Entry) -> Entry:
    """`entry` with bare identifiers, names as "Family, Given", real dates and addresses, and text on one line; None for the rest.

    A note says of every value that was left out what it was. Settling twice is settling once.
    """
    notes: list[str] = []
    found = _identifiers(entry, notes)
    authors = [_author(author) for author in entry.authors]
    notes += (note for _, said in authors for note in said)
    fields: dict[str, Any] = {
        "source": _one_line(entry.source) or "listing",
        "listing": _one_line(entry.listing) or "-",
        "listed": _checked("day of the listing", entry.listed, _DAY, notes),
        "title": _one_line(entry.title),
        "abstract": _one_line(entry.abstract),
        "authors": tuple(author for author, _ in authors if author),
        "organisation": _one_line(entry.organisation),
        "date": _checked("date", entry.date, _DATE, notes),
        "primary_class": _checked("primary class", entry.primary_class, _ARXIV_CLASS, notes),
        "venue": _one_line(entry.venue),
        "code": _parsed("code", entry.code, parse_url, "web address", notes),
        **found,
    }
    return replace(entry, **fields, notes=(*entry.notes, *notes))


def _identifiers(entry: Entry, notes: list[str]) -> dict[str, str | None]:
    """arxiv, doi, acl and url; the url only where it is more than the page of one of them."""
    own_doi = parse_arxiv(entry.doi or "")  # 10.48550/arXiv.*
    page = _one_line(entry.url) or ""
    page_arxiv = parse_arxiv(_HUGGING_FACE_PAPER.sub("arXiv:", page))
    page_doi, page_acl = parse_doi(page), parse_acl(page)
    arxiv = _parsed("arxiv", entry.arxiv, parse_arxiv, "arXiv identifier", notes)
    doi = None if own_doi else _parsed("doi", entry.doi, parse_doi, "DOI", notes)
    acl = _parsed("acl", entry.acl, parse_acl, "ACL Anthology identifier", notes)
    repeats = page_arxiv or page_doi or page_acl
    url = None if repeats else _parsed("url", entry.url, parse_url, "web address", notes)
    given = {"arxiv": (arxiv, own_doi, page_arxiv), "doi": (doi, page_doi), "acl": (acl, page_acl)}
    for name, values in given.items():
        said = list(dict.fromkeys(value for value in values if value))
        if len(said) > 1:
            notes.append(
                f"{name}: the entry names {quoted(said[0])} and {quoted(said[1])}; the first is taken"
            )
    return {name: next(filter(None, values), None) for name, values in given.items()} | {"url": url}


def _parsed(
    name: str, value: str | None, parse: Callable[[str], str | None], kind: str, notes: list[str]
) -> str | None:
    text = _one_line(value)
    parsed = parse(text) if text else None
    if text and parsed is None:
        notes.append(f"{name}: {quoted(text)} is no {kind}; left out")
    return parsed


def _checked(name: str, value: str | None, type_: TypeAdapter[str], notes: list[str]) -> str | None:
    text = _one_line(value)
    if text is None:
        return None
    try:
        return type_.validate_python(text)
    except ValidationError as error:
        notes.append(f"{name}: {error.errors()[0]['ctx']['message']}; left out")
        return None


@lru_cache(maxsize=2**15)  # the same people come again and again
def _author(author: str) -> tuple[str | None, tuple[str, ...]]:
    """A name as a record has it, and why there is none; braces that enclose only part of it are a typesetter's and go."""
    notes: list[str] = []
    name = _one_line(author) or ""
    if not (name.startswith("{") and name.endswith("}")):
        name = name.replace("{", "").replace("}", "")
    return _checked("authors", family_first(name), _AUTHOR, notes), tuple(notes)


def _one_line(text: str | None) -> str | None:
    """`text` with single blanks, without characters that do not show; None for nothing."""
    if text is None:
        return None
    if not text.isprintable():  # else there is nothing to find
        text = _CONTROL.sub(" ", text)
        unwanted = {at for at, _ in find_unwanted(text)}
        text = "".join(char for at, char in enumerate(text) if at not in unwanted)
    return " ".join(text.split()) or None
