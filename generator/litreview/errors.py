"""What can be wrong, said so that a person can mend it. Knows nothing of papers, files or terminals."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, Self

Severity = Literal["error", "warning"]
_QUOTED_LENGTH = 80  # a terminal's width


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: where, what is wrong (the value in quotes), and what to type instead.

    Fields:
        file: path as the user knows it, relative to the review's root; `-` for stdin.
        message: one line, lower case, no full stop.
        line: counted from 1; None where the whole file is meant.
        field: key of the record, dotted into lists from 0 (`results.2.value`); None where none is meant.
        hint: advice, one line; None where there is none.
        severity: an error stops `build` and `check`; a warning does so only with `--strict`.
    """

    file: str
    message: str
    line: int | None = None
    field: str | None = None
    hint: str | None = None
    severity: Severity = "error"

    def __str__(self) -> str:
        """The finding as `file:line: field: message`, the hint indented on a second line."""
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        what = self.message if self.field is None else f"{self.field}: {self.message}"
        note = "warning: " if self.severity == "warning" else ""
        hint = "" if self.hint is None else f"\n  hint: {self.hint}"
        return f"{where}: {note}{what}{hint}"

    def at(self, line: int | None) -> Self:
        """The same finding at another line."""
        return replace(self, line=line)


class LitreviewError(Exception):
    """The user's data cannot be worked with; `problems` say why. Caught in `cli.main` alone."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class WrongUsageError(LitreviewError):
    """The command was called wrongly (exit code 2): a missing file, an unknown format, no review here."""


def quoted(text: str) -> str:
    """`text` as a message quotes it: in double quotes, on one line, at most 80 characters, what cannot be seen as its number."""
    line = " ".join(text[: 10 * _QUOTED_LENGTH].split())
    cut = line if len(line) <= _QUOTED_LENGTH else line[: _QUOTED_LENGTH - 1] + "…"
    return '"' + "".join(ch if ch.isprintable() else f"\\u{ord(ch):04x}" for ch in cut) + '"'
