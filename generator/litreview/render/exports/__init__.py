"""Records in the formats that other programs read: one table of formats, and every file of a review made from it. Pure.

A format is two functions, one for a paper and one for what stands around all of them, and a row in `FORMATS`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from types import MappingProxyType
from typing import NamedTuple

from litreview.model.record import Record
from litreview.model.review import Review
from litreview.render.bibtex import OVERLEAF_LIMIT, bibtex_entry, size_at_most, split_by_year
from litreview.render.exports.csl import csl_entry, frame_csl
from litreview.render.exports.ris import ris_entry
from litreview.render.exports.tables import csv_entry, frame_csv, results_csv
from litreview.render.exports.whole import frame_json, json_entry, json_schema
from litreview.render.index import Index
from litreview.render.inputs import Inputs, Planned


@dataclass(frozen=True, slots=True)
class Format:
    """One format.

    Fields:
        name: what `export --format` calls it.
        label: what a page calls it.
        suffix: of its files, with the dot.
        media_type: as registered, or as servers and reference managers use it.
        entry: a record -> its part of a file.
        frame: those parts in order, and the review -> the file. Line ends are part of the text: write it as bytes.
        of_one: whether every paper has a file of its own.
    """

    name: str
    label: str
    suffix: str
    media_type: str
    entry: Callable[[Record], str]
    frame: Callable[[Iterable[str], Review], str]
    of_one: bool = True

    def render(self, records: Iterable[Record], review: Review) -> str:
        """The text of a file of `records`, in their order."""
        return self.frame(map(self.entry, records), review)


FORMATS: Mapping[str, Format] = MappingProxyType({
    each.name: each
    for each in (
        Format(
            "bibtex", "BibTeX", ".bib", "application/x-bibtex",
            bibtex_entry, lambda entries, _: "\n".join(entries),
        ),
        Format(
            "ris", "RIS", ".ris", "application/x-research-info-systems",
            ris_entry, lambda entries, _: "\r\n".join(entries),
        ),
        Format(
            "csl-json", "CSL-JSON", ".csl.json", "application/vnd.citationstyles.csl+json",
            csl_entry, lambda entries, _: frame_csl(entries),
        ),
        Format(
            "csv", "CSV", ".csv", "text/csv",
            csv_entry, lambda entries, _: frame_csv(entries), of_one=False,
        ),
        Format("json", "JSON", ".json", "application/json", json_entry, frame_json),
    )
})  # fmt: skip
"""The formats by name, in the order in which they are offered."""


Entries = Mapping[str, str]
"""A paper in every format: its part of a file by the format's name."""


def entries_of(record: Record) -> Entries:
    """The entries of `record`."""
    return {each.name: each.entry(record) for each in FORMATS.values()}


EntriesOf = Callable[[str], Entries]
"""The entries of a paper, by its id."""


@dataclass(frozen=True, slots=True)
class MadeEntries:
    """Entries that need not be made again, by the digest of their record.

    Fields:
        known: from before.
        new: those that were made since, in their order; whoever makes entries elsewhere adds them here.
        used: the digests of those that were asked for.
    """

    known: Mapping[str, Entries] = field(default_factory=dict)
    new: list[tuple[str, Entries]] = field(default_factory=list)
    used: set[str] = field(default_factory=set)


def entries_when_asked(index: Index, inputs: Inputs, made: MadeEntries) -> EntriesOf:
    """The entries of the index' papers; each is made once, for its page and all files that it stands in."""
    found = dict(made.known)
    seen = 0

    @cache  # files of topics ask for the same papers, a format after the other
    def entries(paper_id: str) -> Entries:
        nonlocal seen
        record = index.by_id[paper_id]
        key = inputs.of_one(record)
        made.used.add(key)
        if key not in found:
            found.update(made.new[seen:])
            seen = len(made.new)
        if key not in found:
            found[key] = entries_of(record)
            made.new.append((key, found[key]))
        return found[key]

    return entries


def plan_exports(
    index: Index, review: Review, entries: EntriesOf, inputs: Inputs, bib_limit: int = OVERLEAF_LIMIT
) -> dict[str, Planned]:
    """Every export of the review by its path below docs/, papers newest first, to be rendered one by one.

    `review.<suffix>`, `topics/<path>.<suffix>` and `papers/<id>.<suffix>` in every format; `results.csv`; the JSON's
    `review.schema.json`; and `review-<year>.bib` where `review.bib` has more than `bib_limit` bytes.
    """
    files = {
        "results.csv": Planned(partial(results_csv, index.papers), inputs.of_papers(index.papers)),
        "review.schema.json": Planned(json_schema),
    }
    parts = _parts_of(index, inputs)
    for each in FORMATS.values():
        files |= _files_in(each, parts, review, entries)
    may_be_too_large = sum(map(size_at_most, index.papers)) > bib_limit
    is_too_large = may_be_too_large and len(files["review.bib"].render().encode()) > bib_limit
    by_year = split_by_year(index.papers, bib_limit) if is_too_large else {}
    return files | {path: Planned(partial(str, text)) for path, text in by_year.items()}


class _Part(NamedTuple):
    """A file in all formats: its path without the suffix, its papers, and what it is made of."""

    stem: str
    papers: Sequence[Record]
    made_of: str
    is_joined: bool


def _parts_of(index: Index, inputs: Inputs) -> list[_Part]:
    """All papers, those of each topic, and each by itself."""
    parts = [_Part("review", index.papers, inputs.of_records(index.papers), is_joined=True)]
    parts += [
        _Part(f"topics/{path}", papers, inputs.of_records(papers), is_joined=True)
        for path, papers in index.by_topic.items()
    ]
    parts += [
        _Part(f"papers/{each.id}", (each,), inputs.of_one(each), is_joined=False) for each in index.papers
    ]
    return parts


def _files_in(
    each: Format, parts: Iterable[_Part], review: Review, entries: EntriesOf
) -> Iterator[tuple[str, Planned]]:
    def render(papers: Iterable[Record]) -> str:
        return each.frame((entries(paper.id)[each.name] for paper in papers), review)

    for stem, papers, made_of, is_joined in parts:
        if is_joined or each.of_one:
            yield stem + each.suffix, Planned(partial(render, papers), made_of, is_joined=is_joined)
