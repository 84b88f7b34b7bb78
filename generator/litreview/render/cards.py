"""A paper as every list shows it, written for Markdown once: it stands in the lists of its topics, year, venue, models and authors. Pure."""

from dataclasses import dataclass

from litreview.model.names import parse_name
from litreview.model.record import Record
from litreview.render.encode import markdown
from litreview.render.encoded import MarkdownText
from litreview.render.mathematics import readable
from litreview.render.metadata import coins


@dataclass(frozen=True, slots=True)
class Card:
    """What a list says of a paper, wherever the list is; empty where the record does not say it."""

    title: MarkdownText
    authors: MarkdownText
    date: MarkdownText
    venue: MarkdownText
    gist: MarkdownText


def card_of(paper: Record) -> Card:
    """The card of `paper`."""
    return Card(
        markdown(readable(paper.title)),
        markdown(short_authors(paper)),
        markdown(paper.date or ""),
        markdown(paper.venue or ""),
        markdown(gist(paper)),
    )


def coins_of(paper: Record) -> MarkdownText:
    """How Zotero sees `paper` in a list."""
    return markdown(coins(paper))


def gist(paper: Record) -> str:
    """What the paper did, in a sentence: its first contribution, else the first sentence of its summary; empty without either.

    Summaries begin with the problem, which tells papers apart far less (docs/decisions/0018-teasers.md).
    """
    if paper.contributions:
        return paper.contributions[0]
    text = " ".join((paper.summary or "").split())
    end = text.find(". ")
    return text if end < 0 else text[: end + 1]


def short_authors(paper: Record) -> str:
    """The authors for a list: all up to three, then "First Author et al."; "Authors unknown" where there is none."""
    names = [parse_name(author).display for author in paper.authors]
    if not names:
        return "Authors unknown"
    return ", ".join(names) if len(names) <= 3 else f"{names[0]} et al."  # noqa: PLR2004
