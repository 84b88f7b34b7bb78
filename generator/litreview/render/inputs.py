"""What a file depends on, as a digest: with it, a build knows without rendering which files are as they were. Pure.

A digest holds everything that the view of a file reads: its own records whole, of other records what is shown of them, and what all
files have in common. It may change when the text does not, never the other way round; the tests hold builds after changes to clean
ones.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple

from litreview.digests import digest
from litreview.model.record import Record
from litreview.render.index import Index, series_of
from litreview.render.results.claims import Claim, Claims

_NO_TEXTS: Mapping[str, str] = MappingProxyType({})
_MENTIONED = re.compile(r"\[\[([a-z0-9]+)\]\]")


class Planned(
    NamedTuple
):  # made six times for every paper: a dataclass that is frozen takes three times as long
    """A file that is not rendered yet.

    Fields:
        view: what it shows, or its text.
        made_of: the digest of what it depends on; None where only its text tells.
        head: of a page with pictures, makes its front matter alone, for which nothing is drawn; None for others. One process has to
            render all that have one: the drawing program has threads, and a process that is forked from one that has used it waits for
            them for ever.
        is_joined: whether it is put together from what other files are made of, and quickest when those are made.
        text: makes its text of what it shows.
    """

    view: Callable[[], Any]
    made_of: str | None = None
    head: Callable[[], str] | None = None
    is_joined: bool = False
    text: Callable[[Any], str] = str

    def render(self) -> str:
        """Its text."""
        return self.text(self.view())


# What no page shows but the paper's own.
_OWN = {"notes", "abstract", "limitations", "related", "found", "formerly"}


def _shown(paper: Record) -> str:
    """What other pages may show of a paper: of its summary the first sentence, where there are no contributions."""
    return paper.model_dump_json(exclude=_OWN | {"summary"} if paper.contributions else _OWN)


class Inputs:
    """The digests of one corpus; `common` is what all its files depend on, `texts` digests of records by id, where they are known."""

    def __init__(
        self,
        index: Index,
        reported: Claims,
        abstracts: Mapping[str, str],
        common: str,
        texts: Mapping[str, str] = _NO_TEXTS,
    ) -> None:
        self._index = index
        self._reported = reported
        self._abstracts = abstracts
        self._common = common
        self._slugs = _slugs_in(index)
        self._records = {
            paper.id: digest(common, texts.get(paper.id) or paper.model_dump_json()) for paper in index.papers
        }
        self._shown = {paper.id: digest(common, _shown(paper)) for paper in index.papers}
        # A digest has always the same length, and what is quoted ends where it says: no two rows of them read the same.
        self._claimed = {
            paper.id: f"{self._shown[paper.id]}{reported.labels[paper.id]!r}"
            for paper in index.papers
            if paper.results
        }
        self._names = digest(repr([(kind, sorted(slugs.items())) for kind, slugs in reported.pages.items()]))
        # What many files ask for, joined once.
        self._all_shown = _joined(index.papers, self._shown)
        self._all_records = _joined(index.papers, self._records)

    def of_paper(self, paper: Record) -> str:
        """Of a paper's page: where its names lead to, and what is shown of the papers it leads to."""
        index, slugs = self._index, self._slugs
        names = [slugs.authors[name] for name in paper.authors]
        names += [slugs.models[name] for name in paper.models]
        names += [slugs.benchmarks[name] for name in paper.benchmarks]
        names += [index.venues[series].slug for series in series_of(paper)]
        for result in paper.results:
            names += (
                slugs.models.get(result.what, ""),
                slugs.benchmarks.get(result.on or "", ""),
                slugs.models.get(result.against or "", ""),
            )
        near = index.near[paper.id]
        beside = index.neighbours.get(paper.id)
        stated = index.stated.get(paper.id, ())
        shown = [each.paper for each in near]
        if beside:
            shown += [other for other in (beside.newer, beside.older) if other]
        shown += [relation.paper for relation in stated]
        if paper.notes and "[[" in paper.notes:
            shown += [index.by_id[other] for other in _MENTIONED.findall(paper.notes) if other in index.by_id]
        return digest(
            self._records[paper.id],
            self._abstracts.get(paper.id, ""),
            "\n".join(names),
            "\n".join([f"{other.id} {other.title}" for other in shown]),
            repr([each.shared for each in near]),
            repr([(relation.role, relation.note) for relation in stated]) if stated else "",
            f"{beside.topic} {beside.newer is None} {beside.older is None}" if beside else "",
        )

    def of_one(self, paper: Record) -> str:
        """Of what stands in `paper` alone."""
        return self._records[paper.id]

    def of_records(self, papers: Iterable[Record]) -> str:
        """Of a file with all that `papers` have."""
        is_all = papers is self._index.papers
        return digest(self._common, self._all_records if is_all else _joined(papers, self._records))

    def of_papers(self, papers: Iterable[Record], *facts: str) -> str:
        """Of a page about papers that have pages of their own."""
        is_all = papers is self._index.papers
        return digest(self._common, *facts, self._all_shown if is_all else _joined(papers, self._shown))

    def of_claims(self, claims: Iterable[Claim], *facts: str) -> str:
        """Of tables of claims: they name papers so that no two are called the same, and lead to pages of all kinds."""
        papers = dict.fromkeys([claim.paper.id for claim in claims])
        return self._of_claimed(papers, facts)

    def of_all_claims_in(self, papers: Iterable[Record]) -> str:
        """Of tables of all claims of `papers`: as `of_claims`, without a look at each."""
        return self._of_claimed([paper.id for paper in papers if paper.results], ())

    def _of_claimed(self, papers: Iterable[str], facts: Iterable[str]) -> str:
        return digest(
            self._common, self._names, *facts, "".join(list(map(self._claimed.__getitem__, papers)))
        )


@dataclass(frozen=True, slots=True)
class _Slugs:
    """Addresses by names: of authors with one paper none."""

    authors: Mapping[str, str]
    models: Mapping[str, str]
    benchmarks: Mapping[str, str]


def _slugs_in(index: Index) -> _Slugs:
    return _Slugs(
        {name: group.slug if len(group.papers) > 1 else "" for name, group in index.authors.items()},
        {name: group.slug for name, group in index.models.items()},
        {name: group.slug for name, group in index.benchmarks.items()},
    )


def _joined(papers: Iterable[Record], digests: Mapping[str, str]) -> str:
    return "".join([digests[paper.id] for paper in papers])
