"""What the head of a page says besides its title: for Zotero, search engines, feed readers and the sitemap.

A page's front matter carries it (`templates/head.md`), and `overrides/main.html` and `overrides/sitemap.xml` print it as it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from litreview.model.record import Record
from litreview.render import feeds
from litreview.render.addresses import feed_of, topic_page, url_from, url_of
from litreview.render.exports import FORMATS
from litreview.render.index import Index
from litreview.render.metadata import highwire_tags, json_ld

# What belongs to a page in other formats: of a paper's page as FAIR Signposting has it (https://signposting.org/FAIR/), of a list its
# feed. That it is called two things keeps Material's script from taking it for the page in another language, and from looking for that
# language's sitemap.
_DESCRIPTION = "describedby"
_FEED = "alternate feed"


@dataclass(frozen=True, slots=True)
class HeadLink:
    """A `link` element; the address is relative to the page."""

    relation: str
    media_type: str
    address: str
    title: str


@dataclass(frozen=True, slots=True)
class Head:
    """What machines read of a page; what is empty is left out.

    Fields:
        updated: the day on which the last of its papers was added, for the sitemap.
        tags: names and contents of `meta` elements.
        json_ld: the paper for search engines.
        links: its feed, or its citation in other formats.
    """

    updated: str = ""
    tags: tuple[tuple[str, str], ...] = ()
    json_ld: dict[str, Any] | None = None
    links: tuple[HeadLink, ...] = ()


def head_of_paper(paper: Record, *, citation_tags: bool) -> Head:
    """The head of a paper's page; without `citation_tags` it does not claim that the paper is here."""
    formats = (FORMATS[name] for name in ("bibtex", "ris", "csl-json"))
    return Head(
        updated=paper.added or "",
        tags=highwire_tags(paper) if citation_tags else (),
        json_ld=json_ld(paper) if citation_tags else None,
        links=tuple(
            HeadLink(_DESCRIPTION, each.media_type, f"../{paper.id}{each.suffix}", each.label)
            for each in formats
        ),
    )


def head_of_home(index: Index) -> Head:
    """The head of the home page, which stands for all papers."""
    return _with_feed("index.md", index.papers)


def head_of_topic(path: str, index: Index) -> Head:
    """The head of the page of the topic at `path`."""
    return _with_feed(topic_page(path), index.by_topic[path])


def head_of_list(papers: Iterable[Record]) -> Head:
    """The head of any other list of papers."""
    return Head(updated=_last_day(papers))


def _with_feed(page: str, papers: tuple[Record, ...]) -> Head:
    feed = HeadLink(_FEED, feeds.MEDIA_TYPE, url_from(url_of(page), feed_of(page)), "New papers")
    return Head(updated=_last_day(papers), links=(feed,))


def _last_day(papers: Iterable[Record]) -> str:
    return max((paper.added for paper in papers if paper.added), default="")
