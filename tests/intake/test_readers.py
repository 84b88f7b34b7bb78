"""The way in to all readers: which one reads a text, what every one of them promises, and what is said when none can."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litreview.errors import LitreviewError, WrongUsageError
from litreview.intake.entry import Reading
from litreview.intake.readers import READERS, read_listing
from litreview.intake.source import Source, read_source

LISTINGS = Path(__file__).parent / "listings"
NAMES = "hf-json, review-json, csl-json, bibtex, ris, hf-page, arxiv-page, arxiv-list, hf-compact"
ALL_FORMATS = f"formats are {NAMES}"


def read(text: str, *, format_name: str | None = None, captured: date | None = None) -> Reading:
    return read_listing(Source("listing.txt", text), format_name=format_name, captured=captured)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param(
            "bibtx",
            f'--format: unknown format "bibtx"\n  hint: did you mean "bibtex"? {ALL_FORMATS}',
            id="misspelt",
        ),
        pytest.param("docx", f'--format: unknown format "docx"\n  hint: {ALL_FORMATS}', id="unknown"),
    ],
)
def test_an_unknown_format_is_wrong_usage(name: str, message: str) -> None:
    with pytest.raises(WrongUsageError) as caught:
        read("text", format_name=name)

    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            "Dear Bo,\nthe beads are here.\nYours, Ada",
            f"listing.txt: no known kind of listing\n  hint: say which it is with --format: {NAMES}",
            id="a-letter",
        ),
        pytest.param(
            "\n<!DOCTYPE html>\n<title>Daily Papers</title>",
            "listing.txt: HTML or XML, not a listing\n"
            "  hint: this is a page's HTML: open it in a browser, select all, copy, and add the copied text",
            id="a-saved-page",
        ),
    ],
)
def test_a_text_of_no_format_is_refused(text: str, message: str) -> None:
    with pytest.raises(LitreviewError) as caught:
        read(text)

    assert str(caught.value) == message


def test_a_format_that_is_named_is_not_asked_whether_it_recognises_the_text() -> None:
    reading = read("A Title\nNo abstract of the usual length", format_name="hf-compact")

    assert [entry.title for entry in reading.entries] == ["A Title"]


def test_a_capture_day_that_the_page_contradicts_is_wrong_usage() -> None:
    source = read_source(LISTINGS / "hf-spaced.txt")

    with pytest.raises(WrongUsageError) as caught:
        read_listing(source, captured=date(2024, 12, 9))

    assert str(caught.value) == (
        "hf-spaced.txt: --captured 2024-12-09 is too early: the page writes out 2024, so it is from a later year\n"
        "  hint: give the day on which the page was copied, or leave --captured out"
    )


def page(day: str, *, header: str = "") -> str:
    return f"Daily Papers\n{header}\nBeads\n\nBeads roll.\n\n• 2 authors\n·\n{day}\n"


@pytest.mark.parametrize(
    ("day", "captured", "expected"),
    [
        pytest.param("Jun 3, 2024", None, "2024-06-03", id="with-year"),
        pytest.param("Jun 20, 2024 1", None, "2024-06-20", id="with-year-and-comments"),
        pytest.param("Jun 3 2024", None, "2024-06-03", id="year-without-comma"),
        pytest.param("June 3, 2024", None, "2024-06-03", id="whole-month"),
        pytest.param("Jun 3", date(2025, 12, 9), "2025-06-03", id="without-year"),
        pytest.param("Jun 3 2", date(2025, 12, 9), "2025-06-03", id="without-year-but-comments"),
        pytest.param("Jun 3 12", date(2025, 6, 3), "2025-06-03", id="on-the-day"),
        pytest.param("Jun 4", date(2025, 6, 3), "2024-06-04", id="the-day-after-was-a-year-before"),
        pytest.param("Feb 29, 2024", None, "2024-02-29", id="leap-day"),
        pytest.param("Feb 30, 2024", None, None, id="not-in-the-calendar"),
        pytest.param("Feb 29", date(2025, 12, 9), None, id="no-leap-year"),
        pytest.param("Jun 3", None, None, id="no-year-anywhere"),
    ],
)
def test_dates_of_a_page(day: str, captured: date | None, expected: str | None) -> None:
    (entry,) = read(page(day), captured=captured).entries

    assert entry.date == expected
    assert bool(entry.notes) == (expected is None)


def test_a_page_s_own_day_gives_the_year_where_it_has_one() -> None:
    (entry,) = read(page("Jun 3", header="Dec 9, 2025")).entries

    assert (entry.listed, entry.date) == ("2025-12-09", "2025-06-03")


def test_a_page_reads_the_same_however_it_was_saved() -> None:
    """Line ends, blanks at line ends, no-break blanks and lost blank lines change lines' numbers at most."""
    text = (LISTINGS / "hf-spaced.txt").read_text("utf-8")
    as_copied = [(entry.title, entry.abstract, entry.date) for entry in read(text).entries]
    for other in (
        text.replace("\n", " \n"),
        text.replace("  •", "\u00a0\u00a0•").replace(" authors", "\u00a0authors"),
        text.replace("\n\n", "\n"),
        text.replace("\n\n", "\n\n\n"),
        text.replace("·", "\u200b·"),
    ):
        assert [(entry.title, entry.abstract, entry.date) for entry in read(other).entries] == as_copied


# ------------------------------------------------------------------------------------------------------------- laws

_WORDS = st.lists(st.sampled_from("bead spoon kite fog teapot rolls 3 A".split()), min_size=1, max_size=8)
_TITLES = _WORDS.map(lambda words: " ".join(words).title())
_ABSTRACTS = st.one_of(
    _WORDS.map(lambda words: " ".join(words) + "."),
    _WORDS.map(lambda words: " ".join(words * 60)),
)
_COUNTS = st.integers(0, 99).map(lambda count: f"  • {count} authors")
_DATES = st.tuples(st.sampled_from(["Jun 3", "Feb 30", "Dec 1, 2023", "May 9 4", "Jan 2, 2022 17"])).map(
    "".join
)
_LINES = st.one_of(
    _TITLES,
    _ABSTRACTS,
    _COUNTS,
    _DATES,
    st.sampled_from(["·", "", "Daily Papers", "Subscribe", "SubscribeBeads", "Team Bead", "Next"]),
)


def _squeezed(text: str) -> str:
    return " ".join(text.split())


@given(st.lists(_LINES, max_size=40))
def test_no_line_of_a_page_is_lost(lines: list[str]) -> None:
    """Every line that says something is in an entry or left over, and in one of them only."""
    reading = read("\n".join(lines), format_name="hf-page")
    left = [leftover.line for leftover in reading.leftovers]
    texts = [
        text
        for entry in reading.entries
        for text in (entry.title, entry.abstract, entry.organisation)
        if text is not None
    ]
    placed = [(number, _squeezed(line)) for number, line in enumerate(lines, 1) if number not in left]
    counts = [line for _, line in placed if line.endswith(" authors")]
    dates = [line for _, line in placed if line[:4] in {"Jun ", "Feb ", "Dec ", "May ", "Jan "}]

    for _, line in placed:
        assert (
            not line or line == "·" or line in counts or line in dates or any(line in text for text in texts)
        )
    assert len(counts) == sum(entry.author_count is not None for entry in reading.entries)
    assert len(dates) == sum(
        entry.date is not None or any(note.startswith('"') for note in entry.notes)
        for entry in reading.entries
    )
    assert [entry.line for entry in reading.entries] == sorted(entry.line for entry in reading.entries)
    assert left == sorted(left)


_FIELDS = st.one_of(
    _TITLES,
    _ABSTRACTS,
    st.sampled_from([
        "[1] arXiv:2408.09310 [pdf, html, other]", "2. arXiv:2408.09311 [pdf, ps, other] cs.CL", "arXiv:2408.09312", "cs.LG stat.ML",
        "Title: Kites", "Title:", "Authors: Ada Kite, Bo Fog", "Authors:", "Comments: 3 pages", "Subjects: Fog (cs.CL); Kites (cs.LG)",
        "Abstract: Fog rolls.", "Abstract: … fog… ▽ More", "Submitted 3 June, 2024; originally announced June 2024.", "",
        "Fri, 14 Jun 2024 (showing 2 of 2 entries )", "Total of 2 entries", "Ada Kite,",
    ]),
)  # fmt: skip


@given(st.lists(_FIELDS, max_size=30))
def test_no_line_of_an_arxiv_page_is_lost(lines: list[str]) -> None:
    """Every line below an identifier is in a field of its paper, or left over; every identifier makes an entry."""
    reading = read("\n".join(lines), format_name="arxiv-page")
    left = {leftover.line for leftover in reading.leftovers}
    heads = [number for number, line in enumerate(lines, 1) if "arXiv:" in line]
    texts = [
        " ".join(filter(None, (entry.title, ", ".join(entry.authors), entry.abstract)))
        for entry in reading.entries
    ]

    assert [entry.line for entry in reading.entries] == heads
    for number, line in enumerate(lines, 1):
        said = line.partition(": ")[2] or line
        is_mark = line.startswith(("Subjects:", "Submitted", "cs.LG")) or line in {"", "Title:", "Authors:"}
        assert (
            number in {*left, *heads} or is_mark or any(_squeezed(said).rstrip(",") in text for text in texts)
        )


# What makes each format what it is, so that random texts get past its beginning.
_MARKS = st.sampled_from([
    "@article{", "@string{a = ", "@comment(", "key,", "title = ", '"', "{", "}", ",", "#", "\\", "author = {A and B, C}", "$",
    "TY  - JOUR\n", "AU  - ", "ER  - \n", "[", "]", '{"paper": ', '{"id": "2408.09310", "title": ', '"x"', ":", "null", "\n", " ",
    "arXiv:2408.09310", "2408.09310\n", "[1] arXiv:2408.09310 [pdf]\n", "Title: ", "\nAuthors: ", "\nSubjects: ", "\nAbstract: ", "▽ More",
    "\nSubmitted 3 June, 2024; ", '{"title": "x", "papers": [', "• 5 authors\n", "·\n", "Jun 3\n", "Jun 3, 2024\n", "Subscribe", "\\textit{", "_{a}",
    "http://hf.x.org/a/b", "14.1times", "\ud800", "\u00ad", "\x00", "&amp;", "{\\'e}", "von der", "month = jan,",
])  # fmt: skip


@given(
    st.one_of(st.text(), st.lists(st.one_of(_MARKS, st.text(max_size=5)), max_size=30).map("".join)),
    st.sampled_from([reader.name for reader in READERS]),
    st.one_of(st.none(), st.dates()),
)
def test_no_text_is_too_strange(text: str, format_name: str, captured: date | None) -> None:
    """Whatever stands in a listing, a reader gives entries and leftovers, or says what is wrong."""
    try:
        reading = read(text, format_name=format_name, captured=captured)
    except LitreviewError:
        return

    for entry in reading.entries:
        assert entry.title or entry.abstract or entry.arxiv or entry.doi or entry.acl
        for line in (entry.title, entry.abstract, entry.venue, *entry.authors, *entry.notes):
            assert line is None or line == " ".join(line.split())


@given(st.one_of(st.text(), st.lists(st.one_of(_MARKS, st.text(max_size=5)), max_size=30).map("".join)))
def test_a_text_is_read_as_the_format_that_it_is_recognised_as(text: str) -> None:
    """Naming the format that the front door would choose anyway changes nothing; where it would choose none it refuses."""
    chosen = next((reader.name for reader in READERS if reader.recognises(text)), None)

    if chosen:
        assert read(text) == read(text, format_name=chosen)
    else:
        with pytest.raises(LitreviewError, match=r"no known kind of listing|HTML or XML"):
            read(text)
