"""A review's own papers as `litreview export --format json` writes them, and as the site offers them: every field by its own name.

An entry holds the facts among them. What people wrote of a paper, its topics and summaries, belongs to the review that it was written for.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from litreview.intake.entry import Entry, Reading
from litreview.intake.readers.json_items import looks_like_json, read_items
from litreview.intake.readers.values import entry_or_refused, gather, refused, text_of, texts_of

LABEL = "litreview"

# What the review is stands before its papers.
_PAPERS = re.compile(r'\s*\{\s*"title"\s*:(?:[^"\[\]{}]|"(?:[^"\\]|\\.)*")*"papers"\s*:\s*(?=\[)')
_FACTS = ("title", "abstract", "date", "arxiv", "doi", "acl", "primary_class", "venue", "url", "code")


def recognises(text: str) -> bool:
    """Whether `text` is JSON of a title, other texts, and a list of papers."""
    return looks_like_json(text) and _PAPERS.match(text) is not None


def read(text: str, listing: str, _captured: date | None) -> Reading:
    """The papers of the review `text`, in its order; `line` is where the paper's object begins."""
    return gather(
        refused(listing, item.line, item.text, item.fault)
        if item.value is None
        else entry_or_refused(_entry(item.value, listing, item.line), item.text, "a paper")
        for item in read_items(text, _PAPERS)
    )


def _entry(paper: Mapping[str, Any], listing: str, line: int) -> Entry:
    facts: dict[str, Any] = {name: text_of(paper.get(name)) for name in _FACTS}
    return Entry(
        LABEL, listing, line, key=text_of(paper.get("id")), authors=texts_of(paper.get("authors")), **facts
    )
