"""BibTeX: which entry a record becomes, and how a large file is parted. What others read of it is in test_bibtex_readers."""

import re

import pytest
from hypothesis import given

from any_record import RECORDS
from litreview.model.record import Record
from litreview.render import bibtex
from litreview.render.bibtex import bibtex_entry, bibtex_file, size_at_most, split_by_year
from render.papers import hostile_records, injecting_records, record

# --- the entry ---


@pytest.mark.parametrize(
    ("fields", "entry"),
    [
        pytest.param(
            {},
            """\
@misc{marsh2023tidal,
  title = {{Tidal Attention}},
  author = {Marsh, Ada and Reed, Bo},
  year = {2023},
  month = sep,
  day = {21},
}
""",
            id="preprint-without-identifiers",
        ),
        pytest.param(
            {
                "arxiv": "2309.12307",
                "primary_class": "cs.CL",
                "doi": "10.1000/xyz",
                "acl": "2024.fable-long.1",
                "venue": "FABLE 2024",
            },
            """\
@inproceedings{marsh2023tidal,
  title = {{Tidal Attention}},
  author = {Marsh, Ada and Reed, Bo},
  booktitle = {{FABLE 2024}},
  year = {2024},
  eprint = {2309.12307},
  archivePrefix = {arXiv},
  primaryClass = {cs.CL},
  doi = {10.1000/xyz},
  url = {https://aclanthology.org/2024.fable-long.1/},
}
""",
            id="published",
        ),
        pytest.param(
            {"title": "R&D", "authors": (), "date": None, "url": "https://example.org/a_(b)?c=%20"},
            """\
@misc{marsh2023tidal,
  title = {{R\\&D}},
  url = {https://example.org/a_(b)?c=%20},
}
""",
            id="nothing-known",
        ),
    ],
)
def test_entry(fields: dict[str, object], entry: str) -> None:
    assert bibtex_entry(record(**fields)) == entry


@pytest.mark.parametrize(
    ("venue", "entry_type", "place"),
    [
        pytest.param("FABLE 2024", "inproceedings", "booktitle", id="conference"),
        pytest.param("Findings of FABLE 2024", "inproceedings", "booktitle", id="findings"),
        pytest.param("Workshop on Idleness", "inproceedings", "booktitle", id="workshop"),
        pytest.param("Proceedings of Idleness", "inproceedings", "booktitle", id="proceedings"),
        pytest.param("Proceedings of the Journal Club", "inproceedings", "booktitle", id="proceedings-first"),
        pytest.param("Journal of Imaginary Results 7(3)", "article", "journal", id="journal"),
        pytest.param("Transactions on Idleness 2024", "article", "journal", id="journal-with-a-year"),
        pytest.param("TMLR 2024", "article", "journal", id="journal-by-its-initials"),
        pytest.param("Idle Access", "article", "journal", id="neither"),
    ],
)
def test_venue_decides_the_type(venue: str, entry_type: str, place: str) -> None:
    entry = bibtex_entry(record(venue=venue))
    assert entry.startswith(f"@{entry_type}{{")
    assert f"  {place} = {{{{{venue}}}}},\n" in entry


@pytest.mark.parametrize(
    ("fields", "lines"),
    [
        pytest.param({"date": "2023-09-01"}, ["year = {2023},", "month = sep,", "day = {1},"], id="day"),
        pytest.param({"date": "2023-12"}, ["year = {2023},", "month = dec,"], id="month"),
        pytest.param({"date": "2023"}, ["year = {2023},"], id="year"),
        pytest.param({"date": None}, [], id="unknown"),
        pytest.param({"date": "2023-09-21", "venue": "FABLE 2024"}, ["year = {2024},"], id="published-later"),
        pytest.param({"date": None, "venue": "FABLE 2024"}, ["year = {2024},"], id="only-the-venue-says"),
    ],
)
def test_when(fields: dict[str, object], lines: list[str]) -> None:
    written = [line.strip() for line in bibtex_entry(record(**fields)).splitlines()]
    assert [line for line in written if line.startswith(("year", "month", "day"))] == lines


@pytest.mark.parametrize(
    ("author", "written"),
    [
        pytest.param("Marsh, Ada", "Marsh, Ada", id="person"),
        pytest.param("King, Martin, Jr.", "King, Jr., Martin", id="suffix"),
        pytest.param("van der Plume, Cy", "van der Plume, Cy", id="particles"),
        pytest.param("Plume y Quill, Cy", "{Plume y Quill}, Cy", id="particle-within"),
        pytest.param("al-Reed, Cy", "{al-Reed}, Cy", id="particle-with-a-hyphen"),
        pytest.param("Ångström-Ny, Cy", "{Ångström-Ny}, Cy", id="capital-that-bibtex-does-not-know"),
        pytest.param("Reed-Ångström, Cy", "Reed-Ångström, Cy", id="capital-that-it-does"),
        pytest.param("Plato", "Plato", id="mononym"),
        pytest.param("Plume of Quill", "{Plume of Quill}", id="mononym-of-words"),
        pytest.param("{Moonshine Team, Ltd.}", "{Moonshine Team, Ltd.}", id="group"),
        pytest.param("{Rock and Roll}", "{Rock and Roll}", id="group-with-and"),
        pytest.param("Rock and Roll, Al", "{Rock and Roll}, Al", id="and"),
        pytest.param("Marsh, AND", "Marsh, {AND}", id="and-in-capitals"),
        pytest.param("Others", "{Others}", id="others"),
        pytest.param("Marsh--Reed, A -B", "{Marsh-{}-Reed}, {A -B}", id="hyphens-that-join-nothing"),
        pytest.param("Marsh-Reed, A-B", "Marsh-Reed, A-B", id="hyphens-that-join"),
        pytest.param("family=Marsh, Ada", "{family=Marsh}, Ada", id="key-and-value"),
        pytest.param("A, B, C, D", "{A, B, C, D}", id="more-commas-than-a-name-has"),
        pytest.param("{A}b{c}", r"{A{\textbraceright}b{\textbraceleft}c}", id="braces-within"),
        pytest.param("Ångström, Zoë 大", "Ångström, Zoë 大", id="utf-8"),
    ],
)
def test_author(author: str, written: str) -> None:
    assert f"  author = {{{written}}},\n" in bibtex_entry(record(authors=(author,)))


def test_a_file_keeps_the_order() -> None:
    records = [record(), record(id="reed2022ebb"), record(id="aaa2024flow")]
    keys = re.findall(r"^@misc\{(.*),$", bibtex_file(records), re.MULTILINE)
    assert keys == ["marsh2023tidal", "reed2022ebb", "aaa2024flow"]


def test_a_file_without_records_is_empty() -> None:
    assert bibtex_file([]) == ""


@pytest.mark.parametrize("value", ["{a}}", "}}}a{{{", "{{a}"])
def test_open_braces_are_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """Should an encoder ever let one through: no file at all is better than one that ends in the middle."""
    monkeypatch.setattr(bibtex.encode, "bibtex", lambda _: value)
    with pytest.raises(
        ValueError, match=f"^unbalanced braces in title of marsh2023tidal: {re.escape('{{' + value + '}}')}$"
    ):
        bibtex_entry(record())


@pytest.mark.parametrize(
    ("limit", "names"),
    [
        pytest.param(10**6, ["review-2023.bib", "review-2022.bib", "review-undated.bib"], id="a-part-a-year"),
        pytest.param(
            262,
            ["review-2023.bib", "review-2023-2.bib", "review-2022.bib", "review-undated.bib"],
            id="a-year-over-the-limit",
        ),
        pytest.param(
            1,
            [
                "review-2023.bib",
                "review-2023-2.bib",
                "review-2023-3.bib",
                "review-2022.bib",
                "review-undated.bib",
            ],
            id="every-entry-over-the-limit",
        ),
    ],
)
def test_parts_of_a_large_file(limit: int, names: list[str]) -> None:
    """Every entry is in one part, in order, and no part of several entries is larger than allowed."""
    days = ("2023-09-21", "2023-01-01", "2023", "2022-12-31", None)
    records = [
        record(id=f"marsh2023tidal{letter}", date=day) for letter, day in zip("abcde", days, strict=True)
    ]
    parts = split_by_year(records, limit)
    assert list(parts) == names
    keys = r"^@misc\{(.*),$"
    assert re.findall(keys, "\n".join(parts.values()), re.MULTILINE) == [paper.id for paper in records]
    assert [part for part in parts.values() if len(part.encode()) > limit and part.count("@misc") > 1] == []


def test_parts_are_measured_in_bytes() -> None:
    """Overleaf counts what is stored: three bytes a Chinese character."""
    records = [record(title="茶" * 100), record(id="marsh2023tidalb", title="茶" * 100)]
    assert len(split_by_year(records, limit=2 * 450)) == 1
    assert len(split_by_year(records, limit=2 * 300)) == 2


def test_no_parts_of_nothing() -> None:
    assert split_by_year([]) == {}


@given(RECORDS)
def test_an_entry_is_never_larger_than_what_it_is_taken_for(any_record: Record) -> None:
    assert len(bibtex_entry(any_record).encode()) <= size_at_most(any_record)


def test_nor_are_those_of_hostile_records() -> None:
    hostile = [*hostile_records(), *injecting_records(), record(title="^" * 300, venue="{" * 300)]
    assert [each.id for each in hostile if len(bibtex_entry(each).encode()) > size_at_most(each)] == []
