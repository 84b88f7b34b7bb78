"""What leaves by `export` comes back by `add` into an empty review: the same facts, for each format that can carry them."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from litreview.intake.add import plan_additions
from litreview.intake.readers import READERS, read_listing
from litreview.intake.source import read_source
from litreview.model.corpus import load_corpus
from litreview.model.identifiers import parse_url
from litreview.model.names import family_first, parse_name
from litreview.model.parsing import parse_model
from litreview.model.record import Record
from litreview.render.citation import issued
from litreview.render.exports import FORMATS
from render.papers import REPOSITORY, REVIEW, hostile_records, invented_records, real_records

FACTS = "title authors date arxiv primary_class doi acl venue url code".split()
NOT_CARRIED = {
    "bibtex": {"code"},
    "ris": {"code", "primary_class"},
    "csl-json": set[str](),
    "json": set[str](),
}
# The others have the date to cite alone: of a preprint of 2023 that a conference published in 2024, the year 2024.
WITH_THE_FIRST_DATE = {"csl-json", "json"}


def facts_of(record: Record) -> dict[str, object]:
    return {name: value for name in FACTS if (value := getattr(record, name))}


def carried(record: Record, form: str) -> dict[str, object]:
    """The facts of `record` as far as the format `form` has a place for them; the address as browsers write it."""
    facts = facts_of(record) | {"date": record.date if form in WITH_THE_FIRST_DATE else issued(record)}
    if record.url:
        facts["url"] = parse_url(record.url)
    if form == "ris":  # it does not tell a group from a person
        facts["authors"] = tuple(family_first(parse_name(author).sort_name) for author in record.authors)
    return {name: value for name, value in facts.items() if value and name not in NOT_CARRIED[form]}


def add_to_nothing(text: str, name: str, folder: Path) -> list[Record]:
    """The records that adding a file of `text` to a review without papers makes, in the file's order."""
    (folder / "papers").mkdir()
    for settings in ("review.yml", "taxonomy.yml"):
        shutil.copy(REPOSITORY / "papers" / settings, folder / "papers")
    listing = folder / name
    listing.write_bytes(text.encode())
    reading = read_listing(read_source(listing))
    assert reading.leftovers == ()
    plan = plan_additions(load_corpus(folder), [reading], today=date(2026, 11, 20))
    return [parse_model(Record, made.text, made.path).value for made in plan.changes.creations]


def exported() -> list[Record]:
    r"""The real records and the invented ones; without the title in which `\cup` is no damage of copying, as `add` would have it."""
    return [*real_records(), *(paper for paper in invented_records() if paper.id != "tricky2022every")]


@pytest.mark.parametrize("form", NOT_CARRIED)
def test_the_same_facts(form: str, tmp_path: Path) -> None:
    records = exported()
    made = add_to_nothing(FORMATS[form].render(records, REVIEW), f"review{FORMATS[form].suffix}", tmp_path)
    assert [facts_of(paper) for paper in made] == [carried(paper, form) for paper in records]


@pytest.mark.parametrize("form", NOT_CARRIED)
def test_the_same_ids(form: str, tmp_path: Path) -> None:
    records = exported()
    made = add_to_nothing(FORMATS[form].render(records, REVIEW), f"review{FORMATS[form].suffix}", tmp_path)
    assert [paper.id for paper in made] == [paper.id for paper in records]


@pytest.mark.parametrize("form", NOT_CARRIED)
def test_hostile_texts_come_back_as_they_were(form: str) -> None:
    """What the reader gives, before `add` undoes what it takes for damage of copying: no text breaks out of its field, or loses a sign."""
    records = hostile_records()
    read = next(reader.read for reader in READERS if reader.name in {form, f"review-{form}"})
    reading = read(FORMATS[form].render(records, REVIEW).replace("\r\n", "\n"), "hostile", None)
    assert reading.leftovers == ()
    assert [(entry.key, entry.title, entry.venue, entry.doi) for entry in reading.entries] == [
        (record.id, record.title, record.venue, record.doi) for record in records
    ]
