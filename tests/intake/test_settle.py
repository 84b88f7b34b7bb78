"""Settling: an entry comes out with nothing in it that a record could not hold."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litreview.intake.entry import Entry
from litreview.intake.settle import settle
from litreview.model.record import Record

BARE = Entry("Moon Base Daily", "day.txt", 3)


@pytest.mark.parametrize(
    ("given_fields", "expected"),
    [
        pytest.param({"arxiv": "arXiv:2402.00001v3"}, {"arxiv": "2402.00001"}, id="arxiv-version"),
        pytest.param({"doi": "https://doi.org/10.1000/TEA"}, {"doi": "10.1000/tea"}, id="doi-resolver"),
        pytest.param({"doi": "10.48550/arXiv.2402.00001"}, {"arxiv": "2402.00001"}, id="doi-of-arxiv"),
        pytest.param(
            {"url": "https://arxiv.org/pdf/2402.00001v2"}, {"arxiv": "2402.00001"}, id="url-of-arxiv"
        ),
        pytest.param(
            {"url": "https://huggingface.co/papers/2402.00001"},
            {"arxiv": "2402.00001"},
            id="url-of-hugging-face",
        ),
        pytest.param({"url": "https://doi.org/10.1000/tea"}, {"doi": "10.1000/tea"}, id="url-of-doi"),
        pytest.param(
            {"url": "https://aclanthology.org/2024.acl-long.1/"}, {"acl": "2024.acl-long.1"}, id="url-of-acl"
        ),
        pytest.param(
            {"url": "https://EXAMPLE.org/tea"}, {"url": "https://example.org/tea"}, id="url-of-something-else"
        ),
        pytest.param({"title": " Tea \t and\u00a0Honey "}, {"title": "Tea and Honey"}, id="white-space"),
        pytest.param(
            {"title": "Te\u202ea\ud800 for\x07two"}, {"title": "Tea for two"}, id="unseen-characters"
        ),
        pytest.param({"authors": ("Ada Quill",)}, {"authors": ("Quill, Ada",)}, id="name-in-reading-order"),
        pytest.param({"authors": ("{Tea} Team",)}, {"authors": ("Team, Tea",)}, id="braces-inside-a-name"),
        pytest.param({"authors": (" ", "")}, {}, id="no-names"),
        pytest.param({"venue": "  "}, {}, id="empty-text"),
    ],
)
def test_values_come_out_as_records_have_them(
    given_fields: dict[str, object], expected: dict[str, object]
) -> None:
    assert settle(replace(BARE, **given_fields)) == replace(BARE, **expected)


@pytest.mark.parametrize(
    ("given_fields", "note"),
    [
        pytest.param({"arxiv": "24x1"}, 'arxiv: "24x1" is no arXiv identifier; left out', id="arxiv"),
        pytest.param({"doi": "tea"}, 'doi: "tea" is no DOI; left out', id="doi"),
        pytest.param({"acl": "tea"}, 'acl: "tea" is no ACL Anthology identifier; left out', id="acl"),
        pytest.param({"url": "javascript:1"}, 'url: "javascript:1" is no web address; left out', id="url"),
        pytest.param({"code": "see below"}, 'code: "see below" is no web address; left out', id="code"),
        pytest.param(
            {"date": "2024-02-30"}, 'date: "2024-02-30" is not in the calendar; left out', id="date"
        ),
        pytest.param(
            {"listed": "2024"}, 'day of the listing: "2024" is no day; left out', id="day-of-listing"
        ),
        pytest.param(
            {"primary_class": "Tea!"},
            'primary class: "Tea!" is no arXiv category; left out',
            id="primary-class",
        ),
        pytest.param({"authors": (", Ada",)}, 'authors: ", Ada" has no family name; left out', id="author"),
    ],
)
def test_what_no_record_can_hold_is_left_out_and_noted(given_fields: dict[str, object], note: str) -> None:
    assert settle(replace(BARE, **given_fields)) == replace(BARE, notes=(note,))


def test_two_identifiers_of_a_kind_are_noted() -> None:
    entry = replace(BARE, arxiv="2402.00001", url="https://arxiv.org/abs/2402.00002")
    note = 'arxiv: the entry names "2402.00001" and "2402.00002"; the first is taken'
    assert settle(entry) == replace(BARE, arxiv="2402.00001", notes=(note,))


ANY_TEXT = st.one_of(
    st.none(), st.text(max_size=30), st.sampled_from(["2402.00001v2", "10.1000/x", "https://a.example"])
)
ENTRIES = st.builds(
    Entry,
    source=st.text(max_size=9),
    listing=st.text(max_size=9),
    line=st.integers(1, 99),
    listed=ANY_TEXT,
    title=ANY_TEXT,
    abstract=ANY_TEXT,
    authors=st.lists(st.text(max_size=12), max_size=3).map(tuple),
    organisation=ANY_TEXT,
    date=ANY_TEXT,
    arxiv=ANY_TEXT,
    doi=ANY_TEXT,
    acl=ANY_TEXT,
    primary_class=ANY_TEXT,
    venue=ANY_TEXT,
    url=ANY_TEXT,
    code=ANY_TEXT,
)


@given(ENTRIES)
def test_a_record_can_hold_all_of_a_settled_entry(entry: Entry) -> None:
    settled = settle(entry)
    names = ("authors", "date", "arxiv", "primary_class", "doi", "acl", "venue", "url", "code", "abstract")
    record = Record(
        id="tea2024x", title=settled.title or "x", **{name: getattr(settled, name) for name in names}
    )
    assert [getattr(record, name) for name in names] == [getattr(settled, name) for name in names]


@given(ENTRIES)
def test_settling_twice_is_settling_once(entry: Entry) -> None:
    assert settle(settle(entry)) == settle(entry)
