"""The ledger: for people, for programs, and its counts."""

import json

import pytest

from litreview.intake.classify import Evidence
from litreview.intake.entry import Leftover
from litreview.intake.ledger import Ledger, Outcome, counts_line, ledger_as_json, ledger_lines

SOURCE = "Moon Base Daily"
LEDGER = Ledger(
    (
        Outcome(
            "created",
            SOURCE,
            "day.txt",
            3,
            "Brewing Tea by Reinforcement",
            "arXiv:2402.00001",
            "quill2024brewing",
            topics=(
                Evidence("tuning/by-ear", ("whistl*",), ("by ear",)),
                Evidence("folklore", (), ("tale*", "report*", "folklore", "legend*")),
                Evidence("shrinking"),
            ),
            possible_duplicates=("marsh2023brewing",),
            notes=('title: "Tea~by" -> "Tea by"',),
        ),
        Outcome("merged", SOURCE, "day.txt", 9, "T" * 120, id="marsh2023brewing"),
        Outcome("known", SOURCE, "day.txt", 12, "Folding Teacups", id="bogus2023folding"),
        Outcome(
            "incomplete", SOURCE, "day.txt", 15, identifier="arXiv:2402.00009", reason="no title: look it up"
        ),
        Outcome("refused", SOURCE, "day.txt", 18, reason="nothing says which paper it is"),
    ),
    (
        Leftover("day.txt", 1, "Subscribe", "stray line"),
        Leftover("day.txt", 21, "@article{", "not valid BibTeX", severity="refused"),
    ),
)


def test_for_people() -> None:
    assert list(ledger_lines(LEDGER)) == [
        "day.txt:3: created quill2024brewing  Brewing Tea by Reinforcement",
        '  topics: tuning/by-ear ("whistl*" in the title); folklore ("tale*", "report*", "folklore" in the abstract); shrinking',
        "  possible duplicate of marsh2023brewing",
        '  title: "Tea~by" -> "Tea by"',
        f"day.txt:9: merged marsh2023brewing  {'T' * 99}…",
        "day.txt:12: known bogus2023folding  Folding Teacups",
        "day.txt:15: incomplete  arXiv:2402.00009",
        "  no title: look it up",
        "day.txt:18: refused  (no title)",
        "  nothing says which paper it is",
        "day.txt:21: refused unread  @article{",
        "  not valid BibTeX",
        "5 entries: 1 created, 1 merged, 1 known, 1 incomplete, 1 refused; 2 lines in no entry",
    ]


def test_for_programs() -> None:
    read = json.loads(ledger_as_json(LEDGER))
    assert read["counts"] == {"created": 1, "merged": 1, "known": 1, "incomplete": 1, "refused": 1}
    assert [entry["kind"] for entry in read["entries"]] == [
        "created",
        "merged",
        "known",
        "incomplete",
        "refused",
    ]
    assert read["entries"][2] == {
        "kind": "known",
        "source": SOURCE,
        "listing": "day.txt",
        "line": 12,
        "title": "Folding Teacups",
        "identifier": None,
        "id": "bogus2023folding",
        "reason": None,
        "topics": [],
        "possible_duplicates": [],
        "notes": [],
    }
    assert read["entries"][0]["topics"][0] == {
        "topic": "tuning/by-ear",
        "in_title": ["whistl*"],
        "in_abstract": ["by ear"],
    }
    assert read["leftovers"][1]["reason"] == "not valid BibTeX"


@pytest.mark.parametrize(
    ("ledger", "is_clean"),
    [
        pytest.param(Ledger(()), True, id="empty"),
        pytest.param(Ledger(LEDGER.outcomes[:3], LEDGER.leftovers[:1]), True, id="all-have-records"),
        pytest.param(Ledger(LEDGER.outcomes[3:4]), False, id="incomplete"),
        pytest.param(Ledger(LEDGER.outcomes[4:]), False, id="refused"),
        pytest.param(Ledger((), LEDGER.leftovers[1:]), False, id="refused-unread"),
    ],
)
def test_clean_is_when_every_paper_has_its_record(ledger: Ledger, *, is_clean: bool) -> None:
    assert ledger.is_clean is is_clean


def test_one_is_not_many() -> None:
    ledger = Ledger(LEDGER.outcomes[:1], LEDGER.leftovers[:1])
    assert counts_line(ledger) == (
        "1 entry: 1 created, 0 merged, 0 known, 0 incomplete, 0 refused; 1 line in no entry"
    )
