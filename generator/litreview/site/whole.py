"""A digest of everything that a site is made of, quick to take: where it is that of the last build, there is nothing to do."""

import contextlib
import os
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from litreview.digests import digest

if TYPE_CHECKING:  # who has not loaded the corpus can ask for settings and programs
    from litreview.model.corpus import Corpus

CONFIG_FILE = "mkdocs.yml"
# Set by the workflow that publishes; they come before what review.yml says, so that a fork links to itself.
SITE_VARIABLE = "LITREVIEW_SITE_URL"
REPOSITORY_VARIABLE = "LITREVIEW_REPOSITORY"
SOURCE_DATE_VARIABLE = "SOURCE_DATE_EPOCH"
VARIABLES = (SITE_VARIABLE, REPOSITORY_VARIABLE, SOURCE_DATE_VARIABLE)
PROGRAMS = (
    "mkdocs",
    "mkdocs-material",
    "Markdown",
    "pymdown-extensions",
    "Jinja2",
    "Pygments",
    "pagefind",
    "vl-convert-python",
)
_CUSTOM_DIR = re.compile(rb"^\s*custom_dir:\s*[\"']?([^\s\"'#]+)", re.MULTILINE)
_INHERIT = re.compile(rb"^INHERIT:\s*[\"']?([^\s\"'#]+)", re.MULTILINE)
_VARIABLE = re.compile(rb"\b[A-Z][A-Z0-9_]{2,}\b")


def digest_of_whole(
    corpus: "Corpus", abstracts: Mapping[str, str], settings: Path, variables: Mapping[str, str | None]
) -> str:
    """The digest: of records, taxonomy and review, abstracts, what is in docs/, settings, theme, programs and variables."""
    texts = (f"{paper} {text}" for paper, text in sorted(abstracts.items()))
    return digest(
        corpus.review.model_dump_json(),
        corpus.taxonomy.model_dump_json(),
        repr(sorted(variables.items())),
        *made_of_settings(settings),
        repr(listing(corpus.root / "docs")),
        digest(*(file.digest for file in corpus.files)),
        digest(*texts),
    )


def made_of_settings(settings: Path) -> list[bytes]:
    """What all pages have in common: settings and the variables they name, the theme's own files, programs, and the code that makes pages."""
    said = settings.read_bytes() if settings.is_file() else b""
    inherited = _INHERIT.search(said)
    if inherited:
        said += (settings.parent / os.fsdecode(inherited[1])).read_bytes()
    named = sorted(set(_VARIABLE.findall(said)))
    parts = [said, *(f"{name!r} {os.environ.get(os.fsdecode(name))}".encode() for name in named)]
    for found in _CUSTOM_DIR.findall(said):
        parts += _contents(settings.parent / os.fsdecode(found))
    return [*parts, *made_of_programs()]


@cache
def made_of_programs() -> tuple[bytes, ...]:
    """What all files have in common: the code that makes them, and what it uses. Asked once: a process goes on with what it has loaded."""
    return (
        *_contents(Path(__file__).parents[1]),
        *(f"{name} {metadata.version(name)}".encode() for name in PROGRAMS),
    )


def _contents(folder: Path) -> Iterator[bytes]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path.relative_to(folder).as_posix().encode()
            yield path.read_bytes()


def listing(folder: Path) -> list[tuple[str, int, int]]:
    """Path, time of change in nanoseconds and size of every file below `folder`, sorted; none where there is no such folder."""
    return sorted(_below(str(folder), ""))


def _below(folder: str, before: str) -> Iterator[tuple[str, int, int]]:
    with contextlib.suppress(FileNotFoundError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _below(entry.path, f"{before}{entry.name}/")
            elif entry.is_file():  # and no link to nothing
                found = entry.stat()
                yield before + entry.name, found.st_mtime_ns, found.st_size
