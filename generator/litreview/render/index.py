"""The included papers seen from every side: by topic, year, venue, model, benchmark, author. Made once, read by all views."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from litreview.model.corpus import Corpus
from litreview.model.identifiers import fold_ascii, fold_name, fold_title
from litreview.model.names import parse_name
from litreview.model.record import Record
from litreview.model.taxonomy import Taxonomy
from litreview.model.venues import fold_series, split_venue
from litreview.render.cards import Card, card_of, coins_of
from litreview.render.encoded import MarkdownText
from litreview.render.neighbours import Neighbours, find_neighbours
from litreview.render.relatedness import Near, Stated, collect_stated, find_near

LONGEST_SLUG = 100  # as an id: it is a file's name
_INVERTED = str.maketrans("0123456789", "9876543210")


@dataclass(frozen=True, slots=True)
class Group:
    """A name that papers share, such as a model.

    Fields:
        name: the most frequent of the spellings that fold to the same; the first in order among equals.
        slug: its page's address, `[a-z0-9-]`, unique among its kind.
        papers: newest first.
    """

    name: str
    slug: str
    papers: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """The included papers, newest first (then by id), and their groups.

    `by_topic` has every path of the taxonomy, in its order; a topic holds its subtopics' papers; `topic_titles` has their titles from
    the top ("Efficiency › Quantization"). `models`, `benchmarks`, `authors` and `venues` (series, without the year) go from any spelling to
    its group; `card` and `coins` from a paper's id to what lists show of it, made when asked for the first time; `near`, `neighbours` and
    `stated` to other papers. Years run from the newest; `""` stands for an unknown date and comes last.
    """

    papers: tuple[Record, ...]
    by_id: Mapping[str, Record]
    card: Callable[[str], Card]
    coins: Callable[[str], MarkdownText]
    by_topic: Mapping[str, tuple[Record, ...]]
    topic_titles: Mapping[str, str]
    by_year: Mapping[str, tuple[Record, ...]]
    models: Mapping[str, Group]
    benchmarks: Mapping[str, Group]
    authors: Mapping[str, Group]
    venues: Mapping[str, Group]
    near: Mapping[str, tuple[Near, ...]]
    neighbours: Mapping[str, Neighbours]
    stated: Mapping[str, tuple[Stated, ...]]


def index_corpus(corpus: Corpus) -> Index:
    """The index of `corpus`' included papers."""
    papers = included_papers(corpus)
    by_topic: dict[str, list[Record]] = {path: [] for path, _ in corpus.taxonomy.walk()}
    by_year: dict[str, list[Record]] = defaultdict(list)
    for paper in papers:
        by_year[paper.year or ""].append(paper)
        for path in dict.fromkeys(above for topic in paper.topics for above in with_ancestors(topic)):
            if path in by_topic:
                by_topic[path].append(paper)
    members = {path: tuple(found) for path, found in by_topic.items()}
    by_id = MappingProxyType({paper.id: paper for paper in papers})
    return Index(
        papers,
        by_id,
        cache(lambda paper_id: card_of(by_id[paper_id])),
        cache(lambda paper_id: coins_of(by_id[paper_id])),
        MappingProxyType(members),
        MappingProxyType(topic_titles(corpus.taxonomy)),
        MappingProxyType({year: tuple(by_year[year]) for year in sorted(by_year, reverse=True)}),
        group(papers, lambda paper: paper.models, _name_key),
        group(papers, lambda paper: paper.benchmarks, _name_key),
        group(papers, lambda paper: paper.authors, _author_key),
        group(papers, series_of, _series_key),
        find_near(papers),
        MappingProxyType(find_neighbours(members)),
        collect_stated(papers),
    )


def included_papers(corpus: Corpus) -> tuple[Record, ...]:
    """What the site shows: the included papers, newest first, then by id."""
    return tuple(
        sorted((record for record in corpus.records if record.decision == "included"), key=newest_first)
    )


def newest_first(paper: Record) -> tuple[str, str]:
    """The key that sorts papers from the newest to the oldest, undated ones last, equal days by id."""
    inverted = (paper.date or "0000").translate(_INVERTED)
    return inverted.ljust(len("2026-11-20"), "~"), paper.id


def group(
    papers: Sequence[Record], names: Callable[[Record], Iterable[str]], key: Callable[[str], str]
) -> Mapping[str, Group]:
    """The groups of `papers` by each spelling of their `names`; spellings with equal `key` are one. Sorted by key."""
    positions: dict[str, list[int]] = defaultdict(list)
    for position, paper in enumerate(papers):
        for name in names(paper):
            positions[name].append(position)
    spellings: dict[str, list[str]] = defaultdict(list)
    for name in positions:
        spellings[key(name)].append(name)
    taken = {"index"}  # the overview's own address
    groups: dict[str, Group] = {}
    for _, alike in sorted(spellings.items()):
        if len(alike) == 1:  # as nearly all
            name, members = alike[0], list(dict.fromkeys(positions[alike[0]]))
        else:
            name = min(alike, key=lambda spelling: (-len(positions[spelling]), spelling))
            members = sorted({position for spelling in alike for position in positions[spelling]})
        made = Group(name, _unique_slug(name, taken), tuple([papers[position] for position in members]))
        for spelling in alike:
            groups[spelling] = made
    return MappingProxyType(groups)


def distinct(groups: Mapping[str, Group]) -> tuple[Group, ...]:
    """Each group once, in the mapping's order."""
    return tuple({made.slug: made for made in groups.values()}.values())


def topic_titles(taxonomy: Taxonomy) -> dict[str, str]:
    """Every topic's title from the top ("Efficiency › Quantization") by its path, in the taxonomy's order."""
    own = {path: topic.title for path, topic in taxonomy.walk()}
    return {path: " › ".join(own[above] for above in with_ancestors(path)) for path in own}


def series_of(paper: Record) -> tuple[str, ...]:
    """The conference or journal that `paper` appeared in, as its record spells it, without the year; none where it names none."""
    return () if paper.venue is None else (split_venue(paper.venue)[0],)


@lru_cache(maxsize=1024)  # more than any taxonomy has
def with_ancestors(topic: str) -> tuple[str, ...]:
    """`topic` and all above it, from the top."""
    steps = topic.split("/")
    return tuple(["/".join(steps[: depth + 1]) for depth in range(len(steps))])


def _name_key(name: str) -> str:
    return fold_name(name) or name


def _series_key(series: str) -> str:
    return fold_series(series) or series


def _author_key(author: str) -> str:
    return fold_title(parse_name(author).sort_name)


def _unique_slug(name: str, taken: set[str]) -> str:
    """An address for `name`; names that leave nothing in ASCII, or too much, get a digest, so that it stays when others come and go."""
    base = fold_ascii(name).replace(" ", "-")
    if not 0 < len(base) <= LONGEST_SLUG:
        digest = hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:8]
        base = f"{base[: LONGEST_SLUG - 9]}-{digest}".strip("-")
    slug, count = base, 1
    while slug in taken:
        count += 1
        slug = f"{base}-{count}"
    taken.add(slug)
    return slug
