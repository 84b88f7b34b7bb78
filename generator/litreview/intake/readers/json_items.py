"""The items of a JSON listing one by one, each with its line, so that a broken item does not cost those before it."""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

_BEGINNING = re.compile(r"\s*(?:\[\s*[\]{]|\{\s*[\"}])")
# The key that Zotero's API puts around the list.
_WRAPPER = re.compile(r"\s*\{\s*\"items\"\s*:\s*(?=\[)")
# Several lists in a row are one, as when files are joined; so is one object a line.
_BETWEEN = re.compile(r"[\s,\[\]}]*")
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


def read_items(text: str) -> Iterator[Item]:
    """The objects of the JSON in `text`, in order: of a list, of several, of one object alone or one a line. Lines count from 1.

    Where the text stops being JSON, its rest is the last item, with its fault.
    """
    wrapper = _WRAPPER.match(text)
    position = wrapper.end() if wrapper else 0
    line = 1 + text.count("\n", 0, position)
    unclosed = 0
    while True:
        between = text[position : _BETWEEN.match(text, position).end()]  # type: ignore[union-attr] # it matches nothing at least
        unclosed += between.count("[") - between.count("]")
        line += between.count("\n")
        start = position = position + len(between)
        if position == len(text):
            break
        value, position, fault = _decode(text, position)
        shown = text[start : min(position, start + _SHOWN)]
        yield Item(line, value if isinstance(value, dict) else None, shown, fault)
        line += text.count("\n", start, position)
    if unclosed > 0:
        yield Item(line, None, "", "the list is not closed: the end of the file may be missing")


def _decode(text: str, start: int) -> tuple[object, int, str]:
    """The value that begins at `start`, where it ends, and what is wrong with it; a fault ends at the text's end."""
    try:
        value, end = _decoder.raw_decode(text, start)
    except json.JSONDecodeError as error:
        return (
            None,
            len(text),
            f"not valid JSON: {error.msg} in line {error.lineno}; nothing is read from here on",
        )
    except (ValueError, RecursionError):
        # A number with thousands of digits, or thousands of brackets one in the other.
        return None, len(text), "not valid JSON: it goes beyond every limit; nothing is read from here on"
    return value, end, "" if isinstance(value, dict) else "not a JSON object"
