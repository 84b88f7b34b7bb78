"""Whether anything that a site is made of has been touched since: by names, times and sizes of files, before anything is loaded.

It says nothing where a build has had warnings, which are to be said again. Loads little beside Python's own library: most of a build
with nothing to do was to load programs.
"""

import contextlib
import datetime as dt
import json
import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from litreview.digests import digest
from litreview.site.tree import SITE, STAMPED, identity
from litreview.site.whole import CONFIG_FILE, VARIABLES, listing, made_of_settings

STATE = "untouched.json"
_FOLDERS = ("papers", "docs")
# Of a file that is younger than this when it is looked at, a later change could have the same time: FAT counts in steps of two seconds.
_SETTLED = 2.0
_EASTERNMOST = dt.timezone(dt.timedelta(hours=14))


@dataclass(frozen=True, slots=True)
class Look:
    """What a build would read, as a digest; and whether every later change of it gives another digest."""

    digest: str
    is_settled: bool


def look_at(root: Path) -> Look:
    """The review at `root` as it is now: to be taken before a build reads any of it.

    Raises:
        OSError: something cannot be read.
    """
    files = {folder: listing(root / folder) for folder in _FOLDERS}
    newest = max((when for found in files.values() for _, when, _ in found), default=0)
    seen = digest(
        *made_of_settings(root / CONFIG_FILE),
        repr(files),
        repr([os.environ.get(name) for name in VARIABLES]),
        _history(root),
        latest_day(),  # a record may be dated for a day that has come meanwhile
    )
    return Look(seen, time.time() - newest / 1e9 > _SETTLED)


def latest_day() -> str:
    """The latest day that it is anywhere on earth: a contributor there may write what is tomorrow elsewhere."""
    return dt.datetime.now(tz=_EASTERNMOST).date().isoformat()


def count_untouched(root: Path, look: Look) -> int | None:
    """How many files site/ has, where a build without warnings has made it of what `look` saw."""
    with contextlib.suppress(OSError, ValueError, TypeError):
        *said, count = json.loads((root / STAMPED / STATE).read_text("utf-8"))
        if look.is_settled and said == [*identity(root / SITE), look.digest]:
            return int(count)
    return None


def note_untouched(root: Path, look: Look, count: int) -> None:
    """Remembers that site/, of `count` files, is made of what `look` saw, without a warning."""
    if look.is_settled:
        said = json.dumps([*identity(root / SITE), look.digest, count])
        (root / STAMPED / STATE).write_text(said, "utf-8")


def _history(root: Path) -> str:
    """The commit that is checked out, and whether the clone is whole; records that are gone are known from them."""
    command = ["git", "-C", str(root), "rev-parse", "--is-shallow-repository", "HEAD"]
    try:
        done = subprocess.run(command, check=False, capture_output=True, stdin=subprocess.DEVNULL)  # noqa: S603  # as in model.history
    except OSError as error:
        return str(error)
    return repr((done.returncode, done.stdout, done.stderr))
