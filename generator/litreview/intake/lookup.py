"""A bibliography, and entries completed from it: by identifier first, then by the exact title. What does not fit is refused and noted."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from litreview.errors import LitreviewError, Problem, quoted
from litreview.intake.entry import Entry, Leftover
from litreview.intake.identity import Paper, conflicting, identifiers, same_title, share_authors, title_key
from litreview.intake.readers import read_listing
from litreview.intake.settle import settle
from litreview.intake.source import read_source

# What a bibliography fills in where the entry is silent; title, authors and date it may also correct, see `complete`.
_FILLED = ("abstract", "arxiv", "doi", "acl", "primary_class", "venue", "url", "code")


@dataclass(frozen=True, slots=True)
class Bibliography:
    """Papers that somebody vouches for; made by `make_bibliography`.

    Fields:
        name: what notes call it: a file's name, "arXiv", "OpenAlex".
        items: the papers, settled, in the source's order.
        by_identifier, by_title: positions in `items`, by what `identifiers` and `title_key` give.
        leftovers: what of the file could not be read.
    """

    name: str
    items: tuple[Entry, ...]
    by_identifier: Mapping[str, Sequence[int]]
    by_title: Mapping[str, Sequence[int]]
    leftovers: tuple[Leftover, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a bibliography says about one paper: its item, None where it has none or not surely this one, and why it was not taken."""

    item: Entry | None = None
    notes: tuple[str, ...] = ()


def load_lookup(path: Path) -> Bibliography:
    """The bibliography in the file at `path`: CSL-JSON, BibTeX, RIS, or whatever else there is a reader for.

    Raises:
        LitreviewError: it cannot be read, or no paper is in it.
        WrongUsageError: there is no such file.
    """
    reading = read_listing(read_source(path))
    if not reading.entries:
        hint = "a bibliography is a file of CSL-JSON, BibTeX or RIS; `--lookup arxiv` asks arXiv"
        raise LitreviewError(Problem(str(path), "no papers in it", hint=hint))
    return make_bibliography(path.name, reading.entries, reading.leftovers)


def make_bibliography(
    name: str, entries: Iterable[Entry], leftovers: Sequence[Leftover] = ()
) -> Bibliography:
    """The bibliography of `entries`."""
    items = tuple(settle(entry) for entry in entries)
    by_identifier, by_title = defaultdict[str, list[int]](list), defaultdict[str, list[int]](list)
    for position, item in enumerate(items):
        for identifier in identifiers(item):
            by_identifier[identifier].append(position)
        if item.title:
            by_title[title_key(item.title)].append(position)
    return Bibliography(name, items, by_identifier, by_title, tuple(leftovers))


def find(paper: Paper, bibliography: Bibliography) -> Answer:
    """The item of `bibliography` that is `paper`: of those with an identifier of it, else of those with its title.

    Refused, with a note: several items, an item with another title under the identifier, and one with another identifier or with other
    authors under the title.
    """
    name = bibliography.name
    known = [identifier for identifier in identifiers(paper) if identifier in bibliography.by_identifier]
    positions = dict.fromkeys(at for identifier in known for at in bibliography.by_identifier[identifier])
    under = known[0] if known else "this title"
    if not positions and paper.title:
        positions = dict.fromkeys(bibliography.by_title.get(title_key(paper.title), ()))
    items = _distinct([bibliography.items[position] for position in positions])
    if not items:
        return Answer()
    if len(items) > 1:
        return Answer(None, (f"{name} has {len(items)} papers under {under}; none of them is taken",))
    if problem := _misfit(paper, items[0], known=bool(known)):
        return Answer(None, (f"{name} has {problem} under {under}; not taken",))
    return Answer(items[0])


def complete(entry: Entry, bibliography: Bibliography) -> Entry:
    """`entry`, settled, with what `bibliography` knows of it.

    Where both have a title, authors or a date, the bibliography's are taken: nobody copied them off a page. A date that only is less
    precise is not. All else that the entry has stays. Differences are noted.
    """
    entry = settle(entry)
    answer = find(entry, bibliography)
    if answer.item is None:
        return replace(entry, notes=(*entry.notes, *answer.notes))
    item = answer.item
    title, authors = item.title or entry.title, item.authors or entry.authors
    keeps_date = item.date is None or (entry.date or "").startswith(item.date)
    filled = {name: getattr(entry, name) or getattr(item, name) for name in _FILLED}
    notes = (*entry.notes, *answer.notes, *_differences(entry, item, bibliography.name))
    day = entry.date if keeps_date else item.date
    return replace(entry, title=title, authors=authors, date=day, **filled, notes=notes)


def _distinct(items: Sequence[Entry]) -> list[Entry]:
    """`items` without those that say the same as an earlier one."""
    bare = {replace(item, line=0, key=None, notes=(), keywords=()): item for item in reversed(items)}
    return list(reversed(bare.values()))


def _misfit(paper: Paper, item: Entry, *, known: bool) -> str | None:
    """What speaks against `item` being `paper`, as `find` puts it into its note."""
    if known and paper.title and item.title and not same_title(paper.title, item.title):
        return quoted(item.title)
    if conflicting(paper, item):
        return f"a paper with another identifier, {', '.join(identifiers(item))},"
    if not known and not share_authors(paper, item):
        return f"a paper by other authors, {item.authors[0]} first,"
    return None


def _differences(entry: Entry, item: Entry, name: str) -> list[str]:
    """A line for each thing in which the two differ, what was taken first."""
    notes = []
    if entry.title and item.title and title_key(entry.title) != title_key(item.title):
        notes.append(f"title as in {name}; the listing has {quoted(entry.title)}")
    count = len(entry.authors) or entry.author_count
    if count and item.authors and count != len(item.authors):
        notes.append(f"listing says {_authors(count)}, looked up {len(item.authors)}")
    if entry.date and item.date and not _about_the_same(entry.date, item.date):
        notes.append(f"date {item.date} as in {name}; the listing has {entry.date}")
    for field in ("venue", "code", "primary_class"):
        mine, yours = getattr(entry, field), getattr(item, field)
        if mine and yours and mine != yours:
            notes.append(f"{field} {quoted(mine)} as in the listing; {name} has {quoted(yours)}")
    return notes


def _about_the_same(one: str, other: str) -> bool:
    """Whether two dates agree as far as the less precise goes; a day more or less is only a time zone."""
    days = len("2023-09-21")
    if len(one) == len(other) == days:
        return abs(date.fromisoformat(one) - date.fromisoformat(other)) <= timedelta(days=1)
    return one.startswith(other) or other.startswith(one)


def _authors(count: int) -> str:
    return "1 author" if count == 1 else f"{count} authors"
