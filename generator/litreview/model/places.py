"""Where values stand in a YAML text that `litreview.model.yamlfile` has read. Only findings and edits need it, so only they pay for it."""

from collections.abc import Callable, Iterable
from itertools import count
from typing import Any

import yaml
from yaml.events import MappingEndEvent, MappingStartEvent, SequenceEndEvent, SequenceStartEvent

from litreview.model.yamlfile import Path


class _PlacesLoader(yaml.CSafeLoader):
    """Composes without asking of every scalar which type YAML 1.1 would give it; that takes as long as all the rest."""

    def resolve(self, *_: object) -> str:
        return ""

    def descend_resolver(self, *_: object) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


def compose(text: str) -> yaml.MappingNode:
    """The tree, with the marks of its values, of a text that `parse_yaml` has read without errors.

    Before `parse_yaml` this is not safe: it recurses in C.
    """
    root = yaml.compose(text, Loader=_PlacesLoader)
    assert isinstance(root, yaml.MappingNode)  # noqa: S101  # parse_yaml refuses all else
    return root


def line_at(text: str, path: Path) -> int:
    """The line, from 1, of the value at `path` in a text that `parse_yaml` has read; of its nearest parent where it is absent."""
    return lines_at(text, [path])[0]


def lines_at(text: str, paths: Iterable[Path]) -> list[int]:
    """`line_at` for each of `paths`, in one reading."""
    lines = _find_lines(text)
    parents = ([path[:length] for length in range(len(path), -1, -1)] for path in paths)
    return [next(lines[parent] for parent in chain if parent in lines) for chain in parents]


def _find_lines(text: str) -> dict[Path, int]:
    """Where every key and list item stands, by its path; the whole stands on line 1."""
    next_event: Callable[[], Any] = yaml.CSafeLoader(text).get_event
    lines: dict[Path, int] = {(): 1}

    def walk(event: Any, path: Path) -> None:  # noqa: ANN401  # PyYAML's stubs give events no marks
        if type(event) is MappingStartEvent:
            while type(key := next_event()) is not MappingEndEvent:
                lines[*path, key.value] = key.start_mark.line + 1
                walk(next_event(), (*path, key.value))
        elif type(event) is SequenceStartEvent:
            for position in count():
                if type(item := next_event()) is SequenceEndEvent:
                    break
                lines[*path, position] = item.start_mark.line + 1
                walk(item, (*path, position))

    next_event()  # stream start
    next_event()  # document start
    walk(next_event(), ())
    return lines
