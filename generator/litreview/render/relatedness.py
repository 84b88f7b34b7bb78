"""Which papers have to do with each other: the relations that records state, then what two papers share.

The measure: two papers share a subtopic, a model, a benchmark, a domain, a language or an author; each shared thing counts
log(number of papers / number of papers that have it), so that a rare benchmark says more than a common topic (inverse document
frequency, Spärck Jones 1972). A page says what was shared.
"""

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter
from typing import NamedTuple

from litreview.model.record import Record

# What more papers have than this says little about any two of them, and keeps 10,000 papers from being compared all with all.
_TOO_COMMON = 200
_SHOWN = 5
# One shared thing that a fifth of the papers have is no relation.
_WEAKEST = math.log(8)
_KINDS = ("topics", "models", "benchmarks", "domains", "languages", "authors")

_ROLES = {
    "extends": ("extends", "extended by"),
    "compares-with": ("compares with", "compared with by"),
    "uses": ("uses", "used by"),
    "follow-up": ("continued by", "continues"),
    "same-authors": ("same authors", "same authors"),
}


class _Thing(NamedTuple):
    """Something that papers share: its name, how much it says, and the positions of those that have it, in order."""

    name: str
    weight: float
    owners: list[int]


class Near(NamedTuple):  # five for every paper
    """A paper that shares something; `shared` runs from the rarest thing to the most common."""

    paper: Record
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """A relation that a record states, seen from either side: "extends" here is "extended by" there."""

    paper: Record
    role: str
    note: str


def collect_stated(papers: tuple[Record, ...]) -> Mapping[str, tuple[Stated, ...]]:
    """For a paper's id the relations that its own record states, then those that other records state to it, in order.

    Of two records that state a relation to each other, each page shows its own record's words.
    """
    by_id = {paper.id: paper for paper in papers}
    rows: dict[str, dict[str, Stated]] = defaultdict(dict)
    stated = [
        (paper, relation)
        for paper in papers
        for relation in paper.related
        if relation.id in by_id and relation.id != paper.id
    ]
    for paper, relation in stated:
        rows[paper.id].setdefault(
            relation.id, Stated(by_id[relation.id], _ROLES[relation.kind][0], relation.note or "")
        )
    for paper, relation in stated:
        rows[relation.id].setdefault(paper.id, Stated(paper, _ROLES[relation.kind][1], relation.note or ""))
    return {paper_id: tuple(found.values()) for paper_id, found in rows.items()}


def find_near(papers: tuple[Record, ...]) -> Mapping[str, tuple[Near, ...]]:
    """For every paper's id the papers that share most with it, closest first, ties in the order of `papers`; at most five."""
    owned: list[list[_Thing]] = [[] for _ in papers]
    for thing in _shared_things(papers):
        for position in thing.owners:
            owned[position].append(thing)
    return {paper.id: _closest(position, owned[position], papers) for position, paper in enumerate(papers)}


def _shared_things(papers: tuple[Record, ...]) -> list[_Thing]:
    """What several papers have and not too many, from the rarest on; equally rare things by their kinds and names."""
    telling: list[tuple[int, str, str, list[int]]] = []
    for kind in _KINDS:
        having: dict[str, list[int]] = defaultdict(list)
        for position, names in enumerate(map(attrgetter(kind), papers)):
            for name in names if len(names) < 2 else dict.fromkeys(names):  # noqa: PLR2004
                having[name].append(position)
        telling += [
            (len(owners), kind, name, owners)
            for name, owners in having.items()
            if 1 < len(owners) <= _TOO_COMMON
        ]
    telling.sort()  # no two have the same kind and name
    weights = {count: math.log(len(papers) / count) for count in {row[0] for row in telling}}
    return [_Thing(name, weights[count], owners) for count, _, name, owners in telling]


def _closest(position: int, owned: list[_Thing], papers: tuple[Record, ...]) -> tuple[Near, ...]:
    """The papers that share most of what the one at `position` owns."""
    shared = _sharing(position, owned)
    score = [
        (-(things[0].weight if len(things) == 1 else math.fsum([thing.weight for thing in things])), other)
        for other, things in shared.items()
    ]
    near = [other for points, other in sorted(score)[:_SHOWN] if -points >= _WEAKEST]
    return tuple([Near(papers[other], tuple([thing.name for thing in shared[other]])) for other in near])


def _sharing(position: int, owned: list[_Thing]) -> dict[int, list[_Thing]]:
    """What the paper at `position` shares with each that may be among the closest.

    Most others share one thing, and of them only the first few of the rarest things can be among the closest. Those that share several
    are found by sets, without a look at each of the rest.
    """
    seen: set[int] = set()
    several: set[int] = {position}
    for thing in owned:
        several.update(seen.intersection(thing.owners))
        seen.update(thing.owners)
    shared: dict[int, list[_Thing]] = {other: [] for other in several}
    for thing in owned if len(several) > 1 else ():
        for other in several.intersection(thing.owners):
            shared[other].append(thing)
    del shared[position]
    alone: list[tuple[int, _Thing]] = []
    for thing in owned:
        if len(alone) >= _SHOWN and thing.weight < alone[-1][1].weight:
            break
        others = (other for other in thing.owners if other not in several)
        alone += [(other, thing) for other in islice(others, _SHOWN)]
    return shared | {other: [thing] for other, thing in alone}
