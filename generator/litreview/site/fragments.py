"""From the traced text of a page to the HTML of its body, with Markdown at work once for each skeleton instead of once for each page.

Blocks with equal skeletons (`litreview.render.traced`) differ in nothing but values, and Markdown passes an encoded value on as it is:
so one block of each kind is converted, with a token in the place of each value, and the HTML that comes back is cut at the tokens. Of
a loop, each kind of item is converted once, between its neighbours: what becomes of an item depends on itself, on whether it is the
first or the last, and on whether those beside it have blank lines. So lists and tables of any length are made of few kinds of items.

What this takes for granted of values is what `litreview.render.encode` promises. The tests hold every page to the bytes of MkDocs.
Knows Markdown and its extensions, and nothing of themes and MkDocs.
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

from litreview.render.traced import BLOCK
from litreview.site.skeletons import VALUE_MARK, Block, Loop, cut_at_loop, cut_into_blocks, without_loop_marks

Kind = Literal["value", "link", "fixed link", "slug", "item"]
Place = tuple[Kind, Any]
"""What stands between two pieces of HTML: a value by its number, a link to resolve by its number or itself, a heading's slug by the
heading's number; and where an item begins, while a loop is cut."""
Resolve = Callable[[str], str]
"""The address that a link of the page has in HTML, from its target in Markdown."""

_BEGIN, _FINISH = "lrzbegin", "lrzfinish"
_TOKEN = re.compile(r"<pre>lrz(?P<block>\d+)v</pre>|lrz(?P<number>\d+)(?P<kind>[vlfsi])")
_KINDS: Mapping[str, Kind] = {"v": "value", "l": "link", "f": "fixed link", "s": "slug", "i": "item"}
_ID = re.compile(r'\bid="([^"]*)"')
_OF_SEARCH = re.compile(r"\s?data-search-\w+=\"[^\"]+\"")  # what Material's search takes out of pages


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

    `headings` have tokens where values belong; `ids` are all others that stand in the texts.
    """

    texts: tuple[str, ...]
    places: tuple[Place, ...]
    values: int
    headings: tuple[Heading, ...] = ()
    ids: tuple[str, ...] = ()


class Fragments:
    """The fragments met so far, for one configuration of Markdown."""

    def __init__(self, extensions: Sequence[Any], configs: Mapping[str, Any]) -> None:
        self._converter = _Converter(extensions, configs)
        self._known: dict[tuple[object, ...], tuple[Fragment, ...]] = {}

    def body(self, skeleton: str, values: Sequence[str], resolve: Resolve) -> Body:
        """The body of the page whose text without front matter has this skeleton and these values."""
        written: list[str] = []
        headings: list[Heading] = []
        ids: list[str] = []
        first = 0
        for fragment in itertools.chain.from_iterable(map(self._fragments_of, cut_into_blocks(skeleton))):
            own = values[first : first + fragment.values]
            first += fragment.values
            made = [self._converter.fill(heading, own) for heading in fragment.headings]
            _fill(fragment, own, made, resolve, written)
            headings += made
            ids += fragment.ids
            ids += [heading.id for heading in made]
        is_ambiguous = len(set(ids)) < len(ids) or "" in ids
        return Body("".join(written).strip(), tuple(headings), is_ambiguous)

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


def _stand_in(lead: str, rest: str) -> str:
    """The least that has the same effect on the item beside it."""
    return " |\n" if lead == "| " else "\n\n  lrz\n" if "\n\n" in rest else "\n"


def _character(item: tuple[str, str] | None) -> object:
    """What of an item matters to the one beside it: a row of a table is a row; others can be loose."""
    return item and (item[0], item[0] != "| " and "\n\n" in item[1])


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
            written.append(values[what])
        elif kind == "link":
            written.append(resolve(values[what]))
        elif kind == "slug":
            written.append(headings[what].id)
        else:
            written.append(resolve(what))
    written.append(fragment.texts[-1])


# --- Markdown at work ---


class _Converter:
    """Markdown as it is configured for the site."""

    def __init__(self, extensions: Sequence[Any], configs: Mapping[str, Any]) -> None:
        self._markdown = markdown.Markdown(extensions=list(extensions), extension_configs=dict(configs))
        self._links = _Links(self._markdown)
        self._markdown.treeprocessors.register(self._links, "links", 0)  # last, as MkDocs' own
        toc: Any = self._markdown.treeprocessors["toc"] if "toc" in self._markdown.treeprocessors else None  # noqa: SIM401  # a Registry has no get
        self._slug: Callable[[str], str] = (
            (lambda name: str(toc.slugify(name, toc.sep))) if toc else (lambda _: "")
        )

    def fill(self, heading: Heading, values: Sequence[str]) -> Heading:
        """The heading with its values, and the id that it then has."""
        if "lrz" not in heading.name:
            return heading
        name = _TOKEN.sub(lambda match: values[int(match["number"])], heading.name)
        shown = html.unescape(strip_tags(name))
        return Heading(heading.level, self._slug(shown) if "lrz" in heading.id else heading.id, name)

    def block(self, text: str, *, is_inside: bool) -> Fragment:
        """What becomes of a block whose marks are those of values alone."""
        numbers = itertools.count()
        made = self._convert(
            VALUE_MARK.sub(lambda mark: _token(mark[0], next(numbers)), text), is_inside=is_inside
        )
        headings = tuple(_flat(getattr(self._markdown, "toc_tokens", [])))
        for number, heading in enumerate(headings):
            if "lrz" in heading.id:
                made = made.replace(f'"{heading.id}"', f'"lrz{number}s"').replace(
                    f'"#{heading.id}"', f'"#lrz{number}s"'
                )
        texts, places = _cut_at_tokens(made, self._links.fixed)
        known = {heading.id for heading in headings}
        ids = tuple(each for each in _ID.findall(made) if "lrz" not in each and each not in known)
        return Fragment(texts, places, next(numbers), headings, ids)

    def container(self, block: Block) -> tuple[Fragment, Fragment]:
        """The beginning and the end of a container."""
        whole = self.block(f"{block.text}\n\nlrzinside\n\n</{block.tag}>", is_inside=block.is_inside)
        begin, end = whole.texts[-1].split("<p>lrzinside</p>\n")
        return Fragment(
            (*whole.texts[:-1], begin), whole.places, whole.values, whole.headings, whole.ids
        ), Fragment((end,), (), 0)

    def item(self, loop: Loop, number: int, *, is_inside: bool) -> tuple[Fragment, ...]:
        """The HTML of an item, up to the next; the first has what is before the loop, the last what is after it.

        Nothing where the item cannot be told from the others: there are headings or ids, or Markdown has moved something.
        """
        items = [(at, loop.items[at]) for at in range(max(number - 1, 0), min(number + 2, len(loop.items)))]
        texts = [
            f"{lead}lrz{at}i{rest if at == number else _stand_in(lead, rest)}" for at, (lead, rest) in items
        ]
        whole = self.block("".join((loop.before, *texts, loop.after)), is_inside=is_inside)
        begins = [at for at, place in enumerate(whole.places) if place[0] == "item"]
        own = next(at for at, (place, _) in enumerate(items) if place == number)
        if whole.headings or whole.ids or [whole.places[at][1] for at in begins] != [at for at, _ in items]:
            return ()
        begin = begins[own] + 1 if number else 0
        end = begins[own + 1] if number < len(loop.items) - 1 else len(whole.places)
        counts = [len(VALUE_MARK.findall(text)) for text in (loop.before, *texts, loop.after)]
        offset = sum(counts[: own + 1]) if number else 0
        used = sum(counts[: own + 2]) if number < len(loop.items) - 1 else sum(counts)
        return _without_items(whole.texts[begin : end + 1], whole.places[begin:end], offset, used - offset)

    def _convert(self, text: str, *, is_inside: bool) -> str:
        # Between two paragraphs, since what stands at the ends of a page is stripped.
        text = f"{_BEGIN}\n\n{text}\n\n{_FINISH}\n"
        if is_inside:
            text = f'<div markdown="1">\n\n{text}\n</div>\n'
        self._markdown.reset()
        self._links.fixed.clear()
        made = self._markdown.convert(text)
        begin, end = made.index(f"<p>{_BEGIN}</p>\n"), made.rindex(f"<p>{_FINISH}</p>")
        return _OF_SEARCH.sub("", made[begin + len(f"<p>{_BEGIN}</p>\n") : end])


class _Links(Treeprocessor):  # type: ignore[misc]  # Python-Markdown has no types
    """Gives the links that MkDocs would resolve tokens of their own; `fixed` are those that templates name themselves."""

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
            elif _is_of_the_site(target):
                element.set(name, f"lrz{len(self.fixed)}f")
                self.fixed.append(target)


def _is_of_the_site(target: str) -> bool:
    parts = urlsplit(target)
    return bool(parts.path) and not parts.scheme and not parts.netloc


def _token(mark: str, number: int) -> str:
    """A word that no extension takes for anything else; a block of HTML for a block of HTML."""
    return f"<pre>lrz{number}v</pre>" if mark == BLOCK else f"lrz{number}v"


def _cut_at_tokens(made: str, fixed: Sequence[str]) -> tuple[tuple[str, ...], tuple[Place, ...]]:
    texts, places, end = [], [], 0
    for match in _TOKEN.finditer(made):
        texts.append(made[end : match.start()])
        end = match.end()
        number = int(match["block"] or match["number"])
        kind = _KINDS[match["kind"] or "v"]
        places.append((kind, fixed[number] if kind == "fixed link" else number))
    return (*texts, made[end:]), tuple(places)


def _without_items(
    texts: Sequence[str], places: Sequence[Place], offset: int, values: int
) -> tuple[Fragment, ...]:
    """The fragment without the beginnings of items, its values counted from the item's first; nothing where one is not the item's."""
    kept: list[str] = [texts[0]]
    places_kept: list[Place] = []
    for place, text in zip(places, texts[1:], strict=True):
        kind, what = place
        if kind == "item":
            kept[-1] += text
            continue
        if kind in {"value", "link"}:
            if not offset <= what < offset + values:
                return ()
            place = (kind, what - offset)  # noqa: PLW2901
        places_kept.append(place)
        kept.append(text)
    return (Fragment(tuple(kept), tuple(places_kept), values),)


def _flat(tokens: Sequence[Mapping[str, Any]]) -> Iterator[Heading]:
    """Nested headings in the order of the page."""
    for token in tokens:
        yield Heading(token["level"], token["id"], token["name"])
        yield from _flat(token["children"])
