"""Opening a review from the command line: find it, load it, check it against the clock and the history. Says what it notices."""

import datetime as dt
from pathlib import Path

from litreview.console import FINE, exit_code, say_problems
from litreview.errors import LitreviewError, Problem, WrongUsageError
from litreview.model.checks import check_corpus
from litreview.model.corpus import Corpus, load_corpus
from litreview.model.history import read_history
from litreview.model.root import find_root
from litreview.site.untouched import latest_day

# Parsed records of the last run, beside what builds keep; git ignores the folder.
KEPT_RECORDS = ".cache/records"


def open_review(root: Path | None) -> Corpus:
    """The review at `root`, or at the nearest folder upwards from here that holds one.

    Raises:
        WrongUsageError: there is none.
        LitreviewError: its settings or its taxonomy cannot be read.
    """
    found = find_root((root or Path()).resolve())
    return load_corpus(found, cache=found / KEPT_RECORDS)


def open_checked(root: Path | None, *, strict: bool) -> tuple[Corpus, bool]:
    """The review, its warnings said; and whether there were any.

    Raises:
        LitreviewError: it has errors, or `strict` and it has warnings.
    """
    corpus = open_review(root)
    problems, unknown = check_review(corpus)
    say_problems(unknown)
    if exit_code(problems, strict=strict) != FINE:
        raise LitreviewError(problems)
    say_problems(problems)
    return corpus, bool(problems or unknown)


def check_review(corpus: Corpus) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """All findings about the records as of today, by file and line; and what the clone's history cannot tell (a shallow clone, no git).

    The latter is to be said, but is no finding: it is nothing that a record could mend.
    """
    history = read_history(corpus.root)
    findings = check_corpus(corpus, today=latest_day(), former_ids=history.former_ids)
    return findings, history.findings


def today() -> dt.date:
    """The day, the same all over the world (UTC)."""
    return dt.datetime.now(tz=dt.UTC).date()


def path_below(root: Path, file: Path) -> str:
    """`file` as problems name it: relative to the root, with forward slashes.

    Raises:
        WrongUsageError: there is no such file, or it is none of the review's.
    """
    path = file.resolve()
    if not path.is_file() or root not in path.parents:
        raise WrongUsageError(
            Problem(str(file), "no file of this review", hint=f"records are below {root / 'papers'}")
        )
    return path.relative_to(root).as_posix()
