"""The whole way from papers/ to site/: load, pages and exports into docs/, MkDocs into site/."""

import os
from collections.abc import Mapping
from datetime import datetime

from litreview.model.corpus import Corpus, load_abstracts
from litreview.model.identifiers import parse_url
from litreview.render.addresses import Addresses
from litreview.render.pages import Progress, render_files
from litreview.render.publish import Published, publish
from litreview.site.drawings import drawings_kept_in

# Set by the workflow that publishes; they come before what review.yml says, so that a fork links to itself.
SITE_VARIABLE = "LITREVIEW_SITE_URL"
REPOSITORY_VARIABLE = "LITREVIEW_REPOSITORY"
DRAWINGS = ".cache/drawings"
SOURCE_DATE_VARIABLE = "SOURCE_DATE_EPOCH"


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


def write_pages(corpus: Corpus, addresses: Addresses, progress: Progress = iter) -> Published:
    """Every generated page and export in docs/, and how many of them had to be written."""
    abstracts = load_abstracts(corpus.root, (record.id for record in corpus.records))
    with drawings_kept_in(corpus.root / DRAWINGS) as draw:
        files = render_files(corpus, abstracts=abstracts, addresses=addresses, progress=progress, draw=draw)
    return publish(files, corpus.root / "docs")


def _address(text: str | None) -> str | None:
    return parse_url(text) if text else None
