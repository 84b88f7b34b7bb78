"""Problems as text for people, as JSON for programs, as annotations for GitHub: one finding, three renderings."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict

from litreview.errors import Problem

Format = Callable[[Sequence[Problem]], str]


def as_text(problems: Sequence[Problem]) -> str:
    """Each finding as `file:line: field: message` with its hint below."""
    return "\n".join(map(str, problems))


def as_json(problems: Sequence[Problem]) -> str:
    """An array of objects with the fields of `Problem`."""
    return json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=2)


def as_github(problems: Sequence[Problem]) -> str:
    """Workflow commands, which GitHub shows as annotations on the lines of a pull request.

    Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    return "\n".join(map(_annotation, problems))


FORMATS: dict[str, Format] = {"text": as_text, "json": as_json, "github": as_github}


def count(problems: Sequence[Problem], files: int) -> str:
    """The closing line: `3 errors, 1 warning in 2 of 168 files`."""
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    if not problems:
        return f"no problems in {plural(files, 'file')}"
    parts = [plural(number, word) for number, word in ((errors, "error"), (warnings, "warning")) if number]
    return f"{', '.join(parts)} in {len({problem.file for problem in problems})} of {plural(files, 'file')}"


def plural(number: int, word: str) -> str:
    """`1 file`, `2 files`."""
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


def _annotation(problem: Problem) -> str:
    place = {"file": problem.file, "line": problem.line, "title": problem.field}
    properties = ",".join(
        f"{name}={_escape_property(str(value))}" for name, value in place.items() if value is not None
    )
    text = problem.message if problem.hint is None else f"{problem.message}\n{problem.hint}"
    return f"::{problem.severity} {properties}::{_escape(text)}"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")
