r"""Records as formatted references, plain text: APA, IEEE, ACM, Chicago, Harvard, by citeproc-py and the CSL project's styles.

citeproc-py takes milliseconds for a reference, and it works on the text that it is given: it writes `\pm I` for `\pm i` where Chicago
wants headlines, cuts `<span class="nocase">` out of titles and takes a Chinese name for initials. So it never sees a record's text. It
formats one paper of each kind with a private character in the place of each value; what comes out is a layout, and the papers of
the kind are stamped out of it. The style decides on order, marks and the words between; titles and names stay as they are, but for
simple mathematics, which is written in Unicode as on the pages.

What no reference here has: italics (this is text); letters behind equal years (2021a), for they depend on what else is cited;
capitals that the title has not.
"""

import functools
import io
import itertools
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

from litreview.model.identifiers import fold_title
from litreview.model.names import parse_name
from litreview.model.record import Record
from litreview.render import encode
from litreview.render.exports.csl import csl_item
from litreview.render.mathematics import readable


@dataclass(frozen=True, slots=True)
class Style:
    """A way to write references.

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
_TEXTS = ("title", "container-title", "publisher", "number", "DOI", "URL")
_TITLE, _PUBLISHER, _NUMBER = map(_TEXTS.index, ("title", "publisher", "number"))
_YEAR, _MONTH, _MONTH_SHORT, _DAY, _TWO_DIGIT_DAY, _FIRST_NAME = range(len(_TEXTS), len(_TEXTS) + 6)
_PLACE = re.compile(f"([{chr(_PRIVATE)}-\U000ffffd])")
# Years, months and days have to be numbers. A layout has no other digits, and no other December.
_DATE = (9999, 12, 7)
_DATE_PLACES = {"9999": _YEAR, "December": _MONTH, "Dec.": _MONTH_SHORT, "07": _TWO_DIGIT_DAY, "7": _DAY}
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


@dataclass(frozen=True, slots=True)
class _Facts:
    """What references say of a paper, in any style.

    Fields:
        type: CSL's word for the kind of paper.
        texts: by their places, each on one line.
        names: of the authors, in CSL's parts; whole where nothing stands between the parts.
        date: to cite, as far as known.
    """

    type: str
    texts: Mapping[int, str]
    names: Sequence[Mapping[str, str]]
    date: Sequence[int]


@dataclass(frozen=True, slots=True)
class _Shape:
    """What the layout of a reference depends on: not what its values are, but which there are."""

    type: str
    texts: tuple[int, ...]
    names: tuple[tuple[str, ...], ...]
    date_parts: int


def format_citation(record: Record, style: str) -> str:
    """`record` as a reference in the style of that name: one line, without a number.

    Raises:
        KeyError: there is no such style.
    """
    return _format(_facts(record), STYLES[style])


def format_in_all_styles(record: Record) -> tuple[tuple[Style, str], ...]:
    """`record` as a reference in each style, in the order of `STYLES`."""
    facts = _facts(record)
    return tuple((style, _format(facts, style)) for style in STYLES.values())


def format_citations(records: Iterable[Record], style: str) -> str:
    """`records` as a list of references in the style of that name, a blank line between; empty without records.

    A numbered style keeps their order; for the others they are sorted by name, date and title.

    Raises:
        KeyError: there is no such style.
    """
    chosen = STYLES[style]
    listed = records if chosen.is_numbered else sorted(records, key=_sort_key)
    lines = (f"{_format(_facts(record), chosen)}\n" for record in listed)
    if chosen.is_numbered:
        lines = (f"[{number}] {line}" for number, line in enumerate(lines, start=1))
    return "\n".join(lines)


def _sort_key(record: Record) -> tuple[list[str], str, str]:
    """A paper without authors is sorted by its title, which stands in their place."""
    title = fold_title(record.title)
    names = [fold_title(parse_name(author).sort_name) for author in record.authors]
    return names or [title], record.date or "", title


def _facts(record: Record) -> _Facts:
    item = csl_item(record) | {"title": readable(record.title)}
    return _Facts(
        item["type"],
        {place: encode.fold(item[name]) for place, name in enumerate(_TEXTS) if name in item},
        [
            _in_order({part: encode.fold(text) for part, text in name.items()})
            for name in item.get("author", [])
        ],
        item["issued"]["date-parts"][0] if "issued" in item else (),
    )


def _format(facts: _Facts, style: Style) -> str:
    """The reference."""
    names = _names(facts.names, style)
    shape = _Shape(facts.type, tuple(facts.texts), tuple(map(tuple, names)), len(facts.date))
    values = {**facts.texts, **_date_values(facts.date, style)}
    values |= enumerate((part for name in names for part in name.values()), _FIRST_NAME)
    return _fill(_layout(style, shape), values)


def _date_values(date: Sequence[int], style: Style) -> dict[int, str]:
    """What can stand in the places of a date: a year, a year and a month, or a day; none for none."""
    values = {}
    if date:
        values[_YEAR] = str(date[0])
    if len(date) > 1:
        values[_MONTH], values[_MONTH_SHORT] = _months(style)[date[1] - 1]
    if len(date) > 2:  # noqa: PLR2004
        values |= {_DAY: str(date[2]), _TWO_DIGIT_DAY: f"{date[2]:02}"}
    return values


def _names(authors: Sequence[Mapping[str, str]], style: Style) -> Sequence[Mapping[str, str]]:
    """The authors that the style prints, as it prints them."""
    if style.names is not None and len(authors) > style.names:
        authors = [*authors[: style.names - 1], authors[-1]]
    if style.initials is None:
        return authors
    return [
        {**author, "given": _abbreviate(author["given"], style.initials)} if "given" in author else author
        for author in authors
    ]


def _in_order(author: Mapping[str, str]) -> Mapping[str, str]:
    """The name in parts that styles may turn around; whole where they may not."""
    if "given" in author and _is_east_asian(author["family"] + author["given"]):
        return {"literal": author["family"] + author["given"]}
    return author


def _is_east_asian(name: str) -> bool:
    """Whether a name is in Chinese, Japanese or Korean writing: family name first and nothing between, in every style (CSL 1.0.2)."""
    return all(unicodedata.east_asian_width(letter) in "WF" for letter in name if letter.isalpha())


@functools.lru_cache(maxsize=2**12)  # most given names are those of many people
def _abbreviate(given: str, between: str) -> str:
    """The initials of given names: "Jean-Luc Aimé" -> "J.-L. A."; a word without a capital stays ("de", names in Arabic)."""
    text = ""
    for word in unicodedata.normalize("NFC", given).replace(".", " ").split():
        if word[0].isupper():
            text += "-".join(f"{part[0]}." for part in word.split("-") if part) + between
        else:
            text = f"{text.rstrip()} {word} "
    return text.strip()


# --- Layouts ---


@functools.cache
def _layout(style: Style, shape: _Shape) -> Layout:
    """What the style prints for papers of this shape, cut at the places of their values."""
    item: dict[str, Any] = {"id": "paper", "type": shape.type}
    item |= {_TEXTS[place]: _character(place) for place in shape.texts}
    if shape.names:
        places = itertools.count(_FIRST_NAME)
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
    """The style, read once. It is not told to abbreviate given names: `_names` has done that."""
    source = resources.files("litreview.render").joinpath(f"styles/{style.name}.csl").read_bytes()
    processor = CitationStylesStyle(io.BytesIO(source), locale=style.locale, validate=False)
    processor.root.formatter = formatter.plain
    for element in processor.root.iter():
        element.attrib.pop("initialize-with", None)
    return processor


@functools.cache
def _months(style: Style) -> tuple[tuple[str, str], ...]:
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


def _fill(layout: Layout, values: Mapping[int, str]) -> str:
    """The layout with `values` in their places, and no second mark behind a value that ends in one."""
    written = [layout.opening]
    for part in layout.parts:
        value = values[part.place]
        has_mark = part.ends and value.rstrip(_QUOTES).endswith(part.ends)
        written += value, part.without_mark if has_mark else part.text
    return "".join(written)
