"""Atom feeds of what was added last, for the review and for each topic: papers in, XML out. No clock: dates are the records' own.

Source: RFC 4287. An entry's id comes from the record's first id and the day on which it was added: what a record never loses when it is
renamed, corrected, or moves to another site; so nobody's reader shows old papers as new. A feed's comes from the review's title.
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from litreview.model.names import parse_name
from litreview.model.record import Record
from litreview.model.review import Review
from litreview.render import encode
from litreview.render.addresses import Addresses, feed_of, paper_page, topic_page, url_from, url_of
from litreview.render.index import Index
from litreview.render.inputs import Inputs, Planned
from litreview.render.mathematics import readable

ENTRIES = 50
MEDIA_TYPE = "application/atom+xml"
# Random, made once: names are hashed together with it (RFC 9562, version 5).
_NAMESPACE = uuid.UUID("5b7d6d3e-2f0c-4a8e-9d53-1c7a0b6f4e92")
_NEVER = "1970-01-01"  # of a feed in which nothing has stood yet: it has to have a day


@dataclass(frozen=True, slots=True)
class _Feed:
    """What a feed is of: the page that it belongs to, its title, and the papers there."""

    page: str
    title: str
    papers: tuple[Record, ...]


def plan_feeds(index: Index, review: Review, addresses: Addresses, inputs: Inputs) -> dict[str, Planned]:
    """The feed of the review and of each topic and subtopic, by its path below docs/."""
    feeds = [_Feed("index.md", review.title, index.papers)]
    feeds += [
        _Feed(topic_page(path), f"{review.title}: {index.topic_titles[path]}", papers)
        for path, papers in index.by_topic.items()
    ]
    return {
        feed_of(feed.page): Planned(
            partial(_render, feed, index, review, addresses), inputs.of_records(feed.papers)
        )
        for feed in feeds
    }


def last_added(papers: Iterable[Record]) -> tuple[Record, ...]:
    """What a feed shows: the papers added last, the newest of a day first; none whose day is not known.

    `papers` are newest first.
    """
    dated = [paper for paper in papers if paper.added]
    return tuple(sorted(dated, key=lambda paper: paper.added or "", reverse=True)[:ENTRIES])


def _render(feed: _Feed, index: Index, review: Review, addresses: Addresses) -> str:
    """The XML. Addresses are whole where the site's is known, else relative to the feed."""
    shown = last_added(feed.papers)
    own = feed_of(feed.page)

    def address_of(page: str) -> str:
        return addresses.site + url_of(page) if addresses.site else url_from(own, url_of(page))

    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        _element("id", _urn("feed", review.title, feed.page)),
        _element("title", feed.title),
        _element("updated", _midnight(shown[0].added if shown else None)),
        *map(_author, review.owners or (review.title,)),
        _link("alternate", address_of(feed.page), "text/html"),
    ]
    if addresses.site:
        lines.append(_link("self", addresses.site + own, MEDIA_TYPE))
    for paper in shown:
        lines += _entry(paper, address_of(paper_page(paper.id)), index.topic_titles)
    return "\n".join([*lines, "</feed>", ""])


def _entry(paper: Record, address: str, topic_titles: Mapping[str, str]) -> Iterator[str]:
    first_id = paper.formerly[0] if paper.formerly else paper.id
    yield "<entry>"
    yield _element("id", _urn("paper", first_id, paper.added or ""))
    yield _element("title", readable(paper.title))
    yield _element("updated", _midnight(paper.added))
    for author in paper.authors:
        yield _author(parse_name(author).display)
    yield _link("alternate", address, "text/html")
    for topic in paper.topics:
        if topic in topic_titles:
            yield f'<category term="{encode.xml(topic)}" label="{encode.xml(topic_titles[topic])}"/>'
    if text := paper.summary or paper.abstract:
        yield _element("summary", text)
    yield "</entry>"


def _element(name: str, text: str) -> str:
    return f"<{name}>{encode.xml(text)}</{name}>"


def _author(name: str) -> str:
    return f"<author>{_element('name', name)}</author>"


def _link(relation: str, address: str, media_type: str) -> str:
    return f'<link rel="{relation}" type="{media_type}" href="{encode.xml(address)}"/>'


def _midnight(day: str | None) -> str:
    return f"{day or _NEVER}T00:00:00Z"


def _urn(*names: str) -> str:
    return uuid.uuid5(_NAMESPACE, "\n".join(names)).urn
