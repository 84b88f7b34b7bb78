"""CSL-JSON, as Zotero, Pandoc and Crossref write it.

Source: https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables and csl-data.json of the schema.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from litreview.intake.entry import Entry, Reading
from litreview.intake.readers.json_items import looks_like_json, read_items
from litreview.intake.readers.values import (
    arxiv_class,
    entry_or_refused,
    find_identifiers,
    gather,
    iso_date,
    marked_arxiv,
    one_line,
    published_venue,
    refused,
    stored_name,
    text_of,
    texts_of,
    without_tags,
)

LABEL = "CSL-JSON"

_DATE = re.compile(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?(?:[T/].*)?")


def recognises(text: str) -> bool:
    """Whether `text` is JSON; asked after the readers that know a narrower shape."""
    return looks_like_json(text)


def read(text: str, listing: str, _captured: date | None) -> Reading:
    """The items of the bibliography `text`, in its order; `line` is where the item's object begins."""
    return gather(
        refused(listing, item.line, item.text, item.fault)
        if item.value is None
        else entry_or_refused(_entry(item.value, listing, item.line), item.text, "an item")
        for item in read_items(text)
    )


def _entry(item: Mapping[str, Any], listing: str, line: int) -> Entry:
    own = item.get("custom")
    custom: Mapping[str, Any] = own if isinstance(own, dict) else {}
    day, remarks = _date(item)
    arxiv, doi, acl = find_identifiers([*_numbers(item), text_of(custom.get("acl"))])
    venues = (_plain(item.get(key)) for key in ("container-title", "event-title", "event"))
    return Entry(
        source=LABEL,
        listing=listing,
        line=line,
        key=text_of(item.get("citation-key")) or text_of(item.get("id")),
        title=_plain(item.get("title")),
        abstract=_plain(item.get("abstract")),
        authors=_authors(item.get("author")),
        date=day,
        arxiv=arxiv,
        doi=doi,
        acl=acl,
        primary_class=arxiv_class(text_of(custom.get("primary_category"))),
        venue=published_venue(*venues),
        url=text_of(item.get("URL")),
        code=text_of(custom.get("code")),
        keywords=_keywords(item.get("keyword")),
        notes=remarks,
    )


def _plain(value: object) -> str | None:
    """The first text in `value` without mark-up: Crossref has lists where CSL has one text."""
    return without_tags(next(iter(texts_of(value)), None))


def _numbers(item: Mapping[str, Any]) -> Iterator[str | None]:
    """What may be an identifier, the surest first. A bare number is an issue's unless arXiv publishes or keeps it."""
    number, place = text_of(item.get("number")) or "", text_of(item.get("archive_location")) or ""
    note = item.get("note")
    # Zotero's field for everything else, a line each.
    lines = note.splitlines() if isinstance(note, str) else []
    yield from map(marked_arxiv, (number, place, *lines))
    if "arxiv" in {(text_of(item.get(name)) or "").lower() for name in ("publisher", "archive")}:
        yield from (number, place)
    yield from (text_of(item.get(name)) for name in ("DOI", "URL", "id"))


def _keywords(value: object) -> tuple[str, ...]:
    texts = texts_of(value)
    return tuple(word.strip() for text in texts for word in re.split(r"[,;]", text) if word.strip())


def _authors(value: object) -> tuple[str, ...]:
    authors = value if isinstance(value, list) else []
    return tuple(name for author in authors if isinstance(author, dict) and (name := _name(author)))


def _name(author: Mapping[str, Any]) -> str | None:
    """`Family, Given, Suffix`; particles that are never dropped go with the family name, the others with the given names."""
    if literal := text_of(author.get("literal")):
        return f"{{{literal}}}"
    parts = ("non-dropping-particle", "family", "given", "dropping-particle", "suffix")
    before, family, given, behind, suffix = (text_of(author.get(part)) or "" for part in parts)
    return stored_name(f"{before} {family}".strip(), f"{given} {behind}".strip(), suffix)


def _date(item: Mapping[str, Any]) -> tuple[str | None, tuple[str, ...]]:
    """The day on which the paper was first to be had, else that to cite; and a remark for each that is no date."""
    found = [_day(item.get(name)) for name in ("available-date", "issued")]
    return next((day for day, _ in found if day), None), tuple(remark for _, remark in found if remark)


def _day(value: object) -> tuple[str | None, str | None]:
    """The date, and a note where there is one that is none; a range counts from its beginning."""
    said: Mapping[str, Any] = value if isinstance(value, dict) else {"raw": value}
    shown = said.get("date-parts") or said.get("raw") or said.get("literal")
    if shown is None:
        return None, None
    parts = _date_parts(shown)
    day = iso_date(*parts) if parts else None
    return day, None if day else f'"{one_line(str(shown))}" is no date'


def _date_parts(shown: object) -> list[int]:
    if isinstance(shown, list):
        first = shown[0] if shown and isinstance(shown[0], list) else []
        texts = [text_of(part) or "" for part in first[:3]]
    else:
        match = _DATE.fullmatch(text_of(shown) or "")
        texts = [text for text in match.groups() if text] if match else []
    return [int(text) for text in texts] if texts and all(map(str.isdecimal, texts)) else []
