"""Completing entries from a bibliography: what it fills in, what it corrects, what is refused."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litreview.errors import LitreviewError, WrongUsageError
from litreview.intake.entry import Entry
from litreview.intake.lookup import complete, load_lookup, make_bibliography
from litreview.intake.settle import settle

ENTRY = Entry("Moon Base Daily", "day.txt", 3, title="Brewing Tea by Reinforcement")
ITEM = Entry(
    "CSL-JSON",
    "facts.json",
    1,
    title="Brewing Tea by Reinforcement",
    authors=("Quill, Ada", "Marsh, Bo"),
    date="2024-02-03",
    arxiv="2402.00001",
    primary_class="cs.CL",
    doi="10.1000/tea",
    acl="2024.acl-long.1",
    venue="TEA 2024",
    code="https://example.org/tea",
    abstract="We brew.",
)
FACTS = {
    name: getattr(ITEM, name)
    for name in ("authors", "date", "arxiv", "primary_class", "doi", "acl", "venue", "code", "abstract")
}


@pytest.mark.parametrize(
    "known",
    [
        pytest.param({}, id="by-title"),
        pytest.param({"title": "brewing tea – by reinforcement!"}, id="by-title-in-other-letters"),
        pytest.param({"title": None, "arxiv": "2402.00001"}, id="by-arxiv"),
        pytest.param({"title": None, "doi": "10.1000/tea"}, id="by-doi"),
        pytest.param({"title": None, "acl": "2024.acl-long.1"}, id="by-acl"),
        pytest.param({"authors": ("Ada Quill", "Bo Marsh")}, id="names-in-parts-are-better"),
        pytest.param({"date": "2024"}, id="a-more-precise-date"),
        pytest.param({"date": "2024-02-04"}, id="a-day-of-another-time-zone"),
        pytest.param({"author_count": 2}, id="author-count-agrees"),
    ],
)
def test_facts_are_filled_in(known: dict[str, object]) -> None:
    entry = replace(ENTRY, **known)
    expected = replace(ENTRY, **FACTS, author_count=entry.author_count)
    assert complete(entry, make_bibliography("facts.json", [ITEM])) == expected


@pytest.mark.parametrize(
    ("known", "item", "note"),
    [
        pytest.param(
            {"author_count": 5}, {}, "listing says 5 authors, looked up 2", id="other-number-of-authors"
        ),
        pytest.param(
            {"date": "2025-02-03"},
            {},
            "date 2024-02-03 as in facts.json; the listing has 2025-02-03",
            id="other-date",
        ),
        pytest.param(
            {"arxiv": "2402.00001", "title": "Brewing Tea by Reinforcements"},
            {},
            'title as in facts.json; the listing has "Brewing Tea by Reinforcements"',
            id="other-title",
        ),
    ],
)
def test_what_the_bibliography_corrects_is_noted(
    known: dict[str, object], item: dict[str, object], note: str
) -> None:
    completed = complete(replace(ENTRY, **known), make_bibliography("facts.json", [replace(ITEM, **item)]))
    facts = {**FACTS, "author_count": known.get("author_count")}
    assert completed == replace(ENTRY, **facts, notes=(note,))


def test_what_the_listing_has_stays_and_the_difference_is_noted() -> None:
    completed = complete(replace(ENTRY, venue="KETTLE 2025"), make_bibliography("facts.json", [ITEM]))
    note = 'venue "KETTLE 2025" as in the listing; facts.json has "TEA 2024"'
    assert completed == replace(ENTRY, **{**FACTS, "venue": "KETTLE 2025"}, notes=(note,))


def test_a_less_precise_date_does_not_win() -> None:
    bibliography = make_bibliography("facts.json", [replace(ITEM, date="2024")])
    assert complete(replace(ENTRY, date="2024-02-03"), bibliography) == replace(ENTRY, **FACTS)


@pytest.mark.parametrize(
    ("known", "items", "note"),
    [
        pytest.param(
            {},
            [ITEM, replace(ITEM, arxiv="2402.00002", doi=None, acl=None)],
            "facts.json has 2 papers under this title; none of them is taken",
            id="two-of-the-title",
        ),
        pytest.param(
            {"arxiv": "2402.00001", "doi": "10.1000/cup"},
            [replace(ITEM, doi=None), replace(ITEM, title="Cups", arxiv=None, acl=None, doi="10.1000/cup")],
            "facts.json has 2 papers under arXiv:2402.00001; none of them is taken",
            id="two-of-the-identifiers",
        ),
        pytest.param(
            {"arxiv": "2402.00001"},
            [replace(ITEM, title="Folding Teacups")],
            'facts.json has "Folding Teacups" under arXiv:2402.00001; not taken',
            id="another-title-under-the-identifier",
        ),
        pytest.param(
            {"arxiv": "2402.00009"},
            [ITEM],
            "facts.json has a paper with another identifier, arXiv:2402.00001, doi:10.1000/tea, ACL:2024.acl-long.1, "
            "under this title; not taken",
            id="another-identifier-under-the-title",
        ),
        pytest.param(
            {"authors": ("Dolittle, Cy",)},
            [ITEM],
            "facts.json has a paper by other authors, Quill, Ada first, under this title; not taken",
            id="other-authors-under-the-title",
        ),
    ],
)
def test_what_does_not_fit_is_refused_and_noted(
    known: dict[str, object], items: list[Entry], note: str
) -> None:
    entry = replace(ENTRY, **known)
    assert complete(entry, make_bibliography("facts.json", items)) == replace(entry, notes=(note,))


def test_items_that_say_the_same_are_one() -> None:
    again = replace(ITEM, line=9, key="tea2024", notes=("again",))
    bibliography = make_bibliography("facts.json", [ITEM, again])
    assert complete(ENTRY, bibliography) == replace(ENTRY, **FACTS)


def test_a_paper_that_is_not_there_is_left_as_it_is() -> None:
    entry = replace(ENTRY, title="Folding Teacups")
    assert complete(entry, make_bibliography("facts.json", [ITEM])) == entry


@given(st.from_type(Entry))
def test_an_empty_bibliography_only_settles(entry: Entry) -> None:
    assert complete(entry, make_bibliography("facts.json", [])) == settle(entry)


CSL = [
    {
        "id": "tea",
        "type": "article",
        "title": "Brewing Tea by Reinforcement",
        "author": [{"family": "Quill", "given": "Ada"}, {"family": "Marsh", "given": "Bo"}],
        "issued": {"date-parts": [[2024, 2, 3]]},
        "number": "arXiv:2402.00001",
        "DOI": "10.1000/tea",
        "URL": "https://arxiv.org/abs/2402.00001",
        "container-title": "TEA 2024",
        "abstract": "We brew.",
        "custom": {"acl": "2024.acl-long.1", "primary_category": "cs.CL", "code": "https://example.org/tea"},
    }
]
BIBTEX = """@inproceedings{tea,
  title = {Brewing Tea by Reinforcement},
  author = {Quill, Ada and Marsh, Bo},
  year = 2024,
  doi = {10.1000/tea},
  booktitle = {TEA 2024},
}
"""


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        pytest.param("facts.json", json.dumps(CSL), FACTS, id="csl-json"),
        pytest.param(
            "facts.bib",
            BIBTEX,
            {"authors": FACTS["authors"], "date": "2024", "doi": "10.1000/tea", "venue": "TEA 2024"},
            id="bibtex",
        ),
    ],
)
def test_bibliographies_are_files(tmp_path: Path, name: str, text: str, expected: dict[str, object]) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    assert complete(ENTRY, load_lookup(path)) == replace(ENTRY, **expected)


def test_a_file_without_papers_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    path.write_text("[]", "utf-8")
    with pytest.raises(LitreviewError) as caught:
        load_lookup(path)
    assert str(caught.value) == (
        f"{path}: no papers in it\n"
        "  hint: a bibliography is a file of CSL-JSON, BibTeX or RIS; `--lookup arxiv` asks arXiv"
    )


def test_a_missing_file_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(WrongUsageError):
        load_lookup(tmp_path / "facts.json")
