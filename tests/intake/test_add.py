"""Adding listings: every entry ends as exactly one thing, and doing it twice, or after a crash, does nothing more."""

import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from empty_review import make_review, tree
from litreview.errors import LitreviewError
from litreview.intake.add import Plan, papers_to_ask_for, plan_additions
from litreview.intake.changes import apply_changes
from litreview.intake.entry import Entry, Leftover, Reading
from litreview.intake.ledger import Outcome
from litreview.intake.lookup import make_bibliography
from litreview.model.corpus import load_corpus
from litreview.model.record import Record

TODAY = date(2024, 3, 1)
TEA = Entry(
    "Moon Base Daily",
    "day.txt",
    3,
    listed="2024-02-05",
    title="Brewing Tea by Reinforcement",
    authors=("Quill, Ada",),
    date="2024-02-03",
    arxiv="2402.00001",
)
CUPS = replace(TEA, line=9, title="Folding Teacups", arxiv="2402.00002")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_review(tmp_path / "review")


def plan(root: Path, *entries: Entry, **options: Any) -> Plan:
    return plan_additions(load_corpus(root), [Reading(entries)], today=TODAY, **options)


def add(root: Path, *entries: Entry, **options: Any) -> tuple[Outcome, ...]:
    made = plan(root, *entries, **options)
    apply_changes(root, made.changes)
    return made.ledger.outcomes


def kinds(outcomes: Iterable[Outcome]) -> list[str]:
    return [f"{outcome.kind} {outcome.id or ''}".strip() for outcome in outcomes]


def record(root: Path, name: str) -> Record:
    return load_corpus(root).by_id[name]


def test_a_new_paper_is_created(root: Path) -> None:
    outcomes = add(root, replace(TEA, abstract="It whistles.", notes=('title: "Tea~by" -> "Tea by"',)))
    assert kinds(outcomes) == ["created quill2024brewing"]
    assert outcomes[0].identifier == "arXiv:2402.00001"
    assert outcomes[0].notes == ('title: "Tea~by" -> "Tea by"',)
    assert record(root, "quill2024brewing").abstract == "It whistles."


def test_a_paper_found_again_gets_one_more_row(root: Path) -> None:
    add(root, TEA)
    before = (root / "papers/2024/quill2024brewing.yml").read_text("utf-8")
    assert kinds(add(root, replace(TEA, listing="later.txt", line=7))) == ["merged quill2024brewing"]
    row = "  - {source: Moon Base Daily, listing: later.txt, line: 7, on: 2024-02-05}\n"
    last = "line: 3, on: 2024-02-05}\n"
    assert (root / "papers/2024/quill2024brewing.yml").read_text("utf-8") == before.replace(last, last + row)


def test_a_paper_named_twice_in_a_run_is_created_with_both_rows(root: Path) -> None:
    outcomes = add(root, TEA, CUPS, replace(TEA, line=21))
    assert kinds(outcomes) == [
        "created quill2024brewing",
        "created quill2024folding",
        "merged quill2024brewing",
    ]
    assert [row.line for row in record(root, "quill2024brewing").found] == [3, 21]


def test_entries_of_a_run_tell_each_other_what_they_know(root: Path) -> None:
    bare = replace(TEA, authors=(), arxiv=None, date=None)
    knowing = replace(
        TEA, listing="list.txt", key="quill2023tea", arxiv=None, doi="10.1000/tea", abstract="We brew."
    )
    nameless = Entry("arXiv list", "ids.txt", 1, doi="10.1000/tea")
    outcomes = add(root, nameless, bare, knowing)
    assert kinds(outcomes) == ["merged quill2023tea", "created quill2023tea", "merged quill2023tea"]
    made = record(root, "quill2023tea")
    assert (made.authors, made.doi, made.date, made.abstract) == (
        ("Quill, Ada",),
        "10.1000/tea",
        "2024-02-03",
        "We brew.",
    )


def test_a_listing_that_has_grown_is_known_although_lines_have_moved(root: Path) -> None:
    add(root, TEA)
    outcomes = add(root, replace(CUPS, line=3), replace(TEA, line=15))
    assert kinds(outcomes) == ["created quill2024folding", "known quill2024brewing"]


def test_a_title_that_somebody_put_right_is_no_new_paper(root: Path) -> None:
    bare = replace(TEA, arxiv=None, authors=())
    add(root, bare)
    path = root / "papers/2024/brewing2024tea.yml"
    path.write_text(path.read_text("utf-8").replace("Brewing Tea", "Brewing of Tea"), "utf-8")
    outcomes = add(root, bare)
    assert kinds(outcomes) == ["known brewing2024tea"]
    assert outcomes[0].notes == ('the record has the title "Brewing of Tea by Reinforcement"',)


@pytest.mark.parametrize(
    ("entry", "bibliography", "reason"),
    [
        pytest.param(
            replace(TEA, title=None),
            None,
            "no title: add it again with --lookup arxiv, or with --lookup FILE that has arXiv:2402.00001",
            id="arxiv",
        ),
        pytest.param(
            replace(TEA, title=None, arxiv=None, doi="10.1000/tea"),
            None,
            "no title: add it again with --lookup openalex, or with --lookup FILE that has doi:10.1000/tea",
            id="doi",
        ),
        pytest.param(
            replace(TEA, title=None),
            make_bibliography("facts.json", [CUPS]),
            "no title, and facts.json gives none for arXiv:2402.00001: add it again with --lookup arxiv, or with --lookup FILE "
            "that has arXiv:2402.00001",
            id="looked-up-in-vain",
        ),
    ],
)
def test_without_a_title_an_entry_is_incomplete(
    root: Path, entry: Entry, bibliography: Any, reason: str
) -> None:
    outcomes = add(root, entry, bibliography=bibliography)
    assert [(outcome.kind, outcome.reason) for outcome in outcomes] == [("incomplete", reason)]


def test_an_entry_that_names_nothing_is_refused(root: Path) -> None:
    outcomes = add(root, Entry("Moon Base Daily", "day.txt", 3))
    assert [(outcome.kind, outcome.reason) for outcome in outcomes] == [
        ("refused", "neither title nor identifier: nothing says which paper it is")
    ]


def test_a_bibliography_completes_entries(root: Path) -> None:
    """With facts; what it calls the paper is its own affair."""
    bibliography = make_bibliography("facts.json", [replace(TEA, key="quill2024tea")])
    nameless = Entry("arXiv list", "ids.txt", 1, arxiv="2402.00001")
    assert kinds(add(root, nameless, bibliography=bibliography)) == ["created quill2024brewing"]


def test_papers_that_look_alike_stay_two_and_are_named(root: Path) -> None:
    critique = replace(CUPS, title="Brewing Tea by Reinforcements")
    outcomes = add(root, TEA, critique)
    assert kinds(outcomes) == ["created quill2024brewing", "created quill2024brewingb"]
    assert [outcome.possible_duplicates for outcome in outcomes] == [(), ("quill2024brewing",)]


def test_two_papers_with_one_title_stay_two_and_are_named(root: Path) -> None:
    outcomes = add(root, TEA, replace(CUPS, title=TEA.title))
    assert kinds(outcomes) == ["created quill2024brewing", "created quill2024brewingb"]
    assert outcomes[1].possible_duplicates == ("quill2024brewing",)


def test_a_paper_that_two_records_could_be_is_noted(root: Path) -> None:
    add(root, TEA, replace(CUPS, arxiv=None, doi="10.1000/cups"))
    outcomes = add(root, replace(TEA, listing="later.txt", doi="10.1000/cups"))
    assert kinds(outcomes) == ["merged quill2024brewing"]
    assert outcomes[0].notes == (
        "quill2024folding has its identifier or title too",
        "enrich would add doi",
    )


def test_a_paper_that_was_excluded_is_not_proposed_again(root: Path) -> None:
    add(root, TEA)
    path = root / "papers/2024/quill2024brewing.yml"
    text = path.read_text("utf-8").replace("decision: included", "decision: excluded\nreason: Too hot.")
    path.write_text(text, "utf-8")
    outcomes = add(root, replace(TEA, listing="later.txt"))
    assert kinds(outcomes) == ["merged quill2024brewing"]
    assert outcomes[0].notes == ("the record is excluded: Too hot.",)


def test_what_a_record_lacks_is_said_and_not_written(root: Path) -> None:
    add(root, TEA)
    before = tree(root)
    outcomes = add(root, replace(TEA, doi="10.1000/tea", venue="TEA 2024"))
    assert kinds(outcomes) == ["known quill2024brewing"]
    assert outcomes[0].notes == ("enrich would add doi, venue",)
    assert tree(root) == before


def test_a_record_that_cannot_be_read_is_left_alone(root: Path) -> None:
    (root / "papers/2024").mkdir()
    (root / "papers/2024/quill2024brewing.yml").write_text("titel: Tea\n", "utf-8")
    before = tree(root)
    outcomes = add(root, TEA, replace(TEA, line=9))
    assert kinds(outcomes) == ["refused", "refused"]
    assert tree(root) == before


def test_a_record_that_no_tool_can_add_to_is_left_alone(root: Path) -> None:
    (root / "papers/2024").mkdir()
    path = root / "papers/2024/quill2024brewing.yml"
    path.write_text(f"{{id: quill2024brewing, title: {TEA.title}}}\n", "utf-8")
    before = path.read_bytes()
    outcomes = add(root, TEA, CUPS)
    assert kinds(outcomes) == ["refused", "created quill2024folding"]
    assert str(outcomes[0].reason).startswith(
        "its record cannot be changed: papers/2024/quill2024brewing.yml: found: "
    )
    assert path.read_bytes() == before


def test_vanished_ids_are_not_given_again(root: Path) -> None:
    assert kinds(add(root, TEA, taken={"quill2024brewing"})) == ["created quill2024brewingb"]


def test_abstracts_of_a_review_that_keeps_them_local(tmp_path: Path) -> None:
    root = make_review(tmp_path / "review", abstracts="local")
    add(root, replace(TEA, abstract="We brew."))
    path = root / "papers/.abstracts/quill2024brewing.txt"
    assert record(root, "quill2024brewing").abstract is None
    assert path.read_text("utf-8") == "We brew.\n"
    path.unlink()
    assert kinds(add(root, replace(TEA, abstract="We brew."))) == ["known quill2024brewing"]
    assert path.read_text("utf-8") == "We brew.\n"


def test_leftovers_are_in_the_ledger(root: Path) -> None:
    leftover = Leftover("day.txt", 1, "Subscribe", "stray line")
    made = plan_additions(load_corpus(root), [Reading((), (leftover,))], today=TODAY)
    assert made.ledger.leftovers == (leftover,)


def test_a_service_is_asked_for_what_is_new_and_lacks_something(root: Path) -> None:
    add(root, TEA)
    lacking = replace(CUPS, authors=())
    nameless = Entry("arXiv list", "ids.txt", 1, arxiv="2402.00007")
    readings = [Reading((TEA, lacking, nameless, nameless, replace(CUPS, title="A Whole One", arxiv=None)))]
    assert papers_to_ask_for(load_corpus(root), readings) == (nameless, lacking)


def test_progress_sees_every_step(root: Path) -> None:
    labels = []

    def watch(items: Sequence[Any], label: str) -> Iterable[Any]:
        labels.append((label, len(items)))
        return items

    made = plan(root, TEA, CUPS, progress=watch)
    apply_changes(root, made.changes, progress=watch)
    assert labels[:3] == [("completing entries", 2), ("drafting records", 2), ("writing records", 2)]


TITLES = st.sampled_from(
    [
        "Brewing Tea",
        "brewing tea!",
        "Brewing Tea: Twice",
        "Kettle 2",
        "Kettle 3",
        "算盤",
        "?",
        "2021",
        "And",
        "N/A: #1 'x'",
    ]
)
ENTRIES = st.builds(
    Entry,
    source=st.sampled_from(["Moon Base Daily", "BibTeX"]),
    listing=st.sampled_from(["a.txt", "b.bib", "-"]),
    line=st.just(1),
    listed=st.sampled_from([None, "2024-02-05"]),
    title=st.one_of(st.none(), TITLES, st.text(max_size=8)),
    abstract=st.sampled_from([None, "We whistle by ear.", "Tales # of: tea"]),
    authors=st.sampled_from(
        [(), ("Quill, Ada",), ("Marsh, Bo", "Quill, Ada"), ("{Tea Team}",), ("算, 盤",), ("}",)]
    ),
    organisation=st.sampled_from([None, "Teapot Labs"]),
    date=st.sampled_from([None, "2024", "2021-02-29", "1850-01-01", "2024-02-03"]),
    arxiv=st.sampled_from([None, None, "2402.00001", "2402.00002v2", "hep-th/9108028", "x"]),
    doi=st.sampled_from([None, None, "10.1000/tea", "10.48550/arXiv.2402.00001"]),
    acl=st.sampled_from([None, None, "2024.acl-long.1"]),
    key=st.sampled_from([None, None, "quill2024brewing", "smith_2020", "2402.00001", "tea2024x", "teand"]),
    url=st.sampled_from([None, "https://example.org/a b", "https://arxiv.org/abs/2402.00002"]),
)


def listing_of(entries: list[Entry]) -> list[Entry]:
    """The entries one below the other: no two stand at one place."""
    return [replace(entry, line=line) for line, entry in enumerate(entries, start=1)]


@settings(max_examples=60, deadline=None)
@given(
    entries=st.lists(ENTRIES, max_size=8).map(listing_of),
    others=st.lists(ENTRIES, max_size=3).map(listing_of),
    abstracts=st.sampled_from(["inline", "local"]),
)
def test_adding_twice_adds_nothing(entries: list[Entry], others: list[Entry], abstracts: str) -> None:
    """Whatever is there already: counts add up, what is written can be read, and the second time nothing is written."""
    with tempfile.TemporaryDirectory() as folder:
        root = make_review(Path(folder) / "review", abstracts=abstracts)
        add(root, *others)
        first = plan(root, *entries)
        apply_changes(root, first.changes)
        assert sum(first.ledger.counts.values()) == len(entries)
        assert [str(finding) for finding in load_corpus(root).findings if finding.severity == "error"] == []
        before = tree(root)
        second = add(root, *entries)
        assert tree(root) == before
        had_record = [outcome.kind not in {"incomplete", "refused"} for outcome in first.ledger.outcomes]
        assert [outcome.kind == "known" for outcome in second] == had_record


@pytest.mark.parametrize("function", ["link", "replace"])
@pytest.mark.parametrize("at", range(6))
def test_a_run_that_was_killed_is_finished_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, function: str, at: int
) -> None:
    """Killed before any of the writes, and run again: the same bytes as without the interruption."""
    entries = [
        replace(TEA, listing="later.txt", abstract="We brew."),
        replace(CUPS, abstract="We fold."),
        replace(CUPS, line=12, title="Stirring", arxiv=None),
        replace(CUPS, line=15, title="Stirring", arxiv="2402.00003", authors=("Marsh, Bo",)),
    ]
    roots = [make_review(tmp_path / name, abstracts="local") for name in ("whole", "killed")]
    for root in roots:
        add(root, TEA, replace(TEA, title="Stirring Kettles", arxiv="2402.00009"))
    add(roots[0], *entries)
    with monkeypatch.context() as patched:
        patched.setattr(os, function, _killed_at(at, getattr(os, function)))
        try:
            add(roots[1], *entries)
        except KeyboardInterrupt:
            assert all(load_corpus(roots[1]).records)
    add(roots[1], *entries)
    assert tree(roots[1]) == tree(roots[0])


def _killed_at(number: int, function: Callable[..., None]) -> Callable[..., None]:
    calls = iter(range(100))

    def call(*arguments: Any, **options: Any) -> None:
        if next(calls) == number:
            raise KeyboardInterrupt
        function(*arguments, **options)

    return call


def test_a_file_made_meanwhile_is_left_alone(root: Path) -> None:
    made = plan(root, TEA, CUPS)
    (root / "papers/2024").mkdir()
    (root / "papers/2024/quill2024brewing.yml").write_text("mine", "utf-8")
    with pytest.raises(LitreviewError):
        apply_changes(root, made.changes)
    assert (root / "papers/2024/quill2024brewing.yml").read_text("utf-8") == "mine"
    assert (root / "papers/2024/quill2024folding.yml").is_file()
