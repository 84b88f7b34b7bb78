"""Records, and the results in them, as CSV for spreadsheets: a table says what is in which column.

RFC 4180: a comma between cells, every cell quoted, CR LF at the end of a line, UTF-8. A byte order mark opens the file, for without
one Excel reads every accent wrong. Values of one field are joined by "; ", a text is on one line. Nothing in a cell is a formula.
"""

import csv
import re
from collections.abc import Callable, Iterable

from litreview.model.record import Record, Result
from litreview.render import encode
from litreview.render.citation import address

_BYTE_ORDER_MARK = "\ufeff"
# Where lists are separated by semicolons, as in Excel in German, one begins a cell, too.
_BEGINS_A_FORMULA = re.compile("(?<=;)(?=[=+@＝＋－＠-])")


def _prefixed(arxiv: str | None) -> str:
    """With its prefix: `2401.10020` alone is a number to a spreadsheet, and ends as 2401.1002."""
    return "" if arxiv is None else f"arXiv:{arxiv}"


# In the order of the columns. New ones go to the end, so that what reads by position keeps working.
_PAPER: dict[str, Callable[[Record], str | tuple[str, ...] | None]] = {
    "id": lambda paper: paper.id,
    "title": lambda paper: paper.title,
    "authors": lambda paper: paper.authors,
    "year": lambda paper: paper.year,
    "date": lambda paper: paper.date,
    "venue": lambda paper: paper.venue,
    "type": lambda paper: paper.type,
    "topics": lambda paper: paper.topics,
    "arxiv": lambda paper: _prefixed(paper.arxiv),
    "primary_class": lambda paper: paper.primary_class,
    "doi": lambda paper: paper.doi,
    "acl": lambda paper: paper.acl,
    "url": address,
    "code": lambda paper: paper.code,
    "domains": lambda paper: paper.domains,
    "languages": lambda paper: paper.languages,
    "models": lambda paper: paper.models,
    "benchmarks": lambda paper: paper.benchmarks,
    "summary": lambda paper: paper.summary,
    "contributions": lambda paper: paper.contributions,
    "limitations": lambda paper: paper.limitations,
    "decision": lambda paper: paper.decision,
    "added": lambda paper: paper.added,
}
_RESULT: dict[str, Callable[[Record, Result], str | None]] = {
    "id": lambda paper, _: paper.id,
    "title": lambda paper, _: paper.title,
    "date": lambda paper, _: paper.date,
    "what": lambda _, result: result.what,
    "on": lambda _, result: result.on,
    "metric": lambda _, result: result.metric,
    "value": lambda _, result: f"{result.value:f}",
    "unit": lambda _, result: result.unit,
    "kind": lambda _, result: result.kind,
    "against": lambda _, result: result.against,
    "source": lambda _, result: result.source,
}


def csv_file(records: Iterable[Record]) -> str:
    """A row for each of `records` in their order, below the names of the columns. `url` is where to read the paper."""
    return frame_csv(map(csv_entry, records))


def frame_csv(entries: Iterable[str]) -> str:
    """The table of `entries` with the names of its columns."""
    return "".join([_BYTE_ORDER_MARK, _row(_PAPER), *entries])


def csv_entry(record: Record) -> str:
    """The row of `record`."""
    return _row(value(record) for value in _PAPER.values())


def results_csv(records: Iterable[Record]) -> str:
    """A row for each result in `records`, in the papers' order and then the record's own, below the names of the columns."""
    return claims_csv((record, result) for record in records for result in record.results)


def claims_csv(claims: Iterable[tuple[Record, Result]]) -> str:
    """A row for each of `claims`, a record and one of its results, in their order, below the names of the columns."""
    return table_csv(_RESULT, ([value(*claim) for value in _RESULT.values()] for claim in claims))


def table_csv(heads: Iterable[str], rows: Iterable[Iterable[str | tuple[str, ...] | None]]) -> str:
    """Any table, with the names of its columns above its rows."""
    return "".join([_BYTE_ORDER_MARK, _row(heads), *map(_row, rows)])


class _Line:
    """What `csv.writer` writes to: `writerow` gives back what `write` does."""

    def write(self, line: str) -> str:
        return line


_WRITER = csv.writer(_Line(), quoting=csv.QUOTE_ALL, lineterminator="\r\n")


def _row(values: Iterable[str | tuple[str, ...] | None]) -> str:
    line: str = _WRITER.writerow(map(_cell, values))
    return line


def _cell(value: str | tuple[str, ...] | None) -> str:
    if not value:
        return ""
    text = "; ".join(value) if isinstance(value, tuple) else value
    return encode.csv_cell(_BEGINS_A_FORMULA.sub(" ", encode.fold(text)) if ";" in text else text)
