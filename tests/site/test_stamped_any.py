"""`litreview build` makes the pages that MkDocs makes, whatever the records say and whichever parts of a page they leave out."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from any_record import DAYS, LINES, RECORDS
from litreview.model.corpus import load_corpus
from litreview.model.record import Record
from litreview.model.writing import dump_record
from litreview.render.encode import fold
from render.hostile import HOSTILE
from render.papers import person
from site_of import REPOSITORY, make_invented_review
from site_trees import by_mkdocs, differences, stamp, tree_of

pytestmark = pytest.mark.usefixtures("quick_sites")

FULL = load_corpus(REPOSITORY / "tests/corpus").by_id["quill2021feather"]
OPTIONAL = [
    name
    for name, field in Record.model_fields.items()
    if not field.is_required() and name not in {"decision", "reason", "formerly"}
]
HEADINGS = "Summary|Contributions|Results|Limitations|Abstract|Notes|Models, benchmarks and more|Related papers|Cite|Found in|cite|Papers".split(
    "|"
)
ODD_TITLES = (
    *HEADINGS, "茶壶与茶", "?", "1", "2024", "-", "__init__", "Été", "été", "ete", "A_1", "A 1", "a-1", "<h1>x</h1>", "# x", "x {#cite}", "lrz0v", "lrzbodyt",
    "lrzstemt", "nasty-body_1", "&amp;", "\\", "a\\b", '"', "x" * 300, "{{ page.title }}", "{% raw %}", "%s", "\u202ftea", "👩‍🔬",
)  # fmt: skip
ODD_NOTES = (
    "# Summary\n\nTea", "See [[quill2021feather]], [[nobody2020none]] and [a](https://example.org/a?b=1&c=2#d).", "- a\n- b\n\n  c\n\n1. d\n2. e",
    "```\n[[x]] {{ y }}\n```", "    code\n\ntext", "> quoted\n\n***\n\n| a | b |\n| - | - |\n| c | d |", "<script>x</script> &lt; `<b>`", "a  \nb\\\nc",
    "[x]: https://example.org/ 'y'\n\n[x] ![i](https://example.org/i.png)", "*[Tea]: Camellia\n\nTea[^1]\n\n[^1]: Note", "!!! note\n    x",
    "[p](papers/x.md#y) [q](#summary) [r](/s) [t](mailto:x@example.org)", "lrzbegin\n\nlrzfinish\n\nlrzinside", "Summary\n=======\n\nCite\n----\n",
)  # fmt: skip


def write_review(root: Path, records: list[dict[str, Any]]) -> Path:
    """A review of these records alone, at `root`."""
    make_invented_review(root, REPOSITORY / "tests/corpus")
    for folder in (root / "papers").iterdir():
        if folder.is_dir():
            shutil.rmtree(folder)
    for fields in records:
        record = Record.model_validate(fields)
        path = root / f"papers/{record.folder}/{record.id}.yml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(dump_record(record), "utf-8")
    return root


def assert_same(root: Path) -> dict[str, bytes]:
    """The site, which is MkDocs' own."""
    built = stamp(root, strict=False)
    made = by_mkdocs(root, root.parent / "plain")
    found = tree_of(root / "site")
    assert not built.by_mkdocs
    assert differences(tree_of(made.site), found) == []
    assert [problem.message for problem in built.problems] == list(made.warnings)
    return found


def full(number: int, **fields: object) -> dict[str, Any]:
    """The fields of a record with everything, but `fields`; one of None is left out."""
    plain = FULL.model_dump(exclude_none=True) | {
        "id": f"quill2021x{number}",
        "arxiv": f"2102.9{number:04}",
        "doi": f"10.5555/x.{number}",
    }
    return {name: value for name, value in (plain | fields).items() if value is not None}


# --- Parts that are left out ---


@pytest.fixture(scope="module")
def varied(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The site of papers that lack one field, or have only one; as MkDocs makes it, and as we do."""
    records = [full(900)]
    bare = {"id": "bare2021x", "title": "Bare"}
    records.append(bare)
    for number, name in enumerate(OPTIONAL):
        records.append(full(number, title=f"Without {name}", **{name: None}))
        records.append(
            bare | {"id": f"only2021x{number}", "title": f"Only {name}", name: FULL.model_dump()[name]}
        )
    records += [
        full(901, notes=None, abstract=None, found=None),
        full(902, decision="excluded", reason="Not a <b>paper</b>: 'x' & \"y\""),
        full(903, decision="excluded", reason="No.", venue=None, date=None),
        full(904, decision="candidate"),
        full(905, formerly=["quill2021old", "quill2021older"]),
        full(906, decision="excluded", reason="No.", formerly=["quill2021gone"]),
    ]
    records += [
        full(1000 + number, authors=[f"Quill, A{each}" for each in range(number)])
        for number in (1, 2, 3, 4, 40)
    ]
    records = [
        record
        | (
            {"url": "https://example.org/x"}
            if record["title"].endswith("url") and record["title"] != "Without url"
            else {}
        )
        for record in records
    ]
    root = write_review(tmp_path_factory.mktemp("varied") / "review", records)
    built = stamp(root, strict=False)
    assert not built.by_mkdocs
    return tree_of(by_mkdocs(root, root.parent / "plain").site), tree_of(root / "site")


KINDS = sorted({f"without-{name}" for name in OPTIONAL} | {f"only-{name}" for name in OPTIONAL})
Trees = tuple[dict[str, bytes], dict[str, bytes]]


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_without_a_part_and_with_it_alone(varied: Trees, kind: str) -> None:
    way, _, name = kind.partition("-")
    stem = {"without": "quill2021x", "only": "only2021x"}[way]
    path = f"papers/{stem}{OPTIONAL.index(name)}/index.html"
    assert varied[0][path] == varied[1][path]


def test_all_other_pages_of_varied_papers(varied: Trees) -> None:
    assert differences(*varied) == []
    assert {"papers/quill2021older/index.html", "papers/quill2021x902/index.html"} <= varied[1].keys()


def test_no_papers(tmp_path: Path) -> None:
    assert_same(write_review(tmp_path / "review", []))


# --- Texts that are odd ---


def test_titles_notes_and_names_that_are_odd(tmp_path: Path) -> None:
    """A paper for each: titles that are headings of the page, of the same slug, without one; Markdown in notes; names of all kinds."""
    records = [full(number, title=title, notes=None) for number, title in enumerate(ODD_TITLES)]
    records += [full(200 + number, notes=notes) for number, notes in enumerate(ODD_NOTES)]
    for number, text in enumerate(fold(each).strip() for each in HOSTILE.values()):
        records.append(
            full(
                300 + number, title=text, authors=(person(text), f"{{{re.sub('[{}]', '', text)}}}"), venue=text, models=(text, "Kettle"),
                benchmarks=(text,), summary=text, contributions=(text,), limitations=(text,), notes=text, abstract=text,
                results=[{"what": text, "on": text, "metric": text, "value": "1", "kind": "absolute", "source": text}],
            )
        )  # fmt: skip
    assert_same(write_review(tmp_path / "review", records))


@st.composite
def reviews(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Two to six records of different ids that share some of their names."""
    made: dict[str, dict[str, Any]] = {}
    names = draw(st.lists(LINES, min_size=1, max_size=3))
    shared = st.lists(st.sampled_from(names), max_size=2)
    for record in draw(st.lists(RECORDS, min_size=2, max_size=6, unique_by=lambda record: record.id)):
        fields = record.model_dump(exclude_none=True) | {
            "models": draw(shared),
            "benchmarks": draw(shared),
            "formerly": [],
        }
        title = draw(st.none() | st.sampled_from(ODD_TITLES) | st.sampled_from(names))
        notes = draw(st.none() | st.sampled_from(ODD_NOTES))
        added = draw(st.none() | DAYS.filter(lambda day: "1990" < day < "2040"))
        fields |= {name: value for name, value in (("title", title), ("notes", notes)) if value}
        fields["added"] = added
        fields["related"] = []
        made[record.id] = {name: value for name, value in fields.items() if value is not None}
    return list(made.values())


@settings(max_examples=5, derandomize=True, suppress_health_check=list(HealthCheck), database=None)
@given(reviews())
def test_any_records(tmp_path_factory: pytest.TempPathFactory, records: list[dict[str, Any]]) -> None:
    assert_same(write_review(tmp_path_factory.mktemp("any") / "review", records))
