"""BibTeX: what bibtexparser, pybtex, pandoc, biber and BibTeX itself read of our entries is what the records say."""

import json
import re
from collections.abc import Iterable
from pathlib import Path

import bibtexparser
import pytest
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database import parse_string as parse_by_pybtex
from pybtex.exceptions import PybtexError

from litreview.model.record import Record
from litreview.render import encode
from litreview.render.bibtex import bibtex_file
from litreview.render.citation import cited_name, issued
from render.outside import biber, bibtex, csl_name, pandoc
from render.papers import hostile_records, injecting_records, invented_records, real_records, record


def naive_file(records: Iterable[Record]) -> str:
    """What a writer does who has not thought of it."""
    return "".join(
        f"@misc{{{paper.id},\n  title = {{{paper.title}}},\n  author = {{{' and '.join(paper.authors)}}},\n"
        f"  year = {{{paper.year}}}\n}}\n\n"
        for paper in records
    )


def as_typed(text: str) -> str:
    """`text` without what a typesetter makes of quotes, dots and circumflexes."""
    return text.translate(
        str.maketrans({"‘": "'", "’": "'", "`": "'", "“": "''", "”": "''", '"': "''", "…": "...", "ˆ": "^"})
    )


def as_read(text: str) -> str:
    """`text` as typed, without the braces that have no partner: pandoc and pylatexenc do not know TeX's commands for those."""
    before, after = "", as_typed(text)
    while before != after:
        before, after = after, re.sub(r"\{([^{}]*)\}", "\x01\\1\x02", after)
    return re.sub(r"[{}]", "", after).replace("\x01", "{").replace("\x02", "}")


def ids(records: Iterable[Record]) -> list[str]:
    return [paper.id for paper in records]


def names(paper: Record) -> list[str]:
    """The authors as people say them."""
    return [encode.fold(cited_name(author).display) for author in paper.authors]


def written_names(paper: Record) -> list[str]:
    """The authors in BibTeX's own order, "Family, Suffix, Given", as TeX; braces are ours, and go."""
    parts = [(name.group or name.family, name.suffix, name.given) for name in map(cited_name, paper.authors)]
    return [without_braces(", ".join(encode.bibtex(part) for part in name if part)) for name in parts]


def without_braces(text: str) -> str:
    return re.sub("[{}]", "", text)


READABLE = pytest.mark.parametrize(
    "records",
    [
        pytest.param(hostile_records(), id="hostile"),
        pytest.param(injecting_records(), id="injecting"),
        pytest.param(invented_records(), id="invented"),
        pytest.param(real_records(), id="real"),
    ],
)
"""What every program has to read whole; the tests of single programs say what it makes of the text."""


# --- bibtexparser ---


@READABLE
def test_bibtexparser_reads_all(records: list[Record]) -> None:
    library = bibtexparser.parse_string(bibtex_file(records))
    assert library.failed_blocks == []
    assert [entry.key for entry in library.entries] == ids(records)
    decoding = LatexDecodingMiddleware(keep_braced_groups=False)
    decoded = bibtexparser.parse_string(bibtex_file(records), append_middleware=[decoding]).entries
    assert [as_typed(entry["title"]) for entry in decoded] == [
        as_read(encode.fold(paper.title)) for paper in records
    ]


def test_bibtexparser_reads_real_titles_and_authors_to_the_letter() -> None:
    records = real_records()
    decoding = LatexDecodingMiddleware(keep_braced_groups=False)
    entries = bibtexparser.parse_string(bibtex_file(records), append_middleware=[decoding]).entries
    assert [entry["title"] for entry in entries] == [paper.title for paper in records]
    assert [entry["author"].split(" and ") for entry in entries] == [
        [
            ", ".join(filter(None, (name.group or name.family, name.suffix, name.given)))
            for name in map(cited_name, paper.authors)
        ]
        for paper in records
    ]


@given(title=st.text(min_size=1), author=st.text(min_size=1))
@settings(max_examples=200, deadline=None)
def test_bibtexparser_reads_any_text(title: str, author: str) -> None:
    """Three entries in, three out, the fields of each with nothing lost between them."""
    any_text = record(id="any2023text").model_copy(
        update={"title": title, "authors": (author, f"{{{author}}}"), "venue": title}
    )
    library = bibtexparser.parse_string(bibtex_file([record(), any_text, record(id="reed2022ebb")]))
    assert library.failed_blocks == []
    assert [entry.key for entry in library.entries] == ["marsh2023tidal", "any2023text", "reed2022ebb"]
    assert [field.key for field in library.entries[2].fields] == ["title", "author", "year", "month", "day"]


# --- pybtex ---


@READABLE
def test_pybtex_reads_all(records: list[Record]) -> None:
    """It keeps values as they are written, so they are compared with what we mean to write."""
    entries = parse_by_pybtex(bibtex_file(records), "bibtex").entries
    assert list(entries) == ids(records)
    assert [entry.fields["title"] for entry in entries.values()] == [
        f"{{{encode.bibtex(paper.title)}}}" for paper in records
    ]
    assert [
        [without_braces(str(person)) for person in entry.persons.get("author", [])]
        for entry in entries.values()
    ] == [written_names(paper) for paper in records]


# --- pandoc ---


@READABLE
def test_pandoc_reads_all(records: list[Record], tmp_path: Path) -> None:
    items = json.loads(pandoc(bibtex_file(records), "bibtex", tmp_path))
    assert [item["id"] for item in items] == ids(records)
    assert [as_typed(item["title"]) for item in items] == [
        as_read(encode.fold(paper.title)) for paper in records
    ]
    # pandoc takes the quotes off a part of a name that is all in quotes.
    assert [
        [re.sub("''", "", as_typed(csl_name(name))) for name in item.get("author", [])] for item in items
    ] == [[re.sub("''", "", as_read(name)) for name in names(paper)] for paper in records]


def test_pandoc_reads_identifiers(tmp_path: Path) -> None:
    records = hostile_records()
    items = json.loads(pandoc(bibtex_file(records), "bibtex", tmp_path))
    assert {item["DOI"] for item in items} == {"10.1000/a_b(c)<d>#1%2"}
    assert [item["URL"] for item in items] == [f"https://arxiv.org/abs/{paper.arxiv}" for paper in records]


# --- biber ---


@READABLE
def test_biber_reads_all(records: list[Record], tmp_path: Path) -> None:
    """Without a warning but for missing years, and writes the titles as we do."""
    said, written = biber(bibtex_file(records), tmp_path)
    undated = [paper.id for paper in records if issued(paper) is None]
    assert [line for line in said.splitlines() if not line.startswith("INFO")] == [
        f"WARN - Datamodel: Entry '{paper}' (review.bib): Missing mandatory field - one of 'date, year' must be defined"
        for paper in undated
    ]
    assert re.findall(r"^@\w+\{(.*),$", written, re.MULTILINE) == ids(records)
    assert re.findall(r"^  TITLE = (.*),$", written, re.MULTILINE) == re.findall(
        r"^  title = (.*),$", bibtex_file(records), re.MULTILINE
    )


# --- BibTeX itself ---


@READABLE
def test_bibtex_reads_all(records: list[Record], tmp_path: Path) -> None:
    """Without a warning; names fall into the parts that we meant, which a style of our own prints."""
    said, printed = bibtex(bibtex_file(records), tmp_path)
    assert [line for line in said.splitlines() if re.search(r"\bwarning|error|I was|I'm|--line", line)] == []
    lines = [tuple(line.split(" ", maxsplit=1)) for line in printed.splitlines()]
    # BibTeX ties the words of a name together.
    shown = [(what, without_braces(value.replace("~", " "))) for what, value in lines]
    assert shown == [
        each
        for paper in records
        for each in (
            ("ENTRY", paper.id),
            ("TITLE", without_braces(encode.bibtex(paper.title))),
            *(("AUTHOR", name) for name in written_names(paper)),
        )
    ]


# --- the control ---


def test_no_program_reads_a_naive_file(tmp_path: Path) -> None:
    """The tests above can fail: the same records as they are lose papers in each of the programs."""
    text = naive_file(hostile_records())
    assert bibtexparser.parse_string(text).failed_blocks != []
    with pytest.raises(PybtexError):
        parse_by_pybtex(text, "bibtex")
    assert "unexpected" in pandoc(text, "bibtex", tmp_path)
    assert "ERROR" in biber(text, tmp_path)[0]
    assert "error messages" in bibtex(text, tmp_path)[0]


def test_every_program_reads_the_injected_entry_of_a_naive_file(tmp_path: Path) -> None:
    """Braces that balance break nothing: an entry is there that no record has, and nobody is told."""
    text = naive_file([record(title="x}, } @misc{injected2023, title = {Injected")])
    keys = ["marsh2023tidal", "injected2023"]
    assert [entry.key for entry in bibtexparser.parse_string(text).entries] == keys
    assert list(parse_by_pybtex(text, "bibtex").entries) == keys
    assert [item["id"] for item in json.loads(pandoc(text, "bibtex", tmp_path))] == keys
