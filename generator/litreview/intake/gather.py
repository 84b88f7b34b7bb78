"""What a command line names, read: listings from files and stdin, and the bibliography of `--lookup`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from litreview.errors import LitreviewError, Problem, WrongUsageError
from litreview.intake.entry import Reading
from litreview.intake.identity import Paper
from litreview.intake.lookup import load_lookup
from litreview.intake.online import SERVICES, Answers
from litreview.intake.progress import Progress
from litreview.intake.readers import read_listing
from litreview.intake.source import read_source


@dataclass(frozen=True, slots=True)
class Gathered:
    """The listings that could be read, in their order, and what is wrong with the others."""

    readings: tuple[Reading, ...]
    problems: tuple[Problem, ...]


def read_listings(
    sources: Sequence[str], *, stdin: BinaryIO, format_name: str | None = None, captured: date | None = None
) -> Gathered:
    """Every source that can be read; one that cannot does not keep the others from being read.

    Raises:
        WrongUsageError: a source is no file that can be opened, or there is no format of that name. Nothing is read then.
    """
    readings: list[Reading] = []
    problems: list[Problem] = []
    for source in sources:
        try:
            text = read_source(source, stdin=stdin)
            readings.append(read_listing(text, format_name=format_name, captured=captured))
        except WrongUsageError:
            raise
        except LitreviewError as error:
            problems += error.problems
    return Gathered(tuple(readings), tuple(problems))


def find_bibliography(name: str, papers: Callable[[], Sequence[Paper]], *, progress: Progress) -> Answers:
    """The bibliography called `name`, a service that is asked for `papers`, or a file, and what went wrong while asking; what came before that is in it.

    Raises:
        WrongUsageError: it is neither.
        LitreviewError: the file cannot be read.
    """
    if name not in SERVICES:
        return Answers(load_lookup(Path(name)))
    return SERVICES[name](papers(), progress=progress)
