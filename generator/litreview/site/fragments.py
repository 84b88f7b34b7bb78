"""From the traced text of a page to the HTML of its body, with Markdown at work once for each skeleton instead of once for each page.

A page is cut into blocks at blank lines outside of any container. Blocks with equal skeletons (`litreview.render.traced`) differ in
nothing but values, and Markdown passes an encoded value on as it is: so one block of each kind is converted, with a token in the place
of each value, and the HTML that comes back is cut at the tokens. In a loop of many items an item's HTML depends on the items around
it, as far as two to each side; so lists of any length are put together from few kinds of items.

What this takes for granted is what `litreview.render.encode` promises; the tests hold every page to the bytes of MkDocs, and a build
does so with pages of each kind (`litreview.site.stamped`). Knows Markdown and its extensions, and nothing of themes and MkDocs.
"""

import html
import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions.toc import strip_tags
from markdown.treeprocessors import Treeprocessor

from litreview.render.traced import BLOCK, FRONT_MATTER, ITEM, LOOP, LOOP_END, TARGET, TEXT

Kind = Literal["value", "link", "fixed link", "slug"]
Place = tuple[Kind, int | str]
"""What stands between two pieces of HTML: a value by its number; a link to resolve, by its number or itself; a heading's slug."""

EXACT = 3  # items of a loop that are converted together; of more, each with two neighbours to each side
_REACH = 2
_LOOP_MARKS = str.maketrans(dict.fromkeys((LOOP, ITEM, LOOP_END), ""))
_VALUE_MARK = re.compile(f"[{TEXT}{TARGET}{BLOCK}{FRONT_MATTER}]")
_CONTAINER = "div|section|details|form|nav|figure|ul|ol|dl|table|select|aside"
# A blank line before what begins a block of its own: no item or rest of a list, no line of a definition.
_SEAM = re.compile(
    rf"\n\n+(?=[{LOOP}{ITEM}{LOOP_END}]*[^\s\-+*:>\d{LOOP}{ITEM}{LOOP_END}])|<(/?)(?:{_CONTAINER})\b"
)
_BEGIN, _FINISH = "lrzbegin", "lrzfinish"
_TOKEN = re.compile(r"<pre>lrz(?P<block>\d+)v</pre>|lrz(?P<number>\d+)(?P<kind>[vlfs])")
_KINDS: Mapping[str, Kind] = {"v": "value", "l": "link", "f": "fixed link", "s": "slug"}
_ID = re.compile(r'\bid="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as the table of contents has it."""

    level: int
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Body:
    """A page's HTML, its headings in their order, and whether an id is in it twice, which only a look at the whole page settles."""

    html: str
    headings: tuple[Heading, ...]
    is_ambiguous: bool


@dataclass(frozen=True, slots=True)
class Fragment:
    """The HTML of a block: `texts[0] places[0] texts[1] ... texts[-1]`; `values` of them are used up.

    `headings` are level, id and name, the last two with tokens where values belong; `ids` are all that stand in the texts.
    """

    texts: tuple[str, ...]
    places: tuple[Place, ...]
    values: int
    headings: tuple[tuple[int, str, str], ...] = ()
    ids: tuple[str, ...] = ()


Resolve = Callable[[str], str]
"""The address that a link of the page has in HTML, from its target in Markdown."""


class Fragments:
    """The fragments met so far, for one configuration of Markdown."""

    def __init__(self, extensions: Sequence[Any], configs: Mapping[str, Any]) -> None:
        self._markdown = markdown.Markdown(extensions=list(extensions), extension_configs=dict(configs))
        self._links = _Links(self._markdown)
        self._markdown.treeprocessors.register(self._links, "links", 0)  # last, as MkDocs' own
        self._slug = _slug_of(self._markdown)
        self._fragments: dict[str, Fragment] = {}
        self._items: dict[tuple[str, ...], Fragment | None] = {}

    def body(self, skeleton: str, values: Sequence[str], resolve: Resolve) -> Body:
        """The body of the page whose text without front matter has this skeleton and these values."""
        written: list[str] = []
        headings: list[Heading] = []
        ids: list[str] = []
        first = 0
        for block in _cut_into_blocks(skeleton):
            for fragment in self._fragments_of(block):
                own = values[first : first + fragment.values]
                made = [self._fill_heading(heading, own) for heading in fragment.headings]
                _fill(fragment, own, made, resolve, written)
                headings += made
                ids += fragment.ids
                ids += (heading.id for heading in made)
                first += fragment.values
        is_ambiguous = len(set(ids)) < len(ids) or "" in ids
        return Body("".join(written).strip(), tuple(headings), is_ambiguous)

    def _fill_heading(self, heading: tuple[int, str, str], values: Sequence[str]) -> Heading:
        level, slug, name = heading
        if "lrz" not in slug:
            return Heading(level, slug, name)
        filled = _TOKEN.sub(lambda match: values[int(match["number"])], name)
        return Heading(level, self._slug(html.unescape(strip_tags(filled))), filled)

    def _fragments_of(self, block: str) -> Iterator[Fragment]:
        """One fragment for a block; for one with a long loop, what is before it and each of its items, the last with the rest."""
        if block.count(ITEM) > EXACT and (parts := _cut_out_loop(block)) is not None:
            made = [self._item_of(parts, number) for number in range(len(parts.items))]
            if None not in made:
                yield from filter(None, made)
                return
        plain = block.translate(_LOOP_MARKS)
        fragment = self._fragments.get(plain)
        if fragment is None:
            fragment = self._fragments[plain] = self._convert(plain)
        yield fragment

    def _item_of(self, parts: "_Loop", number: int) -> Fragment | None:
        """The HTML from the item's first value to the next item's; the first item's has what is before it, the last one's the rest."""
        begin, end = max(number - _REACH, 0), number + _REACH + 1
        window = parts.items[begin:end]
        place = "first" if number == 0 else "last" if number == len(parts.items) - 1 else "between"
        key = (parts.before, parts.after, place, str(number - begin), *window)
        if key not in self._items:
            self._items[key] = self._convert_item(parts, window, number - begin, place)
        return self._items[key]

    def _convert_item(self, parts: "_Loop", window: Sequence[str], own: int, place: str) -> Fragment | None:
        """None where an item cannot be told from the next: it has no value, a heading or an id, or its values come in another order."""
        whole = self._convert("".join((parts.before, *window, parts.after)).translate(_LOOP_MARKS))
        if any(heading[1].startswith("lrz") for heading in whole.headings) or any(
            _ID.search(item) for item in window
        ):
            return None
        counts = [_count(text) for text in (parts.before, *window)]
        starts = list(
            itertools.accumulate(counts)
        )  # the number of each item's first value, and of the first after the loop
        if 0 in counts[1:]:
            return None
        positions = _positions(whole.places, starts)
        if positions is None:
            return None
        begin = 0 if place == "first" else positions[own]
        end = len(whole.places) if place == "last" else positions[own + 1]
        offset = 0 if place == "first" else starts[own]
        used = (whole.values if place == "last" else starts[own + 1]) - offset
        places = tuple(_moved(each, offset) for each in whole.places[begin:end])
        # The text before an item's first value belongs to the item before it.
        texts = ("", *whole.texts[begin + 1 : end + 1]) if begin else whole.texts[: end + 1]
        return Fragment(
            texts,
            places,
            used,
            whole.headings if place == "first" else (),
            whole.ids if place == "first" else (),
        )

    def _convert(self, block: str) -> Fragment:
        """What Markdown makes of a block whose marks are those of values alone."""
        numbers = itertools.count()
        text = _VALUE_MARK.sub(lambda mark: _token(mark[0], next(numbers)), block)
        self._markdown.reset()
        self._links.fixed.clear()
        # Between two paragraphs, since what stands at the ends of a page is stripped.
        made = self._markdown.convert(f"{_BEGIN}\n\n{text}\n\n{_FINISH}\n")
        made = made[len(f"<p>{_BEGIN}</p>\n") : made.rindex(f"<p>{_FINISH}</p>")]
        made = re.sub(
            r"\s?data-search-\w+=\"[^\"]+\"", "", made
        )  # as Material's search does to what it has read
        headings = tuple(_flat(getattr(self._markdown, "toc_tokens", [])))
        for number, (_, slug, _) in enumerate(headings):
            if "lrz" in slug:
                made = made.replace(f'"{slug}"', f'"lrz{number}s"').replace(f'"#{slug}"', f'"#lrz{number}s"')
        texts, places = _cut_at_tokens(made, self._links.fixed)
        known = {slug for _, slug, _ in headings}
        ids = tuple(each for each in _ID.findall(made) if "lrz" not in each and each not in known)
        return Fragment(texts, places, next(numbers), headings, ids)


def _fill(
    fragment: Fragment,
    values: Sequence[str],
    headings: Sequence[Heading],
    resolve: Resolve,
    written: list[str],
) -> None:
    for text, (kind, what) in zip(fragment.texts, fragment.places, strict=False):
        written.append(text)
        if kind == "value":
            written.append(values[what])  # type: ignore[index]
        elif kind == "link":
            written.append(resolve(values[what]))  # type: ignore[index]
        elif kind == "slug":
            written.append(headings[what].id)  # type: ignore[index]
        else:
            written.append(resolve(what))  # type: ignore[arg-type]
    written.append(fragment.texts[-1])


def _token(mark: str, number: int) -> str:
    """A word that no extension takes for anything else; a block of HTML for a block of HTML."""
    return f"<pre>lrz{number}v</pre>" if mark == BLOCK else f"lrz{number}v"


def _count(skeleton: str) -> int:
    return len(_VALUE_MARK.findall(skeleton))


def _cut_at_tokens(made: str, fixed: Sequence[str]) -> tuple[tuple[str, ...], tuple[Place, ...]]:
    texts, places, end = [], [], 0
    for match in _TOKEN.finditer(made):
        texts.append(made[end : match.start()])
        end = match.end()
        number = int(match["block"] or match["number"])
        kind = _KINDS[match["kind"] or "v"]
        places.append((kind, fixed[number] if kind == "fixed link" else number))
    return (*texts, made[end:]), tuple(places)


def _moved(place: Place, offset: int) -> Place:
    kind, what = place
    return (kind, what - offset) if kind in {"value", "link"} and isinstance(what, int) else place


def _positions(places: Sequence[Place], starts: Sequence[int]) -> list[int] | None:
    """Where in `places` the values of each item begin, and those after the last; None where they are mixed."""
    numbers = [what if kind in {"value", "link"} and isinstance(what, int) else None for kind, what in places]
    known = [number for number in numbers if number is not None]
    if known != sorted(known):
        return None
    positions = []
    for start in starts:
        found = next(
            (at for at, number in enumerate(numbers) if number is not None and number >= start), len(places)
        )
        positions.append(found)
    return positions


def _flat(tokens: Sequence[Mapping[str, Any]]) -> Iterator[tuple[int, str, str]]:
    """Level, id and name of nested headings, in the order of the page."""
    for token in tokens:
        yield token["level"], token["id"], token["name"]
        yield from _flat(token["children"])


# --- Skeletons ---


def _cut_into_blocks(skeleton: str) -> Iterator[str]:
    depth = begin = 0
    for seam in _SEAM.finditer(skeleton):
        if seam[1] is not None:
            depth += -1 if seam[1] else 1
        elif depth == 0:
            yield skeleton[begin : seam.start()]
            begin = seam.end()
    yield skeleton[begin:]


@dataclass(frozen=True, slots=True)
class _Loop:
    """A block taken apart at its longest loop."""

    before: str
    items: tuple[str, ...]
    after: str


def _cut_out_loop(block: str) -> _Loop | None:
    """None where no loop of the block is long, or only a part of it is in the block."""
    depth, open_loops, best = 0, [], None
    for match in re.finditer(f"[{LOOP}{ITEM}{LOOP_END}]", block):
        if match[0] == LOOP:
            depth += 1
            open_loops.append([match.start()])
        elif not open_loops:
            return None
        elif match[0] == ITEM:
            open_loops[-1].append(match.start())
        else:
            marks = [*open_loops.pop(), match.start()]
            if len(marks) - 2 > EXACT and (best is None or marks[0] < best[0]):
                best = marks
    if open_loops or best is None:
        return None
    items = tuple(block[begin:end] for begin, end in itertools.pairwise(best[1:]))
    return _Loop(block[: best[0]], items, block[best[-1] :])


# --- Markdown's parts ---


class _Links(Treeprocessor):
    """Gives the links that MkDocs would resolve tokens of their own; `fixed` are those that the templates name themselves."""

    def __init__(self, instance: markdown.Markdown) -> None:
        super().__init__(instance)
        self.fixed: list[str] = []

    def run(self, root: Element) -> None:
        for element in root.iter():
            name = {"a": "href", "img": "src"}.get(element.tag)
            if name is None:
                continue
            target = element.get(name, "")
            if _TOKEN.fullmatch(target):
                element.set(name, target[:-1] + "l")
            elif _is_inside(target):
                element.set(name, f"lrz{len(self.fixed)}f")
                self.fixed.append(target)


def _is_inside(target: str) -> bool:
    parts = urlsplit(target)
    return bool(parts.path) and not parts.scheme and not parts.netloc


def _slug_of(instance: markdown.Markdown) -> Callable[[str], str]:
    """How the configured Markdown makes ids of headings."""
    if "toc" not in instance.treeprocessors:
        return lambda _: ""
    toc: Any = instance.treeprocessors["toc"]
    return lambda name: str(toc.slugify(name, toc.sep))
