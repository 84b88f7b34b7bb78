"""Missing facts of existing records, from a bibliography, line by line. What a person wrote is never overwritten: it is compared."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from litreview.errors import LitreviewError, Problem, WrongUsageError, quoted
from litreview.intake.changes import Changes, Edit, edit_of, read_for_edit
from litreview.intake.draft import FACTS, missing_facts
from litreview.intake.entry import Entry
from litreview.intake.identity import title_key
from litreview.intake.lookup import Bibliography, find
from litreview.intake.progress import Progress, silent
from litreview.model.corpus import Corpus, RecordFile, load_abstracts
from litreview.model.editing import add_field
from litreview.model.identifiers import fold_title
from litreview.model.record import Record
from litreview.model.suggest import did_you_mean

_LOOKED_UP = ("authors", "date", "arxiv")  # what nearly every paper has; for the rest alone nobody is asked


@dataclass(frozen=True, slots=True)
class Enrichment:
    """What became of one record.

    Fields:
        path, id: the record's.
        added: the fields that it gets, in the record's order.
        notes: where the bibliography says something else, has several such papers, or the file cannot be changed.
    """

    path: str
    id: str
    added: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EnrichmentPlan:
    """What a run would do: an item for each record that something is to be said of, in the order of their paths; the changes do it."""

    items: tuple[Enrichment, ...]
    changes: Changes


def records_to_enrich(corpus: Corpus, ids: Sequence[str] = ()) -> tuple[RecordFile, ...]:
    """The records with these ids, in the order of their paths; all records where no ids are given.

    Raises:
        WrongUsageError: there is no record with one of the ids.
    """
    known = corpus.by_id
    hint = "ids are the file names in papers/ without .yml"
    unknown = [
        Problem(name, "no such record", hint=did_you_mean(name, known, hint))
        for name in ids
        if name not in known
    ]
    if unknown:
        raise WrongUsageError(unknown)
    return tuple(file for file in corpus.files if not ids or file.record.id in ids)


def lacks_facts(record: Record) -> bool:
    """Whether it is worth while to ask a service for `record`."""
    return not all(getattr(record, name) for name in _LOOKED_UP)


def plan_enrichment(
    corpus: Corpus, files: Sequence[RecordFile], bibliography: Bibliography, *, progress: Progress = silent
) -> EnrichmentPlan:
    """What `bibliography` adds to the records `files`: a field where one is missing, an abstract where this machine has none.

    Adding it once more adds nothing.
    """
    items: list[Enrichment] = []
    edits: list[Edit] = []
    abstracts: dict[str, str] = {}
    keeps_abstracts = corpus.review.abstracts == "inline"
    have = {} if keeps_abstracts else load_abstracts(corpus.root, (file.record.id for file in files))
    for file in progress(files, "looking up records"):
        record = file.record
        answer = find(record, bibliography)
        facts = missing_facts(record, answer.item) if answer.item else {}
        abstract = answer.item.abstract if answer.item else None
        if abstract and keeps_abstracts and not record.abstract:
            facts["abstract"] = abstract
        elif abstract and not keeps_abstracts and record.id not in have:
            abstracts[record.id] = abstract
        item, edit = _enrich(corpus, file, facts)
        differences = _differences(record, answer.item, bibliography.name) if answer.item else ()
        item = replace(item, notes=(*answer.notes, *differences, *item.notes))
        edits += [edit] if edit else []
        items += [item] if item.added or item.notes else []
    return EnrichmentPlan(tuple(items), Changes(edits=tuple(edits), abstracts=abstracts))


def enrichment_lines(plan: EnrichmentPlan) -> Iterator[str]:
    """The plan for people: a line a record with its notes indented below, the count last."""
    for item in plan.items:
        what = f"adds {', '.join(item.added)}" if item.added else "nothing to add"
        yield f"{item.path}: {what}"
        for note in item.notes:
            yield f"  {note}"
    fields = sum(len(item.added) for item in plan.items)
    records = len(plan.changes.edits)
    yield f"{fields} {'field' if fields == 1 else 'fields'} in {records} {'record' if records == 1 else 'records'}"


def _enrich(corpus: Corpus, file: RecordFile, facts: Mapping[str, object]) -> tuple[Enrichment, Edit | None]:
    """What becomes of one record that is to get `facts`."""
    item = Enrichment(file.path, file.record.id)
    if not facts:
        return item, None
    try:
        before, text = read_for_edit(corpus.root, file.path)
        for name, value in facts.items():
            text = add_field(text, name, value, file.path)
    except LitreviewError as error:
        problem = str(error.problems[0]).replace("\n", ";")
        return replace(item, notes=(f"cannot be changed: {problem}",)), None
    return replace(item, added=tuple(facts)), edit_of(file.path, before, text)


def _differences(record: Record, item: Entry, name: str) -> Iterator[str]:
    """A line for each thing that the record and the bibliography say differently."""
    if item.title and title_key(item.title) != title_key(record.title):
        yield f"title: {name} has {quoted(item.title)}"
    if record.authors and item.authors and _folded(record.authors) != _folded(item.authors):
        yield f"authors: {name} has {'; '.join(item.authors)}"
    for field in FACTS:
        mine, yours = getattr(record, field), getattr(item, field)
        if isinstance(mine, str) and isinstance(yours, str) and mine != yours and field != "url":
            yield f"{field}: {name} has {quoted(yours)}"


def _folded(authors: Sequence[str]) -> list[str]:
    return [fold_title(author) for author in authors]
