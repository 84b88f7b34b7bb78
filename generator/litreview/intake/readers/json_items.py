"""The items of a JSON listing one by one, each with its line, so that a broken item does not cost those before it."""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

_BEGINNING = re.compile(r"\s*(?:\[\s*[\]{]|\{\s*[\"}])")
# The key that Zotero's API puts around the list.
ITEMS = re.compile(r'\s*\{\s*"items"\s*:\s*(?=\[)')
# What stands between two values. Several lists in a row, as when files are joined, are one; so is one object a line.
_VALUE = re.compile(r"[^\s,\[\]}]")
_SHOWN = 200
_decoder = json.JSONDecoder()


class Item(NamedTuple):
    """One JSON object, its line and how its text begins; for what is none, `value` is None and `fault` says why."""

    line: int
    value: dict[str, Any] | None
    text: str
    fault: str = ""


def looks_like_json(text: str) -> bool:
    """Whether `text` begins like a JSON object or a list of them."""
    return _BEGINNING.match(text) is not None


def read_items(text: str, wrapping: re.Pattern[str] = ITEMS) -> Iterator[Item]:
    """The objects of the JSON in `text`, in order: of a list, of several, of one object alone or one a line. Lines count from 1.

    `wrapping` is what may stand before the list. Where the text stops being JSON, its rest is the last item, with its fault.
    """
    wrapper = wrapping.match(text)
    position = wrapper.end() if wrapper else 0
    line = 1 + text.count("\n", 0, position)
    unclosed = 0
    while beginning := _VALUE.search(text, position):
        start = beginning.start()
        unclosed += text.count("[", position, start) - text.count("]", position, start)
        line += text.count("\n", position, start)
        try:
            value, position = _decoder.raw_decode(text, start)
        except (ValueError, RecursionError) as error:
            yield Item(line, None, text[start : start + _SHOWN], f"not valid JSON: {_why(error)}")
            return
        is_object = isinstance(value, dict)
        shown = text[start : min(position, start + _SHOWN)]
        yield Item(line, value if is_object else None, shown, "" if is_object else "not a JSON object")
        line += text.count("\n", start, position)
    unclosed += text.count("[", position) - text.count("]", position)
    if unclosed > 0:
        yield Item(line, None, "", "the list is not closed: the end of the file may be missing")


def _why(error: Exception) -> str:
    if not isinstance(error, json.JSONDecodeError):
        # Brackets by the thousand one in the other, or a number of thousands of digits.
        return "no program reads this; nothing is read from here on"
    message = f"{error.msg[:1].lower()}{error.msg[1:].removesuffix(' at')}"
    return f"{message} in line {error.lineno}; nothing is read from here on"
