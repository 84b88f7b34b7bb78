"""CSV: the rows, and that pandas and the csv module read of every record what it says, while no spreadsheet runs any of it."""

import csv
import io
import re

import pandas as pd
import pytest

from litreview.model.record import Record, Result
from litreview.render.encode import csv_cell, fold
from litreview.render.exports.tables import csv_file, results_csv
from render.papers import hostile_records, injecting_records, invented_records, real_records, record

ALL = pytest.mark.parametrize(
    "records",
    [
        pytest.param(hostile_records(), id="hostile"),
        pytest.param(injecting_records(), id="injecting"),
        pytest.param(invented_records(), id="invented"),
        pytest.param(real_records(), id="real"),
    ],
)
COLUMNS = (
    "id title authors year date venue type topics arxiv primary_class doi acl url code domains languages models benchmarks "
    "summary contributions limitations decision added"
).split()


def rows(text: str, delimiter: str = ",") -> list[list[str]]:
    """The cells of a CSV file as the csv module reads them, the names of the columns apart."""
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter))[1:]


def test_a_row_for_a_paper() -> None:
    """Every cell in quotes, CR LF behind each row, and what Excel knows UTF-8 by in front."""
    full = record(
        title='Tidal "Attention", again',
        venue="FABLE 2024",
        type="method",
        topics=("tuning/by-ear", "folklore"),
        arxiv="2309.12300",
        primary_class="cs.CL",
        doi="10.1000/xyz",
        acl="2024.fable-long.1",
        code="https://example.org/code",
        domains=("tea",),
        languages=("Moonish",),
        models=("Kettle 7B", "Feather 3M"),
        benchmarks=("PourQA",),
        summary="One line,\nand another.",
        contributions=("= 1 + 1", "A cup."),
        limitations=("Green tea only.",),
        added="2026-11-20",
    )
    assert csv_file([full]) == (
        "\ufeff" + ",".join(f'"{name}"' for name in COLUMNS) + "\r\n"
        '"marsh2023tidal","Tidal ""Attention"", again","Marsh, Ada; Reed, Bo","2023","2023-09-21","FABLE 2024","method",'
        '"tuning/by-ear; folklore","arXiv:2309.12300","cs.CL","10.1000/xyz","2024.fable-long.1",'
        '"https://aclanthology.org/2024.fable-long.1/","https://example.org/code","tea","Moonish","Kettle 7B; Feather 3M",'
        '"PourQA","One line, and another.","\'= 1 + 1; A cup.","Green tea only.","included","2026-11-20"\r\n'
    )


def test_what_is_unknown_is_empty() -> None:
    (row,) = rows(csv_file([record(authors=(), date=None)]))
    assert [name for name, cell in zip(COLUMNS, row, strict=True) if cell] == ["id", "title", "decision"]


def test_without_records_there_are_the_columns() -> None:
    assert csv_file([]) == "\ufeff" + ",".join(f'"{name}"' for name in COLUMNS) + "\r\n"


def test_a_row_for_a_result() -> None:
    """Digits as stated; the paper's date, so that results can be sorted by it."""
    claims = (
        Result(what="LoRa", on="PG19", metric="perplexity", value="2.50", kind="absolute", source="abstract"),
        Result(
            what="LoRa",
            metric="accuracy",
            value="-1.5",
            unit="points",
            kind="gain",
            against="Kettle",
            source="§2",
        ),
    )
    assert results_csv([record(), record(results=claims)]) == (
        '\ufeff"id","title","date","what","on","metric","value","unit","kind","against","source"\r\n'
        '"marsh2023tidal","Tidal Attention","2023-09-21","LoRa","PG19","perplexity","2.50","","absolute","","abstract"\r\n'
        '"marsh2023tidal","Tidal Attention","2023-09-21","LoRa","","accuracy","-1.5","points","gain","Kettle","§2"\r\n'
    )


# --- what others read ---


@ALL
def test_pandas_reads_all(records: list[Record]) -> None:
    """All rows in order. arXiv identifiers stay text: as numbers, 2401.10020 would lose its zero."""
    frame = pd.read_csv(io.BytesIO(csv_file(records).encode()), keep_default_na=False)
    assert list(frame.columns) == COLUMNS
    assert frame["id"].tolist() == [paper.id for paper in records]
    assert [undone(title) for title in frame["title"]] == [undone(cell(paper.title)) for paper in records]
    assert [undone(authors) for authors in frame["authors"]] == [
        undone(cell("; ".join(paper.authors))) for paper in records
    ]
    assert frame["arxiv"].tolist() == [(paper.arxiv and f"arXiv:{paper.arxiv}") or "" for paper in records]


def test_pandas_reads_real_titles_to_the_letter() -> None:
    frame = pd.read_csv(io.BytesIO(csv_file(real_records()).encode()), keep_default_na=False)
    assert frame["title"].tolist() == [paper.title for paper in real_records()]
    assert frame["authors"].str.split("; ").tolist() == [list(paper.authors) for paper in real_records()]


@ALL
def test_no_cell_is_a_formula(records: list[Record]) -> None:
    """Where semicolons part cells as well: that is how Excel opens a table in German."""
    for text in (csv_file(records), results_csv(records)):
        assert [cell for row in rows(text) for cell in row if is_formula(cell)] == []
        assert [cell for row in rows(text, delimiter=";") for cell in row if is_formula(cell)] == []


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet would calculate `cell`: https://owasp.org/www-community/attacks/CSV_Injection."""
    return cell.startswith(tuple("=+-@\t\r\n＝＋－＠")) and not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", cell)


def cell(text: str) -> str:
    return csv_cell(fold(text))


def undone(text: str) -> str:
    """`text` without the blank that keeps what follows a semicolon from being a formula."""
    return re.sub("; *", "; ", text)


# --- the control ---


def naive_file(records: list[Record]) -> str:
    """What a writer does who has not thought of it."""
    return "id,title\n" + "".join(f"{paper.id},{paper.title}\n" for paper in records)


def test_a_naive_file_is_not_read_and_runs() -> None:
    """The tests above can fail: rows have cells too many, and cells are formulas."""
    with pytest.raises(pd.errors.ParserError):
        pd.read_csv(io.StringIO(naive_file(hostile_records())))
    assert [cell for row in rows(naive_file(hostile_records())) for cell in row if is_formula(cell)] != []
