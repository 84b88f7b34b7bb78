"""How the skeleton of a page (`litreview.render.traced`) is cut into parts that Markdown treats on their own. Text in, text out.

Blocks end at blank lines; a container that holds Markdown is its tags and the blocks inside; a loop whose items are lines, items of a
list or rows of a table is its items.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from litreview.render.traced import BLOCK, FRONT_MATTER, ITEM, LOOP, LOOP_END, TARGET, TEXT

VALUE_MARK = re.compile(f"[{TEXT}{TARGET}{BLOCK}{FRONT_MATTER}]")
_MARKS = f"{LOOP}{ITEM}{LOOP_END}"
_CONTAINERS = "div|section|details|form|nav|figure|ul|ol|dl|table|select|aside"
# A blank line before what begins a block of its own: no item or rest of a list, no line of a definition.
_SEAM = re.compile(rf"\n[{_MARKS}]*\n[\n{_MARKS}]*(?=[^\s\-+*:>\d{_MARKS}])(?!.*\n:)")
_LONG = 5000  # characters: what is longer stands on one page only
_CONTAINER = re.compile(
    rf'(?P<open><(?P<tag>div|section|details|nav)\b[^>]*\bmarkdown="1"[^>]*>(?:\n<summary>.*</summary>)?)'
    rf"(?P<first>\n[{_MARKS}]*\n)\n*(?P<inside>.*)(?P<last>\n[{_MARKS}]*\n[\n{_MARKS}]*)</(?P=tag)>",
    re.DOTALL,
)
_TAGS = re.compile(rf"<(/?)(?:{_CONTAINERS})\b")
# An item with these has a say in what becomes of the next one.
_REACHES_ON = re.compile(r"\n\n(?: {4}|\Z)")
# Where the text of an item begins, and how.
_BEGIN = re.compile(r"(?P<lead>- |\| |)(?=[^\s#>+*:\d<|-]|<(?:span|button|option)\b|(?<=\| )[\s|<\d-])")


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a page: text that Markdown reads on its own, or the tag that begins or ends a container.

    Fields:
        text: of the block, or of the beginning of the container that begins or ends here.
        tag: of the container; empty for text.
        ends: whether the container ends here.
        is_inside: whether it stands in a container.
    """

    text: str
    is_inside: bool
    tag: str = ""
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Loop:
    """A block taken apart at a loop: each item has its lead ("- ") and the rest of its text."""

    before: str
    items: tuple[tuple[str, str], ...]
    after: str


def without_loop_marks(skeleton: str) -> str:
    """Text in which only the marks of values are left."""
    return (
        skeleton.replace(LOOP, "").replace(ITEM, "").replace(LOOP_END, "")
    )  # a translation takes ten times as long


def cut_into_blocks(skeleton: str, *, is_inside: bool = False) -> Iterator[Block]:
    """The blocks of a page without front matter, in their order."""
    for text in cut_at_seams(skeleton):
        container = _CONTAINER.fullmatch(text.strip(f"\n{_MARKS}"))
        if container and _is_one(text):
            begin = without_loop_marks(container["open"])
            yield Block(begin, is_inside, container["tag"])
            inside = "".join(
                (container["first"].strip("\n"), container["inside"], container["last"].replace("\n", ""))
            )
            yield from cut_into_blocks(inside, is_inside=True)
            yield Block(begin, is_inside, container["tag"], ends=True)
        else:
            yield Block(text, is_inside)


def cut_at_loop(block: str) -> Loop | None:
    """The block at its loop of most items.

    None where it has none of two items and more, or one whose items are no lines or reach on into the next.
    """
    loops = [marks for marks in _loops(block) if len(marks) > 3]  # noqa: PLR2004  # its begin, two items, its end
    if not loops:
        return None
    marks = max(loops, key=len)
    items = []
    for begin, end in itertools.pairwise(marks[1:]):
        text = without_loop_marks(block[begin:end])
        match = _BEGIN.match(text)
        if match is None or not VALUE_MARK.search(text) or _REACHES_ON.search(text):
            return None
        items.append((match["lead"], text[match.end() :]))
    before, after = block[: marks[0]], block[marks[-1] :]
    return Loop(without_loop_marks(before), tuple(items), without_loop_marks(after))


def cut_at_seams(skeleton: str) -> Iterator[str]:
    """The parts of a page between blank lines at which no container is open."""
    depth = begin = after = 0
    for seam in _SEAM.finditer(skeleton):
        depth += _change_of_depth(skeleton[after : seam.start()])
        after = seam.end()
        if depth == 0:
            yield skeleton[begin : seam.start()] + _marks_in(seam[0])
            begin = after
    yield skeleton[begin:]


def _change_of_depth(text: str) -> int:
    """How many more containers are open after the text than before."""
    return _count_tags(text) if len(text) > _LONG else _known_change_of_depth(text)


def _count_tags(text: str) -> int:
    return sum(-1 if tag[1] else 1 for tag in _TAGS.finditer(text))


_known_change_of_depth = lru_cache(maxsize=2**13)(_count_tags)


def _marks_in(seam: str) -> str:
    """The ends of loops in a seam belong to what is before it; a loop that is cut in two is not taken for one."""
    return "".join(mark for mark in seam if mark == LOOP_END)


def _is_one(text: str) -> bool:
    """Whether the container that begins the text ends with it, not before."""
    depth = 0
    tags = list(_TAGS.finditer(text))
    for tag in tags[:-1]:
        depth += -1 if tag[1] else 1
        if depth == 0:
            return False
    return True


def _loops(block: str) -> list[list[int]]:
    """Where the outermost loops of a block begin, each item of them, and where they end: those that begin a line and end in the block."""
    found, opened = [], []
    for mark in re.finditer(f"[{_MARKS}]", block):
        if mark[0] == LOOP:
            opened.append([mark.start()])
        elif not opened:
            continue
        elif mark[0] == ITEM:
            opened[-1].append(mark.start())
        else:
            marks = [*opened.pop(), mark.start()]
            if not opened and block[: marks[0]].rstrip(_MARKS)[-1:] in {"", "\n"}:
                found.append(marks)
    return found
