"""arXiv's own pages, copied as text: lists (recent, new, of a month) and search results. A paper begins with its identifier.

On a list `[1] arXiv:2511.12345 [pdf, html, other]` is followed by title, authors, comments, subjects and, on the list of new ones, the
abstract; in a search `arXiv:2511.12345 [pdf, ps, other] cs.CL` by title, authors, abstract, dates and comments.

Source: browse/templates/list of github.com/arXiv/arxiv-browse, search/templates/search of github.com/arXiv/arxiv-search.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from litreview.intake.entry import Entry, Leftover, Reading
from litreview.intake.readers.hf_lines import is_prose
from litreview.intake.readers.values import gather, iso_date, note, one_line, published_venue, refused
from litreview.model.identifiers import parse_arxiv, parse_doi

LABEL = "arXiv"

_CLASS = (
    r"(?:(?:astro-ph|cond-mat|cs|econ|eess|math|nlin|physics|q-bio|q-fin|stat)\.[A-Za-z-]+"
    r"|astro-ph|cond-mat|gr-qc|hep-(?:ex|lat|ph|th)|math-ph|nucl-(?:ex|th)|quant-ph)"
)
# A paper's files, its classes, its DOI.
_TAGS = rf"(?: (?:\[[a-z, ]*\]|{_CLASS}|doi|10\.\d+/\S+))*"
# The paper's number on the page, its identifier, how it came to the list, and tags, which may stand on lines of their own.
_HEAD = re.compile(rf"(?:(?:\[\d+\]|\d+\.) ?)?(?i:arXiv): ?(?P<id>[\w./-]+)(?: \([^()]*\))?(?P<tags>{_TAGS})")
# What a page has and a list that people copied together has not: the files of a paper, and the names of fields.
_FILES = re.compile(r"arXiv: ?[\w./-]{1,40}[^\[]{0,80}\[(?:pdf|ps|html|other|src)\b", re.IGNORECASE)
_FIELD = re.compile(r"^[^\S\n]*(?:(?:Title|Authors|Subjects)[^\S\n]*:|Submitted \d)", re.MULTILINE)
_LABEL = re.compile(
    r"(?P<label>title|authors|comments|journal[- ]ref|subjects|abstract|report[- ](?:no|number)|(?:msc|acm)[- ]class)"
    r" ?: ?(?P<text>.*)",
    re.IGNORECASE,
)
_SUBMITTED = re.compile(r"submitted (?P<day>\d{1,2}) (?P<month>[a-z]+),? (?P<year>\d{4})", re.IGNORECASE)
_ANNOUNCED = re.compile(r"originally announced (?P<month>[a-z]+),? (?P<year>\d{4})", re.IGNORECASE)
# The day of the papers below it; without their number it is one of the links at the top of the page.
_DAY = re.compile(
    r"(?:showing new listings for [a-z]+, |(?=.*\bentries\b)[a-z]{3}, )(?P<day>\d{1,2}) (?P<month>[a-z]+) (?P<year>\d{4})(?: \(.*\))?",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CUT = re.compile(r",? ?(?:et al\.? ?)?\((?P<count>\d+) additional authors? not shown\)")
_AFFILIATION = re.compile(r" ?\((?:[^()]|\([^()]*\))*\)")
_EXCERPT, _WHOLE = "▽ More", "△ Less"
# The fields of which an entry is made; the others are left over.
_USED = frozenset({"tags", "title", "authors", "abstract", "subjects", "journal ref", "dates"})


class _Line(NamedTuple):
    number: int
    text: str


class _Block(NamedTuple):
    """A paper on the page: its first line, taken apart, the day that stands above it, and the lines below."""

    number: int
    head: re.Match[str]
    listed: str | None
    lines: Sequence[_Line]


def recognises(text: str) -> bool:
    """Whether a line of `text` has an identifier with the paper's files in brackets, and another one begins with a field's name."""
    return _FILES.search(text) is not None and _FIELD.search(text) is not None


def read(text: str, listing: str, _captured: date | None) -> Reading:
    """The papers of the page `text`, in its order; `line` is the identifier's. The day above them is that of the listing."""
    numbered = enumerate(map(one_line, text.split("\n")), start=1)
    lines = [_Line(number, line) for number, line in numbered if line]
    return gather(
        each
        for block in _blocks(lines, listing)
        for each in ([block] if isinstance(block, Leftover) else _read_block(block, listing))
    )


def _blocks(lines: Sequence[_Line], listing: str) -> Iterator[_Block | Leftover]:
    listed: str | None = None
    block: _Block | None = None
    below: list[_Line] = []
    for line in lines:
        head, day = _HEAD.fullmatch(line.text), _DAY.fullmatch(line.text)
        if day:
            listed = _day(day)
            yield note(listing, line.number, line.text, f"day of the listing: {listed}")
        elif head:
            if block:
                yield block
            below = []
            block = _Block(line.number, head, listed, below)
        elif block:
            below.append(line)
        else:
            yield note(listing, line.number, line.text, "page header")
    if block:
        yield block


def _read_block(block: _Block, listing: str) -> Iterator[Entry | Leftover]:
    arxiv = parse_arxiv(block.head["id"])
    if arxiv is None:
        text = " ".join((block.head[0], *(line.text for line in block.lines)))
        yield refused(listing, block.number, text, "not an arXiv identifier")
        return
    fields = _sort(block.lines)
    texts = {name: one_line(" ".join(line.text for line in lines)) for name, lines in fields.items()}
    authors, cut = _authors(texts.get("authors", ""))
    abstract = texts.get("abstract", "").removesuffix(_WHOLE).strip()
    is_excerpt = abstract.endswith(_EXCERPT)
    tags = f"{block.head['tags']} {texts.get('tags', '')}".split()
    yield Entry(
        source=LABEL,
        listing=listing,
        line=block.number,
        listed=block.listed,
        title=texts.get("title") or None,
        abstract=None if is_excerpt else abstract or None,
        authors=authors,
        date=_first_day(texts.get("dates", "")),
        arxiv=arxiv,
        doi=next(filter(None, map(parse_doi, tags)), None),
        primary_class=_primary_class(texts.get("subjects", ""), tags),
        venue=published_venue(texts.get("journal ref")),
        notes=(
            *cut,
            *(["the page shows the beginning of the abstract only: left out"] if is_excerpt else ()),
        ),
    )
    for name, lines in fields.items():
        if name not in _USED or (is_excerpt and name == "abstract"):
            reason = f"{name} of arXiv:{arxiv}" if name else "page header or footer"
            yield from (note(listing, line.number, line.text, reason) for line in lines)


def _sort(lines: Sequence[_Line]) -> Mapping[str, Sequence[_Line]]:
    """The lines of each field by its name, without the name; under "" those of none."""
    fields: dict[str, list[_Line]] = {}
    last = ""
    for line in lines:
        name, text = _field(line.text, fields, last)
        fields.setdefault(name, []).append(line._replace(text=text))
        last = name or last
    return fields


def _field(text: str, known: Mapping[str, Sequence[_Line]], last: str) -> tuple[str, str]:
    """The field that a line begins or goes on with, and its text; "" for what is in none."""
    label = _LABEL.fullmatch(text)
    name = label["label"].lower().replace("-", " ") if label else ""
    is_begun = not known.keys().isdisjoint({"title", "authors"})
    if label and (is_begun or name in {"title", "authors"}):
        return name, label["text"]
    if is_begun:
        return _field_here(text, known, last), text
    return ("tags" if re.fullmatch(_TAGS, f" {text}") else "title"), text


def _field_here(text: str, known: Mapping[str, Sequence[_Line]], last: str) -> str:
    """The field of a line without a name, by where it stands."""
    if _SUBMITTED.match(text) or _ANNOUNCED.search(text):
        return "dates"
    if last in {"title", "authors"}:
        so_far = known[last][-1].text
        if not so_far or so_far.endswith(","):
            return last
        if "authors" not in known:
            return "authors"
    goes_on = last in {"abstract", "subjects"} and (is_prose(text) or text.endswith((_EXCERPT, _WHOLE)))
    return "abstract" if goes_on else ""


def _authors(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names in reading order, and a remark where the page leaves some out. What stands before a colon is a group's name."""
    cut = _CUT.search(text)
    shown = _AFFILIATION.sub("", _CUT.sub("", text))
    group, colon, people = shown.partition(":")
    names = [name for part in (people if colon else shown).split(",") if (name := part.strip())]
    groups = [f"{{{group.strip(' ,')}}}"] if colon and group.strip(" ,") else []
    remark = (f"the author list is cut off: {cut['count']} more are not shown",) if cut else ()
    return (*groups, *names), remark


def _first_day(text: str) -> str | None:
    """The day of the first version: a search names the last one's before it."""
    days = [day for when in _SUBMITTED.finditer(text) if (day := _day(when))]
    announced = _ANNOUNCED.search(text)
    return min(days) if days else _day(announced) if announced else None


def _day(when: re.Match[str]) -> str | None:
    parts = when.groupdict()
    month = parts["month"][:3].lower()
    if month not in _MONTHS:
        return None
    day = parts.get("day")
    return iso_date(int(parts["year"]), _MONTHS.index(month) + 1, int(day) if day else None)


def _primary_class(subjects: str, tags: Sequence[str]) -> str | None:
    """The first of the subjects, "Computation and Language (cs.CL)", or of a search's tags."""
    classes = [*re.findall(rf"\(({_CLASS})\)", subjects), *(tag for tag in tags if re.fullmatch(_CLASS, tag))]
    return next(iter(classes), None)
