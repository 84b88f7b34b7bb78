"""The site two ways, `litreview build` and `mkdocs build` over what `--pages-only` writes, and where the two differ."""

import contextlib
import logging
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

from litreview.model.corpus import load_corpus
from litreview.site.build import (
    REPOSITORY_VARIABLE,
    SITE_VARIABLE,
    SOURCE_DATE_VARIABLE,
    Built,
    addresses_of,
    build_review,
    source_date_of,
    write_pages,
)
from litreview.site.builder import environment

ABSENT = b"(no such file)"
Tree = dict[str, bytes]


def stamp(root: Path, *, strict: bool = True, **variables: str) -> Built:
    """What `litreview build` says after it has made `root/site`; `variables` are those of the workflow."""
    corpus = load_corpus(root)
    return build_review(corpus, addresses_of(corpus, variables), strict=strict)


@dataclass(frozen=True, slots=True)
class Made:
    """A site by plain MkDocs, and what it warned of."""

    site: Path
    warnings: tuple[str, ...]


def by_mkdocs(root: Path, target: Path, **variables: str) -> Made:
    """The site that plain MkDocs makes of the same review, in a copy at `target`, which no build has been in."""
    copy_input(root, target)
    corpus = load_corpus(target)
    addresses = addresses_of(corpus, variables)
    write_pages(corpus, addresses)
    surroundings = {
        SITE_VARIABLE: addresses.site,
        REPOSITORY_VARIABLE: addresses.repository,
        SOURCE_DATE_VARIABLE: source_date_of(corpus),
    }
    with environment(surroundings), _warnings() as warnings:
        config = load_config(str(target / "mkdocs.yml"), site_dir=str(target / "site"))
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        config.plugins.on_shutdown()
    return Made(target / "site", tuple(warnings))


@contextlib.contextmanager
def _warnings() -> Iterator[list[str]]:
    said: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(" ".join(record.getMessage().split()))

    logger, listener = logging.getLogger("mkdocs"), Listener(logging.WARNING)
    logger.addHandler(listener)
    try:
        yield said
    finally:
        logger.removeHandler(listener)


def copy_input(root: Path, target: Path) -> Path:
    """What people wrote, and the pictures that were drawn already, which take a while; `target`."""

    def made_by_a_build(folder: str, names: list[str]) -> set[str]:
        if Path(folder) == root:
            return {"site", ".cache"} & set(names)
        return set()

    shutil.copytree(root, target, ignore=made_by_a_build)
    if (root / ".cache/drawings").exists():
        shutil.copytree(root / ".cache/drawings", target / ".cache/drawings")
    return target


def tree_of(site: Path) -> Tree:
    """What is in each file of `site`, without the search of Browse, which Pagefind names anew in each build."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file() and "pagefind" not in path.relative_to(site).parts[:1]
    }


def differences(expected: Tree, actual: Tree) -> list[str]:
    """One line for each file that differs: its path, the first line that is another, and what stands there."""
    return [
        f"{path}: {_first_difference(expected.get(path, ABSENT), actual.get(path, ABSENT))}"
        for path in sorted(expected.keys() | actual.keys())
        if expected.get(path) != actual.get(path)
    ]


def _first_difference(expected: bytes, actual: bytes) -> str:
    number = next(
        (at for at, (one, other) in enumerate(zip(expected, actual, strict=False)) if one != other),
        min(len(expected), len(actual)),
    )
    around = slice(max(number - 60, 0), number + 90)
    return f"byte {number}: expected ...{expected[around]!r}, not ...{actual[around]!r}"
