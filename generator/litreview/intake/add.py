"""Listings' entries -> new records, more `found` rows, and a ledger of what became of each entry. Plans; `changes` writes."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from litreview.errors import LitreviewError, quoted
from litreview.intake.changes import Changes, Edit, edit_of, read_for_edit
from litreview.intake.classify import Classifier, phrase_classifier
from litreview.intake.draft import Draft, Drafter, Drafting, found_row, missing_facts
from litreview.intake.entry import Entry, Reading
from litreview.intake.identity import identifiers, title_key
from litreview.intake.ledger import Kind, Ledger, Outcome
from litreview.intake.lookup import Bibliography, complete
from litreview.intake.matching import Match, Matched, match_entries
from litreview.intake.progress import Progress, silent
from litreview.intake.settle import settle
from litreview.model.corpus import Corpus
from litreview.model.editing import append_item
from litreview.model.record import Decision, Found, Record

_NAMELESS = "neither title nor identifier: nothing says which paper it is"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run would do: the ledger says it, the changes do it."""

    ledger: Ledger
    changes: Changes


@dataclass(frozen=True, slots=True)
class _Sorted:
    """The entries sorted out: what becomes of each if nothing hinders it, and the rows that papers get, by their position."""

    kinds: Sequence[Kind]
    rows: Mapping[int, Sequence[Found]]


@dataclass(frozen=True, slots=True)
class _Papers:
    """The records and the new papers behind them, by position: what was drafted, and what hinders a change.

    `asked` is the name of the bibliography.
    """

    records: Sequence[Record]
    drafts: Mapping[int, Draft]
    refusals: Mapping[int, str]
    asked: str | None = None

    def id_of(self, paper: int | None) -> str | None:
        """The id; None for a paper that gets no record."""
        if paper is None:
            return None
        if paper < len(self.records):
            return self.records[paper].id
        creation = self.drafts[paper].creation
        return creation.id if creation else None

    def ids_of(self, papers: Iterable[int]) -> Iterator[str]:
        """The ids of those that have one."""
        return filter(None, map(self.id_of, papers))


def plan_additions(  # noqa: PLR0913  # options, each by its name
    corpus: Corpus,
    readings: Sequence[Reading],
    *,
    today: date,
    bibliography: Bibliography | None = None,
    decision: Decision = "included",
    taken: Collection[str] = (),
    classify: Classifier | None = None,
    progress: Progress = silent,
) -> Plan:
    """What adding `readings` to `corpus` does. Adding them again then does nothing.

    Entries are completed from `bibliography`; no new record gets an id out of `taken` (those that vanished), nor one that a record has or
    had; the topics drafted are those of `classify`, by default of the taxonomy's phrases. Of the disk, only the records that get another
    `found` row are read.
    """
    found = [entry for reading in readings for entry in reading.entries]
    entries = [
        settle(entry) if bibliography is None else complete(entry, bibliography)
        for entry in progress(found, "completing entries")
    ]
    matched = match_entries(corpus.records, entries)
    sorted_out = _sort(corpus.records, matched)
    drafting = Drafting(today.isoformat(), decision, keep_abstracts=corpus.review.abstracts == "inline")
    drafter = Drafter(corpus, drafting, classify or phrase_classifier(corpus.taxonomy), taken)
    drafts = {
        paper: drafter.draft(entry, sorted_out.rows[paper])
        for paper, entry in progress(list(matched.new.items()), "drafting records")
    }
    edits, refusals = _edits(corpus, sorted_out.rows)
    refusals |= {paper: draft.refusal for paper, draft in drafts.items() if draft.refusal}
    papers = _Papers(corpus.records, drafts, refusals, bibliography.name if bibliography else None)
    outcomes = map(partial(_outcome, papers), matched.matches, sorted_out.kinds)
    leftovers = tuple(leftover for reading in readings for leftover in reading.leftovers)
    creations = tuple(draft.creation for draft in drafts.values() if draft.creation)
    abstracts = {} if drafting.keep_abstracts else _abstracts(matched, papers, sorted_out.rows)
    return Plan(Ledger(tuple(outcomes), leftovers), Changes(creations, edits, abstracts))


def papers_to_ask_for(corpus: Corpus, readings: Sequence[Reading]) -> tuple[Entry, ...]:
    """The papers of `readings`, each once, that are no records yet and lack a title, authors or a date: what to ask a service for."""
    entries = [settle(entry) for reading in readings for entry in reading.entries]
    matched = match_entries(corpus.records, entries)
    nameless = [match.entry for match in matched.matches if match.paper is None and identifiers(match.entry)]
    asked = {identifiers(entry)[0]: entry for entry in reversed(nameless)}
    lacking = [entry for entry in matched.new.values() if not (entry.authors and entry.date)]
    return (*reversed(asked.values()), *lacking)


def _sort(records: Sequence[Record], matched: Matched) -> _Sorted:
    """An entry is known where its paper names its listing already; in a new record, where it names this very place."""
    listings = [{(row.listing, row.on) for row in record.found} for record in records]
    rows: defaultdict[int, list[Found]] = defaultdict(list)
    kinds: list[Kind] = []
    for at, match in enumerate(matched.matches):
        row = found_row(match.entry)
        paper = match.paper
        if paper is None:
            kinds.append("incomplete" if identifiers(match.entry) else "refused")
            continue
        if paper == len(records) + at:
            kinds.append("created")
        elif row in rows[paper] or (paper < len(records) and (row.listing, row.on) in listings[paper]):
            kinds.append("known")
            continue
        else:
            kinds.append("merged")
        if row not in rows[paper]:
            rows[paper].append(row)
    return _Sorted(kinds, rows)


def _edits(corpus: Corpus, rows: Mapping[int, Sequence[Found]]) -> tuple[tuple[Edit, ...], dict[int, str]]:
    """The edits that append `rows` to records, and why there is none, by the record's position."""
    edits, refusals = [], {}
    for paper, new in sorted(rows.items()):
        if paper >= len(corpus.files) or not new:
            continue
        path = corpus.files[paper].path
        try:
            before, text = read_for_edit(corpus.root, path)
            for row in new:
                text = append_item(text, "found", row, path)
        except LitreviewError as error:
            refusals[paper] = f"its record cannot be changed: {error.problems[0]}".replace("\n", "; ")
            continue
        edits.append(edit_of(path, before, text))
    return tuple(edits), refusals


def _abstracts(matched: Matched, papers: _Papers, rows: Mapping[int, Sequence[Found]]) -> dict[str, str]:
    """The first abstract that the entries of each paper have, by id; of entries that the record has, or gets, a row for."""
    abstracts: dict[str, str] = {}
    for match in matched.matches:
        record_id = papers.id_of(match.paper)
        if match.paper is None or record_id is None or not match.entry.abstract:
            continue
        old = papers.records[match.paper].found if match.paper < len(papers.records) else ()
        if found_row(match.entry) in (*old, *rows.get(match.paper, ())):
            abstracts.setdefault(record_id, match.entry.abstract)
    return abstracts


def _outcome(papers: _Papers, match: Match, kind: Kind) -> Outcome:
    entry = match.entry
    names = identifiers(entry)
    outcome = Outcome(
        kind, entry.source, entry.listing, entry.line, entry.title, next(iter(names), None), notes=entry.notes
    )
    if match.paper is None:
        return replace(outcome, reason=_incomplete(names[0], papers.asked) if names else _NAMELESS)
    is_old = match.paper < len(papers.records)
    refusal = papers.refusals.get(match.paper)
    if refusal and not (is_old and kind == "known"):  # what needs no change is not hindered
        return replace(outcome, kind="refused", reason=refusal)
    also = [f"{other} has its identifier or title too" for other in papers.ids_of(match.also)]
    own = () if kind == "known" else entry.notes  # nothing was taken from it
    outcome = replace(outcome, id=papers.id_of(match.paper), notes=(*own, *also))
    if kind == "created":
        draft = papers.drafts[match.paper]
        alike = tuple(papers.ids_of(match.alike))
        return replace(
            outcome, topics=draft.topics, possible_duplicates=alike, notes=(*outcome.notes, *draft.notes)
        )
    if is_old:
        remarks = _remarks(papers.records[match.paper], entry)
        return replace(outcome, notes=(*outcome.notes, *remarks))
    return outcome


def _incomplete(name: str, asked: str | None) -> str:
    service = "arxiv" if name.startswith("arXiv:") else "openalex"
    missing = "no title" if asked is None else f"no title, and {asked} gives none for {name}"
    return f"{missing}: add it again with --lookup {service}, or with --lookup FILE that has {name}"


def _remarks(record: Record, entry: Entry) -> Iterator[str]:
    """What a curator may want to know of the record that an entry names."""
    if record.decision == "excluded":
        yield f"the record is excluded: {record.reason}"
    if entry.title and title_key(entry.title) != title_key(record.title):
        yield f"the record has the title {quoted(record.title)}"
    if missing := missing_facts(record, entry):
        yield f"enrich would add {', '.join(missing)}"
