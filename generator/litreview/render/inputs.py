"""What a file depends on, as a digest: with it, a build knows without rendering which files are as they were. Pure.

A digest holds everything that the view of a file reads: its own records whole, of other records what is shown of them, and what all
files have in common. It may change when the text does not, never the other way round; the tests hold builds after changes to clean
ones.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from litreview.digests import digest
from litreview.model.record import Record
from litreview.render.index import Index, series_of
from litreview.render.results.claims import Claim, Claims

_MENTIONED = re.compile(r"\[\[([a-z0-9]+)\]\]")


@dataclass(frozen=True, slots=True)
class Planned:
    """A file that is not rendered yet.

    Fields:
        render: makes its text.
        made_of: the digest of what it depends on; None where only its text tells.
        has_pictures: whether something is drawn for it, which one process has to do: the drawing program has threads, and a process
            that is forked from one that has used it waits for them for ever.
        is_joined: whether it is put together from what other files are made of, and quickest when those are made.
    """

    render: Callable[[], str]
    made_of: str | None = None
    has_pictures: bool = False
    is_joined: bool = False


# What no page shows but the paper's own.
_OWN = {"notes", "abstract", "limitations", "related", "found", "formerly"}


def _shown(paper: Record) -> str:
    """What other pages may show of a paper: of its summary the first sentence, where there are no contributions."""
    return paper.model_dump_json(exclude=_OWN | {"summary"} if paper.contributions else _OWN)


class Inputs:
    """The digests of one corpus; `common` is what all its files depend on."""

    def __init__(self, index: Index, reported: Claims, abstracts: Mapping[str, str], common: str) -> None:
        self._index = index
        self._reported = reported
        self._abstracts = abstracts
        self._common = common
        self._records = {paper.id: digest(common, paper.model_dump_json()) for paper in index.papers}
        self._shown = {paper.id: digest(common, _shown(paper)) for paper in index.papers}
        self._names = digest(repr([(kind, sorted(slugs.items())) for kind, slugs in reported.pages.items()]))

    def of_paper(self, paper: Record) -> str:
        """Of a paper's page: where its names lead to, and what is shown of the papers it leads to."""
        index = self._index
        authors = (index.authors[name] for name in paper.authors)
        names = [group.slug if len(group.papers) > 1 else "" for group in authors]
        names += [index.models[name].slug for name in paper.models]
        names += [index.benchmarks[name].slug for name in paper.benchmarks]
        names += [index.venues[series].slug for series in series_of(paper)]
        for result in paper.results:
            for name, groups in (
                (result.what, index.models),
                (result.on, index.benchmarks),
                (result.against, index.models),
            ):
                names.append(groups[name].slug if name is not None and name in groups else "")
        beside = index.neighbours.get(paper.id)
        shown = [other for other in (beside.newer, beside.older) if other] if beside else []
        shown += [near.paper for near in index.near[paper.id]]
        stated = index.stated.get(paper.id, ())
        shown += [relation.paper for relation in stated]
        shown += [
            index.by_id[other] for other in _MENTIONED.findall(paper.notes or "") if other in index.by_id
        ]
        return digest(
            self._common,
            self._records[paper.id],
            self._abstracts.get(paper.id, ""),
            "\n".join(names),
            "\n".join([f"{other.id} {other.title}" for other in shown]),
            repr([near.shared for near in index.near[paper.id]]),
            repr([(relation.role, relation.note) for relation in stated]),
            repr(
                beside and (beside.topic, beside.newer and beside.newer.id, beside.older and beside.older.id)
            ),
        )

    def of_one(self, paper: Record) -> str:
        """Of what stands in `paper` alone."""
        return self._records[paper.id]

    def of_records(self, papers: Iterable[Record]) -> str:
        """Of a file with all that `papers` have."""
        return digest(self._common, "".join([self._records[paper.id] for paper in papers]))

    def of_papers(self, papers: Iterable[Record], *facts: str) -> str:
        """Of a page about papers that have pages of their own."""
        return digest(self._common, *facts, "".join([self._shown[paper.id] for paper in papers]))

    def of_claims(self, claims: Iterable[Claim], *facts: str) -> str:
        """Of tables of claims: they name papers so that no two are called the same, and lead to pages of all kinds."""
        papers = {claim.paper.id: claim.paper for claim in claims}.values()
        labels = [self._reported.labels[paper.id] for paper in papers]
        return self.of_papers(papers, self._names, *facts, repr(labels))
