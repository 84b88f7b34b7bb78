"""The listings that this review was made from, where they are at hand: every paper once, and nothing the second time."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from empty_review import tree
from litreview.intake.add import Plan, plan_additions
from litreview.intake.changes import apply_changes
from litreview.intake.entry import Reading
from litreview.intake.lookup import Bibliography, load_lookup
from litreview.intake.readers import read_listing
from litreview.intake.source import read_source
from litreview.model.corpus import load_corpus

PAPERS = Path(__file__).parents[2] / "papers"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    papers = tmp_path / "review" / "papers"
    papers.mkdir(parents=True)
    for name in ("review.yml", "taxonomy.yml"):
        shutil.copy(PAPERS / name, papers)
    return papers.parent


@pytest.fixture
def readings(shared: Path) -> list[Reading]:
    return [read_listing(read_source(path)) for path in sorted((shared / "listings").glob("*.txt"))]


@pytest.fixture
def facts(shared: Path) -> Bibliography:
    return load_lookup(shared / "facts" / "seed-papers.csl.json")


def add(root: Path, readings: list[Reading], bibliography: Bibliography | None = None) -> Plan:
    plan = plan_additions(load_corpus(root), readings, bibliography=bibliography, today=date(2026, 11, 20))
    apply_changes(root, plan.changes)
    return plan


def counts(plan: Plan) -> dict[str, int]:
    return {kind: number for kind, number in plan.ledger.counts.items() if number}


def test_with_the_facts_every_paper_gets_its_record(
    root: Path, readings: list[Reading], facts: Bibliography
) -> None:
    first = add(root, readings, facts)
    assert counts(first) == {"created": 168, "merged": 13}
    corpus = load_corpus(root)
    assert (len(corpus.records), corpus.findings) == (168, ())
    before = tree(root)
    assert counts(add(root, readings, facts)) == {"known": 181}
    assert tree(root) == before


def test_the_records_say_what_the_facts_say(root: Path, readings: list[Reading], facts: Bibliography) -> None:
    add(root, readings, facts)
    by_arxiv = {record.arxiv: record for record in load_corpus(root).records}
    for item in facts.items:
        record = by_arxiv[item.arxiv]
        known = (item.title, item.authors, item.doi, item.acl, item.venue, item.code)
        assert (record.title, record.authors, record.doi, record.acl, record.venue, record.code) == known
        assert item.date in {record.date, None}


def test_without_facts_the_identifiers_wait_for_them(
    root: Path, readings: list[Reading], facts: Bibliography
) -> None:
    first = add(root, readings)
    assert counts(first) == {"created": 159, "merged": 12, "incomplete": 10}
    assert not first.ledger.is_clean
    assert counts(add(root, readings)) == {"known": 171, "incomplete": 10}
    completed = add(root, readings, facts)
    assert counts(completed) == {"created": 9, "merged": 1, "known": 171}
    assert completed.ledger.is_clean


def test_only_the_paper_and_its_critique_look_alike(
    root: Path, readings: list[Reading], facts: Bibliography
) -> None:
    outcomes = add(root, readings, facts).ledger.outcomes
    alike = {outcome.id: outcome.possible_duplicates for outcome in outcomes if outcome.possible_duplicates}
    assert alike == {"jeong2024medical": ("jeong2024limited",)}
