"""Entries of a run against the records of a review and against each other: which paper each of them names. Changes nothing."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import Any

from litreview.intake.draft import FACTS, found_row
from litreview.intake.entry import Entry
from litreview.intake.identity import LookAlikes, PaperIndex, conflicting, same_title
from litreview.model.record import Found, Record

IDENTIFIERS = ("arxiv", "doi", "acl")


@dataclass(frozen=True, slots=True)
class Match:
    """The paper that an entry names.

    Fields:
        entry: as given.
        paper: a record's position, or for a new paper that of the first entry that names it, counted on from the records; None for
            an entry without a title that names no known paper.
        also: other papers that have an identifier or the title of it too, without being the one chosen.
        alike: papers that only look like it; of the first entry of a new paper alone.
    """

    entry: Entry
    paper: int | None = None
    also: tuple[int, ...] = ()
    alike: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Matched:
    """The matches of all entries in their order, and what the entries of each new paper together know of it, by its position."""

    matches: tuple[Match, ...]
    new: dict[int, Entry]


def match_entries(records: Sequence[Record], entries: Sequence[Entry]) -> Matched:
    """What each of the settled `entries` names: one of `records`, a paper that another entry names, or a new one.

    Where several fit, it is the one that has the entry among its `found` rows, then one that names the listing, then the one with the first
    identifier in common. An entry without a title makes no new paper, and is matched after those that have one, so that their order does
    not matter.
    """
    state = _State(records, entries)
    positions = sorted(range(len(entries)), key=lambda at: entries[at].title is None)
    matches = {at: state.match(len(records) + at, entries[at]) for at in positions}
    return Matched(tuple(matches[at] for at in range(len(entries))), state.new)


class _State:
    """The papers known so far, while entries are matched one by one."""

    def __init__(self, records: Sequence[Record], entries: Sequence[Entry]) -> None:
        self.new: dict[int, Entry] = {}
        self._records = records
        self._index = PaperIndex()
        self._titles = LookAlikes(
            chain((record.title for record in records), (entry.title for entry in entries))
        )
        self._by_row = defaultdict[Found, set[int]](set)
        self._by_listing = defaultdict[tuple[str, str | None], set[int]](set)
        for position, record in enumerate(records):
            self._index.add(position, record)
            self._titles.add(position, record.title)
            for row in record.found:
                self._by_row[row].add(position)
                self._by_listing[row.listing, row.on].add(position)

    def match(self, position: int, entry: Entry) -> Match:
        """The paper that `entry` names; a new one at `position` if it has a title and names none of those so far."""
        row = found_row(entry)
        same = [*self._index.same(entry), *self._retitled(entry, row)]
        same = sorted(dict.fromkeys(same), key=partial(self._strangeness, row))
        if same:
            paper, *also = same
            if paper in self.new:
                self._learn(paper, entry)
            return Match(entry, paper, tuple(also))
        if entry.title is None:
            return Match(entry)
        alike = {*self._index.same_title(entry), *self._titles.like(entry.title)}
        self.new[position] = entry
        self._index.add(position, entry)
        self._titles.add(position, entry.title)
        return Match(entry, position, alike=tuple(sorted(alike)))

    def _retitled(self, entry: Entry, row: Found) -> list[int]:
        """Records made from this very entry, whose title somebody has put right since."""
        if entry.title is None:
            return []
        here = ((at, self._records[at]) for at in self._by_row.get(row, ()))
        return [
            at
            for at, record in here
            if same_title(entry.title, record.title) and not conflicting(entry, record)
        ]

    def _strangeness(self, row: Found, position: int) -> int:
        """0 for a record that has `row`, 1 for one that names its listing, 2 for others: the order in which they are believed."""
        if position in self._by_row.get(row, ()):
            return 0
        return 1 if position in self._by_listing.get((row.listing, row.on), ()) else 2

    def _learn(self, paper: int, entry: Entry) -> None:
        """Adds to a new paper what one more entry knows of it; no identifier that another paper has, and none without a title to it."""
        known = self.new[paper]
        learned: dict[str, Any] = {
            name: value
            for name in (*FACTS, "abstract", "organisation", "key")
            if not getattr(known, name) and (value := getattr(entry, name))
        }
        new_ones: dict[str, Any] = {name: learned.get(name) for name in IDENTIFIERS}
        if entry.title is None or self._index.same(replace(entry, title=None, **new_ones)):
            learned = {name: value for name, value in learned.items() if name not in IDENTIFIERS}
        self.new[paper] = replace(known, **learned)
        self._index.add(paper, self.new[paper])
