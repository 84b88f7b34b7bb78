"""Changes of a review's files, and the one place where intake writes them: a killed run leaves each file old or new, never half."""

import contextlib
import errno
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from litreview.errors import LitreviewError, Problem
from litreview.intake.progress import Progress, silent
from litreview.model.corpus import ABSTRACTS_FOLDER
from litreview.model.yamlfile import decode_yaml

Item = TypeVar("Item")

# Each file is forced to the disk before it takes its place; a disk does eight of these in the time of two.
_WRITERS = 8
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# What systems say whose disks know no hard links (exFAT, some network folders).
_NO_LINKS = {errno.EPERM, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}


@dataclass(frozen=True, slots=True)
class Creation:
    """A record's file that is to be made: path relative to the root, its text, and the record's id."""

    path: str
    text: str
    id: str


@dataclass(frozen=True, slots=True)
class Edit:
    """A file that is to be changed: path relative to the root, its bytes as they are and as they are to be."""

    path: str
    before: bytes
    after: bytes


@dataclass(frozen=True, slots=True)
class Changes:
    """What is to be written.

    Fields:
        creations, edits: each in the order in which they are done.
        abstracts: authors' texts for the git-ignored folder, by record id. Those of records that are made now replace what is left of
            an earlier record of that id; the others are only written where there is none.
    """

    creations: tuple[Creation, ...] = ()
    edits: tuple[Edit, ...] = ()
    abstracts: Mapping[str, str] = field(default_factory=dict)


def apply_changes(root: Path, changes: Changes, *, progress: Progress = silent) -> None:
    """Writes `changes` below `root`. Nothing that is there is overwritten but by an edit of the very bytes it was made from.

    Raises:
        LitreviewError: a path of a creation is taken, or the bytes of an edited file have changed (all others are written), or the
            system does not let a file be written (the others are not).
    """
    made = {creation.id for creation in changes.creations}
    others = [paper for paper in changes.abstracts if paper not in made]
    create, keep, edit = (partial(task, root, changes) for task in (_create, _keep_abstract, _edit))
    found = _side_by_side(create, changes.creations, "writing records", progress)
    found += _side_by_side(keep, others, "keeping abstracts", silent)
    found += _side_by_side(edit, changes.edits, "changing records", progress)
    problems = [problem for problem in found if problem is not None]
    if problems:
        raise LitreviewError(problems)


def _side_by_side(
    task: Callable[[Item], Problem | None], items: Sequence[Item], label: str, progress: Progress
) -> list[Problem | None]:
    """What `task` said of each item, in order. Waiting for the disk is all that a task takes, so several wait at once.

    A task that raises ends the run: those not yet begun are not begun.
    """
    with ThreadPoolExecutor(_WRITERS) as pool:
        running = [pool.submit(task, item) for item in items]
        try:
            return [future.result() for future in progress(running, label)]
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _create(root: Path, changes: Changes, creation: Creation) -> Problem | None:
    """Makes one record, its abstract first, so that a run that was killed and run again leaves nothing out."""
    if creation.id in changes.abstracts:
        _replace_file(root, _abstract_path(creation.id), _abstract_bytes(changes, creation.id))
    if _create_file(root, creation.path, creation.text.encode()):
        return None
    hint = "somebody else has made it meanwhile; run the same command again"
    return Problem(creation.path, "is there already, and was left alone", hint=hint)


def _keep_abstract(root: Path, changes: Changes, paper: str) -> None:
    """Keeps the text of a record that was there before."""
    _create_file(root, _abstract_path(paper), _abstract_bytes(changes, paper))


def _edit(root: Path, _: Changes, edit: Edit) -> Problem | None:
    """Changes one file, if it still is what the edit was made from."""
    with _as_problem(edit.path, done="read"):
        unchanged = (root / edit.path).read_bytes() == edit.before
    if unchanged:
        _replace_file(root, edit.path, edit.after)
        return None
    hint = "somebody else has changed it meanwhile; run the same command again"
    return Problem(edit.path, "has changed, and was left alone", hint=hint)


def read_for_edit(root: Path, path: str) -> tuple[bytes, str]:
    """A file's bytes and their text.

    Raises:
        LitreviewError: it cannot be read, or is no text.
    """
    with _as_problem(path, done="read"):
        data = (root / path).read_bytes()
    return data, decode_yaml(data, path)


def edit_of(path: str, before: bytes, text: str) -> Edit:
    """The edit that makes `text` of the file with the bytes `before`; a byte order mark stays."""
    mark = _BYTE_ORDER_MARK if before.startswith(_BYTE_ORDER_MARK) else b""
    return Edit(path, before, mark + text.encode())


def _abstract_path(paper: str) -> str:
    return f"{ABSTRACTS_FOLDER}/{paper}.txt"


def _abstract_bytes(changes: Changes, paper: str) -> bytes:
    return f"{changes.abstracts[paper]}\n".encode()


def _create_file(root: Path, path: str, data: bytes) -> bool:
    """Whether the file was made, with `data` in it; False, and nothing done, where there is one already."""
    target = root / path
    with _as_problem(path):
        if target.exists():  # spares the writing; the link below is what decides
            return False
        with _temporary(target, data) as temporary:
            try:
                os.link(temporary, target)
            except FileExistsError:
                return False
            except OSError as error:
                if error.errno not in _NO_LINKS or target.exists():
                    raise
                temporary.rename(target)
    return True


def _replace_file(root: Path, path: str, data: bytes) -> None:
    target = root / path
    with _as_problem(path), _temporary(target, data) as temporary:
        if target.exists():
            shutil.copymode(target, temporary)
        temporary.replace(target)


@contextlib.contextmanager
def _temporary(target: Path, data: bytes) -> Iterator[Path]:
    """A file beside `target` with `data` safely on the disk; gone afterwards.

    Its name is always the same, so that a run clears away what a killed one left.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}.tmp")
    temporary.unlink(missing_ok=True)
    try:
        with temporary.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


@contextlib.contextmanager
def _as_problem(path: str, *, done: str = "written") -> Iterator[None]:
    try:
        yield
    except OSError as error:
        hint = "check the disk and your rights to the folder; what was written so far is whole"
        raise LitreviewError(Problem(path, f"cannot be {done}: {error.strerror}", hint=hint)) from None
