"""Talking to whoever types: results on stdout, all else on stderr, a bar only where a person watches. Formats nothing itself."""

import sys
from collections.abc import Iterable, Sequence
from typing import TypeVar

import click

from litreview import report
from litreview.errors import Problem

Item = TypeVar("Item")
FINE, PROBLEMS, WRONG_USAGE = 0, 1, 2  # exit codes


def show(text: str) -> None:
    """One result."""
    click.echo(text)


def say(text: str) -> None:
    """One thing that is no result: progress, advice, a problem."""
    click.echo(text, err=True)


def say_problems(problems: Sequence[Problem]) -> None:
    """The problems, if any."""
    if problems:
        say(report.as_text(problems))


def exit_code(problems: Sequence[Problem], *, strict: bool = False) -> int:
    """PROBLEMS if there is an error, or with `strict` anything at all."""
    return PROBLEMS if any(strict or problem.severity == "error" for problem in problems) else FINE


def progress(items: Sequence[Item], label: str) -> Iterable[Item]:
    """`items`, with a bar on stderr while a person watches, and nothing in a pipe."""
    if not sys.stderr.isatty():
        yield from items
        return
    with click.progressbar(items, label=label.capitalize(), file=sys.stderr) as bar:
        yield from bar
