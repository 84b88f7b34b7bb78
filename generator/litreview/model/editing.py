"""Changes of a record's text that a person may have edited: text goes in, every other byte stays."""

from typing import NamedTuple

import yaml
from pydantic import BaseModel

from litreview.errors import LitreviewError, Problem
from litreview.model.places import compose
from litreview.model.record import Record
from litreview.model.writing import dump_field, dump_item
from litreview.model.yamlfile import Plain, parse_yaml


class _Read(NamedTuple):
    """A text that can be changed: its values, and where they stand in it."""

    text: str
    values: dict[str, Plain]
    root: yaml.MappingNode


def add_field(text: str, name: str, value: object, file: str) -> str:
    """`text` with one more top-level field, where the model's order has it.

    Raises:
        LitreviewError: the field is there already, and what a person wrote is never overwritten; or nothing can be inserted by lines
            (all in braces, several fields on a line).
    """
    return _with_field(_read(text, file), name, value, file)


def _with_field(before: _Read, name: str, value: object, file: str) -> str:
    text = before.text
    keys = {key.value: key.start_mark.line for key, _ in before.root.value}
    if name in keys:
        raise LitreviewError(Problem(file, "is there already", keys[name] + 1, name, "change it by hand"))
    order = list(Record.model_fields)
    later = [line for key, line in keys.items() if key in order and order.index(key) > order.index(name)]
    lines = text.split("\n")
    at = min(later, default=_end(lines))
    while at > 0 and lines[at - 1].startswith("#"):  # a comment above a field speaks of that field
        at -= 1
    return _checked(_insert_lines(text, at, dump_field(name, value)), before, name, file)


def append_item(text: str, name: str, item: BaseModel | str, file: str) -> str:
    """`text` with `item` at the end of the list `name`, which is made where it is absent.

    Raises:
        LitreviewError: what stands at `name` is no list, or is laid out so that nothing can be inserted.
    """
    before = _read(text, file)
    node = next((value for key, value in before.root.value if key.value == name), None)
    if node is None:
        return _with_field(before, name, (item,), file)
    if not isinstance(node, yaml.SequenceNode):
        hint = f"write `{name}:` with one `- item` a line below"
        raise LitreviewError(Problem(file, "is no list", node.start_mark.line + 1, name, hint))
    if not node.flow_style:
        dash = " " * node.start_mark.column + "- "
        new = _insert_lines(text, _last_line(node, text.split("\n")) + 1, [dash + dump_item(item)])
    elif node.value:
        new = _insert(text, node.value[-1].end_mark.index, ", " + dump_item(item, in_flow=True))
    else:
        new = _insert(text, node.start_mark.index + 1, dump_item(item, in_flow=True))
    return _checked(new, before, name, file)


def _read(text: str, file: str) -> _Read:
    parsed = parse_yaml(text, file)
    errors = [finding for finding in parsed.findings if finding.severity == "error"]
    if errors:
        raise LitreviewError(errors)
    return _Read(text, parsed.values, compose(text))


def _checked(new: str, old: _Read, name: str, file: str) -> str:
    """`new`, once it is known to differ from `old` in the field `name` alone, which has what it had and one thing more.

    Raises:
        LitreviewError: the text is laid out in a way that insertions break.
    """
    before = old.values
    try:
        after = parse_yaml(new, file).values
    except LitreviewError:
        after = {}
    had, has = before.get(name), after.get(name)
    has_grown = has is not None if had is None else isinstance(has, list) and has[:-1] == had
    if not has_grown or {**after, name: ""} != {**before, name: ""}:
        message = "is laid out in a way that no tool can add to"
        raise LitreviewError(Problem(file, message, None, name, "add to it by hand"))
    return new


def _last_line(node: yaml.Node, lines: list[str]) -> int:
    """The last line, from 0, that `node` has text on; a block's own end mark lies behind the comments that follow it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _last_line(last[1] if isinstance(last, tuple) else last, lines)
    end = int(node.end_mark.line)
    if isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}:
        end -= 1
        while not lines[end].strip():
            end -= 1
    return end


def _end(lines: list[str]) -> int:
    """The number of lines up to the last that is not blank."""
    return next((i for i in range(len(lines), 0, -1) if lines[i - 1].strip()), 0)


def _insert_lines(text: str, at: int, new: list[str]) -> str:
    """`text` with `new` lines in front of line `at` (from 0), in the text's own line ends."""
    lines = text.split("\n")
    end = "\r\n" if lines[0].endswith("\r") else "\n"
    index = sum(len(line) + 1 for line in lines[:at])
    if index > len(text):  # the last line has no end
        return text + end + end.join(new)
    return _insert(text, index, "".join(line + end for line in new))


def _insert(text: str, index: int, new: str) -> str:
    return text[:index] + new + text[index:]
