"""From an entry to the record that a person would begin with: facts as known, topics as guessed, nothing invented."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from pydantic import ValidationError

from litreview.errors import LitreviewError, quoted
from litreview.intake.changes import Creation
from litreview.intake.classify import Classifier, Evidence
from litreview.intake.entry import Entry
from litreview.intake.identity import identifiers
from litreview.intake.ids import fits_as_id, make_id
from litreview.model.corpus import Corpus
from litreview.model.identifiers import arxiv_month
from litreview.model.record import Decision, Found, Record
from litreview.model.writing import dump_record
from litreview.model.yamlfile import decode_yaml

# What an entry may know and a record may hold, in the record's order; the title apart, which every record has.
FACTS = ("authors", "date", "arxiv", "primary_class", "doi", "acl", "venue", "url", "code")

_MAY_BE_THIS = (
    "may be this paper's record, but cannot be read: `litreview check` says why; mend it and add again"
)


@dataclass(frozen=True, slots=True)
class Drafting:
    """What is the same for every record of a run.

    Fields:
        today: the day on which the records are made, ISO.
        decision: what is to be decided of them, or was.
        keep_abstracts: whether the abstract goes into the record.
    """

    today: str
    decision: Decision = "included"
    keep_abstracts: bool = False


def with_guesses(entry: Entry) -> Entry:
    """The settled `entry` with what follows from it where it is silent, and a note for each such thing.

    An organisation stands for unknown authors, the month of the arXiv identifier for an unknown date. An address is left out where an
    identifier gives one.
    """
    notes, changes = list(entry.notes), dict[str, object]()
    if entry.organisation and not entry.authors:
        changes["authors"] = (f"{{{entry.organisation}}}",)
        notes.append(f"authors: unknown; the listing names {quoted(entry.organisation)} in their place")
    if entry.arxiv and not entry.date:
        changes["date"] = arxiv_month(entry.arxiv)
        notes.append(f"date: {changes['date']}, the month of arXiv:{entry.arxiv}")
    if entry.url and identifiers(entry):
        changes["url"] = None
        notes.append(f"url: {entry.url} left out; {identifiers(entry)[0]} gives an address")
    return replace(entry, **changes, notes=tuple(notes)) if changes else entry  # type: ignore[arg-type]


def year_of(entry: Entry) -> str | None:
    """The year that goes into the id: of the date, else of the listing's day; None where neither is known."""
    day = entry.date or entry.listed
    return day[:4] if day else None


def found_row(entry: Entry) -> Found:
    """Where `entry` stands, as a record has it."""
    return Found(source=entry.source, listing=entry.listing, line=entry.line, on=entry.listed)


def missing_facts(record: Record, entry: Entry) -> dict[str, object]:
    """What the settled `entry` knows and `record` lacks, by field, in the record's order; an address only where nothing else gives one."""
    known = {name: getattr(entry, name) for name in FACTS}
    if identifiers(record) or identifiers(entry):
        known["url"] = None
    return {name: value for name, value in known.items() if value and not getattr(record, name)}


@dataclass(frozen=True, slots=True)
class Draft:
    """A new record with its file, what its topics rest on and what was guessed; or why there is none."""

    creation: Creation | None = None
    topics: tuple[Evidence, ...] = ()
    notes: tuple[str, ...] = ()
    refusal: str | None = None


class Drafter:
    """Makes new records for a review one after the other, each with an id that none before it has."""

    def __init__(
        self, corpus: Corpus, drafting: Drafting, classify: Classifier, taken: Collection[str] = ()
    ) -> None:
        """`taken`: ids that no record has, and that no new one may get."""
        self._drafting = drafting
        self._classify = classify
        ids = {name for record in corpus.records for name in (record.id, *record.formerly)}
        self._taken = {*taken, *ids, *(_stem(file.path) for file in corpus.files)}
        broken = {problem.file for problem in corpus.findings if problem.severity == "error"}
        self._broken = {_stem(path): path for path in broken}

    def draft(self, entry: Entry, found: Sequence[Found]) -> Draft:
        """The draft of the paper that the settled `entry`, which has a title, describes; `found` has a row for each entry that names it."""
        guessed = with_guesses(entry)
        title = guessed.title or ""
        topics = self._classify(title, guessed.abstract)
        name, remarks = self._name(guessed, title)
        if name in self._broken:
            return Draft(refusal=f"{self._broken[name]} {_MAY_BE_THIS}")
        try:
            creation = _creation(_record(guessed, name, found, topics, self._drafting))
        except (ValidationError, LitreviewError) as error:
            return Draft(refusal=f"no record can hold it: {' '.join(str(error).split())}")
        self._taken.add(name)
        return Draft(creation, topics, (*guessed.notes[len(entry.notes) :], *remarks))

    def _name(self, entry: Entry, title: str) -> tuple[str, tuple[str, ...]]:
        """The id: the entry's own key, as what we exported has it, if that is free; else a new one, and a remark if that key is not free."""
        key, year = entry.key or "", year_of(entry)
        is_ours = fits_as_id(key, entry.authors, year, title)
        if is_ours and key not in self._taken:
            return key, ()
        remarks = (f"key {quoted(key)} is not free: another paper has it, or had it",) if is_ours else ()
        return make_id(entry.authors, year, title, self._taken), remarks


def _record(
    entry: Entry, name: str, found: Sequence[Found], topics: Sequence[Evidence], drafting: Drafting
) -> Record:
    facts = {fact: getattr(entry, fact) for fact in FACTS}
    return Record(
        id=name,
        title=entry.title or "",
        **facts,
        topics=tuple(dict.fromkeys(evidence.topic for evidence in topics)),
        abstract=entry.abstract if drafting.keep_abstracts else None,
        decision=drafting.decision,
        found=tuple(found),
        added=drafting.today,
    )


def _creation(record: Record) -> Creation:
    """The file of `record`. What `dump_record` writes can be read again, if it is not too long: a title may be longer than a file may be.

    Raises:
        LitreviewError: it is.
    """
    path = f"papers/{record.folder}/{record.id}.yml"
    text = dump_record(record)
    return Creation(path, decode_yaml(text.encode(), path), record.id)


def _stem(path: str) -> str:
    return path.rsplit("/", maxsplit=1)[-1].removesuffix(".yml")
