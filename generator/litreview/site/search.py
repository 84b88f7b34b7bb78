"""The search index of the site, made by Pagefind: a page for each paper in, `pagefind/` in the site out.

Pagefind is run as a program over pages that are made for it (`litreview.render.searching`): its Python interface waits a tenth of a
second for every record, which is a quarter of an hour for 10,000, and the site's own pages would bring the theme's words along.
"""

import contextlib
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from importlib.metadata import version
from pathlib import Path

from pagefind.service import get_executable

from litreview.digests import digest
from litreview.errors import Problem
from litreview.model.corpus import Corpus
from litreview.processes import aside
from litreview.render.searching import search_pages
from litreview.site.whole import CONFIG_FILE

FOLDER = "pagefind"
AddTo = Callable[[Path], tuple[Problem, ...]]
"""Adds something to a site, and says its warnings."""
_HINT = "Browse shows its plain list until then; `pip install 'pagefind[bin]'` brings the program"


# What Pagefind brings along for pages that have none of their own: half a megabyte that nothing here loads.
_UNUSED = ("pagefind-ui.*", "pagefind-modular-ui.*", "pagefind-component-ui.*", "pagefind-highlight.*")


@contextlib.contextmanager
def search_begun(corpus: Corpus, abstracts: Mapping[str, str]) -> Iterator[AddTo]:
    """What adds the search index of `corpus`, which is being made meanwhile, to a site.

    It gives a warning where there is none; nothing where there is one, or there are no papers.
    """
    with tempfile.TemporaryDirectory(prefix="litreview-") as name:
        made = Path(name) / FOLDER
        pages = search_pages(corpus, abstracts)
        with aside(partial(write_index, pages, made)) as wait:

            def add_to(site: Path) -> tuple[Problem, ...]:
                failure = wait()
                if failure is not None:
                    message = f"no search index: {failure}"
                    return (Problem(CONFIG_FILE, message, hint=_HINT, severity="warning"),)
                if made.is_dir():
                    shutil.move(made, site / FOLDER)
                return ()

            yield add_to


def made_of_search(corpus: Corpus, abstracts: Mapping[str, str]) -> str:
    """A digest of all that the index of `corpus` depends on."""
    papers = [file.digest for file in corpus.files if file.record.decision == "included"]
    said = [f"{paper} {text}" for paper, text in sorted(abstracts.items())]
    return digest(version("pagefind"), corpus.taxonomy.model_dump_json(), *papers, *said)


def write_index(pages: Iterable[tuple[str, str]], target: Path) -> str | None:
    """What kept the index of `pages` (names and HTML) from being written to `target`, on one line; None if nothing did."""
    with tempfile.TemporaryDirectory(prefix="litreview-") as name:
        folder = Path(name)
        for page, text in pages:
            (folder / f"{page}.html").write_text(text, "utf-8")
        return _run_pagefind(folder, target) if any(folder.iterdir()) else None


def _run_pagefind(pages: Path, target: Path) -> str | None:
    try:
        program = get_executable()
    except FileNotFoundError:
        program = None
    if program is None:
        return "Pagefind is not installed"
    command = (program, "--site", pages, "--output-path", target, "--silent")
    try:
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)  # noqa: S603
    except OSError as error:
        return f"Pagefind cannot be run: {error.strerror}"
    if done.returncode == 0:
        for pattern in _UNUSED:
            for path in target.glob(pattern):
                path.unlink()
        return None
    said = " ".join((done.stderr or done.stdout).split())
    return f"Pagefind failed: {said[:200]}"
