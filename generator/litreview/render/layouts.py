r"""Layouts of references: what citeproc-py and the CSL project's styles print for papers of one kind, without any paper's values. Pure.

citeproc-py takes milliseconds for a reference, and it works on the text that it is given: it writes `\pm I` for `\pm i` where Chicago
wants headlines, cuts `<span class="nocase">` out of titles and takes a Chinese name for initials. So it never sees a record's text. It
formats one paper of each kind with a private character in the place of each value; what comes out is a layout, and the papers of
the kind are stamped out of it.
"""

import functools
import io
import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType
from typing import Any, NamedTuple

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """A way to write references; there is one object for each.

    Fields:
        name: what `export --style` calls it, and the file in `styles/`.
        label: what a page calls it.
        initials: what stands behind each initial but the last; None where given names are written out.
        names: of more authors than this the style prints the same as of so many; None where it prints them all.
        is_numbered: whether a list of references is numbered; else it is sorted by name.
        locale: whose quotation marks and months.
    """

    name: str
    label: str
    initials: str | None
    names: int | None
    is_numbered: bool = False
    locale: str = "en-US"


STYLES: Mapping[str, Style] = MappingProxyType({
    style.name: style
    for style in (
        Style("apa", "APA", initials=" ", names=21),
        Style("ieee", "IEEE", initials=" ", names=7, is_numbered=True),
        Style("acm", "ACM", initials=None, names=None, is_numbered=True),
        Style("chicago", "Chicago", initials=None, names=7),
        Style("harvard", "Harvard", initials="", names=4, locale="en-GB"),
    )
})  # fmt: skip
"""The styles by name, as they are offered: APA 7, IEEE 2023, ACM, Chicago 18 (author-date), Harvard (Cite Them Right 12)."""

# A layout is text with private characters (Unicode 23.5: plane 15) where values belong; the first few have their own places.
_PRIVATE = 0xF0000
TEXTS = ("title", "container-title", "publisher", "number", "DOI", "URL")
_TITLE, _PUBLISHER, _NUMBER = map(TEXTS.index, ("title", "publisher", "number"))
YEAR, MONTH, MONTH_SHORT, DAY, TWO_DIGIT_DAY, FIRST_NAME = range(len(TEXTS), len(TEXTS) + 6)
_PLACE = re.compile(f"([{chr(_PRIVATE)}-\U000ffffd])")
# Years, months and days have to be numbers. A layout has no other digits, and no other December.
_DATE = (9999, 12, 7)
_DATE_PLACES = {"9999": YEAR, "December": MONTH, "Dec.": MONTH_SHORT, "07": TWO_DIGIT_DAY, "7": DAY}
# What is left out behind a value that ends in a mark of its own: a full stop, or a comma inside quotation marks.
_MARK = re.compile("(?P<quote>’?)(?P<mark>[.]|,(?=”))")
_ENDS = {".": tuple(".?!…。？！"), ",": tuple("?!？！")}
_QUOTES = "\"'”’»)"


@dataclass(frozen=True, slots=True)
class _Part:
    """The place of a value, the text behind it, and that text for a value with one of `ends`: it has the mark already."""

    place: int
    text: str
    ends: tuple[str, ...]
    without_mark: str


@dataclass(frozen=True, slots=True)
class Layout:
    """What a style prints for papers of one shape: a text, and then values with texts behind them."""

    opening: str
    parts: tuple[_Part, ...]


class Shape(NamedTuple):
    """What the layout of a reference depends on: not what its values are, but which there are."""

    type: str
    texts: tuple[int, ...]
    names: tuple[tuple[str, ...], ...]
    date_parts: int


@functools.cache
def layout_of(style: Style, shape: Shape) -> Layout:
    """What the style prints for papers of this shape, cut at the places of their values."""
    item: dict[str, Any] = {"id": "paper", "type": shape.type}
    item |= {TEXTS[place]: _character(place) for place in shape.texts}
    if shape.names:
        places = itertools.count(FIRST_NAME)
        item["author"] = [{part: _character(next(places)) for part in name} for name in shape.names]
    if shape.date_parts:
        item["issued"] = {"date-parts": [_DATE[: shape.date_parts]]}
    bibliography = CitationStylesBibliography(_processor(style), CiteProcJSON([item]), formatter.plain)
    bibliography.register(Citation([CitationItem("paper")]))
    (reference,) = bibliography.bibliography()
    opening, *rest = _PLACE.split(_mend(str(reference), style))
    return Layout(opening, tuple(map(_part, rest[::2], rest[1::2])))


def _part(place: str, text: str) -> _Part:
    mark = _MARK.match(text)
    ends, without = (_ENDS[mark["mark"]], mark["quote"] + text[mark.end() :]) if mark else ((), text)
    return _Part(ord(place) - _PRIVATE, text, ends, without)


def _character(place: int) -> str:
    return chr(_PRIVATE + place)


@functools.cache
def _processor(style: Style) -> Any:  # noqa: ANN401  # citeproc-py has no types
    """The style, read once. It is not told to abbreviate given names: `litreview.render.references` does that."""
    source = resources.files("litreview.render").joinpath(f"styles/{style.name}.csl").read_bytes()
    processor = CitationStylesStyle(io.BytesIO(source), locale=style.locale, validate=False)
    processor.root.formatter = formatter.plain
    for element in processor.root.iter():
        element.attrib.pop("initialize-with", None)
    return processor


@functools.cache
def months_of(style: Style) -> tuple[tuple[str, str], ...]:
    """The months in the style's words, each long and short."""
    term = _processor(style).root.get_single_term
    names = (f"month-{month:02}" for month in range(1, 13))
    return tuple((str(term(name=name)), str(term(name=name, form="short"))) for name in names)


def _mend(reference: str, style: Style) -> str:
    """What citeproc-py 0.11 printed, places for dates put in and its shortcomings mended.

    It has no blank behind a number, which goes; it repeats a title that stands in for the authors; it does not know of
    `punctuation-in-quote`; and it leaves marks behind parts that turned out empty. One is IEEE's: a preprint's number names arXiv, too.
    """
    text = reference.removeprefix("[1]")
    for printed, place in _DATE_PLACES.items():
        text = text.replace(printed, _character(place))
    text = text.replace(f"{_character(_PUBLISHER)}: {_character(_NUMBER)}", _character(_NUMBER))
    text = _without_second_mention(text)
    if style.locale == "en-US":
        text = re.sub("”([.,])", r"\1”", text)
    text = re.sub(r" ([.,])", r"\1", " ".join(text.split()))
    return re.sub(r"\.(?: ?\.)+", ".", text)


def _without_second_mention(text: str) -> str:
    """Without the title where it stands in the authors' place already; CSL 1.0.2 suppresses what was substituted."""
    title = _character(_TITLE)
    first, second = text.find(title), text.rfind(title)
    if first == second:
        return text
    pairs = zip(text[first:], text[second:], strict=False)
    length = len(list(itertools.takewhile(lambda pair: pair[0] == pair[1], pairs)))
    return f"{text[:second].rstrip('“‘ ')} {text[second + length :].lstrip('”’')}"


def fill(layout: Layout, values: Mapping[int, str]) -> str:
    """The layout with `values` in their places, and no second mark behind a value that ends in one."""
    written = [layout.opening]
    for part in layout.parts:
        value = values[part.place]
        has_mark = part.ends and value.rstrip(_QUOTES).endswith(part.ends)
        written += value, part.without_mark if has_mark else part.text
    return "".join(written)
