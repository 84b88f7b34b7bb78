"""What is around the body of a page: the theme's HTML, made once by the theme for pages that differ in nothing but values, and cut.

Pages share a shell if they stand in the same folder, have the same skeleton of front matter and the same table of contents; a page of
the navigation has its own. The theme renders the first such page itself, since many kinds have but one. Of the second it renders a copy
with tokens in the place of what varies, and then one more with values that no filter, escape or change of case leaves alone: where the
shell, filled with those, is not what the theme made of them, the shell is of no use, and the theme goes on rendering those pages.
Knows nothing of Jinja and MkDocs: `RenderPage` does.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import overload

from litreview.render.traced import FRONT_MATTER, ITEM, LOOP, LOOP_END
from litreview.site.conversion import Heading
from litreview.site.skeletons import without_loop_marks


@dataclass(frozen=True, slots=True)
class Shown:
    """What the theme gets to see of a page.

    Fields:
        path: of its Markdown file below docs/.
        front_matter: skeleton, with the lines of dashes around it; empty for a page without.
        values: of the front matter, quoted as they stand there.
        headings: of the body, in its order.
        body: HTML.
    """

    path: str
    front_matter: str
    values: tuple[str, ...]
    headings: tuple[Heading, ...]
    body: str


RenderPage = Callable[[Shown], str]
"""The whole page by the theme."""

_TOKEN = re.compile(r"lrz(?:(\d+)m|(stem|slug|name|body)t)")
_LOOP = re.compile(f"{LOOP}((?:{ITEM}[^{LOOP}{ITEM}{LOOP_END}]*)+){LOOP_END}")
_SPECIMENS = 3  # items of a longer list: one to begin with, one to repeat, one to end with
_SAFE = re.compile(r"[a-z0-9_-]+")  # what no filter for addresses changes
_NASTY = "&lt;Q&gt; &amp; &#x27;x&#x27; \\ Ünïcode &amp;amp; " + "long " * 60
_KEPT = 2000  # forms; pages of a folder need as many as there are lengths of lists
WITHOUT = 1  # pages of a kind that the theme renders before a shell is made, in the time of two pages


def front_matter_of(skeleton: str, values: Sequence[str]) -> str:
    """The front matter as Markdown files have it."""
    pieces = without_loop_marks(skeleton).split(FRONT_MATTER)
    return "".join(piece + value for piece, value in zip(pieces, (*values, ""), strict=True))


class Shells:
    """The shells met so far, for one configuration of the theme.

    Args:
        render: asks the theme.
        is_in_navigation: whether the page at a path is.
    """

    def __init__(self, render: RenderPage, is_in_navigation: Callable[[str], bool]) -> None:
        self._render = render
        self._is_in_navigation = is_in_navigation
        self._met: Counter[tuple[object, ...]] = Counter()
        self._shells: dict[tuple[object, ...], _Shell | None] = {}
        self._forms: dict[tuple[object, ...], _Form | None] = {}

    def page(self, shown: Shown) -> str | None:
        """The whole page; None where only the theme can render it."""
        folder, _, name = shown.path.rpartition("/")
        stem = name.removesuffix(".md")
        title, contents = _split(shown.headings)
        if not _SAFE.fullmatch(stem) or not (title is None or _SAFE.fullmatch(title.id)):
            return None
        has_own = stem == "index" or self._is_in_navigation(shown.path)
        around = (shown.path if has_own else folder, title and title.level, contents, "<h1" in shown.body)
        key = (shown.front_matter, *around)
        if key not in self._forms:
            reduced, lengths = _reduce(shown.front_matter)
            kind = (reduced, *around)
            self._met[kind] += 1
            if self._met[kind] <= WITHOUT:
                return self._render(shown)
            if kind not in self._shells:
                self._shells[kind] = self._make(
                    replace(shown, front_matter=reduced), lengths, is_fixed=has_own
                )
            if len(self._forms) == _KEPT:
                self._forms.clear()
            self._forms[key] = _repeat(self._shells[kind], lengths)
        form = self._forms[key]
        return None if form is None else _fill(form, shown)

    def _make(self, shown: Shown, lengths: tuple["_Length", ...], *, is_fixed: bool) -> "_Shell | None":
        """The shell of pages like this one, whose front matter is reduced already; None where it does not stand the proof."""
        count = shown.front_matter.count(FRONT_MATTER)
        tokens = _stand_in(shown, [f"lrz{number}m" for number in range(count)], "lrz{}t", is_fixed=is_fixed)
        shell = _cut(self._render(tokens), lengths)
        nasty = _stand_in(
            shown, [f"{_NASTY}{number}" for number in range(count)], "nasty-{}_1", is_fixed=is_fixed
        )
        specimens = tuple(replace(length, items=_SPECIMENS) for length in lengths)
        is_faithful = shell is not None and _fill(_repeat(shell, specimens), nasty) == self._render(nasty)
        return shell if is_faithful else None


# --- Front matter with lists of any length ---


@dataclass(frozen=True, slots=True)
class _Length:
    """A list in the front matter: the number of its first value, how many values an item has, how many items there are."""

    first: int
    values: int
    items: int


def _reduce(front_matter: str) -> tuple[str, tuple[_Length, ...]]:
    """The skeleton with three items in each longer list, without the marks of loops, and what the lists were.

    Lists whose items differ from each other stay as they are.
    """
    written, lengths, end, count = [], [], 0, 0
    for loop in _LOOP.finditer(front_matter):
        before, items = front_matter[end : loop.start()], loop[1].split(ITEM)[1:]
        count += before.count(FRONT_MATTER)
        written.append(before)
        if len(set(items)) == 1:
            lengths.append(_Length(count, items[0].count(FRONT_MATTER), len(items)))
            items = items[:_SPECIMENS]
            count += len(items) * lengths[-1].values
        else:
            count += loop[1].count(FRONT_MATTER)
        written += items
        end = loop.end()
    written.append(front_matter[end:])
    return without_loop_marks("".join(written)), tuple(
        length for length in lengths if length.items >= _SPECIMENS
    )


def _split(headings: Sequence[Heading]) -> tuple[Heading | None, tuple[tuple[int, str, str], ...]]:
    """The title, if the page begins with one, and the other headings."""
    title = headings[0] if headings and headings[0].level == 1 else None
    rest = headings if title is None else headings[1:]
    return title, tuple((each.level, each.id, each.name) for each in rest)


# --- Cutting and filling ---

_Place = int | str
"""A value of the front matter by its number, or `stem`, `slug`, `name`, `body`."""


@dataclass(frozen=True, slots=True)
class _Shell:
    """A page cut at what varies: `texts[0] places[0] texts[1] ...`; `middles` are the slices of `places` that lists repeat."""

    texts: tuple[str, ...]
    places: tuple[_Place, ...]
    middles: tuple[tuple[int, int], ...]


def _stand_in(shown: Shown, values: Sequence[str], special: str, *, is_fixed: bool) -> Shown:
    """A page like `shown` with other values, and with words made by `special` for what is special."""
    folder = shown.path.rpartition("/")[0]
    path = shown.path if is_fixed else f"{folder}/{special.format('stem')}.md"
    title, _ = _split(shown.headings)
    headings = shown.headings
    if title is not None:
        headings = (replace(title, id=special.format("slug"), name=special.format("name")), *headings[1:])
    heading = "<h1>" if "<h1" in shown.body else "<p>"
    return Shown(
        path.lstrip("/"),
        shown.front_matter,
        tuple(map(_quote, values)),
        headings,
        heading + special.format("body"),
    )


def _cut(page: str, lengths: Sequence[_Length]) -> _Shell | None:
    """None where the items of a list are not beside each other."""
    body = re.compile(r"<(?:h1|p)>(?=lrzbodyt)")
    texts: list[str] = []
    places: list[_Place] = []
    end = 0
    page = body.sub("", page)
    for match in _TOKEN.finditer(page):
        texts.append(page[end : match.start()])
        places.append(int(match[1]) if match[1] else match[2])
        end = match.end()
    texts.append(page[end:])
    middles = []
    for length in lengths:
        numbers = range(length.first + length.values, length.first + 2 * length.values)
        where = [at for at, place in enumerate(places) if place in numbers]
        if not where or where != list(range(where[0], where[-1] + 1)):
            return None
        middles.append((where[0], where[-1] + 1))
    return _Shell(tuple(texts), tuple(places), tuple(middles))


@dataclass(frozen=True, slots=True)
class _Form:
    """A shell for lists of certain lengths.

    Fields:
        pieces: HTML, with a gap between any two.
        gaps: of each, the number of its value; any number where a word belongs.
        words: the gaps of `stem`, `slug`, `name` and `body`.
    """

    pieces: tuple[str, ...]
    gaps: tuple[int, ...]
    words: tuple[tuple[int, str], ...]


@overload
def _repeat(shell: _Shell, lengths: tuple[_Length, ...]) -> _Form: ...
@overload
def _repeat(shell: None, lengths: tuple[_Length, ...]) -> None: ...
def _repeat(shell: _Shell | None, lengths: tuple[_Length, ...]) -> _Form | None:
    """The form for lists of these `lengths`, of each of which the shell has three items."""
    if shell is None:
        return None
    pieces: list[str] = []
    gaps: list[int] = []
    words: list[tuple[int, str]] = []

    def write(first: int, last: int, further: int) -> None:
        for text, place in zip(shell.texts[first:last], shell.places[first:last], strict=True):
            pieces.extend((text, ""))
            if isinstance(place, str):
                words.append((len(pieces) - 1, place))
            gaps.append(0 if isinstance(place, str) else place + _skipped(place, lengths) + further)

    begin = 0
    for (first, last), length in zip(shell.middles, lengths, strict=True):
        write(begin, first, 0)
        for item in range(length.items - _SPECIMENS + 1):
            write(first, last, item * length.values)
        begin = last
    write(begin, len(shell.places), 0)
    return _Form((*pieces, shell.texts[-1]), tuple(gaps), tuple(words))


def _fill(form: _Form, shown: Shown) -> str:
    """The page."""
    title, _ = _split(shown.headings)
    special = {
        "stem": shown.path.rpartition("/")[2].removesuffix(".md"),
        "slug": title.id if title else "",
        "name": title.name if title else "",
        "body": shown.body,
    }
    filled = list(form.pieces)
    if shown.values:
        values = list(map(unquote, shown.values))
        filled[1::2] = [values[number] for number in form.gaps]
    for gap, word in form.words:
        filled[gap] = special[word]
    return "".join(filled)


def _skipped(place: int, lengths: tuple[_Length, ...]) -> int:
    """How many values of middle items stand before the value that has this number where each list has three items."""
    return sum(
        (length.items - _SPECIMENS) * length.values
        for length in lengths
        if place >= length.first + (_SPECIMENS - 1) * length.values
    )


def _quote(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def unquote(value: str) -> str:
    """What YAML reads from a scalar that `litreview.render.encode.front_matter` wrote."""
    inside = value[1:-1]
    if "\\" not in inside:
        return inside
    return "\\".join([part.replace('\\"', '"') for part in inside.split("\\\\")])
