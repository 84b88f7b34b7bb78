"""The charts of the statistics, described with Altair: generator/litreview/render/pictures/charts.json.

Each is a Vega-Lite specification that waits for its rows. Builds read the file, fill in the rows and have vl-convert draw them; they do
without Altair, whose import takes as long as drawing ten charts (docs/decisions/0014-pictures.md).

Of a row `across` and `down` say where it stands and `papers` how many it counts; `mark` is its number, by which it gets its link. Sizes
are for a phone, on which a chart is as wide as here. No length depends on a font: what stands beside a chart has its fixed place, so
that drawings are the same on every machine.

Usage: python .ci/describe_charts.py
"""

import json
from pathlib import Path

import altair as alt

TARGET = Path(__file__).parents[1] / "generator/litreview/render/pictures/charts.json"
_ROWS = alt.NamedData("rows")
# Material's own colours, which follow the reader's choice of light or dark.
_INK = "var(--md-default-fg-color)"
_FAINT = "var(--md-default-fg-color--lightest)"
_MARK = "var(--md-typeset-a-color)"
_WIDTH = 320
_NAMES = 140  # for the names beside a chart
_LETTERS = 11
_SHORT = "length(datum.value) > 24 ? slice(datum.value, 0, 23) + '…' : datum.value"


def dump_charts() -> str:
    """All charts by name, as JSON."""
    charts = {
        "bars": _bars(),
        "columns": _columns(),
        "grid": _grid(slanted=True),
        "grid-of-years": _grid(slanted=False),
        "multiples": _multiples(),
    }
    return json.dumps({name: chart.to_dict() for name, chart in charts.items()}, indent=1) + "\n"


def _bars() -> alt.LayerChart:
    """A bar a row, its number behind it."""
    base = alt.Chart().encode(y=_down(), x=alt.X("papers:Q", axis=None))
    bar = base.mark_bar(color=_MARK).encode(description="mark:N")
    number = base.mark_text(align="left", dx=4).encode(text="papers:Q")
    return _frame(alt.layer(bar, number, data=_ROWS), step=20, right=30)


def _columns() -> alt.LayerChart:
    """A bar a quarter ("2024 Q1") or a year, from left to right, with the year below each first quarter or every other year."""
    is_named = "indexof(datum.value, 'Q') < 0 ? datum.value % 2 == 0 : slice(datum.value, -1) == '1'"
    year = f"({is_named}) ? slice(datum.value, 0, 4) : ''"
    base = alt.Chart().encode(
        x=_across(labelExpr=year, labelAlign="left", labelFlush=False), y=alt.Y("papers:Q", axis=None)
    )
    bar = base.mark_bar(color=_MARK).encode(description="mark:N")
    number = (
        base.mark_text(baseline="bottom", dy=-2, fontSize=9)
        .encode(text="papers:Q")
        .transform_filter("datum.papers > 0")
    )
    return _frame(alt.layer(bar, number, data=_ROWS), step=110, left=6, right=6, top=16, bottom=20)


def _grid(*, slanted: bool) -> alt.LayerChart:
    """A cell for each pair, the darker the more papers; none where there are none."""
    slant = (
        {"labelAngle": -35, "labelAlign": "left", "labelPadding": 6, "labelExpr": _SHORT} if slanted else {}
    )
    base = alt.Chart().encode(x=_across(orient="top", **slant), y=_down())
    darkness = alt.Opacity("papers:Q", scale=alt.Scale(type="sqrt", domainMin=0, range=[0, 0.6]), legend=None)
    cell = base.mark_rect(color=_MARK).encode(opacity=darkness, description="mark:N")
    number = base.mark_text().encode(text="papers:Q").transform_filter("datum.papers > 0")
    return _frame(
        alt.layer(cell, number, data=_ROWS), step=24, top=84 if slanted else 22, right=60 if slanted else 4
    )


def _multiples() -> alt.LayerChart:
    """For each name a small chart of bars from left to right. `low` and `high` say where a bar begins and ends, 0 being the bottom."""
    height = alt.Scale(domain=[0, 1], nice=False)
    base = alt.Chart().encode(x=_across())
    bar = base.mark_bar(color=_MARK).encode(
        y=alt.Y("low:Q", scale=height, axis=None), y2="high:Q", description="mark:N"
    )
    number = (
        base.mark_text(baseline="bottom", dy=-2)
        .encode(y=alt.Y("high:Q", scale=height, axis=None), text="papers:Q")
        .transform_filter("datum.papers > 0")
    )
    names = alt.Chart().mark_text(text="").encode(y=_down())
    bars = alt.layer(bar, number)
    chart = alt.layer(names, bars, data=_ROWS).resolve_scale(y="independent")
    return _frame(chart, step=54, top=4, bottom=20)


def _across(**axis: object) -> alt.X:
    return alt.X(
        "across:N", sort=None, axis=alt.Axis(**{"labelAngle": 0, **axis}), scale=alt.Scale(paddingInner=0.08)
    )


def _down() -> alt.Y:
    return alt.Y("down:N", sort=None, axis=alt.Axis(domain=False, labelExpr=_SHORT))


def _frame(  # noqa: PLR0913  # four sides
    chart: alt.LayerChart, *, step: int, left: int = _NAMES, right: int = 4, top: int = 2, bottom: int = 2
) -> alt.LayerChart:
    axis = {
        "title": None,
        "ticks": False,
        "domainColor": _FAINT,
        "labelColor": _INK,
        "labelFontSize": _LETTERS,
    }
    return (
        chart.properties(
            width=_WIDTH + _NAMES - left + 4 - right,
            height=step,  # of one row: who fills in the rows multiplies it
            padding={"left": left, "right": right, "top": top, "bottom": bottom},
            autosize=alt.AutoSizeParams(type="none"),
        )
        .configure_axis(**axis, grid=False, labelLimit=0, labelOverlap=False)
        .configure_text(color=_INK, fontSize=_LETTERS)
        .configure_view(stroke=None)
    )


if __name__ == "__main__":
    TARGET.write_text(dump_charts(), "utf-8", newline="\n")
