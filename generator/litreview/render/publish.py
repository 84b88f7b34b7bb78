"""Writing generated files below docs/: only what changed, and removing what is no longer made. The one place in `render` that writes."""

import contextlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

MANIFEST = ".litreview.json"  # what the last run wrote; hidden, so that MkDocs leaves it alone


@dataclass(frozen=True, slots=True)
class Published:
    """What a run did, in numbers of files."""

    written: int
    unchanged: int
    removed: int


def publish(files: Mapping[str, str], docs: Path) -> Published:
    """`files` (path below `docs` -> text) on disk, UTF-8, LF; files of an earlier run that are not among them are removed.

    A file that holds the text already is not touched, so that a second run changes nothing. What somebody else put into docs/ is never
    removed: only paths on the list of the earlier run are. The list is written first as the union of both runs, so that a killed run
    leaves no file that nobody owns.
    """
    manifest = docs / MANIFEST
    before = _read_manifest(manifest)
    stale = sorted(before - files.keys())
    _write(manifest, _dump_manifest(before | files.keys()))
    written = sum(_write(docs / path, text) for path, text in files.items())
    removed = sum(_remove(docs, path) for path in stale)
    _write(manifest, _dump_manifest(files.keys()))
    return Published(written, len(files) - written, removed)


def published_paths(docs: Path) -> set[str]:
    """The paths below `docs` that the last run wrote; none where there was none."""
    return _read_manifest(docs / MANIFEST)


def _write(path: Path, text: str) -> bool:
    """Whether `path` had to be written; through a temporary file, so that nobody reads half a page."""
    data = text.encode("utf-8")
    with contextlib.suppress(OSError):
        if path.read_bytes() == data:
            return False
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.new")
    temporary.write_bytes(data)
    os.replace(temporary, path)  # noqa: PTH105  # Path.replace is the same; os.replace says that it overwrites
    return True


def _remove(docs: Path, path: str) -> bool:
    """Whether `path` was there to be removed; folders that are empty now go with it."""
    file = docs / path
    if (
        docs.resolve() not in file.resolve().parents
    ):  # the list is a file like any other: it may name what is not ours
        return False
    try:
        file.unlink()
    except FileNotFoundError:
        return False
    for folder in file.parents:
        if folder == docs or any(folder.iterdir()):
            break
        folder.rmdir()
    return True


def _read_manifest(path: Path) -> set[str]:
    """The paths of the last run; none where the list is absent or damaged."""
    try:
        listed = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return set()
    return {name for name in listed if isinstance(name, str)} if isinstance(listed, list) else set()


def _dump_manifest(paths: Iterable[str]) -> str:
    return json.dumps(sorted(paths), indent=0, ensure_ascii=False) + "\n"
