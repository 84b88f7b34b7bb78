"""Which papers have to do with each other: the relations that records state, then what two papers share.

The measure: two papers share a subtopic, a model, a benchmark, a domain, a language or an author; each shared thing counts
log(number of papers / number of papers that have it), so that a rare benchmark says more than a common topic (inverse document
frequency, Spärck Jones 1972). A page says what was shared.
"""

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from litreview.model.record import Record

# What more papers have than this says little about any two of them, and keeps 10,000 papers from being compared all with all.
_TOO_COMMON = 200
_SHOWN = 5
# One shared thing that a fifth of the papers have is no relation.
_WEAKEST = math.log(8)


_ROLES = {
    "extends": ("extends", "extended by"),
    "compares-with": ("compares with", "compared with by"),
    "uses": ("uses", "used by"),
    "follow-up": ("continued by", "continues"),
    "same-authors": ("same authors", "same authors"),
}


@dataclass(frozen=True, slots=True)
class Near:
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
    having: dict[tuple[str, str], list[int]] = defaultdict(list)
    features = [_features(paper) for paper in papers]
    for position, owned in enumerate(features):
        for feature in owned:
            having[feature].append(position)
    weight = {
        feature: math.log(len(papers) / len(owners))
        for feature, owners in having.items()
        if 1 < len(owners) <= _TOO_COMMON
    }
    return {
        paper.id: _closest(position, papers, features, having, weight)
        for position, paper in enumerate(papers)
    }


def _features(paper: Record) -> tuple[tuple[str, str], ...]:
    kinds = (
        ("topic", paper.topics),
        ("model", paper.models),
        ("benchmark", paper.benchmarks),
        ("domain", paper.domains),
        ("language", paper.languages),
        ("author", paper.authors),
    )
    return tuple((kind, name) for kind, names in kinds for name in dict.fromkeys(names))


def _closest(
    position: int,
    papers: tuple[Record, ...],
    features: list[tuple[tuple[str, str], ...]],
    having: Mapping[tuple[str, str], list[int]],
    weight: Mapping[tuple[str, str], float],
) -> tuple[Near, ...]:
    shared: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for feature in features[position]:
        if feature in weight:
            for other in having[feature]:
                shared[other].append(feature)
    shared.pop(position, None)
    score = {other: math.fsum(weight[feature] for feature in common) for other, common in shared.items()}
    near = sorted(
        (other for other in score if score[other] >= _WEAKEST), key=lambda other: (-score[other], other)
    )
    return tuple(
        Near(
            papers[other],
            tuple(name for _, name in sorted(shared[other], key=lambda feature: (-weight[feature], feature))),
        )
        for other in near[:_SHOWN]
    )
