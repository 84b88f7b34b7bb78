"""BibTeX: what bibtexparser, pandoc and biber read of our entries is what the records say, whatever stands in them."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import bibtexparser
import pytest
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given, settings
from hypothesis import strategies as st

from litreview.model.names import parse_name
from litreview.model.record import Record
from litreview.render import bibtex
from litreview.render.bibtex import bibtex_entry, bibtex_file
from litreview.render.encode import fold
from render.hostile import HOSTILE

VENUES = (None, "FABLE 2024", "Journal of Imaginary Results 7(3)", "Workshop on R&D_50% {x}")


def record(**fields: object) -> Record:
    """A record of an invented paper with `fields` in the place of its own."""
    plain: dict[str, object] = {
        "id": "marsh2023tidal",
        "title": "Tidal Attention",
        "authors": ("Marsh, Ada", "Reed, Bo"),
        "date": "2023-09-21",
    }
    return Record.model_validate(plain | fields)


def hostile_records() -> list[Record]:
    """A record for each hostile text: as its title, in names, in the venue."""
    return [
        record(
            id=f"p2023x{number:03}",
            title=fold(text),
            authors=(f"{{{fold(text)}}}", person(text), "van der Plume, Cy"),
            venue=f"FABLE: {fold(text)} 2024" if number % 2 else VENUES[number % len(VENUES)],
            arxiv=f"2309.{number:05}",
            primary_class="cs.CL",
            doi="10.1000/a_b(c)<d>#1%2",
        )
        for number, text in enumerate(HOSTILE.values())
    ]


def person(text: str) -> str:
    """A person's name of the words in `text`: a record's name has no braces and a comma between its parts."""
    words = re.sub(r"[{},]", " ", fold(text)).split() or ["Nemo"]
    return f"{' '.join(words[:2])}, {' '.join(words[2:5]) or 'Nemo'}"


def naive_file(records: Iterable[Record]) -> str:
    """What a writer does who has not thought of it."""
    return "".join(
        f"@misc{{{paper.id},\n  title = {{{paper.title}}},\n  author = {{{' and '.join(paper.authors)}}},\n"
        f"  year = {{{paper.year}}}\n}}\n\n"
        for paper in records
    )


def run(program: str, *arguments: str, folder: Path) -> str:
    """What `program` says, on both its outputs if it failed."""
    if shutil.which(program) is None:
        pytest.fail(f"no {program} here: `python tests/programs.py` says how to get it", pytrace=False)
    done = subprocess.run([program, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else done.stdout + done.stderr


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
        pytest.param({"date": "2023-09-21"}, ["year = {2023},", "month = sep,"], id="day"),
        pytest.param({"date": "2023-12"}, ["year = {2023},", "month = dec,"], id="month"),
        pytest.param({"date": "2023"}, ["year = {2023},"], id="year"),
        pytest.param({"date": None}, [], id="unknown"),
        pytest.param({"date": "2023-09-21", "venue": "FABLE 2024"}, ["year = {2024},"], id="published-later"),
        pytest.param({"date": None, "venue": "FABLE 2024"}, ["year = {2024},"], id="only-the-venue-says"),
    ],
)
def test_when(fields: dict[str, object], lines: list[str]) -> None:
    written = [line.strip() for line in bibtex_entry(record(**fields)).splitlines()]
    assert [line for line in written if line.startswith(("year", "month"))] == lines


@pytest.mark.parametrize(
    ("author", "written"),
    [
        pytest.param("Marsh, Ada", "Marsh, Ada", id="person"),
        pytest.param("King, Martin, Jr.", "King, Jr., Martin", id="suffix"),
        pytest.param("van der Plume, Cy", "van der Plume, Cy", id="particles"),
        pytest.param("Plume y Quill, Cy", "{Plume y Quill}, Cy", id="particle-within"),
        pytest.param("Plato", "Plato", id="mononym"),
        pytest.param("Plume of Quill", "{Plume of Quill}", id="mononym-of-words"),
        pytest.param("{Moonshine Team, Ltd.}", "{Moonshine Team, Ltd.}", id="group"),
        pytest.param("{Rock and Roll}", "{Rock and Roll}", id="group-with-and"),
        pytest.param("Rock and Roll, Al", "{Rock and Roll}, Al", id="and"),
        pytest.param("Marsh, AND", "Marsh, {AND}", id="and-in-capitals"),
        pytest.param("Others", "{Others}", id="others"),
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


# --- the programs that read it ---


def test_bibtexparser_reads_all() -> None:
    records = hostile_records()
    text = bibtex_file(records)
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    assert [entry.key for entry in library.entries] == [paper.id for paper in records]
    assert {entry["doi"] for entry in library.entries} == {"10.1000/a_b(c)<d>#1%2"}
    decoding = LatexDecodingMiddleware(keep_braced_groups=False)
    decoded = bibtexparser.parse_string(text, append_middleware=[decoding]).entries
    assert [as_typed(entry["title"]) for entry in decoded] == [as_read(paper.title) for paper in records]


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
    assert [field.key for field in library.entries[2].fields] == ["title", "author", "year", "month"]


def pandoc(text: str, folder: Path) -> str:
    """CSL-JSON of a BibTeX file, or what pandoc has to say of it."""
    (folder / "review.bib").write_text(text, encoding="utf-8")
    return run("pandoc", "-f", "bibtex", "-t", "csljson", "review.bib", folder=folder)


def csl_name(name: dict[str, str]) -> str:
    """A name of CSL in one string: a group as it is, a person as "Family, Given"; particles belong to the family."""
    parts = (name.get(part) for part in ("dropping-particle", "non-dropping-particle", "family"))
    family = " ".join(part for part in parts if part)
    return name.get("literal") or ", ".join(part for part in (family, name.get("given")) if part)


def test_pandoc_reads_all(tmp_path: Path) -> None:
    records = hostile_records()
    items = json.loads(pandoc(bibtex_file(records), tmp_path))
    assert [item["id"] for item in items] == [paper.id for paper in records]
    assert [as_typed(item["title"]) for item in items] == [as_read(paper.title) for paper in records]
    # pandoc takes the quotes off a part of a name that is all in quotes.
    assert [[re.sub("''", "", as_typed(csl_name(name))) for name in item["author"]] for item in items] == [
        [re.sub("''", "", as_read(parse_name(author).sort_name)) for author in paper.authors]
        for paper in records
    ]
    assert {item["DOI"] for item in items} == {"10.1000/a_b(c)<d>#1%2"}
    assert [item["URL"] for item in items] == [f"https://arxiv.org/abs/{paper.arxiv}" for paper in records]


def biber(text: str, folder: Path) -> tuple[str, str]:
    """What biber has to say of a BibTeX file, and the file as it writes it again; empty where it does not."""
    (folder / "review.bib").write_text(text, encoding="utf-8")
    said = run("biber", "--tool", "--validate-datamodel", "review.bib", folder=folder)
    written = folder / "review_bibertool.bib"
    return said, written.read_text(encoding="utf-8") if written.exists() else ""


def test_biber_reads_all(tmp_path: Path) -> None:
    """Without a warning, and writes the titles as we do."""
    records = hostile_records()
    said, written = biber(bibtex_file(records), tmp_path)
    assert [line for line in said.splitlines() if not line.startswith("INFO")] == []
    assert re.findall(r"^@\w+\{(.*),$", written, re.MULTILINE) == [paper.id for paper in records]
    assert re.findall(r"^  TITLE = (.*),$", written, re.MULTILINE) == re.findall(
        r"^  title = (.*),$", bibtex_file(records), re.MULTILINE
    )


def test_no_program_reads_a_naive_file(tmp_path: Path) -> None:
    """The tests above can fail: the same records as they are lose papers in each of the programs."""
    records = hostile_records()
    text = naive_file(records)
    assert bibtexparser.parse_string(text).failed_blocks != []
    assert "unexpected" in pandoc(text, tmp_path)
    said, _ = biber(text, tmp_path)
    assert "ERROR" in said
