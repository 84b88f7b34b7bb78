"""The ids that the review once had, from git: what `check` compares with the records of today."""

import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from litreview.errors import Problem
from litreview.model.fields import YEAR_FOLDER
from litreview.model.record import folder_of


class History(NamedTuple):
    """Ids of records that were deleted or renamed in some commit, and what hinders knowing them all."""

    former_ids: frozenset[str] = frozenset()
    findings: tuple[Problem, ...] = ()


def read_history(root: Path) -> History:
    """The history of the review at `root`; an empty one where no git repository holds it. Some of the ids may be records again.

    A shallow clone, and git that is missing or refuses, are warnings: an id may have vanished, and nobody would notice.
    """
    if not any((folder / ".git").exists() for folder in (root, *root.resolve().parents)):
        return History()
    try:
        is_shallow = _git(root, "rev-parse", "--is-shallow-repository") == "true\n"
        deleted = _git(root, "log", *_DELETED, "HEAD", "--", "papers")
    except OSError as error:
        return _unknown(f"git cannot be run ({error.strerror})", "install git")
    except subprocess.CalledProcessError as error:
        said = " ".join(error.stderr.decode("utf-8", "replace").split())
        return _unknown(f"git cannot be asked ({said})", "try `git log` there")
    history = History(frozenset(_ids(deleted.split("\0"))))
    hint = "fetch the rest: git fetch --unshallow"
    return (
        history._replace(findings=_unknown("the clone is shallow", hint).findings) if is_shallow else history
    )


# A rename is the deletion of the old name; before the first commit HEAD is missing, which is no fault; -z gives paths byte for byte.
_DELETED = (
    "--no-renames", "--diff-filter=D", "--name-only", "--relative", "--ignore-missing", "--format=", "-z",
)  # fmt: skip


def _git(root: Path, *arguments: str) -> str:
    # No shell, and the arguments are those above; git is the one that the user's PATH has, as in every terminal.
    command = ["git", "-C", str(root), *arguments]
    done = subprocess.run(command, check=True, capture_output=True, stdin=subprocess.DEVNULL)  # noqa: S603
    return done.stdout.decode("utf-8", "replace")


def _ids(paths: Iterable[str]) -> Iterator[str]:
    """The ids of those paths at which a record stands."""
    for path in paths:
        paper = PurePosixPath(path).stem
        if YEAR_FOLDER.fullmatch(paper) and path == f"papers/{folder_of(paper)}/{paper}.yml":
            yield paper


def _unknown(why: str, hint: str) -> History:
    message = f"{why}: ids that have vanished cannot be found"
    return History(findings=(Problem("papers", message, hint=hint, severity="warning"),))
