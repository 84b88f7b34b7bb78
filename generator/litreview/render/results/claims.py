"""Which claims can stand side by side: those on one benchmark, of one metric, about one model. Pure.

A claim is a result with the paper that states it. Spellings that fold to the same name are one, as everywhere on the site.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from litreview.model.comparing import measure
from litreview.model.fields import YEAR_FOLDER
from litreview.model.identifiers import fold_name
from litreview.model.names import parse_name
from litreview.model.record import Record, Result
from litreview.render.index import Group, Index, distinct, group
from litreview.render.mathematics import readable


@dataclass(frozen=True, slots=True)
class Claim:
    """One result, and the paper that states it."""

    paper: Record
    result: Result


@dataclass(frozen=True, slots=True)
class Claims:
    """All claims, papers newest first and each in its record's order; and parts of them in the same order, by the slugs of groups.

    Fields:
        metrics: what several papers count, without the remarks in brackets, by name.
        labels: each paper as a text names it, by id: "Chen et al. 2023"; with a word of the title where another one is called so.
        pages: `benchmarks`, `models` and `results` (the metrics): the slug of each name that has a page there, by its `key_of`.
    """

    all: tuple[Claim, ...]
    metrics: tuple[Group, ...]
    by_metric: Mapping[str, tuple[Claim, ...]]
    by_benchmark: Mapping[str, tuple[Claim, ...]]
    by_model: Mapping[str, tuple[Claim, ...]]
    labels: Mapping[str, str]
    pages: Mapping[str, Mapping[str, str]]


def collect_claims(index: Index) -> Claims:
    """The claims of the included papers. A benchmark's are those that name it, be it under `benchmarks` or not."""
    claims = claims_of(index.papers)
    counted = distinct(
        group(index.papers, lambda paper: [measure(row.metric) for row in paper.results], key_of)
    )
    metrics = tuple(metric for metric in counted if len(metric.papers) > 1)
    pages = {
        "benchmarks": {key_of(name): found.slug for name, found in index.benchmarks.items()},
        "models": {key_of(name): found.slug for name, found in index.models.items()},
        "results": {key_of(metric.name): metric.slug for metric in metrics},
    }
    return Claims(
        claims,
        metrics,
        _by_slug(claims, pages["results"], lambda row: [measure(row.metric)]),
        _by_slug(claims, pages["benchmarks"], lambda row: [row.on]),
        _by_slug(claims, pages["models"], lambda row: [row.what, row.against]),
        _labels(index.papers),
        pages,
    )


def claims_of(papers: Iterable[Record]) -> tuple[Claim, ...]:
    """Every claim of `papers`, in their order and then the record's."""
    return tuple(Claim(paper, result) for paper in papers for result in paper.results)


def _labels(papers: Iterable[Record]) -> dict[str, str]:
    cited = {paper.id: _cite(paper) for paper in papers}
    counts = Counter(cited.values())
    return {
        paper: label if counts[label] == 1 else f"{label} ({_behind_year(paper)})"
        for paper, label in cited.items()
    }


def _behind_year(paper: str) -> str:
    """The word of the title that the id ends with; the id where it ends with the year."""
    year = YEAR_FOLDER.fullmatch(paper)
    return (paper[year.end(1) :] if year else "") or paper


def _cite(paper: Record) -> str:
    """A paper as a text names it: "Chen et al. 2023"; by its title where nobody is named."""
    families = [name.group or name.family for name in map(parse_name, paper.authors[:2])]
    if not families:
        return readable(paper.title)
    who = " and ".join(families) if len(paper.authors) <= 2 else f"{families[0]} et al."  # noqa: PLR2004
    return f"{who} {paper.year or ''}".strip()


def key_of(name: str) -> str:
    """What the spellings of a name share; never empty."""
    return fold_name(name) or name


def _by_slug(
    claims: Iterable[Claim], slugs: Mapping[str, str], names: Callable[[Result], Iterable[str | None]]
) -> dict[str, tuple[Claim, ...]]:
    """The claims that one of their `names` brings to a slug; slugs without any are left out."""
    parts: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        found = (slugs.get(key_of(name)) for name in names(claim.result) if name)
        for slug in dict.fromkeys(found):
            if slug is not None:
                parts[slug].append(claim)
    return {slug: tuple(members) for slug, members in parts.items()}
