r"""Tables for LaTeX documents: booktabs, a citation key a row, nothing in them that is not text. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from litreview.render import encode
from litreview.render.results.tables import Cell, Head, Table

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


@dataclass(frozen=True, slots=True)
class Typeset:
    """A table as LaTeX, but for the environment it stands in."""

    label: str
    caption: str
    columns: str
    heads: str
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Column:
    """A column as text, from the top."""

    head: Head
    texts: Sequence[str]


def typeset(label: str, table: Table) -> Typeset:
    """The table, without the columns in which no row says anything."""
    columns = [
        _Column(head, [_text(row.cells[number], head) for row in table.rows])
        for number, head in enumerate(table.heads)
        if any(row.cells[number] for row in table.rows)
    ]
    return Typeset(
        label,
        caption=encode.latex(f"{table.title}. {table.about}".strip()),
        columns=_columns(columns),
        heads=_line(encode.latex(column.head.name) for column in columns),
        rows=tuple(
            _line([rf"{first}~\cite{{{row.paper}}}", *others])
            for row, first, *others in zip(table.rows, *map(_encoded, columns), strict=True)
        ),
    )


def latex_file(tables: Iterable[Typeset], *, floating: bool = True) -> str:
    """The tables as one file; what stands above them says what a document needs for it.

    `floating=False` is for many tables: LaTeX keeps few floats waiting.
    """
    return _ABOUT + "".join(_framed(table, floating=floating) for table in tables)


def _framed(table: Typeset, *, floating: bool) -> str:
    frame = _FLOATING if floating and len(table.rows) <= _ROWS_OF_A_PAGE else _LONG
    return frame % {
        "caption": table.caption,
        "label": table.label,
        "columns": table.columns,
        "heads": table.heads,
        "rows": "\n".join(table.rows),
    }


def _columns(columns: Sequence[_Column]) -> str:
    """`r` for numbers, `l` for short texts; the longer ones share what is left of the line, and break."""
    lengths = [
        (number == 0) * _CITATION + max(len(column.head.name), *map(len, column.texts))
        for number, column in enumerate(columns)
    ]
    breaks = [
        not column.head.is_number and length > _LETTERS_OF_A_LINE
        for column, length in zip(columns, lengths, strict=True)
    ]
    taken = sum(
        _GAP + (0 if broken else _LETTER * length) for broken, length in zip(breaks, lengths, strict=True)
    )
    width = max(_NARROWEST, (1 - taken) / max(sum(breaks), 1))
    return "".join(
        _BREAKING % width if broken else "r" if column.head.is_number else "l"
        for broken, column in zip(breaks, columns, strict=True)
    )


def _encoded(column: _Column) -> Iterable[str]:
    """The texts for LaTeX. Most stand in many rows."""
    written = {text: encode.latex(text) for text in set(column.texts)}
    return map(written.__getitem__, column.texts)


def _line(cells: Iterable[str]) -> str:
    return " & ".join(cells) + r" \\"


def _text(cell: Cell, head: Head) -> str:
    return "; ".join(link.text for link in cell) if cell else head.nothing
