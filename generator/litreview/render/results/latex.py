r"""Tables for LaTeX documents: booktabs, a citation key a row, nothing in them that is not text. Pure."""

from collections.abc import Iterable
from dataclasses import replace

from litreview.render import encode
from litreview.render.results.tables import Cell, Head, Row, Table

_ROWS_OF_A_PAGE = 40  # a longer table is a `longtable`, which breaks across pages and does not float
_LETTERS_OF_A_LINE = 24  # a column with longer texts breaks them
_LETTER = 0.0135  # of the line's width, in the ten-point type of LaTeX's article
_GAP = 0.035  # beside a column
_CITATION = 5  # letters of a number in brackets
_NARROWEST = 0.1
_ABOUT = r"""% Made from the records of a living review, for \input. In the preamble of the document:
%   \usepackage{array,booktabs,longtable}
% Keys are those of the review's BibTeX file. Scripts other than Latin take LuaLaTeX or XeLaTeX, and a font that has them.
"""
_FLOATING = r"""
\begin{table}
\centering
\caption{%(caption)s}
\label{tab:%(label)s}
\begin{tabular}{%(columns)s}
\toprule
%(heads)s
\midrule
%(rows)s
\bottomrule
\end{tabular}
\end{table}
"""
_LONG = r"""
\begin{longtable}{%(columns)s}
\caption{%(caption)s}
\label{tab:%(label)s} \\
\toprule
%(heads)s
\midrule
\endhead
\bottomrule
\endfoot
%(rows)s
\end{longtable}
"""
# The braces behind it are for readers who do not know the command and would take the cell's first digits for its argument.
_BREAKING = r">{\raggedright\arraybackslash{}}p{%.2f\linewidth}"


def latex_tables(tables: Iterable[tuple[str, Table]], *, floating: bool = True) -> str:
    """The tables, each with its label, as one file; what stands above them says what a document needs for it.

    Columns in which no row says anything are left out. `floating=False` is for many tables: LaTeX keeps few floats waiting.
    """
    return _ABOUT + "".join(_dump(label, _without_empty(table), floating=floating) for label, table in tables)


def _dump(label: str, table: Table, *, floating: bool) -> str:
    parts = {
        "caption": encode.latex(f"{table.title}. {table.about}".strip()),
        "label": label,
        "columns": _columns(table),
        "heads": _line(encode.latex(head.name) for head in table.heads),
        "rows": "\n".join(_row(row, table.heads) for row in table.rows),
    }
    return (_FLOATING if floating and len(table.rows) <= _ROWS_OF_A_PAGE else _LONG) % parts


def _without_empty(table: Table) -> Table:
    said = [number for number in range(len(table.heads)) if any(row.cells[number] for row in table.rows)]
    return replace(
        table,
        heads=tuple(table.heads[number] for number in said),
        rows=tuple(Row(row.paper, tuple(row.cells[number] for number in said)) for row in table.rows),
    )


def _columns(table: Table) -> str:
    """`r` for numbers, `l` for short texts; the longer ones share what is left of the line, and break."""
    lengths = [
        (number == 0) * _CITATION
        + max(len(head.name), *(len(_text(row.cells[number], head)) for row in table.rows))
        for number, head in enumerate(table.heads)
    ]
    breaks = [
        not head.is_number and length > _LETTERS_OF_A_LINE
        for head, length in zip(table.heads, lengths, strict=True)
    ]
    taken = sum(
        _GAP + (0 if broken else _LETTER * length) for broken, length in zip(breaks, lengths, strict=True)
    )
    width = max(_NARROWEST, (1 - taken) / max(sum(breaks), 1))
    return "".join(
        _BREAKING % width if broken else "r" if head.is_number else "l"
        for broken, head in zip(breaks, table.heads, strict=True)
    )


def _row(row: Row, heads: tuple[Head, ...]) -> str:
    first, *others = (encode.latex(_text(cell, head)) for cell, head in zip(row.cells, heads, strict=True))
    return _line([rf"{first}~\cite{{{row.paper}}}", *others])


def _line(cells: Iterable[str]) -> str:
    return " & ".join(cells) + r" \\"


def _text(cell: Cell, head: Head) -> str:
    return "; ".join(link.text for link in cell) if cell else head.nothing
