"""Builds the site, in this process: docs/, mkdocs.yml and generated files in, site/ out, warnings as problems."""

import contextlib
import logging
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from litreview.errors import LitreviewError, Problem, Severity
from litreview.processes import Progress
from litreview.render.inputs import Planned
from litreview.render.publish import published_paths
from litreview.site.eligible import can_stamp
from litreview.site.stamped import Addition, Done, stamp_site
from litreview.site.tree import SITE, STAMPED
from litreview.site.whole import CONFIG_FILE

# A build goes here first and takes the old site's place when it is whole: a failed or killed one leaves the old site as it was.
BUILDING = ".cache/site"

# The fast way: MkDocs' own part on its way.
MKDOCS = ".cache/mkdocs"


def build_site(
    root: Path, *, strict: bool, complete: Callable[[Path], Sequence[Problem]] = lambda _: ()
) -> tuple[Problem, ...]:
    """The warnings about the site that is now in `site/`, MkDocs' in their order first; none if all is well.

    Args:
        root: holds mkdocs.yml and docs/.
        strict: warnings fail, too.
        complete: adds to the folder that MkDocs has filled, before it takes the old site's place, and says its warnings.

    Raises:
        LitreviewError: nothing was built: mkdocs.yml or a page is wrong, or `strict` and there are warnings.
    """
    target = root / BUILDING
    with collected_warnings() as problems:
        config = load_site_config(root, target)
        with _plugins_of(config, problems):
            build(config)
        problems.extend(complete(target))
    if strict and problems:
        raise LitreviewError(problems)
    _take_the_place_of(target, root / SITE)
    return tuple(problems)


def build_with(  # noqa: PLR0913  # what a site is made of
    root: Path,
    files: Mapping[str, Planned],
    *,
    strict: bool,
    search: Addition,
    noted: list[Any],
    progress: Progress,
) -> tuple[Done, tuple[Problem, ...]] | None:
    """What was written to `site/`, and the warnings about it; None where pages have to be rendered by MkDocs one by one (`build_site`).

    Args:
        root: holds mkdocs.yml and docs/.
        files: what is generated, by its path below docs/; pages are traced.
        strict: warnings fail, too.
        search: the search index.
        noted: a list to which rendering adds; what it adds in other processes is in it afterwards.
        progress: goes through the paths of files that are written.

    Raises:
        LitreviewError: nothing was built: mkdocs.yml or a page is wrong, or `strict` and there are warnings.
    """
    folder = root / MKDOCS
    shutil.rmtree(folder, ignore_errors=True)
    with collected_warnings() as problems:
        config = load_site_config(root, folder)
        with _plugins_of(config, problems):
            if not can_stamp(config, files):
                return None
            done = stamp_site(
                config,
                files,
                site=root / SITE,
                cache=root / STAMPED,
                ignored=published_paths(root / "docs"),
                addition=search,
                noted=noted,
                progress=progress,
                problems=problems,
                strict=strict or config.strict,
            )
    if done is None:
        raise LitreviewError(problems)
    return done, tuple(problems)


def load_site_config(root: Path, target: Path) -> MkDocsConfig:
    """mkdocs.yml as MkDocs reads it, building into `target`.

    Raises:
        LitreviewError: it is missing or wrong.
    """
    path = root / CONFIG_FILE
    try:
        return load_config(str(path), site_dir=str(target))
    except MkDocsException as error:
        hint = "`litreview new DIR` writes one that works"
        raise LitreviewError(Problem(CONFIG_FILE, _one_line(error), hint=hint)) from None


@contextlib.contextmanager
def environment(addresses: dict[str, str | None]) -> Iterator[None]:
    """mkdocs.yml takes site and repository from these variables (`!ENV`): set them where they are known, and only for a while."""
    before = {name: os.environ.get(name) for name in addresses}
    try:
        _set(addresses)
        yield
    finally:
        _set(before)


def _set(values: dict[str, str | None]) -> None:
    for name, value in values.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


@contextlib.contextmanager
def _plugins_of(config: MkDocsConfig, problems: list[Problem]) -> Iterator[None]:
    """Plugins at work; what MkDocs gives up for becomes a problem."""
    try:
        config.plugins.on_startup(command="build", dirty=False)
        yield
    except (Abort, MkDocsException) as error:
        if not problems:
            problems.append(Problem(CONFIG_FILE, _one_line(error)))
        raise LitreviewError(problems) from None
    finally:
        config.plugins.on_shutdown()


def _take_the_place_of(new: Path, old: Path) -> None:
    """`new` is at `old` afterwards. The gap is two renames long."""
    away = new.with_name("site.old")
    shutil.rmtree(away, ignore_errors=True)
    if old.exists():
        old.rename(away)
    new.rename(old)
    shutil.rmtree(away, ignore_errors=True)


@contextlib.contextmanager
def collected_warnings() -> Iterator[list[Problem]]:
    """What MkDocs says from warnings upwards, as problems; nothing of it on the terminal."""
    problems: list[Problem] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            severity: Severity = "error" if record.levelno >= logging.ERROR else "warning"
            problems.append(Problem(CONFIG_FILE, _one_line(record.getMessage()), severity=severity))

    logger = logging.getLogger("mkdocs")
    collector = Collector(logging.WARNING)
    was = logger.propagate
    logger.addHandler(collector)
    logger.propagate = False
    try:
        yield problems
    finally:
        logger.removeHandler(collector)
        logger.propagate = was


def _one_line(text: object) -> str:
    return " ".join(str(text).split())
