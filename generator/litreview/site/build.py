"""The whole way from a loaded corpus to site/, or to docs/ for MkDocs itself."""

import contextlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from litreview.errors import Problem
from litreview.model.corpus import Corpus, load_abstracts
from litreview.model.identifiers import parse_url
from litreview.processes import Progress, without_garbage_collection
from litreview.render.addresses import Addresses
from litreview.render.inputs import Planned
from litreview.render.pages import plan_files
from litreview.render.publish import Published, publish
from litreview.render.traced import markdown_of
from litreview.site.builder import build_site, build_with, environment
from litreview.site.drawings import drawings_kept_in
from litreview.site.entries import entries_kept_in
from litreview.site.search import FOLDER, made_of_search, search_begun
from litreview.site.stamped import Addition, Done
from litreview.site.tree import SITE, STAMPED, alone, files_made_of, note_whole
from litreview.site.whole import (
    CONFIG_FILE,
    REPOSITORY_VARIABLE,
    SITE_VARIABLE,
    SOURCE_DATE_VARIABLE,
    digest_of_whole,
)

DRAWINGS = ".cache/drawings"
ENTRIES = ".cache/entries"


def addresses_of(corpus: Corpus, environment: Mapping[str, str] = os.environ) -> Addresses:
    """Repository and site from the environment, else from review.yml, else unknown."""
    repository = _address(environment.get(REPOSITORY_VARIABLE)) or corpus.review.repository
    site = _address(environment.get(SITE_VARIABLE)) or corpus.review.site
    return Addresses(
        repository=None if repository is None else repository.rstrip("/"),
        branch=corpus.review.branch,
        site=None if site is None else site.rstrip("/") + "/",
    )


def source_date_of(corpus: Corpus, environment: Mapping[str, str] = os.environ) -> str | None:
    """The time that MkDocs takes for that of the build, in seconds: of the day on which the last record was added; None without any.

    So the same records give the same bytes (https://reproducible-builds.org/specs/source-date-epoch/). What the environment says counts
    more.
    """
    days = [record.added for record in corpus.records if record.added]
    if SOURCE_DATE_VARIABLE in environment or not days:
        return environment.get(SOURCE_DATE_VARIABLE)
    return str(int(datetime.fromisoformat(f"{max(days)}T00:00:00+00:00").timestamp()))


def variables_of(corpus: Corpus, addresses: Addresses) -> dict[str, str | None]:
    """The variables of the environment that mkdocs.yml and MkDocs read."""
    return {
        SITE_VARIABLE: addresses.site,
        REPOSITORY_VARIABLE: addresses.repository,
        SOURCE_DATE_VARIABLE: source_date_of(corpus),
    }


def write_pages(corpus: Corpus, addresses: Addresses, progress: Progress = iter) -> Published:
    """Every generated page and export in docs/, and how many of them had to be written."""
    with _planned(corpus, _abstracts_of(corpus), addresses) as (files, _):
        return _publish(corpus, files, progress)


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did, in numbers of files; `by_mkdocs` if every page had to be rendered by MkDocs, whose files are not counted."""

    done: Done
    problems: tuple[Problem, ...]
    by_mkdocs: bool


def build_review(corpus: Corpus, addresses: Addresses, *, strict: bool, progress: Progress = iter) -> Built:
    """`site/` is what `corpus` and docs/ say.

    Where plugins or hooks have a say in pages, the pages are written to docs/ first and MkDocs renders each of them.

    Raises:
        LitreviewError: nothing was built: mkdocs.yml or a page is wrong, or `strict` and there are warnings.
    """
    with alone(corpus.root / STAMPED), without_garbage_collection():
        return _build(corpus, addresses, strict=strict, progress=progress)


def _build(corpus: Corpus, addresses: Addresses, *, strict: bool, progress: Progress) -> Built:
    variables = variables_of(corpus, addresses)
    abstracts = _abstracts_of(corpus)
    with environment(variables):
        whole = digest_of_whole(corpus, abstracts, corpus.root / CONFIG_FILE, variables)
    site, cache = corpus.root / SITE, corpus.root / STAMPED
    count = files_made_of(site, cache, whole)
    if count is not None:
        return Built(Done(0, count, 0), (), by_mkdocs=False)
    with environment(variables), _planned(corpus, abstracts, addresses) as (files, noted):
        begin = partial(search_begun, corpus, abstracts)
        search = Addition(FOLDER, made_of_search(corpus, abstracts), begin)
        made = build_with(corpus.root, files, strict=strict, search=search, noted=noted, progress=progress)
        if made is not None:
            done, problems = made
            if not problems:  # they are to be said again
                note_whole(site, cache, whole, done.written + done.unchanged)
            return Built(*made, by_mkdocs=False)
        published = _publish(corpus, files, progress)
        with begin() as add_to:
            problems = build_site(corpus.root, strict=strict, complete=add_to)
    return Built(Done(published.written, published.unchanged, published.removed), problems, by_mkdocs=True)


@contextlib.contextmanager
def _planned(
    corpus: Corpus, abstracts: Mapping[str, str], addresses: Addresses
) -> Iterator[tuple[dict[str, Planned], list[Any]]]:
    """The files, and a list to which rendering adds what processes have to tell each other."""
    root = corpus.root
    with drawings_kept_in(root / DRAWINGS) as draw, entries_kept_in(root / ENTRIES) as made:
        files = plan_files(corpus, abstracts=abstracts, addresses=addresses, draw=draw, made=made)
        yield files, made.new


def _abstracts_of(corpus: Corpus) -> dict[str, str]:
    return load_abstracts(corpus.root, (record.id for record in corpus.records))


def _publish(corpus: Corpus, files: Mapping[str, Planned], progress: Progress) -> Published:
    texts = ((path, files[path].render()) for path in progress(tuple(files)))
    return publish(
        {path: markdown_of(text) if path.endswith(".md") else text for path, text in texts},
        corpus.root / "docs",
    )


def _address(text: str | None) -> str | None:
    return parse_url(text) if text else None
