"""What the head of a page says besides its title: for Zotero, search engines, feed readers and the sitemap.

A page's front matter carries it (`templates/head.md`), and `overrides/main.html` and `overrides/sitemap.xml` print it as it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from litreview.model.record import Record
from litreview.render import feeds
from litreview.render.addresses import feed_of, paper_page, topic_page, url_from, url_of
from litreview.render.exports import FORMATS
from litreview.render.index import Index
from litreview.render.metadata import highwire_tags, json_ld


@dataclass(frozen=True, slots=True)
class Alternate:
    """The page's papers in another format; the address is relative to the page."""

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
        alternates: feed and exports.
    """

    updated: str = ""
    tags: tuple[tuple[str, str], ...] = ()
    json_ld: dict[str, Any] | None = None
    alternates: tuple[Alternate, ...] = ()


# Of the exports only these: feed readers take any JSON for a feed.
_BIBLIOGRAPHIES = tuple(FORMATS[name] for name in ("bibtex", "ris", "csl-json"))


def head_of_paper(paper: Record, *, citation_tags: bool) -> Head:
    """The head of a paper's page; without `citation_tags` it does not claim that the paper is here."""
    return Head(
        updated=paper.added or "",
        tags=highwire_tags(paper) if citation_tags else (),
        json_ld=json_ld(paper) if citation_tags else None,
        alternates=_exports(paper_page(paper.id), f"papers/{paper.id}"),
    )


def head_of_home(index: Index) -> Head:
    """The head of the home page, which stands for all papers."""
    return _with_feed("index.md", "review", index.papers)


def head_of_topic(path: str, index: Index) -> Head:
    """The head of the page of the topic at `path`."""
    return _with_feed(topic_page(path), f"topics/{path}", index.by_topic[path])


def head_of_list(papers: Iterable[Record]) -> Head:
    """The head of any other list of papers."""
    return Head(updated=_last_day(papers))


def _with_feed(page: str, stem: str, papers: tuple[Record, ...]) -> Head:
    feed = Alternate(feeds.MEDIA_TYPE, url_from(url_of(page), feed_of(page)), "New papers")
    return Head(updated=_last_day(papers), alternates=(feed, *_exports(page, stem)))


def _exports(page: str, stem: str) -> tuple[Alternate, ...]:
    return tuple(
        Alternate(each.media_type, url_from(url_of(page), f"{stem}{each.suffix}"), each.label)
        for each in _BIBLIOGRAPHIES
    )


def _last_day(papers: Iterable[Record]) -> str:
    return max((paper.added for paper in papers if paper.added), default="")
