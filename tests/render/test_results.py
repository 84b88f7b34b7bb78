"""Results side by side: which claims meet, in which order, and what of them pages, spreadsheets and documents say."""

import csv
import io
from pathlib import Path

import pytest

from litreview.model.corpus import Corpus
from litreview.render.addresses import Addresses
from litreview.render.index import index_corpus
from litreview.render.pages import render_files
from litreview.render.results import pages
from litreview.render.results.claims import collect_claims
from litreview.render.results.pages import view_overview, view_results, view_tables
from litreview.render.results.tables import Table
from render.hostile import HOSTILE
from render.outside import run, without_typography
from render.reviews import TAXONOMY, corpus_of, files_of, paper


def column(table: Table, name: str) -> list[str]:
    """The texts of a column, several in a cell joined; what stands for nothing where there is none."""
    at = [head.name for head in table.heads].index(name)
    return ["; ".join(link.text for link in row.cells[at]) or table.heads[at].nothing for row in table.rows]


def tables_of(corpus: Corpus, page: str = "results/index.md") -> tuple[Table, ...]:
    """The tables of all claims of `corpus`."""
    reported = collect_claims(index_corpus(corpus))
    view = view_results(reported.all, reported, page)
    assert view is not None
    return view.tables


def downloads_of(corpus: Corpus) -> dict[str, str]:
    """Tables for spreadsheets and documents."""
    return files_of(corpus, "benchmarks/*.csv", "results/*.csv", "topics/*.*.csv", "*.tex")


def test_kinds_are_kept_apart() -> None:
    rows = [{"value": "1", "kind": kind, "against": "Pot"} for kind in ("ratio", "gain", "absolute", "gain")]
    tables = tables_of(corpus_of(paper("a2021one", *rows)))
    assert [(table.title, len(table.rows)) for table in tables] == [
        ("Absolute values", 1),
        ("Gains", 2),
        ("Ratios", 1),
    ]


@pytest.mark.parametrize(
    ("results", "ordered"),
    [
        pytest.param(
            [{"value": "9"}, {"value": "10"}, {"value": "-1"}, {"value": "9.5"}],
            ["10", "9.5", "9", "−1"],
            id="as-numbers-highest-first",
        ),
        pytest.param(
            [
                {"value": "1", "unit": "points"},
                {"value": "90", "unit": "%"},
                {"value": "5", "unit": "points"},
            ],
            ["90", "5", "1"],
            id="units-apart",
        ),
        pytest.param(
            [
                {"value": "1", "metric": "speed"},
                {"value": "2", "metric": "F1 (up to)"},
                {"value": "1", "metric": "F1"},
            ],
            ["1", "2", "1"],
            id="metrics-apart-and-without-remark-first",
        ),
        pytest.param(
            [{"value": "1"}, {"value": "2", "on": "PourQA"}, {"value": "3", "on": "AnyQA"}],
            ["3", "2", "1"],
            id="benchmarks-apart-and-none-last",
        ),
    ],
)
def test_order(results: list[dict[str, object]], ordered: list[str]) -> None:
    (table,) = tables_of(corpus_of(paper("a2021one", *results)))
    assert column(table, "Value") == ordered


def test_of_equal_values_the_newest_paper_comes_first() -> None:
    old, new = paper("a2021old", {"value": "1"}), paper("b2022new", {"value": "1"}, date="2022-01-01")
    (table,) = tables_of(corpus_of(old, new))
    assert [row.paper for row in table.rows] == ["b2022new", "a2021old"]


def test_what_is_missing_is_said() -> None:
    (table,) = tables_of(corpus_of(paper("a2021one", {"value": "1"}, date=None)))
    said = {head.name: column(table, head.name) for head in table.heads}
    assert said == {
        "Paper": ["Quirk"],
        "What": ["Kettle"],
        "Value": ["1"],
        "Unit": ["none"],
        "Metric": ["accuracy"],
        "On": ["not stated"],
        "Against": ["not stated"],
        "Date": ["unknown"],
    }


@pytest.mark.parametrize(
    ("result", "shown"),
    [
        pytest.param({"value": "2.50"}, ("2.50", "none"), id="digits-as-stated"),
        pytest.param({"value": "4.8", "unit": "%", "kind": "gain"}, ("+4.8", "%"), id="gain"),
        pytest.param({"value": "-4.8", "kind": "gain"}, ("−4.8", "none"), id="loss"),
        pytest.param({"value": "14.1", "kind": "ratio"}, ("14.1", "×"), id="ratio"),
        pytest.param({"value": "2", "kind": "ratio", "unit": "%"}, ("2", "%"), id="ratio-with-its-own-unit"),
    ],
)
def test_number(result: dict[str, object], shown: tuple[str, str]) -> None:
    (table,) = tables_of(corpus_of(paper("a2021one", result)))
    assert (column(table, "Value")[0], column(table, "Unit")[0]) == shown


def test_each_number_leads_to_its_record_and_names_to_their_pages() -> None:
    row = {"value": "1", "on": "PourQA", "what": "Kettle 7B", "against": "Nobody"}
    one = paper("a2021one", row, models=["kettle-7b"], benchmarks=["PourQA"])
    (table,) = tables_of(corpus_of(one, paper("b2021two", {"value": "2"})), "results/accuracy.md")
    cells = dict(zip((head.name for head in table.heads), table.rows[0].cells, strict=True))
    assert {name: cell[0].address for name, cell in cells.items() if cell} == {
        "Paper": "../papers/a2021one.md",
        "What": "../models/kettle-7b.md",
        "Value": "../papers/a2021one.md#results",
        "Metric": "../results/accuracy.md",
        "On": "../benchmarks/pourqa.md",
        "Against": "",
        "Date": "",
    }


def test_a_metric_has_a_page_where_two_papers_count_it() -> None:
    one = paper("a2021one", {"value": "1", "metric": "speedup (up to)"}, {"value": "1", "metric": "spills"})
    two = paper("b2021two", {"value": "2", "metric": "Speedup"}, {"value": "2", "metric": "sips"})
    files = render_files(corpus_of(one, two), abstracts={}, addresses=Addresses())
    metrics = {path for path in files if path.startswith("results/")}
    assert metrics == {"results/index.md", *(f"results/speedup.{end}" for end in ("md", "csv", "tex"))}


def test_a_benchmark_gathers_claims_in_any_spelling_from_papers_that_do_not_list_it() -> None:
    one = paper("a2021one", benchmarks=["HumanEval", "HumanEval+"])
    two = paper("b2021two", {"value": "1", "on": "human-eval"}, {"value": "2", "on": "HumanEval+"})
    reported = collect_claims(index_corpus(corpus_of(one, two)))
    values = {
        slug: [str(claim.result.value) for claim in claims] for slug, claims in reported.by_benchmark.items()
    }
    assert values == {"humaneval": ["1"], "humaneval-2": ["2"]}


def test_papers_that_would_be_cited_alike_are_told_apart() -> None:
    papers = [
        paper("quirk2021kettle"),
        paper("quirk2021spoon"),
        paper("marsh2021tide", authors=["Marsh, Ada", "Reed, Bo", "Sand, Cy"]),
        paper("two2021names", authors=["Marsh, Ada", "{Tea Team}"]),
        paper("nobodyndknows", authors=[], date=None),
    ]
    assert collect_claims(index_corpus(corpus_of(*papers))).labels == {
        "quirk2021kettle": "Quirk 2021 (kettle)",
        "quirk2021spoon": "Quirk 2021 (spoon)",
        "marsh2021tide": "Marsh et al. 2021",
        "two2021names": "Marsh and Tea Team 2021",
        "nobodyndknows": "On nobodyndknows",
    }


def test_overview_has_what_several_papers_report_on_most_first() -> None:
    row = {"on": "PourQA", "unit": "%"}
    papers = [
        paper("a2021one", {**row, "value": "60"}, {**row, "value": "88.5"}, benchmarks=["PourQA", "Alone"]),
        paper(
            "b2021two",
            {**row, "value": "9"},
            {"value": "1", "on": "Both"},
            {"value": "1", "on": "Alone"},
            benchmarks=["Both"],
        ),
        paper(
            "c2021three",
            {**row, "value": "70", "kind": "gain"},
            {"value": "7", "on": "Both", "metric": "sips"},
        ),
    ]
    index = index_corpus(corpus_of(*papers))
    overview = view_overview(index, collect_claims(index))
    assert [(row.name.text, row.papers, row.about) for row in overview.benchmarks] == [
        ("PourQA", 3, "4 claims; accuracy 9 to 88.5 %"),
        ("Both", 2, "2 claims"),
    ]
    assert [(row.name.text, row.papers, row.about) for row in overview.metrics] == [
        ("accuracy", 3, "6 claims; 9 to 88.5 %")
    ]


def test_a_page_shows_the_newest_and_the_downloads_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "SHOWN", 2)
    papers = [paper(f"p{year}x", {"value": "1"}, date=f"{year}-01-01") for year in (2019, 2021, 2020)]
    files = render_files(corpus_of(*papers), abstracts={}, addresses=Addresses())
    page = files["results/index.md"]
    assert "Shown are 2 of 3 claims" in page
    assert [f"papers/p{year}x.md" in page for year in (2019, 2020, 2021)] == [False, True, True]
    assert [row["id"] for row in csv.DictReader(io.StringIO(files["results/accuracy.csv"][1:]))] == [
        "p2021x",
        "p2020x",
        "p2019x",
    ]


def test_no_result_no_table() -> None:
    corpus = corpus_of(paper("a2021one"))
    files = render_files(corpus, abstracts={}, addresses=Addresses())
    assert "No record has results yet." in files["results/index.md"]
    assert [path for path in files if path.endswith(".tex")] == ["results.tex"]
    assert "tabular" not in files["results.tex"]


# --- Declared tables ---


def declaring(*tables: object) -> dict[str, object]:
    """A taxonomy whose topic `tea` declares `tables`."""
    tea, cake = TAXONOMY["topics"]
    return {"topics": [{**tea, "tables": tables}, cake]}


def declared(*papers: object, **table: object) -> Table:
    corpus = corpus_of(*papers, taxonomy=declaring({"title": "Teas", **table}))  # type: ignore[arg-type]
    index = index_corpus(corpus)
    path, topic = next(corpus.taxonomy.walk())
    (view,) = view_tables(path, topic, index, collect_claims(index))
    return view.table


GREEN = paper(
    "green2021tea",
    {"what": "Sencha", "value": "90", "unit": "%", "on": "PourQA", "metric": "accuracy (up to)"},
    {
        "what": "Matcha",
        "value": "2",
        "unit": "cups",
        "metric": "speedup",
        "kind": "ratio",
        "against": "Water",
    },
    {"what": "Sencha", "value": "3", "metric": "speedup", "kind": "ratio", "against": "Milk", "on": "SipQA"},
    {"what": "Matcha", "value": "4", "metric": "spills"},
    topics=["tea/green"],
    venue="FABLE 2021",
    models=["Sencha"],
)
CAKE = paper("cake2021crumb", {"value": "5", "metric": "speedup", "kind": "ratio"}, topics=["cake"])


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        pytest.param(
            {"columns": [{"metric": "speedup"}]},
            [["Matcha", "2 cups", "Water"], ["Sencha", "3× (SipQA)", "Milk"]],
            id="papers-of-the-topic-a-row-a-thing",
        ),
        pytest.param(
            {"columns": [{"metric": "speedup", "on": "SipQA"}, {"field": "venue"}]},
            [["Sencha", "3×", "FABLE 2021", "Milk"]],
            id="what-the-column-says-is-not-repeated",
        ),
        pytest.param(
            {"columns": [{"on": "PourQA"}]}, [["Sencha", "90% (accuracy, up to)"]], id="metric-left-open"
        ),
        pytest.param({"columns": [{"metric": "Accuracy"}]}, [["Sencha", "90% (PourQA, up to)"]], id="remark-left-open"),
        pytest.param(
            {"columns": [{"metric": "accuracy (up to)", "on": "pourqa"}]}, [["Sencha", "90%"]], id="remark-asked-for"
        ),
        pytest.param(
            {"columns": [{"metric": "speedup"}], "papers": ["cake2021crumb", "green2021tea"]},
            [["Kettle", "5×", "not stated"], ["Matcha", "2 cups", "Water"], ["Sencha", "3× (SipQA)", "Milk"]],
            id="named-papers-in-their-order",
        ),
        pytest.param(
            {"columns": [{"metric": "speedup", "kind": "gain"}, {"metric": "spills"}]},
            [["Matcha", "not stated", "4"]],
            id="missing-cells",
        ),
        pytest.param(
            {"columns": [{"metric": "spills"}, *({"field": name} for name in ("date", "models", "languages"))]},
            [["Matcha", "4", "2021-05-01", "Sencha", "not stated"]],
            id="fields",
        ),
    ],
)  # fmt: skip
def test_declared(table: dict[str, object], rows: list[list[str]]) -> None:
    made = declared(GREEN, CAKE, **table)
    assert [
        list(row) for row in zip(*(column(made, head.name) for head in made.heads[1:]), strict=True)
    ] == rows


def test_heads_of_declared_columns() -> None:
    asked = [
        {"metric": "speedup"},
        {"metric": "speedup", "on": "SipQA", "kind": "ratio"},
        {"metric": "spills", "title": "Spilt"},
        {"field": "models"},
    ]
    heads = [head.name for head in declared(GREEN, columns=asked).heads]
    assert heads == ["Paper", "What", "speedup", "speedup on SipQA, ratio", "Spilt", "Models", "Against"]


def test_a_declared_table_that_nothing_fills_is_not_shown() -> None:
    corpus = corpus_of(CAKE, taxonomy=declaring({"title": "Teas", "columns": [{"metric": "speedup"}]}))
    files = render_files(corpus, abstracts={}, addresses=Addresses())
    assert "Teas" not in files["topics/tea.md"]
    assert [path for path in files if path.startswith("topics/tea.1")] == []


# --- LaTeX ---

HOSTILE_TEXTS = [
    text for text in HOSTILE.values() if text.strip() and "\u2028" not in text and "\n" not in text
]


def read_latex(text: str, folder: Path) -> list[list[str]]:
    """The rows of every table in a LaTeX document as pandoc reads them, heads among them."""
    said = run("pandoc", "-f", "latex", "-t", "json", folder=folder, stdin=text)
    html = run("pandoc", "-f", "json", "-t", "html", "--wrap=none", folder=folder, stdin=said)
    from lxml import etree

    tree = etree.HTML(html)
    return [
        [without_typography(" ".join("".join(cell.itertext()).split())) for cell in row.findall("./*")]
        for row in tree.iter("tr")
    ]


def test_latex_holds_every_row_and_runs_nothing(tmp_path: Path) -> None:
    """However hostile, what stands in the cells is what the records say."""
    rows = [
        {"what": text[:200], "value": str(number), "on": "PourQA", "against": text[:200]}
        for number, text in enumerate(HOSTILE_TEXTS)
    ]
    rows = [row for row in rows if paper_takes(row)]
    text = downloads_of(corpus_of(paper("a2021one", *rows, benchmarks=["PourQA"])))["benchmarks/pourqa.tex"]
    heads, *read = read_latex(text, tmp_path)
    assert heads == ["Paper", "What", "Value", "Metric", "Against"]
    assert sorted(row[1] for row in read) == sorted(
        without_typography(" ".join(str(row["what"]).split())) for row in rows
    )
    assert len(rows) > 50


def paper_takes(row: dict[str, object]) -> bool:
    try:
        return bool(paper("a2021one", row))
    except ValueError:
        return False


def test_latex_cites_by_key_breaks_long_texts_and_tables_and_leaves_out_what_says_nothing() -> None:
    row = {"value": "1", "on": "PourQA", "unit": "%"}
    words = paper("a2021one", row, {**row, "what": "A kettle of " + "many " * 9}, benchmarks=["PourQA"])
    long = paper("a2021one", *({**row, "value": str(n)} for n in range(41)), benchmarks=["PourQA"])
    lines = downloads_of(corpus_of(words))["benchmarks/pourqa.tex"].splitlines()
    top, bottom = lines.index(r"\toprule"), lines.index(r"\bottomrule")
    assert [lines[top - 1], lines[top + 1], lines[bottom - 1]] == [
        r"\begin{tabular}{l>{\raggedright\arraybackslash{}}p{0.39\linewidth}rll}",
        r"Paper & What & Value & Unit & Metric \\",
        r"Quirk 2021~\cite{a2021one} & Kettle & 1 & \% & accuracy \\",
    ]
    assert r"\caption{PourQA: absolute values.}" in lines
    assert r"\label{tab:pourqa-absolute}" in lines
    assert r"\begin{longtable}{llrll}" in downloads_of(corpus_of(long))["benchmarks/pourqa.tex"]


def test_latex_of_all_benchmarks_has_no_floats() -> None:
    """LaTeX stops at some fifty floats in a row."""
    names = [f"Bench {number}" for number in range(99)]
    rows = [{"value": "1", "on": name} for name in names]
    text = downloads_of(corpus_of(paper("a2021one", *rows, benchmarks=names)))["results.tex"]
    assert (text.count(r"\begin{longtable}"), text.count(r"\begin{table}")) == (99, 0)


def test_csv_of_a_benchmark_has_its_claims_alone() -> None:
    one = paper("a2021one", {"value": "1", "on": "PourQA"}, {"value": "2"}, benchmarks=["PourQA"])
    rows = list(csv.DictReader(io.StringIO(downloads_of(corpus_of(one))["benchmarks/pourqa.csv"][1:])))
    assert [(row["id"], row["on"], row["value"], row["kind"]) for row in rows] == [
        ("a2021one", "PourQA", "1", "absolute")
    ]
