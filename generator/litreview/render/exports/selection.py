"""Which records to export: by topic, year, venue, type and id, or those that a manuscript cites. Pure; knows no format."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import get_args

from litreview.errors import Problem, WrongUsageError, quoted
from litreview.model.corpus import Corpus
from litreview.model.record import Record, Type
from litreview.model.suggest import did_you_mean
from litreview.model.venues import fold_series, split_venue
from litreview.render.exports.manuscript import ALL, Citation
from litreview.render.index import newest_first

_TYPES: tuple[str, ...] = get_args(Type)


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for. Within a field any value will do, and all fields must agree; an empty one asks for nothing.

    Fields:
        topics: paths; a topic stands for its subtopics too.
        years: of the first public version.
        venues: in any spelling, with the year or without: "ICLR" is every ICLR.
        types: main contributions, such as `survey`.
        ids: records by name, also by a former one; these may be candidates and excluded ones.
    """

    topics: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    venues: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cited:
    """What a manuscript cites: the records, each under the key that stands there, newest first; and what is odd about the keys."""

    records: tuple[Record, ...]
    problems: tuple[Problem, ...]


def select(corpus: Corpus, selection: Selection, cited: Iterable[Record] | None = None) -> tuple[Record, ...]:
    """The records that `selection` asks for, newest first; all that are included where it asks for nothing.

    Names come first: where `cited` or ids are given, only those records are looked at, whatever their decision.

    Raises:
        WrongUsageError: a topic, year, venue, type or id is unknown; one problem for each.
    """
    problems = tuple(_unknown(corpus, selection))
    if problems:
        raise WrongUsageError(problems)
    by_name = _by_name(corpus)
    named = [*(cited or ()), *(by_name[name] for name in selection.ids)]
    pool = _included(corpus) if cited is None and not selection.ids else dict.fromkeys(named)
    return tuple(sorted((record for record in pool if _agrees(record, selection)), key=newest_first))


def find_cited(corpus: Corpus, citations: Iterable[Citation]) -> Cited:
    """The records that `citations` name; every key once, at its first place.

    A manuscript may cite what is not in the review: an unknown key is a warning. A former id finds its record, which keeps that id in
    the export, else the citation would find nothing; and is a warning, too.
    """
    by_name = _by_name(corpus)
    found: dict[str, Record] = {}
    problems: list[Problem] = []
    for key, citation in {citation.key: citation for citation in reversed([*citations])}.items():
        if key == ALL:
            found |= {record.id: record for record in _included(corpus)}
        elif key in by_name:
            found[key] = by_name[key].model_copy(update={"id": key})
            problems += _remarks(by_name[key], citation)
        else:
            hint = did_you_mean(key, by_name, "it may be in another bibliography of the manuscript")
            problems.append(_warning(citation, f"unknown key {quoted(key)}", hint))
    records = tuple(sorted(found.values(), key=newest_first))
    return Cited(records, tuple(sorted(problems, key=lambda problem: (problem.file, problem.line or 0))))


def _remarks(record: Record, citation: Citation) -> Iterator[Problem]:
    if citation.key != record.id:
        hint = f"cite {record.id}; until then the export has it under the old key"
        yield _warning(citation, f"{quoted(citation.key)} is a former id of {quoted(record.id)}", hint)
    if record.decision != "included":
        why = None if record.reason is None else f"reason: {record.reason}"
        yield _warning(citation, f"{quoted(citation.key)} is {_DECISIONS[record.decision]}", why)


_DECISIONS = {
    "candidate": "a candidate, not yet part of the review",
    "excluded": "excluded from the review",
}


def _warning(citation: Citation, message: str, hint: str | None) -> Problem:
    return Problem(citation.file, message, line=citation.line, hint=hint, severity="warning")


def _agrees(record: Record, selection: Selection) -> bool:
    """Whether `record` has what every criterion asks for; ids have chosen already."""
    return (
        (not selection.topics or any(_is_within(own, selection.topics) for own in record.topics))
        and (not selection.years or record.year in selection.years)
        and (not selection.venues or not _venues(record).isdisjoint(map(_fold_venue, selection.venues)))
        and (not selection.types or record.type in selection.types)
    )


def _is_within(topic: str, asked: Iterable[str]) -> bool:
    return any(topic == path or topic.startswith(f"{path}/") for path in asked)


def _venues(record: Record) -> set[str]:
    """The folded venue, with its year and without; nothing for what was not published."""
    if record.venue is None:
        return set()
    series = split_venue(record.venue)[0]
    return {_fold_venue(record.venue), _fold_venue(series)}


def _fold_venue(venue: str) -> str:
    series, year = split_venue(venue)
    return f"{fold_series(series) or series} {year}".strip()


def _unknown(corpus: Corpus, selection: Selection) -> Iterator[Problem]:
    """A problem for each value that no record could have, in the order of the fields."""
    records = corpus.records
    years = sorted({record.year for record in records if record.year})
    venues = sorted({record.venue for record in records if record.venue})
    known = {venue for record in records for venue in _venues(record)}
    topics = corpus.taxonomy.by_path()
    yield from _wrong("topic", selection.topics, topics, "topics are listed in papers/taxonomy.yml")
    span = f"years are {years[0]} to {years[-1]}" if years else "no record has a date"
    yield from _wrong("year", selection.years, years, span)
    for venue in selection.venues:
        if _fold_venue(venue) not in known:
            hint = did_you_mean(venue, venues, "venues are what records have under `venue`")
            yield Problem("--venue", f"unknown venue {quoted(venue)}", hint=hint)
    yield from _wrong("type", selection.types, _TYPES, f"types are {', '.join(_TYPES)}")
    yield from _wrong("id", selection.ids, _by_name(corpus), "an id is a record's file name")


def _wrong(what: str, values: Iterable[str], known: Iterable[str], otherwise: str) -> Iterator[Problem]:
    all_known = list(known)
    for value in values:
        if value not in all_known:
            hint = did_you_mean(value, all_known, otherwise)
            yield Problem(f"--{what}", f"unknown {what} {quoted(value)}", hint=hint)


def _included(corpus: Corpus) -> list[Record]:
    return [record for record in corpus.records if record.decision == "included"]


def _by_name(corpus: Corpus) -> dict[str, Record]:
    """Records by present and former ids; a present one counts more."""
    former = {name: record for record in corpus.records for name in record.formerly}
    return former | dict(corpus.by_id)
