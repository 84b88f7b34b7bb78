"""CSL-JSON, as Zotero, Pandoc and Crossref write it.

Source: https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables and csl-data.json of the schema.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from litreview.intake.entry import Entry, Reading
from litreview.intake.readers.json_items import looks_like_json, read_items
from litreview.intake.readers.values import (
    entry_or_refused,
    find_identifiers,
    gather,
    iso_date,
    one_line,
    published_venue,
    refused,
    stored_name,
    text_of,
    texts_of,
)

LABEL = "CSL-JSON"

# CSL's own mark-up for titles, and the JATS of Crossref's abstracts.
_TAG = re.compile(r"</?(?:i|b|em|strong|sub|sup|sc|span|p|br|jats:[a-z-]+)(?:\s[^<>]*)?/?>")
_ARXIV = re.compile(r"arxiv:\s*(\S+)", re.IGNORECASE)
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
    day, remark = _issued(item.get("issued"))
    # A bare number is an issue's; with its prefix it is arXiv's.
    marked = (_ARXIV.match(text_of(item.get(key)) or "") for key in ("number", "archive_location", "note"))
    texts = [text_of(item.get(key)) for key in ("DOI", "URL", "id")]
    arxiv, doi, acl = find_identifiers(
        [*(match[1] for match in marked if match), *texts, text_of(custom.get("acl"))]
    )
    venues = (_plain(item.get(key)) for key in ("container-title", "event-title", "event"))
    return Entry(
        source=LABEL,
        listing=listing,
        line=line,
        title=_plain(item.get("title")),
        abstract=_plain(item.get("abstract")),
        authors=_authors(item.get("author")),
        date=day,
        arxiv=arxiv,
        doi=doi,
        acl=acl,
        primary_class=text_of(custom.get("primary_category")),
        venue=published_venue(*venues),
        url=text_of(item.get("URL")),
        code=text_of(custom.get("code")),
        keywords=_keywords(item.get("keyword")),
        notes=(remark,) if remark else (),
    )


def _plain(value: object) -> str | None:
    """The first text in `value` without mark-up: Crossref has lists where CSL has one text."""
    text = next(iter(texts_of(value)), "")
    return one_line(_TAG.sub("", text)) or None


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


def _issued(value: object) -> tuple[str | None, str | None]:
    """The date, and a note where there is one that is none; a range counts from its beginning."""
    issued: Mapping[str, Any] = value if isinstance(value, dict) else {"raw": value}
    shown = issued.get("date-parts") or issued.get("raw") or issued.get("literal")
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
