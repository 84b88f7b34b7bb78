"""The site's folder, and a spare one beside it: changes go into the spare, which then takes the site's place in one step.

So whoever looks at the site sees the old one whole or the new one whole, whatever kills a build. The spare was the site before last;
it is made like the site before anything is changed in it, by hard links for what differs. So files are replaced and never changed:
both folders may hold the same one. What is in which folder is kept beside them, with the folder's own time, so that a site
that something else has changed is not taken for ours. Knows files and digests, and nothing of pages.
"""

import contextlib
import ctypes
import json
import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from errno import EEXIST
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

# Below the review: the site, and where the spare folder and notes are kept.
SITE = "site"
STAMPED = ".cache/stamped"

STATES = ("site.json", "spare.json")
WHOLE = "whole.json"
_LEADS_OUT = re.compile(r"^(?:[/\\]|[A-Za-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)")


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of files that an earlier build made: a digest for each path, and what it noted about the whole; empty for a new one."""

    path: Path
    digests: Mapping[str, str]
    notes: Mapping[str, object]


def read_site(site: Path, cache: Path) -> Folder | None:
    """What is in `site`; None where no build made it, or something else has been there since."""
    return _read(site, cache / STATES[0])


@contextlib.contextmanager
def alone(cache: Path) -> Iterator[None]:
    """One build at a time: another one waits here until this is done. Where the system has no such locks, nobody waits."""
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "lock").open("w") as file:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def files_made_of(site: Path, cache: Path, whole: str) -> int | None:
    """How many files `site` has, if it is what a build made of what `whole` is a digest of."""
    with contextlib.suppress(OSError, ValueError, TypeError):
        *said, count = json.loads((cache / WHOLE).read_text("utf-8"))
        if said == [*identity(site), whole]:
            return int(count)
    return None


def note_whole(site: Path, cache: Path, whole: str, count: int) -> None:
    """Remembers what `site` was made of, and of how many files it is."""
    (cache / WHOLE).write_text(json.dumps([*identity(site), whole, count]), "utf-8")


def open_spare(site: Path, cache: Path, live: Folder | None) -> Folder:
    """The spare folder, to be changed into the next site: as the site is (`live`), or empty where that is not ours.

    A file that is gone from the site has an empty digest. What the spare says of itself is forgotten until `take_over`: a killed build
    leaves a spare that is not trusted.
    """
    spare, state = cache / "spare", cache / STATES[1]
    found = None if live is None else _read(spare, state)
    state.unlink(missing_ok=True)
    if found is None:
        shutil.rmtree(spare, ignore_errors=True)
        spare.mkdir(parents=True)
    if live is None:
        return Folder(spare, {}, {})
    before = found.digests if found else {}
    for path in before.keys() - live.digests.keys():
        remove(spare, path)
    lost = [
        path
        for path, name in live.digests.items()
        if before.get(path) != name and not _take(site, spare, path)
    ]
    return Folder(spare, {**live.digests, **dict.fromkeys(lost, "")}, live.notes)


def write(folder: Path, path: str, data: bytes) -> None:
    """`data` as a new file at `path` below `folder`."""
    target = os.path.join(folder, path)  # noqa: PTH118  # pathlib takes as long as writing does
    descriptor = _create(target)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
    finally:
        os.close(descriptor)


def _create(target: str) -> int:
    """A new file at `target`, in place of what is there, or of a file that is where its folder should be."""
    for _ in range(3):
        try:
            return os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        except FileNotFoundError:
            _make_folder(os.path.dirname(target))  # noqa: PTH120
        except NotADirectoryError:
            next(path for path in Path(target).parents if path.is_file()).unlink()
        except FileExistsError:
            _clear(target)
    raise FileExistsError(EEXIST, "is written by something else, too", target)


def _clear(target: str) -> None:
    """Nothing is at `target`."""
    if os.path.isdir(target):  # noqa: PTH112
        shutil.rmtree(target)
    else:
        os.unlink(target)  # noqa: PTH108


def _make_folder(path: str) -> None:
    try:
        os.mkdir(path)  # noqa: PTH102
    except (FileNotFoundError, NotADirectoryError):
        with contextlib.suppress(NotADirectoryError, FileExistsError):
            os.makedirs(path, exist_ok=True)  # noqa: PTH103
    except FileExistsError:  # another process was faster
        pass


def remove(folder: Path, path: str) -> None:
    """No file at `path`, and no empty folders where it was."""
    target = folder / path
    with contextlib.suppress(NotADirectoryError):  # what was a folder is a file now
        target.unlink(missing_ok=True)
    for above in target.parents:
        if above == folder or not above.is_dir() or any(above.iterdir()):
            break
        above.rmdir()


def take_over(  # noqa: PLR0913, PLR0917  # two folders, and what is in them
    spare: Folder,
    live: Folder | None,
    site: Path,
    cache: Path,
    digests: Mapping[str, str],
    notes: Mapping[str, object],
) -> None:
    """The spare folder, which has what `digests` say, is the site now; what was the site (`live`, from `read_site`) is the spare."""
    states = [cache / name for name in STATES]
    for state in states:
        state.unlink(missing_ok=True)
    if not site.exists():
        spare.path.rename(site)
    elif not _exchange(spare.path, site):
        away = cache / "away"
        shutil.rmtree(away, ignore_errors=True)
        site.rename(away)
        spare.path.rename(site)
        away.rename(spare.path)
    _write_state(states[0], site, digests, notes)
    if live is None:
        shutil.rmtree(spare.path, ignore_errors=True)  # what something else made is not ours to build on
    elif spare.path.exists():
        lost = {path for path, name in spare.digests.items() if not name}
        digests = {path: name for path, name in live.digests.items() if path not in lost}
        _write_state(states[1], spare.path, digests, {})


def identity(folder: Path) -> list[int]:
    """What is another one once something else has been at `folder`."""
    found = folder.stat()
    return [found.st_ino, found.st_mtime_ns]


def _read(folder: Path, state: Path) -> Folder | None:
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError, RecursionError):
        said = json.loads(state.read_text("utf-8"))
        # The list is a file like any other: it may name what is not ours.
        if said["folder"] == identity(folder) and not _any_leads_out(said["digests"]):
            return Folder(folder, dict(said["digests"]), dict(said["notes"]))
    return None


def _any_leads_out(paths: Iterable[str]) -> bool:
    """Whether one of `paths` is outside of the folder that it should be below."""
    joined = "\n".join(["", *paths])
    # Hardly any review has a path that has to be looked at by itself: this takes a twentieth of the time.
    may = any(sign in joined for sign in ("..", "\n/", "\\", ":"))
    return may and any(map(_LEADS_OUT.search, paths))


def _write_state(state: Path, folder: Path, digests: Mapping[str, str], notes: Mapping[str, object]) -> None:
    from pydantic_core import to_json  # a build with nothing to do never loads it

    temporary = state.with_suffix(".new")
    said = {"folder": identity(folder), "digests": dict(digests), "notes": dict(notes)}
    try:
        text = to_json(said)  # in a quarter of the time
    except ValueError:  # a file's name is no Unicode
        text = json.dumps(said).encode()
    temporary.write_bytes(text)
    os.replace(temporary, state)  # noqa: PTH105  # says that it overwrites


def _take(source: Path, target: Path, path: str) -> bool:
    """Whether `target` has the file at `path` now that `source` has: the same one, or a copy where the system knows no hard links."""
    old, new = os.path.join(source, path), os.path.join(target, path)  # noqa: PTH118  # as in `write`
    for _ in range(3):
        try:
            os.link(old, new)
        except FileExistsError:
            _clear(new)
        except FileNotFoundError:
            if not os.path.exists(old):  # noqa: PTH110
                return False
            _make_folder(os.path.dirname(new))  # noqa: PTH120
        except OSError:
            with contextlib.suppress(OSError):
                write(target, path, (source / path).read_bytes())
                return True
            return False
        else:
            return True
    return False


def _exchange(one: Path, other: Path) -> bool:
    """Whether the two folders have changed places, at once; the system may not know how.

    Source: renameat2(2) with RENAME_EXCHANGE (Linux 3.15), renamex_np(2) with RENAME_SWAP (macOS 10.12).
    """
    paths = os.fsencode(one), os.fsencode(other)
    with contextlib.suppress(OSError, AttributeError):
        system = ctypes.CDLL(None)
        if sys.platform == "linux":
            at_working_folder, exchange = -100, 2
            return (
                int(system.renameat2(at_working_folder, paths[0], at_working_folder, paths[1], exchange)) == 0
            )
        if sys.platform == "darwin":
            swap = 2
            return int(system.renamex_np(*paths, swap)) == 0
    return False
