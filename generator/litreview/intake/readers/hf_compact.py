"""A Hugging Face Daily Papers page whose copy has titles and abstracts in turn and nothing else: no authors, no dates."""

import re
from collections.abc import Sequence
from datetime import date

from litreview.intake.entry import Entry, Leftover, Reading
from litreview.intake.readers.hf_lines import LONGEST_TITLE, Kind, Line, group_papers, read_lines
from litreview.intake.readers.values import gather, note, refused

LABEL = "Hugging Face Daily Papers"

_BANNER = re.compile(
    r"^[^\S\n]*(?:Get trending papers in your email inbox|Subscribe[^\s\W_a-z])", re.MULTILINE
)


def recognises(text: str) -> bool:
    """Whether `text` has the page's banner, or is nothing but short lines and abstracts of a usual length in turn."""
    if _BANNER.search(text):
        return True
    lines = [line for line in text.split("\n") if line.strip()]
    is_long = [len(line) > LONGEST_TITLE for line in lines]
    return bool(lines) and is_long == [False, True] * (len(lines) // 2)


def read(text: str, listing: str, _captured: date | None) -> Reading:
    """The papers of the page `text`, in its order; `line` is the title's."""
    lines = tuple(read_lines(text))
    texts = [line for line in lines if line.kind is Kind.TEXT]
    chrome = (line for line in lines if line.kind is not Kind.TEXT)
    return gather(
        [
            *(note(listing, line.number, line.text, "page header or footer") for line in chrome),
            *(_read_paper(paper, listing, is_last=paper[-1] is texts[-1]) for paper in group_papers(texts)),
        ]
    )


def _read_paper(paper: Sequence[Line], listing: str, *, is_last: bool) -> Entry | Leftover:
    title, *paragraphs = paper
    if not paragraphs and not is_last:
        return refused(listing, title.number, title.text, "stands alone: no abstract follows")
    notes = (
        None if paragraphs else "the listing ends here: no abstract follows",
        f"abstract joined from {len(paragraphs)} paragraphs" if len(paragraphs) > 1 else None,
    )
    return Entry(
        source=LABEL,
        listing=listing,
        line=title.number,
        title=title.text,
        abstract=" ".join(line.text for line in paragraphs) or None,
        notes=tuple(text for text in notes if text),
    )
