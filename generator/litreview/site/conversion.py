"""Blocks of a skeleton (`litreview.site.skeletons`) converted by Markdown as it is configured, and cut at the tokens for values."""

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
from litreview.site.skeletons import VALUE_MARK, Block, Loop

Kind = Literal["value", "link", "fixed link", "slug", "item"]
Place = tuple[Kind, Any]
"""What stands between two pieces of HTML: a value by its number, a link to resolve by its number or itself, a heading's slug by the
heading's number; and where an item begins, while a loop is cut."""
_BEGIN, _FINISH = "lrzbegin", "lrzfinish"
_TOKEN = re.compile(r"<pre>lrz(?P<block>\d+)v</pre>|lrz(?P<number>\d+)(?P<kind>[vlfsi])")
_KINDS: Mapping[str, Kind] = {"v": "value", "l": "link", "f": "fixed link", "s": "slug", "i": "item"}
ID = re.compile(r'\bid="([^"]*)"')
OF_SEARCH = re.compile(r"\s?data-search-\w+=\"[^\"]+\"")  # what Material's search takes out of pages


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as the table of contents has it."""

    level: int
    id: str
    name: str


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


def is_varying(heading: Heading) -> bool:
    """Whether there are values in the heading."""
    return _TOKEN.search(heading.name) is not None


class Converter:
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
        ids = tuple(each for each in ID.findall(made) if "lrz" not in each and each not in known)
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
        return OF_SEARCH.sub("", made[begin + len(f"<p>{_BEGIN}</p>\n") : end])


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


def _stand_in(lead: str, rest: str) -> str:
    """The least that has the same effect on the item beside it."""
    return " |\n" if lead == "| " else "\n\n  lrz\n" if "\n\n" in rest else "\n"
