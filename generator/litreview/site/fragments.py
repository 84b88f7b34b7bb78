"""From the traced text of a page to the HTML of its body, with Markdown at work once for each skeleton instead of once for each page.

Blocks with equal skeletons (`litreview.render.traced`) differ in nothing but values, and Markdown passes an encoded value on as it is:
so one block of each kind is converted, with a token in the place of each value, and the HTML that comes back is cut at the tokens. Of
a loop, each kind of item is converted once, between its neighbours: what becomes of an item depends on itself, on whether it is the
first or the last, and on whether those beside it have blank lines. So lists and tables of any length are made of few kinds of items.

What this takes for granted of values is what `litreview.render.encode` promises. The tests hold every page to the bytes of MkDocs.
Knows nothing of themes and MkDocs.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from litreview.site.conversion import Converter, Fragment, Heading, is_varying
from litreview.site.skeletons import (
    Block,
    Loop,
    cut_at_loop,
    cut_at_seams,
    cut_into_blocks,
    without_loop_marks,
)

Resolve = Callable[[str], str]
"""The address that a link of the page has in HTML, from its target in Markdown."""

_KEPT = 5000  # parts of pages; most pages are made of a few hundred
_LONG = 5000  # characters: what is longer stands on one page only


@dataclass(frozen=True, slots=True)
class Body:
    """A page's HTML, its headings in their order, and whether an id is in it twice, which only a look at the whole page settles."""

    html: str
    headings: tuple[Heading, ...]
    is_ambiguous: bool


class Fragments:
    """The fragments met so far, for one configuration of Markdown."""

    def __init__(self, extensions: Sequence[Any], configs: Mapping[str, Any]) -> None:
        self._converter = Converter(extensions, configs)
        self._known: dict[tuple[object, ...], tuple[Fragment, ...]] = {}
        self._alone: dict[int, _Part] = {}
        self._parts: dict[str, Sequence[_Part]] = {}

    def body(self, skeleton: str, values: Sequence[str], resolve: Resolve) -> Body:
        """The body of the page whose text without front matter has this skeleton and these values."""
        written: list[str] = []
        headings: list[Heading] = []
        ids: list[str] = []
        first = 0
        for part in self._parts_of(skeleton):
            own = values[first : first + part.values]
            first += part.values
            made = [
                self._converter.fill(heading, own[begin:]) if begin is not None else heading
                for heading, begin in part.headings
            ]
            _fill(part, own, made, resolve, written)
            headings += made
            ids += [heading.id for heading in made]
            ids += part.ids
        is_ambiguous = len(set(ids)) < len(ids) or "" in ids
        return Body("".join(written).strip(), tuple(headings), is_ambiguous)

    def _parts_of(self, skeleton: str) -> Iterator["_Part"]:
        for text in cut_at_seams(skeleton):
            yield from self._parts.get(text) or self._make_parts(text)

    def _make_parts(self, text: str) -> Sequence["_Part"]:
        """One part for what may stand on other pages, too; of what is long one for each fragment."""
        fragments = chain.from_iterable(map(self._fragments_of, cut_into_blocks(text)))
        if len(text) >= _LONG:
            return [self._part_of(fragment) for fragment in fragments]
        if len(self._parts) == _KEPT:
            self._parts.clear()
        self._parts[text] = (_join(fragments),)
        return self._parts[text]

    def _part_of(self, fragment: Fragment) -> "_Part":
        """The fragment, which is known for as long as this is."""
        part = self._alone.get(id(fragment))
        if part is None:
            part = self._alone[id(fragment)] = _join([fragment])
        return part

    def _fragments_of(self, block: Block) -> Sequence[Fragment]:
        """One fragment for a block or a container's tag; one for each item of a loop, the first and last with what is around them."""
        if block.tag:
            key: tuple[object, ...] = (block.text, block.is_inside, block.tag)
            return self._once(key, lambda: self._converter.container(block))[block.ends : block.ends + 1]
        loop = cut_at_loop(block.text)
        if loop is not None:
            items = [
                self._item_of(loop, number, is_inside=block.is_inside) for number in range(len(loop.items))
            ]
            if all(items):
                return [fragment for item in items for fragment in item]
        text = without_loop_marks(block.text)
        key = (text, block.is_inside)
        return self._once(key, lambda: (self._converter.block(text, is_inside=block.is_inside),))

    def _item_of(self, loop: Loop, number: int, *, is_inside: bool) -> tuple[Fragment, ...]:
        before = loop.items[number - 1] if number else None
        after = loop.items[number + 1] if number + 1 < len(loop.items) else None
        key = (loop.before, loop.after, loop.items[number], _character(before), _character(after), is_inside)
        return self._once(key, lambda: self._converter.item(loop, number, is_inside=is_inside))

    def _once(
        self, key: tuple[object, ...], make: Callable[[], tuple[Fragment, ...]]
    ) -> tuple[Fragment, ...]:
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = make()
        return known


def _character(item: tuple[str, str] | None) -> object:
    """What of an item matters to the one beside it: a row of a table is a row; others can be loose."""
    return item and (item[0], item[0] != "| " and "\n\n" in item[1])


@dataclass(frozen=True, slots=True)
class _Part:
    """Fragments that follow each other, as one.

    Fields:
        pieces: HTML, with a gap of its own between any two.
        gaps: of each, the number of its value; any number where no value belongs.
        links: the gaps of links, each with the number of the link's value, or with the link.
        slugs: the gaps of headings' ids, each with the number of the heading.
        values: how many are used up.
        headings: each with the number of the first value of its fragment; with None where no value is in it.
        ids: all others.
    """

    pieces: tuple[str, ...]
    gaps: tuple[int, ...]
    links: tuple[tuple[int, int | str], ...]
    slugs: tuple[tuple[int, int], ...]
    values: int
    headings: tuple[tuple[Heading, int | None], ...]
    ids: tuple[str, ...]


def _join(fragments: Iterable[Fragment]) -> _Part:
    pieces: list[str] = [""]
    gaps: list[int] = []
    links: list[tuple[int, int | str]] = []
    slugs: list[tuple[int, int]] = []
    headings: list[tuple[Heading, int | None]] = []
    ids: list[str] = []
    values = 0
    for fragment in fragments:
        for (kind, what), text in zip(fragment.places, fragment.texts, strict=False):
            pieces[-1] += text
            pieces += ["", ""]
            gaps.append(values + what if kind in {"value", "link"} else 0)
            if kind == "slug":
                slugs.append((len(pieces) - 2, len(headings) + what))
            elif kind != "value":
                links.append((len(pieces) - 2, what if kind == "fixed link" else values + what))
        pieces[-1] += fragment.texts[-1]
        headings += [(heading, values if is_varying(heading) else None) for heading in fragment.headings]
        values += fragment.values
        ids += fragment.ids
    return _Part(tuple(pieces), tuple(gaps), tuple(links), tuple(slugs), values, tuple(headings), tuple(ids))


def _fill(
    part: _Part, values: Sequence[str], headings: Sequence[Heading], resolve: Resolve, written: list[str]
) -> None:
    filled = list(part.pieces)
    if part.values:
        filled[1::2] = [values[number] for number in part.gaps]
    for gap, link in part.links:
        filled[gap] = resolve(link if isinstance(link, str) else values[link])
    for gap, number in part.slugs:
        filled[gap] = headings[number].id
    written += filled
