"""The results on a paper's own page: what it states, in its order, without columns that no result fills. Pure."""

from collections.abc import Callable, Mapping

from litreview.model.record import Record, Result
from litreview.render.addresses import Link
from litreview.render.index import Group, Index
from litreview.render.results.tables import Cell, Head, Row, Table, plain, unit_of, value_of

_Column = tuple[Head, Callable[[Result], Cell]]


def own_results(paper: Record, index: Index, up: str) -> Table | None:
    """The results of `paper` for its page, from which `up` leads to docs/; None where it states none."""
    if not paper.results:
        return None
    columns = [column for column in _columns(index, up) if any(column[1](row) for row in paper.results)]
    rows = tuple(Row(paper.id, tuple(cell(result) for _, cell in columns)) for result in paper.results)
    return Table("Results", "As the paper states them.", tuple(head for head, _ in columns), rows)


def _columns(index: Index, up: str) -> tuple[_Column, ...]:
    return (
        (Head("What"), lambda result: _named(result.what, index.models, f"{up}models/")),
        (Head("On"), lambda result: _named(result.on, index.benchmarks, f"{up}benchmarks/")),
        (Head("Metric"), lambda result: plain(result.metric)),
        (Head("Value", is_number=True), lambda result: plain(_value(result))),
        (Head("Against"), lambda result: _named(result.against, index.models, f"{up}models/")),
        (Head("Stated in"), lambda result: plain(result.source)),
    )


def _named(name: str | None, groups: Mapping[str, Group], folder: str) -> Cell:
    """A cell with `name`, which leads to its page if a record has it in this spelling."""
    if name is None:
        return ()
    return (Link(name, f"{folder}{groups[name].slug}.md" if name in groups else ""),)


def _value(result: Result) -> str:
    """The number with its unit; % and × close behind it."""
    unit = unit_of(result)
    return f"{value_of(result)}{unit if unit in {'', '%', '×'} else f' {unit}'}"
