"""The tables that topics declare in papers/taxonomy.yml: rows and columns chosen by curators, filled from the records."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from litreview.model.comparing import fits, measure, remark, things
from litreview.model.record import Record, Result
from litreview.model.taxonomy import Column, Fact
from litreview.model.taxonomy import Table as Declared
from litreview.render.addresses import Link
from litreview.render.index import Index
from litreview.render.results.tables import Cell, Head, Place, Row, Table, plain, unit_of, value_of

_FACTS: Mapping[Fact, Callable[[Record, Place], Cell]] = MappingProxyType({
    "date": lambda paper, _: plain(paper.date),
    "venue": lambda paper, _: plain(paper.venue),
    "type": lambda paper, _: plain(paper.type and paper.type.replace("-", " ")),
    "domains": lambda paper, _: tuple(Link(name, "") for name in paper.domains),
    "languages": lambda paper, _: tuple(Link(name, "") for name in paper.languages),
    "models": lambda paper, place: tuple(link for name in paper.models for link in place.named("models", name)),
    "benchmarks": lambda paper, place: tuple(
        link for name in paper.benchmarks for link in place.named("benchmarks", name)
    ),
    "code": lambda paper, _: (Link("code", paper.code),) if paper.code else (),
})  # fmt: skip


def declared_table(declared: Declared, topic: str, index: Index, place: Place) -> Table:
    """The table that `topic` declares: a row for each thing that a paper reports fitting results of; perhaps none.

    Beside the declared columns stand the paper, the thing and, where a record says it, what its results are against.
    """
    papers: Iterable[Record] = index.by_topic[topic]
    if declared.papers:
        papers = [index.by_id[paper] for paper in declared.papers if paper in index.by_id]
    drawn = [
        (paper, thing, [row for row in paper.results if row.what == thing])
        for paper in papers
        for thing in things(paper, declared.columns)
    ]
    compares = any(_against(results, declared.columns) for _, _, results in drawn)
    heads = [Head("Paper"), Head("What"), *map(_head, declared.columns)]
    rows = [
        Row(
            paper.id,
            (
                place.paper(paper),
                place.named("models", thing),
                *(_cell(column, paper, results, place) for column in declared.columns),
                *([_against(results, declared.columns)] if compares else []),
            ),
        )
        for paper, thing, results in drawn
    ]
    heads += [Head("Against")] if compares else []
    return Table(declared.title, declared.about or "", tuple(heads), tuple(rows))


def _head(column: Column) -> Head:
    """The column's title; else what it asks for: "speedup on GSM8K, ratio"."""
    if column.field is not None:
        return Head(column.title or column.field.capitalize())
    asked = " on ".join(part for part in (column.metric or "", column.on or "") if part)
    kind = f", {column.kind}" if column.kind in {"gain", "ratio"} else ""
    return Head(column.title or f"{asked}{kind}", is_number=True)


def _cell(column: Column, paper: Record, results: Iterable[Result], place: Place) -> Cell:
    if column.field is not None:
        return _FACTS[column.field](paper, place)
    return tuple(place.number(_number(row, column), paper) for row in results if fits(row, column))


def _number(result: Result, column: Column) -> str:
    """The value with its unit, and in brackets what the column leaves open: "2.04× (Alpaca, up to)"."""
    unit = unit_of(result)
    number = f"{value_of(result)}{unit if unit in {'', '%', '×'} else f' {unit}'}"
    left_open = [] if column.on else [result.on]
    if column.metric is None:
        left_open.append(measure(result.metric))
    if not remark(column.metric or ""):
        left_open.append(remark(result.metric))
    named = ", ".join(filter(None, left_open))
    return f"{number} ({named})" if named else number


def _against(results: Iterable[Result], columns: Iterable[Column]) -> Cell:
    """What those of `results` that stand in one of `columns` are against, each once."""
    shown = (row.against for row in results if any(fits(row, column) for column in columns))
    return tuple(Link(name, "") for name in dict.fromkeys(shown) if name)
