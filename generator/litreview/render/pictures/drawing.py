"""From counts to an SVG that stands in a page: what vl-convert draws, and of that only what is on a short list. Pure.

The SVG is part of the page: so it has the page's colours, light or dark, and its marks are links. It has no script, no style, no
address but those of the links, and no text that is markup. Who cannot see it has the table behind it, with the same links; those of the
marks stay out of the Tab key's way.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from litreview.render import encode
from litreview.render.addresses import url_from, url_of
from litreview.render.encoded import BlockText
from litreview.render.pictures.counts import Mark, Picture

Draw = Callable[[str], str]
"""A Vega-Lite specification -> its SVG."""

_SVG = "{http://www.w3.org/2000/svg}"
# What is kept: elements, and of each the attributes.
_KEPT = {
    "g": ("transform",),
    "path": ("d", "transform", "fill", "stroke", "opacity"),
    "line": ("transform", "x2", "y2", "stroke"),
    "text": ("transform", "text-anchor", "font-size", "fill"),
}
_INVISIBLE = ("background", "foreground")  # Vega's frames around every group
_HARMLESS = re.compile(r"[\w\s,.()#%+-]*")  # in an attribute: numbers, words, translate(…), var(--colour)
_LONG_FRACTION = re.compile(r"-?\d+\.\d{3,}(?:e-\d+)?")
_FULL = 0.7  # of the height of a row that its highest bar takes; the rest is for the number above it


@lru_cache(maxsize=256)
def draw_chart(specification: str) -> str:
    """The SVG that vl-convert makes of a specification, which may load nothing from anywhere."""
    import vl_convert

    return vl_convert.vegalite_to_svg(specification, allowed_base_urls=[])


def draw_picture(picture: Picture, page: str, draw: Draw) -> BlockText:
    """`picture` as a block of HTML for the Markdown file of `page`."""
    drawn = fromstring(draw(specify(picture)))
    links = [_link(mark, page) for mark in picture.marks]
    title, about = f"lr-{picture.slug}-title", f"lr-{picture.slug}-about"
    return BlockText(
        '<figure class="lr-picture" data-pagefind-ignore="" data-search-exclude="">'
        f'<svg{_attributes(drawn, ("viewBox",))} role="group" aria-labelledby="{title}" aria-describedby="{about}">'
        f'<title id="{title}">{encode.markdown(picture.title)}</title>'
        f'<desc id="{about}">{encode.markdown(picture.about)}</desc>'
        f'<g aria-hidden="true">{"".join(_inside(drawn, links))}</g></svg></figure>'
    )


def specify(picture: Picture) -> str:
    """The specification of `picture`: its chart with its rows."""
    chart = _charts()[picture.chart]
    names = list(dict.fromkeys(mark.down for mark in picture.marks))
    rows = [
        {
            "across": encode.fold(mark.across),
            "down": encode.fold(mark.down),
            "papers": mark.papers,
            "mark": str(number),
        }
        for number, mark in enumerate(picture.marks)
    ]
    if picture.chart == "multiples":
        most = max(mark.papers for mark in picture.marks)
        for row, mark in zip(rows, picture.marks, strict=True):
            low = 1 - (names.index(mark.down) + 1) / len(names)
            row |= {"low": low, "high": low + _FULL * mark.papers / most / len(names)}
    filled = {**chart, "height": chart["height"] * len(names), "datasets": {"rows": rows}}
    return json.dumps(filled, ensure_ascii=False)


@cache
def _charts() -> dict[str, Any]:
    text = resources.files("litreview.render.pictures").joinpath("charts.json").read_text("utf-8")
    charts: dict[str, Any] = json.loads(text)
    return charts


def _link(mark: Mark, page: str) -> str:
    """The beginning of the link around a mark; empty where the mark counts nothing."""
    if not mark.papers:
        return ""
    file, _, query = mark.page.partition("?")
    address = url_from(url_of(page), url_of(file)) + (query and f"?{query}")
    where = ", ".join(part for part in (mark.down, mark.across) if part)
    papers = f"{mark.papers} papers" if mark.papers > 1 else "1 paper"
    label = encode.markdown(f"{where}: {papers}")
    # `href` alone, in HTML that Markdown passes on, is changed by Zensical and not by MkDocs; this older name is left alone by both.
    return f'<a xlink:href="{encode.markdown(address)}" tabindex="-1"><title>{label}</title>'


def _inside(element: Element, links: Sequence[str]) -> Iterator[str]:
    """What is kept of the children of `element`, the marks in their links."""
    for child in element:
        tag = child.tag.removeprefix(_SVG)
        if tag not in _KEPT or child.get("class") in _INVISIBLE:
            continue
        number = child.get("aria-label", "")
        inside = encode.markdown(child.text or "") if tag == "text" else "".join(_inside(child, links))
        drawn = f"<{tag}{_attributes(child, _KEPT[tag])}>{inside}</{tag}>"
        if tag == "path" and number.isdigit():
            link = links[int(number)]
            yield f"{link}{drawn}</a>" if link else ""
        elif inside or tag not in {"g", "text"}:
            yield drawn


def _attributes(element: Element, kept: Sequence[str]) -> str:
    named = ((name, element.get(name, "")) for name in kept)
    return "".join(
        f' {name}="{_LONG_FRACTION.sub(_shorter, value)}"'
        for name, value in named
        if value and _HARMLESS.fullmatch(value)
    )


def _shorter(number: re.Match[str]) -> str:
    return f"{round(float(number[0]), 2):g}"
