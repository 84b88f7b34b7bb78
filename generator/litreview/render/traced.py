"""What the templates print: Markdown in which every value still stands between marks, so that it can be told from what is around it.

Without the marks (`markdown_of`) it is the Markdown file that MkDocs and Zensical read. With them it is a skeleton and its values:
pages with the same skeleton differ in nothing but values, and the fast way to the site (`litreview.site.fragments`) lets Markdown work
on each skeleton once. Knows nothing of HTML.

The marks are control characters; no record holds any, and the encoders fold them away.
"""

import re
from dataclasses import dataclass

TEXT, TARGET, BLOCK, FRONT_MATTER = "\x0e", "\x10", "\x11", "\x12"
"""A value follows: text on one line; the target of a link; a block of HTML; a quoted YAML scalar."""
EDGE = "\x0f"
"""On either side of a value."""
LOOP, ITEM, LOOP_END = "\x14", "\x15", "\x16"

_MARKS = re.compile("[\x0e-\x12\x14-\x16]+")
_FRONT_MATTER = re.compile(rf"---\n.*?\n[{LOOP_END}]*---\n", re.DOTALL)
_FOR = re.compile(r"(^[ \t]+)?(\{% for [^%]*%\}\n?)", re.MULTILINE)
_END_FOR = re.compile(r"(\{% endfor %\}\n?)")


def marked(kind: str, value: str) -> str:
    """`value`, encoded, between marks; what is empty has none, since Markdown may see its absence.

    Raises:
        ValueError: there are marks in `value` already.
    """
    if not value:
        return ""
    if not value.isprintable() and _MARKS.search(value):
        raise ValueError(f"marks inside a value: {value[:60]!r}")
    return f"{kind}{EDGE}{value}{EDGE}"


def mark_loops(source: str) -> str:
    """The source of a template that prints marks around its loops and before each item.

    Raises:
        ValueError: a loop is indented: the mark would keep its blanks from being stripped.
    """
    if indented := next((found for found in _FOR.finditer(source) if found[1]), None):
        raise ValueError(f"indented: {indented[2].strip()}")
    return _END_FOR.sub(rf"\1{LOOP_END}", _FOR.sub(rf"{LOOP}\2{ITEM}", source))


def markdown_of(traced: str) -> str:
    """The Markdown file."""
    return _MARKS.sub("", traced)


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A traced text without its values, which are kept beside it in their order.

    In `text` the mark of its kind stands in a value's place; the marks of loops stay.
    """

    text: str
    values: tuple[str, ...]


def take_apart(traced: str) -> Skeleton:
    """The skeleton of `traced`."""
    parts = traced.split(EDGE)  # text and kind, value, text and kind, value, ..., text
    return Skeleton("".join(parts[::2]), tuple(parts[1::2]))


def split_front_matter(skeleton: str) -> tuple[str, str]:
    """The front matter of a page's skeleton, with the lines of dashes, and the rest; the first is empty where there is none."""
    match = _FRONT_MATTER.match(skeleton)
    return (skeleton[: match.end()], skeleton[match.end() :]) if match else ("", skeleton)
