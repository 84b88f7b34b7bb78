"""Filling in what records lack: line by line, and never over what a person wrote."""

from pathlib import Path

import pytest

from empty_review import make_review, tree
from litreview.errors import WrongUsageError
from litreview.intake.changes import apply_changes
from litreview.intake.enrich import (
    EnrichmentPlan,
    enrichment_lines,
    lacks_facts,
    plan_enrichment,
    records_to_enrich,
)
from litreview.intake.entry import Entry
from litreview.intake.lookup import make_bibliography
from litreview.model.corpus import load_corpus
from litreview.model.record import Record

PATH = "papers/2024/quill2024brewing.yml"
TEXT = """\
# kept by hand
id: quill2024brewing
title: "Brewing Tea by Reinforcement"  # as printed

date: 2024-02
notes: Hot.
"""
ITEM = Entry(
    "CSL-JSON",
    "facts.json",
    1,
    title="Brewing Tea by Reinforcement",
    authors=("Quill, Ada", "Marsh, Bo"),
    date="2024-02-03",
    arxiv="2402.00001",
    doi="10.1000/tea",
    venue="TEA 2024",
    url="https://example.org/tea",
    abstract="We brew.",
)


def review(root: Path, text: str = TEXT, *, abstracts: str = "inline") -> Path:
    make_review(root, abstracts=abstracts)
    (root / PATH).parent.mkdir()
    (root / PATH).write_text(text, "utf-8")
    return root


def enrich(root: Path, *items: Entry, ids: tuple[str, ...] = ()) -> EnrichmentPlan:
    corpus = load_corpus(root)
    plan = plan_enrichment(corpus, records_to_enrich(corpus, ids), make_bibliography("facts.json", items))
    apply_changes(root, plan.changes)
    return plan


def test_missing_facts_go_in_and_every_other_line_stays(tmp_path: Path) -> None:
    root = review(tmp_path / "review")
    plan = enrich(root, ITEM)
    assert (
        (root / PATH).read_text("utf-8")
        == """\
# kept by hand
id: quill2024brewing
title: "Brewing Tea by Reinforcement"  # as printed

authors:
  - Quill, Ada
  - Marsh, Bo
date: 2024-02
arxiv: "2402.00001"
doi: 10.1000/tea
venue: TEA 2024
abstract: >-
  We brew.
notes: Hot.
"""
    )
    assert list(enrichment_lines(plan)) == [
        f"{PATH}: adds authors, arxiv, doi, venue, abstract",
        '  date: facts.json has "2024-02-03"',
        "5 fields in 1 record",
    ]


def test_a_second_time_nothing_changes(tmp_path: Path) -> None:
    root = review(tmp_path / "review")
    enrich(root, ITEM)
    before = tree(root)
    plan = enrich(root, ITEM)
    assert tree(root) == before
    assert list(enrichment_lines(plan)) == [
        f"{PATH}: nothing to add",
        '  date: facts.json has "2024-02-03"',
        "0 fields in 0 records",
    ]


def test_abstracts_of_a_review_that_keeps_them_local_go_beside_the_records(tmp_path: Path) -> None:
    root = review(tmp_path / "review", abstracts="local")
    enrich(root, ITEM)
    assert "abstract" not in (root / PATH).read_text("utf-8")
    assert (root / "papers/.abstracts/quill2024brewing.txt").read_text("utf-8") == "We brew.\n"


def test_an_abstract_that_is_there_stays(tmp_path: Path) -> None:
    root = review(tmp_path / "review", abstracts="local")
    (root / "papers/.abstracts").mkdir()
    (root / "papers/.abstracts/quill2024brewing.txt").write_text("Mine.\n", "utf-8")
    assert enrich(root, ITEM).changes.abstracts == {}


@pytest.mark.parametrize(
    ("line", "notes"),
    [
        pytest.param("arxiv: '2402.00009'", "another identifier", id="another-identifier"),
        pytest.param("authors: ['Dolittle, Cy']", "other authors", id="other-authors"),
    ],
)
def test_another_paper_of_the_title_is_refused(tmp_path: Path, line: str, notes: str) -> None:
    root = review(tmp_path / "review", f"{TEXT}{line}\n")
    before = tree(root)
    plan = enrich(root, ITEM)
    assert tree(root) == before
    assert [notes in note for item in plan.items for note in item.notes] == [True]


def test_what_differs_is_said(tmp_path: Path) -> None:
    text = TEXT + "arxiv: '2402.00001'\nauthors: ['Quill, Ada']\nvenue: CUP 2023\n"
    plan = enrich(review(tmp_path / "review", text.replace("Brewing Tea", "Brewing of Tea")), ITEM)
    assert plan.items[0].notes == (
        'title: facts.json has "Brewing Tea by Reinforcement"',
        "authors: facts.json has Quill, Ada; Marsh, Bo",
        'date: facts.json has "2024-02-03"',
        'venue: facts.json has "TEA 2024"',
    )


def test_a_record_that_no_tool_can_add_to_is_left_alone(tmp_path: Path) -> None:
    root = review(tmp_path / "review", "{id: quill2024brewing, title: Brewing Tea by Reinforcement}\n")
    before = tree(root)
    plan = enrich(root, ITEM)
    assert tree(root) == before
    assert [note.startswith(f"cannot be changed: {PATH}: ") for note in plan.items[0].notes] == [True]


def test_a_paper_that_nobody_knows_is_not_mentioned(tmp_path: Path) -> None:
    assert list(enrichment_lines(enrich(review(tmp_path / "review")))) == ["0 fields in 0 records"]


def test_only_the_records_that_are_named_are_enriched(tmp_path: Path) -> None:
    root = review(tmp_path / "review")
    (root / "papers/2024/marsh2024other.yml").write_text(
        TEXT.replace("quill2024brewing", "marsh2024other"), "utf-8"
    )
    assert [item.id for item in enrich(root, ITEM, ids=("marsh2024other",)).items] == ["marsh2024other"]


def test_an_unknown_id_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(WrongUsageError) as caught:
        enrich(review(tmp_path / "review"), ITEM, ids=("quil2024brewing",))
    assert str(caught.value) == (
        "quil2024brewing: no such record\n"
        '  hint: did you mean "quill2024brewing"? ids are the file names in papers/ without .yml'
    )


@pytest.mark.parametrize(
    ("fields", "lacks"),
    [
        pytest.param({}, True, id="all"),
        pytest.param({"authors": ("Quill, Ada",), "date": "2024"}, True, id="identifier"),
        pytest.param(
            {"authors": ("Quill, Ada",), "date": "2024", "arxiv": "2402.00001"}, False, id="nothing"
        ),
    ],
)
def test_for_whom_a_service_is_asked(fields: dict[str, object], *, lacks: bool) -> None:
    assert lacks_facts(Record(id="tea2024x", title="Tea", **fields)) is lacks
