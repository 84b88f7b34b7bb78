"""The record that a person begins with: what follows from an entry, what is guessed, what is refused."""

from dataclasses import replace
from pathlib import Path

import pytest

from empty_review import make_review
from litreview.intake.classify import Evidence
from litreview.intake.draft import Draft, Drafter, Drafting, found_row, missing_facts, with_guesses, year_of
from litreview.intake.entry import Entry
from litreview.model.corpus import load_corpus
from litreview.model.record import Found, Record

ENTRY = Entry(
    "Moon Base Daily",
    "day.txt",
    3,
    listed="2024-02-05",
    title="Brewing Tea by Reinforcement",
    abstract="We brew.",
    authors=("Quill, Ada",),
    date="2024-02-03",
    arxiv="2402.00001",
    venue="TEA 2024",
)
ROW = Found(source="Moon Base Daily", listing="day.txt", line=3, on="2024-02-05")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_review(tmp_path / "review")


def draft(root: Path, entry: Entry, **options: object) -> Draft:
    drafting = Drafting("2024-03-01", **options)  # type: ignore[arg-type]
    drafter = Drafter(load_corpus(root), drafting, lambda *_: (Evidence("tuning/by-ear", ("whistl*",)),))
    return drafter.draft(entry, (ROW,))


def test_a_record_says_what_the_entry_says(root: Path) -> None:
    creation = draft(root, ENTRY).creation
    assert creation is not None
    assert (creation.path, creation.id) == ("papers/2024/quill2024brewing.yml", "quill2024brewing")
    assert creation.text == (
        "id: quill2024brewing\n"
        'title: "Brewing Tea by Reinforcement"\n'
        "authors:\n"
        "  - Quill, Ada\n"
        "date: 2024-02-03\n"
        'arxiv: "2402.00001"\n'
        "venue: TEA 2024\n"
        "topics: [tuning/by-ear]\n"
        "decision: included\n"
        "found:\n"
        "  - {source: Moon Base Daily, listing: day.txt, line: 3, on: 2024-02-05}\n"
        "added: 2024-03-01\n"
    )


@pytest.mark.parametrize(
    ("options", "line"),
    [
        pytest.param({"decision": "candidate"}, "decision: candidate", id="candidate"),
        pytest.param({"keep_abstracts": True}, "abstract: >-\n  We brew.", id="abstract-inline"),
    ],
)
def test_what_holds_for_a_whole_run(root: Path, options: dict[str, object], line: str) -> None:
    creation = draft(root, ENTRY, **options).creation
    assert creation is not None
    assert f"\n{line}\n" in creation.text


@pytest.mark.parametrize(
    ("known", "guess", "note"),
    [
        pytest.param(
            {"authors": (), "organisation": "Teapot Labs"},
            {"authors": ("{Teapot Labs}",)},
            'authors: unknown; the listing names "Teapot Labs" in their place',
            id="organisation",
        ),
        pytest.param(
            {"date": None}, {"date": "2024-02"}, "date: 2024-02, the month of arXiv:2402.00001", id="month"
        ),
        pytest.param(
            {"url": "https://example.org/tea"},
            {"url": None},
            "url: https://example.org/tea left out; arXiv:2402.00001 gives an address",
            id="address",
        ),
    ],
)
def test_guesses_are_noted(known: dict[str, object], guess: dict[str, object], note: str) -> None:
    entry = replace(ENTRY, **known)
    assert with_guesses(entry) == replace(entry, **guess, notes=(note,))


@pytest.mark.parametrize(
    "known",
    [
        pytest.param({}, id="nothing-to-guess"),
        pytest.param({"organisation": "Teapot Labs"}, id="authors-known"),
        pytest.param({"url": "https://example.org/tea", "arxiv": None}, id="only-an-address"),
        pytest.param({"date": None, "arxiv": None}, id="no-date-and-no-identifier"),
    ],
)
def test_nothing_is_guessed_without_need(known: dict[str, object]) -> None:
    entry = replace(ENTRY, **known)
    assert with_guesses(entry) == entry


@pytest.mark.parametrize(
    ("known", "year"),
    [
        pytest.param({}, "2024", id="date"),
        pytest.param({"date": None, "listed": "2025-01-01"}, "2025", id="day-of-listing"),
        pytest.param({"date": None, "listed": None}, None, id="unknown"),
    ],
)
def test_year_of_the_id(known: dict[str, object], year: str | None) -> None:
    assert year_of(replace(ENTRY, **known)) == year


def test_two_papers_get_two_ids(root: Path) -> None:
    drafter = Drafter(load_corpus(root), Drafting("2024-03-01"), lambda *_: (), taken={"quill2024brewingb"})
    drafts = [drafter.draft(replace(ENTRY, arxiv=f"2402.0000{number}"), ()) for number in (1, 2)]
    assert [draft.creation and draft.creation.id for draft in drafts] == [
        "quill2024brewing",
        "quill2024brewingc",
    ]


def test_ids_that_records_have_or_had_are_taken(root: Path) -> None:
    (root / "papers/2024").mkdir()
    (root / "papers/2024/quill2024brewing.yml").write_text(
        "id: quill2024brewing\ntitle: Old\nformerly: [quill2024brewingb]\n", "utf-8"
    )
    (root / "papers/2024/quill2024brewingc.yml").write_text("id: marsh2024other\ntitle: Other\n", "utf-8")
    creation = draft(root, ENTRY).creation
    assert creation is not None
    assert creation.id == "quill2024brewingd"


@pytest.mark.parametrize(
    ("key", "name", "notes"),
    [
        pytest.param("marsh2023tea", "marsh2023tea", (), id="one-of-ours"),
        pytest.param("smith_2024", "quill2024brewing", (), id="foreign"),
        pytest.param(
            "marsh2024other",
            "quill2024brewing",
            ('key "marsh2024other" is not free: another paper has it, or had it',),
            id="a-record-s",
        ),
        pytest.param(
            "quill2024old",
            "quill2024brewing",
            ('key "quill2024old" is not free: another paper has it, or had it',),
            id="a-record-s-former-one",
        ),
        pytest.param(
            "fork2024gone",
            "quill2024brewing",
            ('key "fork2024gone" is not free: another paper has it, or had it',),
            id="vanished",
        ),
    ],
)
def test_a_key_of_ours_is_the_id_if_it_is_free(
    root: Path, key: str, name: str, notes: tuple[str, ...]
) -> None:
    (root / "papers/2024").mkdir()
    (root / "papers/2024/marsh2024other.yml").write_text(
        "id: marsh2024other\ntitle: Other\nformerly: [quill2024old]\n", "utf-8"
    )
    drafter = Drafter(load_corpus(root), Drafting("2024-03-01"), lambda *_: (), taken={"fork2024gone"})
    made = drafter.draft(replace(ENTRY, key=key), ())
    assert (made.creation and made.creation.id, made.notes) == (name, notes)


def test_of_two_papers_with_one_key_the_first_gets_it(root: Path) -> None:
    drafter = Drafter(load_corpus(root), Drafting("2024-03-01"), lambda *_: ())
    entries = [replace(ENTRY, key="quill2024tea", arxiv=f"2402.0000{number}") for number in (1, 2)]
    made = [drafter.draft(entry, ()).creation for entry in entries]
    assert [creation and creation.id for creation in made] == ["quill2024tea", "quill2024brewing"]


def test_a_record_that_cannot_be_read_is_not_given_a_double(root: Path) -> None:
    (root / "papers/2024").mkdir()
    (root / "papers/2024/quill2024brewing.yml").write_text("titel: Tea\n", "utf-8")
    assert draft(root, ENTRY) == Draft(
        refusal="papers/2024/quill2024brewing.yml may be this paper's record, but cannot be read: `litreview check` says why; "
        "mend it and add again"
    )


def test_what_no_file_can_hold_is_refused(root: Path) -> None:
    refusal = draft(root, replace(ENTRY, title="T" * 300_000)).refusal
    assert refusal is not None
    assert refusal.startswith("no record can hold it: papers/2024/quill2024")


def test_found_rows_say_where_an_entry_stands() -> None:
    assert found_row(ENTRY) == ROW


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        pytest.param({}, ["authors", "date", "arxiv", "venue"], id="all"),
        pytest.param({"venue": "CUP 2023", "date": "2023"}, ["authors", "arxiv"], id="what-is-there-stays"),
    ],
)
def test_missing_facts(record: dict[str, object], expected: list[str]) -> None:
    assert list(missing_facts(Record(id="tea2024x", title="Tea", **record), ENTRY)) == expected


def test_an_address_is_missing_only_where_no_identifier_gives_one() -> None:
    record = Record(id="tea2024x", title="Tea")
    only_url = Entry("Moon Base Daily", "day.txt", 3, title="Tea", url="https://example.org/tea")
    assert missing_facts(record, only_url) == {"url": "https://example.org/tea"}
    assert "url" not in missing_facts(record, replace(ENTRY, url="https://example.org/tea"))
