"""What became of every entry of a run: as values, as text for people, as JSON for programs."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Literal, get_args

from litreview.errors import quoted
from litreview.intake.classify import Evidence
from litreview.intake.entry import Leftover

Kind = Literal["created", "merged", "known", "incomplete", "refused"]
KINDS: tuple[Kind, ...] = get_args(Kind)

_TITLE_WIDTH = 100  # columns; the listing and the id stand before it


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one entry.

    Fields:
        kind: created (a new record), merged (found again: one more `found` row), known (nothing new), incomplete (no record before
            `reason` is mended) or refused.
        source, listing, line: where the entry stands, as in Entry.
        title, identifier: what it says it is; None where it does not. The identifier as "arXiv:2309.12307".
        id: the record's; None for incomplete and refused entries.
        reason: for incomplete what is missing and how to get it, for refused why; else None.
        topics: what the drafted topics rest on; of created entries only.
        possible_duplicates: ids of records that look like this new one, for a person to judge.
        notes: one line for each thing that was changed, guessed or noticed.
    """

    kind: Kind
    source: str
    listing: str
    line: int
    title: str | None = None
    identifier: str | None = None
    id: str | None = None
    reason: str | None = None
    topics: tuple[Evidence, ...] = ()
    possible_duplicates: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ledger:
    """The outcomes of all entries of a run, and the text that no entry holds, each in the order of the listings."""

    outcomes: tuple[Outcome, ...]
    leftovers: tuple[Leftover, ...] = ()

    @property
    def counts(self) -> Mapping[Kind, int]:
        """The number of entries of each kind, all kinds in their order; together they are all entries."""
        counted = Counter(outcome.kind for outcome in self.outcomes)
        return {kind: counted[kind] for kind in KINDS}

    @property
    def refused_leftovers(self) -> tuple[Leftover, ...]:
        """The text that may have been a paper."""
        return tuple(leftover for leftover in self.leftovers if leftover.severity == "refused")

    @property
    def is_clean(self) -> bool:
        """Whether every paper found its record: nothing incomplete, nothing refused."""
        return not (self.counts["incomplete"] or self.counts["refused"] or self.refused_leftovers)


def ledger_lines(ledger: Ledger) -> Iterator[str]:
    """The ledger for people: a line an entry with its notes indented below, what was refused unread, the counts last."""
    for outcome in ledger.outcomes:
        yield from _outcome_lines(outcome)
    for leftover in ledger.refused_leftovers:
        yield f"{leftover.listing}:{leftover.line}: refused unread  {leftover.text}"
        yield f"  {leftover.reason}"
    yield counts_line(ledger)


def counts_line(ledger: Ledger) -> str:
    """The counts: "181 entries: 168 created, 13 merged, 0 known, 0 incomplete, 0 refused; 42 lines in no entry"."""
    counts = ", ".join(f"{number} {kind}" for kind, number in ledger.counts.items())
    lines = len(ledger.leftovers)
    rest = f"; {lines} {'line' if lines == 1 else 'lines'} in no entry" if lines else ""
    entries = len(ledger.outcomes)
    return f"{entries} {'entry' if entries == 1 else 'entries'}: {counts}{rest}"


def ledger_as_json(ledger: Ledger) -> str:
    """The ledger for programs: `counts`, `entries` with the fields of Outcome, `leftovers` with those of Leftover."""
    value = {
        "counts": dict(ledger.counts),
        "entries": [asdict(outcome) for outcome in ledger.outcomes],
        "leftovers": [asdict(leftover) for leftover in ledger.leftovers],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _outcome_lines(outcome: Outcome) -> Iterator[str]:
    what = " ".join(filter(None, (outcome.kind, outcome.id)))
    name = outcome.title or outcome.identifier or "(no title)"
    yield f"{outcome.listing}:{outcome.line}: {what}  {_shortened(name)}"
    if outcome.reason:
        yield f"  {outcome.reason}"
    if outcome.topics:
        yield f"  topics: {'; '.join(map(_reason_for, outcome.topics))}"
    for other in outcome.possible_duplicates:
        yield f"  possible duplicate of {other}"
    for note in outcome.notes:
        yield f"  {note}"


def _reason_for(evidence: Evidence) -> str:
    places = {"title": evidence.in_title, "abstract": evidence.in_abstract}
    said = [
        f"{', '.join(map(quoted, phrases[:3]))} in the {place}"
        for place, phrases in places.items()
        if phrases
    ]
    return f"{evidence.topic} ({said[0]})" if said else evidence.topic


def _shortened(text: str) -> str:
    return text if len(text) <= _TITLE_WIDTH else f"{text[: _TITLE_WIDTH - 1]}…"
