"""Pages from their traced texts, each kind by MkDocs once; what cannot be had so, MkDocs renders itself."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils.meta import get_data

from litreview.render.traced import (
    FRONT_MATTER,
    LOOP,
    LOOP_END,
    markdown_of,
    split_front_matter,
    take_apart,
)
from litreview.site.fragments import Fragments
from litreview.site.shells import Shells, Shown, unquote
from litreview.site.skeletons import without_loop_marks
from litreview.site.theme import Theme

_LISTS = re.compile(rf"[\w-]+:\n(?=[{LOOP}])|{LOOP}[^{LOOP_END}]*{LOOP_END}")
_TOO_LONG_TO_NOTE = ("json_ld",)


@dataclass(frozen=True, slots=True)
class Stamped:
    """A page as it is written, its body's HTML, and its front matter without lists."""

    data: bytes
    body: str
    meta: dict[str, Any]


class Stamp:
    """Makes the pages of one build."""

    def __init__(self, theme: Theme, config: MkDocsConfig) -> None:
        self.theme = theme
        self._fragments = Fragments(config.markdown_extensions, config.mdx_configs or {})
        self._shells = Shells(theme.render, theme.is_in_navigation)

    def page(self, path: str, text: str) -> Stamped:
        """The page at `path` from its traced text."""
        skeleton = take_apart(text)
        head, rest = split_front_matter(skeleton.text)
        count = head.count(FRONT_MATTER)
        body = self._fragments.body(
            rest.strip("\n"), skeleton.values[count:], self.theme.links.resolver(path)
        )
        shown = Shown(path, head, skeleton.values[:count], body.headings, body.html)
        page = None if body.is_ambiguous else self._shells.page(shown)
        content = body.html
        if page is None:
            content, page = self.theme.render_markdown(path, markdown_of(text))
        data = page.encode("utf-8", "xmlcharrefreplace")
        return Stamped(data, content, _meta(head, skeleton.values))


def meta_of(text: str) -> dict[str, Any]:
    """The front matter of a page without its lists."""
    skeleton = take_apart(text)
    return _meta(split_front_matter(skeleton.text)[0], skeleton.values)


def _meta(head: str, values: tuple[str, ...]) -> dict[str, Any]:
    """The front matter without its lists."""
    return {
        name: unquote(values[said.number]) if isinstance(said, _Value) else said
        for name, said in _parse(head).items()
    }


@dataclass(frozen=True, slots=True)
class _Value:
    """A value by its number."""

    number: int


@lru_cache(maxsize=4096)
def _parse(head: str) -> dict[str, Any]:
    """What YAML makes of a front matter without its lists, and without what is too long."""
    numbers: list[int] = []
    count = end = 0
    for found in _LISTS.finditer(head):
        before = head[end : found.start()].count(FRONT_MATTER)
        numbers += range(count, count + before)
        count += before + found[0].count(FRONT_MATTER)
        end = found.end()
    numbers += range(count, count + head[end:].count(FRONT_MATTER))
    first, *pieces = without_loop_marks(_LISTS.sub("", head)).split(FRONT_MATTER)
    tokens = {f"lrz{number}m": _Value(number) for number in numbers}
    text = first + "".join(f'"{token}"{piece}' for token, piece in zip(tokens, pieces, strict=True))
    said = get_data(text)[1].items()
    return {
        name: tokens.get(value, value) if isinstance(value, str) else value
        for name, value in said
        if name not in _TOO_LONG_TO_NOTE
    }
