"""What the pages show, as plain values: templates loop over views and print them, and compute nothing."""

from dataclasses import dataclass

from litreview.model.names import parse_name
from litreview.model.record import Record
from litreview.render.addresses import (
    Addresses,
    Link,
    links_of,
    paper_page,
    topic_page,
    upwards,
    venue_page,
    year_page,
)
from litreview.render.cards import gist, short_authors
from litreview.render.cite import Citation, citations_of
from litreview.render.encode import fold
from litreview.render.encoded import BlockText
from litreview.render.exports import FORMATS, Entries
from litreview.render.heads import Head, head_of_paper
from litreview.render.index import Index, series_of
from litreview.render.mathematics import readable
from litreview.render.metadata import coins
from litreview.render.notes import render_notes
from litreview.render.relatedness import Near
from litreview.render.results.own import own_results
from litreview.render.results.tables import Table

AUTHORS_SHOWN = 12  # the rest of a longer list is there on demand
HEADER_SEARCHES = (
    2000  # papers: its index is one file, two kilobytes for each, that the first search loads whole
)
SHARED_SHOWN = 4  # things that two papers have in common, the rarest first


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper in a list; `coins` is how Zotero sees it there, `added` the day it came in. Empty where a list does not show them."""

    title: str
    address: str
    authors: str
    date: str
    venue: str
    gist: str
    coins: str
    added: str = ""


@dataclass(frozen=True, slots=True)
class RelationLine:
    """Another paper and why it is named."""

    title: str
    address: str
    why: str


@dataclass(frozen=True, slots=True)
class Way:
    """Where to read on in a topic; None at its ends."""

    topic: Link
    newer: Link | None
    older: Link | None


@dataclass(frozen=True, slots=True)
class PaperView:
    """A paper's page, in the order in which it is read. Empty tuples and None leave their section out."""

    id: str
    title: str
    description: str
    head: Head
    in_header_search: bool
    coins: str
    authors: tuple[Link, ...]
    more_authors: tuple[Link, ...]
    more_authors_label: str
    date: str
    year: Link | None
    venue: Link | None
    type: str
    arxiv: str
    links: tuple[Link, ...]
    downloads: tuple[Link, ...]
    topics: tuple[Link, ...]
    summary: str | None
    contributions: tuple[str, ...]
    results: Table | None
    limitations: tuple[str, ...]
    abstract: str | None
    notes: BlockText | None
    facets: tuple[tuple[str, tuple[Link, ...]], ...]
    related: tuple[RelationLine, ...]
    citations: tuple[Citation, ...]
    found: tuple[str, ...]
    way: Way | None
    edit: str | None
    fix: str | None
    record: str


def view_paper(  # noqa: PLR0913  # what a page is made of
    paper: Record,
    index: Index,
    entries: Entries,
    abstract: str | None,
    addresses: Addresses,
    *,
    citation_tags: bool,
) -> PaperView:
    """The page of `paper`, which has `entries`; `abstract` is the authors' text where this machine has it.

    Without `citation_tags` the page has COinS instead: Zotero reads them, search engines do not. It never has both, since Zotero would
    take COinS, which hold less.
    """
    up = upwards(paper_page(paper.id))
    authors = tuple(_author_link(author, index, up) for author in paper.authors)
    shown = authors if len(authors) <= AUTHORS_SHOWN + 1 else authors[:AUTHORS_SHOWN]
    path = f"papers/{paper.folder}/{paper.id}.yml"

    def address_of(paper_id: str) -> tuple[str, str] | None:
        return (readable(index.by_id[paper_id].title), f"../{paper_id}/") if paper_id in index.by_id else None

    return PaperView(
        id=paper.id,
        title=readable(paper.title),
        description=gist(paper) or f"{short_authors(paper)} {paper.date or ''}".strip(),
        head=head_of_paper(paper, citation_tags=citation_tags),
        in_header_search=is_in_header_search(index),
        coins="" if citation_tags else coins(paper),
        authors=shown,
        more_authors=authors[len(shown) :],
        more_authors_label=f"and {len(authors) - len(shown)} more authors",
        date=paper.date or "",
        year=Link(paper.year, up + year_page(paper.year)) if paper.year else None,
        venue=_venue_link(paper, index, up),
        type=(paper.type or "").replace("-", " "),
        arxiv=paper.arxiv or "",
        links=links_of(paper),
        downloads=tuple(
            Link(each.label, f"{paper.id}{each.suffix}") for each in FORMATS.values() if each.of_one
        ),
        topics=topic_links(paper, index, up),
        summary=paper.summary,
        contributions=paper.contributions,
        results=own_results(paper, index, up),
        limitations=paper.limitations,
        abstract=paper.abstract or abstract,
        notes=None if paper.notes is None else render_notes(paper.notes, address_of),
        facets=_facets(paper, index, up),
        related=_related(paper, index),
        citations=citations_of(paper, entries),
        found=tuple(
            f"{row.source}{f', {row.on}' if row.on else ''} ({row.listing}, line {row.line})"
            for row in paper.found
        ),
        way=_way(paper, index, up),
        edit=addresses.edit(path),
        fix=addresses.fix(paper.id, fold(readable(paper.title))),
        record=path,
    )


@dataclass(frozen=True, slots=True)
class ExcludedView:
    """The page of a paper that is not in the review: what it is, and why it is not there."""

    title: str
    head: Head
    authors: str
    date: str
    reason: str
    links: tuple[Link, ...]
    fix: str | None


def view_excluded(paper: Record, addresses: Addresses) -> ExcludedView:
    """The page of an excluded paper; search engines are asked to leave it out."""
    title = readable(paper.title)
    return ExcludedView(
        title=title,
        head=Head(tags=(("robots", "noindex"),)),
        authors=short_authors(paper),
        date=paper.date or "",
        reason=paper.reason or "",
        links=links_of(paper),
        fix=addresses.fix(paper.id, fold(title)),
    )


def is_in_header_search(index: Index) -> bool:
    """Whether the header's search finds papers; in a larger review it hands over to Browse."""
    return len(index.papers) <= HEADER_SEARCHES


def paper_line(paper: Record, index: Index, up: str, *, for_zotero: bool) -> PaperLine:
    """`paper` in a list on a page from which `up` leads to docs/."""
    card = index.card(paper.id)
    return PaperLine(
        card.title,
        up + paper_page(paper.id),
        card.authors,
        card.date,
        card.venue,
        card.gist,
        index.coins(paper.id) if for_zotero else "",
    )


def topic_links(paper: Record, index: Index, up: str) -> tuple[Link, ...]:
    """The paper's topics by title, subtopics as "Efficiency › Quantization"."""
    return tuple(
        Link(index.topic_titles[topic], up + topic_page(topic))
        for topic in paper.topics
        if topic in index.topic_titles
    )


def _author_link(author: str, index: Index, up: str) -> Link:
    """An author's name, with a page where the review has more than this paper of theirs; else an empty address."""
    group = index.authors[author]
    return Link(parse_name(author).display, f"{up}authors/{group.slug}.md" if len(group.papers) > 1 else "")


def _venue_link(paper: Record, index: Index, up: str) -> Link | None:
    """The venue as the record has it, with the page of all its years."""
    if paper.venue is None:
        return None
    (series,) = series_of(paper)
    return Link(paper.venue, up + venue_page(index.venues[series].slug))


def _facets(paper: Record, index: Index, up: str) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    models = tuple(Link(name, f"{up}models/{index.models[name].slug}.md") for name in paper.models)
    benchmarks = tuple(
        Link(name, f"{up}benchmarks/{index.benchmarks[name].slug}.md") for name in paper.benchmarks
    )
    domains = tuple(Link(name, "") for name in paper.domains)
    languages = tuple(Link(name, "") for name in paper.languages)
    rows = (("Models", models), ("Benchmarks", benchmarks), ("Domains", domains), ("Languages", languages))
    return tuple((label, links) for label, links in rows if links)


def _related(paper: Record, index: Index) -> tuple[RelationLine, ...]:
    """What records state first, then what shares most; each paper once."""
    stated = index.stated.get(paper.id, ())
    named = {relation.paper.id for relation in stated}
    lines = [
        (relation.paper, f"{relation.role}{': ' if relation.note else ''}{relation.note}")
        for relation in stated
    ]
    lines += [
        (near.paper, _shared(near, index)) for near in index.near[paper.id] if near.paper.id not in named
    ]
    return tuple(RelationLine(index.card(other.id).title, f"{other.id}.md", why) for other, why in lines)


def _way(paper: Record, index: Index, up: str) -> Way | None:
    beside = index.neighbours.get(paper.id)
    if beside is None:
        return None
    newer, older = (
        None if other is None else Link(index.card(other.id).title, f"{other.id}.md")
        for other in (beside.newer, beside.older)
    )
    return Way(Link(index.topic_titles[beside.topic], up + topic_page(beside.topic)), newer, older)


def _shared(near: Near, index: Index) -> str:
    names = (parse_name(name).display if "," in name else name for name in near.shared[:SHARED_SHOWN])
    return "both: " + ", ".join(index.topic_titles.get(name, name) for name in names)
