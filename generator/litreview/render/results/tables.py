"""Claims as tables: what a page, a LaTeX document and a spreadsheet show alike, as plain values.

Absolute values, gains and ratios are three tables: a number of one kind says nothing beside a number of another.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from litreview.model.comparing import measure
from litreview.model.identifiers import fold_name
from litreview.model.record import Kind, Record, Result
from litreview.render.addresses import Link, paper_page
from litreview.render.index import newest_first
from litreview.render.results.claims import Claim, Claims, key_of

Cell = tuple[Link, ...]
"""What stands in a cell, each with where it leads, or an empty address; nothing where the paper does not say."""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: its name, whether it has numbers, and what stands there for nothing."""

    name: str
    is_number: bool = False
    nothing: str = "not stated"


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the id of the paper that states it, empty where it is of something else, and its cells."""

    paper: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with at least one row; the first column is the paper."""

    title: str
    about: str
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """The page on which a table stands: `up` leads from it to docs/."""

    up: str
    reported: Claims

    def paper(self, paper: Record) -> Cell:
        """A cell with a paper as texts name it."""
        return (Link(self.reported.labels[paper.id], f"{self.up}{paper_page(paper.id)}"),)

    def number(self, text: str, paper: Record) -> Link:
        """A number, which leads to where the paper's page has it."""
        return Link(text, f"{self.up}{paper_page(paper.id)}#results")

    def named(self, folder: str, name: str | None, key: str | None = None) -> Cell:
        """A cell with `name`, which leads to the page in `folder` of what is called so, or called `key`, if there is one."""
        if name is None:
            return ()
        slug = self.reported.pages[folder].get(key_of(key or name))
        return (Link(name, f"{self.up}{folder}/{slug}.md" if slug else ""),)


_KINDS: Mapping[Kind, tuple[str, str]] = MappingProxyType(
    {
        "absolute": ("Absolute values", "Highest first; whether that is better depends on the metric."),
        "gain": ("Gains", "Differences to what stands under Against."),
        "ratio": ("Ratios", "Times what stands under Against."),
    }
)

# Head, and cell of a claim. The number comes early: on a phone, what stands further right has to be scrolled to.
_COLUMNS: tuple[tuple[Head, Callable[[Claim, Place], Cell]], ...] = (
    (Head("Paper"), lambda claim, place: place.paper(claim.paper)),
    (Head("What"), lambda claim, place: place.named("models", claim.result.what)),
    (Head("Value", is_number=True), lambda claim, place: (place.number(value_of(claim.result), claim.paper),)),
    (Head("Unit", nothing="none"), lambda claim, _: plain(unit_of(claim.result))),
    (Head("Metric"), lambda claim, place: place.named("results", claim.result.metric, measure(claim.result.metric))),
    (Head("On"), lambda claim, place: place.named("benchmarks", claim.result.on)),
    (Head("Against"), lambda claim, place: place.named("models", claim.result.against)),
    (Head("Date", nothing="unknown"), lambda claim, _: plain(claim.paper.date)),
)  # fmt: skip


def kind_tables(claims: Iterable[Claim], place: Place, *, without: str = "") -> tuple[Table, ...]:
    """A table for each kind of `claims` there is, in the order of `_order`; the column called `without` is left out."""
    columns = [(head, cell) for head, cell in _COLUMNS if head.name != without]
    ordered = sorted(claims, key=_order)
    return tuple(
        Table(title, about, tuple(head for head, _ in columns), rows)
        for kind, (title, about) in _KINDS.items()
        if (
            rows := tuple(
                Row(claim.paper.id, tuple(cell(claim, place) for _, cell in columns))
                for claim in ordered
                if claim.result.kind == kind
            )
        )
    )


def _order(claim: Claim) -> tuple[object, ...]:
    """By benchmark, those that name none last; then by metric and unit; then the highest value, the newest paper first."""
    result = claim.result
    counted = fold_name(measure(result.metric)), fold_name(result.metric), unit_of(result)
    on = fold_name(result.on or "")
    return (result.on is None, on, *counted, -result.value, *newest_first(claim.paper), result.what)


def value_of(result: Result) -> str:
    """The number alone, digits as stated; a gain carries its sign."""
    sign = "+" if result.kind == "gain" and result.value > 0 else ""
    return f"{sign}{result.value:f}".replace("-", "−")


def unit_of(result: Result) -> str:
    """The unit; × for a ratio that states none."""
    return result.unit or ("×" if result.kind == "ratio" else "")


def plain(text: str | None) -> Cell:
    """A cell with `text`, or nothing."""
    return (Link(text, ""),) if text else ()
