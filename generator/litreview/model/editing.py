"""Changes of a record's text that a person may have edited: lines go in, every other byte stays."""

import yaml
from pydantic import BaseModel

from litreview.errors import LitreviewError, Problem
from litreview.model.record import Record
from litreview.model.writing import dump_field, dump_item
from litreview.model.yamlfile import compose, parse_yaml


def add_field(text: str, name: str, value: object, file: str) -> str:
    """`text` with one more top-level field, where the model's order has it.

    Raises:
        LitreviewError: the field is there already; what a person wrote is never overwritten.
    """
    keys = {key.value: key.start_mark.line for key, _ in compose(text).value}
    if name in keys:
        raise LitreviewError(Problem(file, "is there already", keys[name] + 1, name, "change it by hand"))
    order = list(Record.model_fields)
    later = [line for key, line in keys.items() if key in order and order.index(key) > order.index(name)]
    lines = text.split("\n")
    at = min(later, default=_end(lines))
    while at > 0 and lines[at - 1].lstrip().startswith("#"):  # a comment above a field speaks of that field
        at -= 1
    return _checked(_insert(text, at, dump_field(name, value)), text, name, file)


def append_item(text: str, name: str, item: BaseModel | str, file: str) -> str:
    """`text` with `item` at the end of the list `name`, which is made where it is absent.

    Raises:
        LitreviewError: what stands at `name` is no list.
    """
    node = next((value for key, value in compose(text).value if key.value == name), None)
    if node is None:
        return add_field(text, name, (item,), file)
    if not isinstance(node, yaml.SequenceNode):
        line = node.start_mark.line + 1
        raise LitreviewError(
            Problem(file, "is no list", line, name, f"write `{name}:` with one `- item` a line below")
        )
    if node.flow_style:
        close = node.end_mark.index - 1
        before = text[:close].rstrip()
        comma = "" if before.endswith(("[", ",")) else ", "
        return _checked(before + comma + dump_item(item) + text[close:], text, name, file)
    dash = " " * node.start_mark.column + "- "
    new = _insert(text, _last_line(node, text.split("\n")) + 1, [dash + dump_item(item)])
    return _checked(new, text, name, file)


def _checked(new: str, old: str, name: str, file: str) -> str:
    """`new`, once it is known to differ from `old` in the field `name` alone.

    Raises:
        LitreviewError: the text is laid out in a way (a comment before a closing bracket) that editing by lines would break.
    """
    try:
        after = parse_yaml(new, file).values
    except LitreviewError:
        after = {}
    before = parse_yaml(old, file).values
    if name not in after or {**after, name: None} != {**before, name: None}:
        raise LitreviewError(
            Problem(file, "is laid out in a way that no tool can add to", None, name, "add to it by hand")
        )
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


def _insert(text: str, at: int, new: list[str]) -> str:
    """`text` with `new` lines in front of line `at` (from 0), in the text's own line ends."""
    lines = text.split("\n")
    end = "\r" if lines[0].endswith("\r") else ""
    new = [line + end for line in new]
    if at == len(lines) and lines[-1]:  # the last line has no line end
        lines[-1] += end
        new[-1] = new[-1].removesuffix("\r")
    return "\n".join([*lines[:at], *new, *lines[at:]])
