"""What the Hugging Face daily-papers API answers: JSON, `[{"paper": {"id": ..., "title": ...}, ...}]`, or such papers alone.

Source: https://huggingface.co/docs/hub/api, /api/daily_papers and /api/papers/ID as they answered in October 2024 and June 2025.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from litreview.intake.entry import Entry, Reading
from litreview.intake.readers.json_items import looks_like_json, read_items
from litreview.intake.readers.values import entry_or_refused, gather, iso_date, refused, text_of, texts_of
from litreview.model.identifiers import parse_arxiv

LABEL = "Hugging Face Daily Papers"

_KEYS = re.compile(r'"(?:paper|upvotes|discussionId|submittedOnDailyAt)"\s*:')
_TIME = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?")


def recognises(text: str) -> bool:
    """Whether `text` is JSON with keys that the API alone uses."""
    return looks_like_json(text) and _KEYS.search(text) is not None


def read(text: str, listing: str, _captured: date | None) -> Reading:
    """The papers of the answer `text`, in its order; `line` is where the paper's object begins."""
    return gather(
        refused(listing, item.line, item.text, item.fault)
        if item.value is None
        else entry_or_refused(_entry(item.value, listing, item.line), item.text, "a paper")
        for item in read_items(text)
    )


def _entry(item: Mapping[str, Any], listing: str, line: int) -> Entry:
    inner = item.get("paper")
    paper: Mapping[str, Any] = inner if isinstance(inner, dict) else item
    # Until 2025 the day of the listing stood in the outer "publishedAt", which has been the paper's since.
    listed = _day(paper.get("submittedOnDailyAt")) or (
        None if paper is item else _day(item.get("publishedAt"))
    )
    page = text_of(paper.get("projectPage"))
    day, written = _day(paper.get("publishedAt")), text_of(paper.get("publishedAt"))
    notes = (
        f"project page: {page}" if page else None,
        f'"{written}" is no date' if written and not day else None,
    )
    return Entry(
        source=LABEL,
        listing=listing,
        line=line,
        listed=listed,
        title=text_of(paper.get("title")) or text_of(item.get("title")),
        abstract=text_of(paper.get("summary")) or text_of(item.get("summary")),
        authors=_authors(paper.get("authors")),
        date=day,
        arxiv=parse_arxiv(text_of(paper.get("id")) or ""),
        code=text_of(paper.get("githubRepo")),
        keywords=texts_of(paper.get("ai_keywords")),
        notes=tuple(filter(None, notes)),
    )


def _authors(value: object) -> tuple[str, ...]:
    """The names in reading order, as the API has them; also those that a user hides from the page: they wrote the paper."""
    authors = value if isinstance(value, list) else []
    names = (text_of(author.get("name")) for author in authors if isinstance(author, dict))
    return tuple(name for name in names if name)


def _day(value: object) -> str | None:
    time = _TIME.fullmatch(text_of(value) or "")
    return iso_date(*map(int, time.groups())) if time else None
