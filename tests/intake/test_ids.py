"""Ids: what they are made of, and that they always lead to the folder of their year."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litreview.intake.ids import fits_as_id, make_id
from litreview.model.fields import YEAR_FOLDER


@pytest.mark.parametrize(
    ("authors", "year", "title", "expected"),
    [
        pytest.param(
            ["Quill, Ada"], "2031", "TinyAbacus: Counting with Beads", "quill2031tinyabacus", id="plain"
        ),
        pytest.param(
            ["Ada Quill"], "2031", "On the Counting of Beads", "quill2031counting", id="reading-order"
        ),
        pytest.param(["van den Øster, Bo"], "2031", "Beads", "vandenoster2031beads", id="particles-accents"),
        pytest.param(["O’Teapot, Ann"], "2031", "Beads", "oteapot2031beads", id="apostrophe"),
        pytest.param(["{The Abacus Team, Beadcorp}"], "2031", "Beads", "abacus2031beads", id="group"),
        pytest.param(["{Team}"], "2031", "Beads", "team2031beads", id="group-of-group-words"),
        pytest.param(["Anderson, Bo"], "2031", "Beads", "anderson2031beads", id="name-with-nd"),
        pytest.param(
            [], "2031", "TinyAbacus: Efficient Counting", "tinyabacus2031efficient", id="no-authors"
        ),
        pytest.param([], "2031", "TinyAbacus", "tinyabacus2031", id="no-authors-one-word"),
        pytest.param(["Quill, Ada"], "2031", "Self-Counting Beads", "quill2031selfcounting", id="hyphenated"),
        pytest.param(
            ["Quill, Ada"], "2031", "Who's Counting?", "quill2031counting", id="stop-word-apostrophe"
        ),
        pytest.param(["Quill, Ada"], "2031", "What Is It?", "quill2031what", id="stop-words-only"),
        pytest.param(["Quill, Ada"], "2031", "2 Abaci 2 Many", "quill2031abaci", id="digits-first"),
        pytest.param(["Quill, Ada"], "2031", "2048", "quill20312048", id="digits-only"),
        pytest.param(["Quill, Ada"], None, "Beads of 1999X", "quillndbeads", id="no-date"),
        pytest.param(["Quill, Ada"], None, "1999X Beads", "quillndx", id="no-date-year-in-title"),
        pytest.param([], "2031", "1999X Beads", "x2031beads", id="year-in-first-word"),
        pytest.param(["Quill, Ada"], "1850", "Beads", "quillndbeads", id="year-out-of-range"),
        pytest.param(["算盤, 太郎"], "2031", "Beads on Strings", "beads2031strings", id="name-not-latin"),
        pytest.param(["Quill, Ada"], "2031", "算盤", "quill2031", id="title-not-latin"),
        pytest.param(["算盤, 太郎"], "2031", "算盤", "paper2031", id="nothing-latin"),
        pytest.param(["Quill, Ada"], "2031", "B" * 400, "quill2031" + "b" * 30, id="endless-word"),
    ],
)
def test_id(authors: list[str], year: str | None, title: str, expected: str) -> None:
    assert make_id(authors, year, title, set()) == expected


@pytest.mark.parametrize(
    ("clashes", "expected"),
    [
        pytest.param(0, "quill2031beads", id="free"),
        pytest.param(1, "quill2031beadsb", id="second"),
        pytest.param(2, "quill2031beadsc", id="third"),
        pytest.param(25, "quill2031beadsz", id="26th"),
        pytest.param(26, "quill2031beadsaa", id="27th"),
        pytest.param(27, "quill2031beadsab", id="28th"),
    ],
)
def test_clashes_are_told_apart_by_letters(clashes: int, expected: str) -> None:
    taken: set[str] = set()
    for _ in range(clashes):
        taken.add(make_id(["Quill, Ada"], "2031", "Beads", taken))
    assert make_id(["Quill, Ada"], "2031", "Beads", taken) == expected


@pytest.mark.parametrize(
    ("key", "year", "fits"),
    [
        pytest.param("quill2031beads", "2031", True, id="ours"),
        pytest.param("quill2031beadsb", "2032", True, id="published-a-year-later"),
        pytest.param("quill2031beads", "2030", True, id="corrected-to-a-year-before"),
        pytest.param("other2031words", "2031", True, id="name-and-title-were-others"),
        pytest.param("quill2031beads", None, True, id="year-unknown"),
        pytest.param("quillndbeads", "2031", True, id="date-found-later"),
        pytest.param("beadsndstrings", "2031", True, id="authors-and-date-found-later"),
        pytest.param("quillndbeadsb", None, True, id="no-date"),
        pytest.param("quill2031beads", "2037", False, id="another-year"),
        pytest.param("windows2000", "2031", False, id="no-year-but-digits"),
        pytest.param("understanding", "2031", False, id="a-word-with-nd"),
        pytest.param("sanders", None, False, id="a-name-with-nd"),
        pytest.param("32031123", "2031", False, id="a-number"),
        pytest.param("quill", "2031", False, id="no-year"),
        pytest.param("Quill2031Beads", "2031", False, id="capitals"),
        pytest.param("quill_2031", "2031", False, id="underscore"),
        pytest.param("quill2031:beads", "2031", False, id="colon"),
        pytest.param("DBLP:conf/beads/Quill31", "2031", False, id="dblp"),
        pytest.param("http://zotero.org/users/1/items/ABCD2031", "2031", False, id="zotero"),
        pytest.param("2309.12307", "2031", False, id="arxiv"),
        pytest.param("math/0309136", "2031", False, id="arxiv-of-old"),
        pytest.param("", "2031", False, id="nothing"),
    ],
)
def test_a_key_that_can_be_an_id(key: str, year: str | None, fits: bool) -> None:
    assert fits_as_id(key, ["Quill, Ada"], year, "Beads on Strings") is fits


_WORDS = st.one_of(
    st.text(max_size=20),
    st.from_regex(r"\A[a-z0-9 nd-]{0,12}\Z"),
    st.sampled_from(["2021", "4bit2023x", "and", "nd"]),
)


@given(
    authors=st.lists(_WORDS, max_size=2),
    year=st.one_of(st.none(), st.integers(1900, 2099).map(str)),
    title=_WORDS,
    taken=st.sets(_WORDS),
)
def test_an_id_leads_to_the_folder_of_its_year(
    authors: list[str], year: str | None, title: str, taken: set[str]
) -> None:
    made = make_id(authors, year, title, taken)
    match = YEAR_FOLDER.fullmatch(made)
    assert match is not None
    assert match[1] == (year or "nd")
    assert made not in taken
    assert fits_as_id(made, authors, year, title) or made.isdecimal()
