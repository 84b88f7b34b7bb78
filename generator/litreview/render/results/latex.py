r"""Tables for LaTeX documents: booktabs, a citation key a row, nothing in them that is not text. Pure."""

from collections.abc import Iterable

from litreview.render import encode
from litreview.render.results.tables import Cell, Head, Row, Table

_ROWS_OF_A_PAGE = 40  # a longer table is a `longtable`, which breaks across pages and does not float
_LETTERS_OF_A_LINE = 24  # a column with longer texts breaks them
_ABOUT = r"""% Made from the records of a living review, for \input. In the preamble of the document:
%   \usepackage{booktabs,longtable}
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


def latex_tables(tables: Iterable[tuple[str, Table]]) -> str:
    """The tables, each with its label, as one file; what stands above them says what a document needs for it."""
    return _ABOUT + "".join(_dump(label, table) for label, table in tables)


def _dump(label: str, table: Table) -> str:
    parts = {
        "caption": encode.latex(f"{table.title}. {table.about}".strip()),
        "label": label,
        "columns": "".join(_column(number, table) for number in range(len(table.heads))),
        "heads": _line(encode.latex(head.name) for head in table.heads),
        "rows": "\n".join(_row(row, table.heads) for row in table.rows),
    }
    return (_LONG if len(table.rows) > _ROWS_OF_A_PAGE else _FLOATING) % parts


def _column(number: int, table: Table) -> str:
    if table.heads[number].is_number:
        return "r"
    longest = max(len(_text(row.cells[number], table.heads[number])) for row in table.rows)
    return r"p{.18\linewidth}" if longest > _LETTERS_OF_A_LINE else "l"


def _row(row: Row, heads: tuple[Head, ...]) -> str:
    first, *others = (encode.latex(_text(cell, head)) for cell, head in zip(row.cells, heads, strict=True))
    return _line([rf"{first}~\cite{{{row.paper}}}", *others])


def _line(cells: Iterable[str]) -> str:
    return " & ".join(cells) + r" \\"


def _text(cell: Cell, head: Head) -> str:
    return "; ".join(link.text for link in cell) if cell else head.nothing
