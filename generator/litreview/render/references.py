"""Records as formatted references, plain text: APA, IEEE, ACM, Chicago, Harvard, by citeproc-py and the CSL project's styles.

The style decides on order, marks and the words between (`litreview.render.layouts`); titles and names stay as they are, but for simple
mathematics, which is written in Unicode as on the pages.

What no reference here has: italics (this is text); letters behind equal years (2021a), for they depend on what else is cited;
capitals that the title has not.
"""

import functools
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from litreview.model.identifiers import fold_title
from litreview.model.names import parse_name
from litreview.model.record import Record
from litreview.render import encode
from litreview.render.exports.csl import csl_item, csl_name
from litreview.render.layouts import (
    DAY,
    FIRST_NAME,
    MONTH,
    MONTH_SHORT,
    STYLES,
    TEXTS,
    TWO_DIGIT_DAY,
    YEAR,
    Shape,
    Style,
    fill,
    layout_of,
    months_of,
)
from litreview.render.mathematics import readable


@dataclass(frozen=True, slots=True)
class _Facts:
    """What references say of a paper, in any style.

    Fields:
        type: CSL's word for the kind of paper.
        texts: by their places, each on one line.
        authors: as the record has them.
        date: to cite, as far as known.
    """

    type: str
    texts: Mapping[int, str]
    authors: Sequence[str]
    date: Sequence[int]


class _Name(NamedTuple):
    """An author as a style prints it: CSL's names of the parts, and what they say."""

    parts: tuple[str, ...]
    texts: tuple[str, ...]


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
        {place: encode.fold(item[name]) for place, name in enumerate(TEXTS) if name in item},
        record.authors,
        item["issued"]["date-parts"][0] if "issued" in item else (),
    )


def _format(facts: _Facts, style: Style) -> str:
    """The reference."""
    names = [_name(author, style.initials) for author in _listed(facts.authors, style)]
    shape = Shape(facts.type, tuple(facts.texts), tuple([name.parts for name in names]), len(facts.date))
    values = {**facts.texts, **_date_values(facts.date, style)}
    values |= enumerate(chain.from_iterable([name.texts for name in names]), FIRST_NAME)
    return fill(layout_of(style, shape), values)


def _date_values(date: Sequence[int], style: Style) -> dict[int, str]:
    """What can stand in the places of a date: a year, a year and a month, or a day; none for none."""
    values = {}
    if date:
        values[YEAR] = str(date[0])
    if len(date) > 1:
        values[MONTH], values[MONTH_SHORT] = months_of(style)[date[1] - 1]
    if len(date) > 2:  # noqa: PLR2004
        values |= {DAY: str(date[2]), TWO_DIGIT_DAY: f"{date[2]:02}"}
    return values


def _listed(authors: Sequence[str], style: Style) -> Sequence[str]:
    """The authors that the style prints."""
    if style.names is None or len(authors) <= style.names:
        return authors
    return [*authors[: style.names - 1], authors[-1]]


@functools.lru_cache(maxsize=2**16)  # styles ask for the same names, and papers
def _name(author: str, initials: str | None) -> _Name:
    """The name in parts that styles may turn around, whole where they may not; `initials` as `Style` has them."""
    name = {part: encode.fold(text) for part, text in csl_name(author).items()}
    if "given" in name and _is_east_asian(name["family"] + name["given"]):
        name = {"literal": name["family"] + name["given"]}
    if "given" in name and initials is not None:
        name["given"] = _abbreviate(name["given"], initials)
    return _Name(tuple(name), tuple(name.values()))


def _is_east_asian(name: str) -> bool:
    """Whether a name is in Chinese, Japanese or Korean writing: family name first and nothing between, in every style (CSL 1.0.2)."""
    return all(unicodedata.east_asian_width(letter) in "WF" for letter in name if letter.isalpha())


def _abbreviate(given: str, between: str) -> str:
    """The initials of given names: "Jean-Luc Aimé" -> "J.-L. A."; a word without a capital stays ("de", names in Arabic)."""
    text = ""
    for word in unicodedata.normalize("NFC", given).replace(".", " ").split():
        if word[0].isupper():
            text += "-".join(f"{part[0]}." for part in word.split("-") if part) + between
        else:
            text = f"{text.rstrip()} {word} "
    return text.strip()
