"""The five real listings, the API's answers and the bibliography, where they are at hand: `../shared`, never part of the project."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from litreview.intake.entry import Entry, Reading
from litreview.intake.readers import READERS, read_listing
from litreview.intake.source import read_source
from litreview.model.identifiers import fold_title


def read(shared: Path, name: str) -> Reading:
    (path,) = shared.glob(f"*/{name}*")
    return read_listing(read_source(path))


def entry_at(reading: Reading, line: int) -> Entry:
    return next(entry for entry in reading.entries if entry.line == line)


@pytest.mark.parametrize(
    ("name", "entries", "listed"),
    [
        pytest.param("000_", 20, "2025-12-11", id="spaced-20"),
        pytest.param("001_", 91, "2025-10-31", id="spaced-91"),
        pytest.param("002_", 24, None, id="compact"),
        pytest.param("003_", 36, "2025-12-09", id="spaced-36"),
        pytest.param("004_", 10, None, id="arxiv"),
        pytest.param("2024-10-09", 10, "2024-10-09", id="api-2024"),
        pytest.param("2025-06-12", 10, "2025-06-12", id="api-2025"),
        pytest.param("seed-papers", 168, None, id="bibliography"),
    ],
)
def test_every_paper_is_found(shared: Path, name: str, entries: int, listed: str | None) -> None:
    reading = read(shared, name)

    assert Counter(entry.listed for entry in reading.entries) == {listed: entries}
    assert [leftover for leftover in reading.leftovers if leftover.severity != "note"] == []


@pytest.mark.parametrize("name", ["000_", "001_", "002_", "003_", "004_"])
def test_every_line_is_accounted_for(shared: Path, name: str) -> None:
    """Each line is a title, an abstract, or a byline of an entry, or it is left over."""
    (path,) = (shared / "listings").glob(f"{name}*")
    source = read_source(path)
    reader = next(reader for reader in READERS if reader.recognises(source.text))
    reading = reader.read(source.text, source.name, None)
    left = {leftover.line for leftover in reading.leftovers}
    held = {text for entry in reading.entries for text in (entry.title, entry.abstract, entry.organisation)}
    lines = [" ".join(line.split()) for line in source.text.split("\n")]
    texts = [
        text
        for number, line in enumerate(lines, 1)
        if number not in left and (text := re.sub(r"^(?:Subscribe|arXiv:\d{4}\.\d{5})", "", line))
    ]

    bylines = Counter(text for text in texts if text not in held)
    assert [
        text for text in bylines if not re.fullmatch(r"·|• \d+ authors|[A-Z][a-z]{2} [\d, ]+", text)
    ] == []
    assert bylines["·"] == sum(entry.date is not None for entry in reading.entries)


def test_dates_agree_with_the_bibliography(shared: Path) -> None:
    """The page shows the day in its own time zone, so a day's difference is none; a year's would be."""
    known = {fold_title(entry.title or ""): entry for entry in read(shared, "seed-papers").entries}
    differences = Counter(
        abs(_day(entry.date) - _day(known[fold_title(entry.title)].date))
        for name in ("000_", "001_", "003_")
        for entry in read(shared, name).entries
        if entry.title and entry.date
    )

    assert set(differences) <= {0, 1}
    assert differences.total() == 146


def _day(iso: str | None) -> int:
    return date.fromisoformat(iso or "").toordinal()


def test_the_dates_without_a_year(shared: Path) -> None:
    entry = entry_at(read(shared, "000_"), 45)

    assert (entry.title or "")[:13] == "A Llama walks"
    assert entry.date == "2025-04-07"


def test_an_organisation_in_the_authors_place(shared: Path) -> None:
    entry = entry_at(read(shared, "001_"), 213)

    assert (entry.organisation, entry.author_count, entry.date) == (
        "HuggingFaceFW FineData",
        None,
        "2025-06-25",
    )


def test_an_entry_without_a_byline(shared: Path) -> None:
    reading = read(shared, "003_")
    without, following = entry_at(reading, 85), entry_at(reading, 89)

    assert (without.author_count, without.date, without.notes) == (
        None,
        None,
        ("the listing gives no authors and no date",),
    )
    assert (following.author_count, following.date) == (5, "2023-08-21")


def test_the_title_behind_the_button(shared: Path) -> None:
    entry = entry_at(read(shared, "002_"), 3)

    assert (entry.title or "").startswith("BiTA: ")


def test_identifiers_close_their_papers(shared: Path) -> None:
    """The first abstract, on learned optimizers, is 2408.09310's; the Llama 3 paper, behind it, is 2407.21783."""
    reading = read(shared, "004_")

    assert [(entry.line, entry.arxiv) for entry in reading.entries] == [
        (1, "2408.09310"), (2, "2407.21783"), (3, "2407.21009"), (4, "2406.13046"), (5, "2405.15485"),
        (6, "2405.12205"), (8, "2405.00451"), (9, "2403.01251"), (10, "2402.18540"), (12, "2401.01623"),
    ]  # fmt: skip
    assert [(leftover.line, leftover.reason) for leftover in reading.leftovers] == [
        (7, "comment on arXiv:2405.12205"),
        (11, "comment on arXiv:2402.18540"),
        (13, "comment on arXiv:2401.01623"),
    ]


def test_no_mirror_and_no_tex_is_left(shared: Path) -> None:
    texts = [
        text
        for name in ("000_", "001_", "002_", "003_", "004_")
        for entry in read(shared, name).entries
        for text in (entry.title, entry.abstract)
        if text
    ]

    for damage in (
        "hf.barry1.top",
        "hf-2025.pages.dev",
        "aqing",
        "\\%",
        "textit",
        "x2014",
        "14.1times",
        "_{",
        "``",
    ):
        assert [text for text in texts if damage in text] == []
    assert sum("$\\{\\pm 1, \\pm i\\}$" in text for text in texts) == 1
    assert sum("MATH$^2$" in text for text in texts) == 1
    assert sum("https://huggingface.co/" in text for text in texts) == 10
