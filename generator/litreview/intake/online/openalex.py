"""OpenAlex: works by DOI, arXiv's own DOIs among them, else by their exact title.

A work is always fetched by itself: that costs nothing, and lists cut the authors off after the first hundred.
Source: https://developers.openalex.org/api-reference/authentication for what requests cost, and its pages on works.
"""

import json
import os
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, cast
from urllib.parse import quote

from litreview.errors import Problem, quoted
from litreview.intake.entry import Entry
from litreview.intake.identity import Paper, identifiers, title_key
from litreview.intake.online.web import AgainError, Answers, Web, ask_all
from litreview.intake.progress import Progress, silent
from litreview.model.identifiers import arxiv_month, parse_acl, parse_arxiv, parse_doi

SERVICE = "OpenAlex"
BASE = "https://api.openalex.org"
KEY_VARIABLE = "OPENALEX_API_KEY"
_ADVICE = f"what was answered before is used; run it again tomorrow, or with a key (free, openalex.org/settings/api) in {KEY_VARIABLE}"
_PAUSE = 0.1  # a tenth of the requests a second that it allows
_TITLES = 10
_FIELDS = "id,doi,title,authorships,publication_date,primary_location,locations"
_ARXIV_DOI = "10.48550/arxiv."
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")  # titles come with the publisher's mark-up


def ask_openalex(  # noqa: PLR0913  # options, each by its name
    papers: Sequence[Paper],
    *,
    api_key: str | None = None,
    base: str = BASE,
    timeout: float = 30.0,
    wait: Callable[[float], object] = time.sleep,
    progress: Progress = silent,
) -> Answers:
    """What OpenAlex knows of `papers`: by arXiv identifier or DOI, those with neither by title.

    `api_key` is that of the environment's OPENALEX_API_KEY where none is given; without one, OpenAlex answers few questions a day. Its
    date is that of the published version, and is left out where the arXiv identifier is of another month.
    """
    api_key = api_key or os.environ.get(KEY_VARIABLE)
    key = {"api_key": api_key} if api_key else {}
    with Web(SERVICE, base, pause=_PAUSE, timeout=timeout, wait=wait, advice=_ADVICE) as web:
        return ask_all(SERVICE, papers, lambda paper: _ask(web, paper, key), progress)


def _ask(web: Web, paper: Paper, key: Mapping[str, str]) -> Iterator[Entry | Problem]:
    if paper.arxiv or paper.doi:
        doi = paper.doi or f"{_ARXIV_DOI}{paper.arxiv}"
        paths = [f"/works/doi:{quote(doi, safe='/')}"]
    else:
        paths = [f"/works/{work}" for work in _search(web, paper.title or "", key)]
    for path in paths:
        work = web.ask(path, {"select": _FIELDS, **key}, _parse_object)
        if work is None:
            continue
        entry = _entry(work)
        shared = set(identifiers(entry)) & set(identifiers(paper))
        if shared or title_key(entry.title) == title_key(paper.title):
            yield entry
        else:
            asked = (identifiers(paper) or (quoted(paper.title or ""),))[0]
            yield Problem(SERVICE, f"answers with {quoted(entry.title or '')} for {asked}; not taken")


def _search(web: Web, title: str, key: Mapping[str, str]) -> Sequence[str]:
    """The identifiers of the works with this very title. Commas and bars have a meaning in filters, so only words are sent."""
    words = " ".join(re.findall(r"\w+", title))
    parameters = {"filter": f"title.search:{words}", "select": "id,title", "per-page": str(_TITLES), **key}
    answer = web.ask("/works", parameters, _parse_object) or {}
    works = [work for work in _list(answer.get("results")) if title_key(_title(work)) == title_key(title)]
    return [str(work.get("id", "")).rsplit("/", maxsplit=1)[-1] for work in works]


def _entry(work: Mapping[str, Any]) -> Entry:
    places = [_dict(work.get("primary_location")), *_list(work.get("locations"))]
    pages = [text for place in places if isinstance(text := place.get("landing_page_url"), str)]
    names = [str(work.get("doi") or ""), *pages]
    arxiv = next(filter(None, map(parse_arxiv, names)), None)
    day = work.get("publication_date")
    if arxiv and isinstance(day, str) and not day.startswith(arxiv_month(arxiv)):
        day = None
    return Entry(
        source=SERVICE,
        listing=SERVICE,
        line=1,
        title=_title(work),
        authors=tuple(_authors(work)),
        date=day if isinstance(day, str) else None,
        arxiv=arxiv,
        doi=next(filter(None, map(parse_doi, names)), None),
        acl=next(filter(None, map(parse_acl, names)), None),
        venue=_venue(places),
    )


def _title(work: Mapping[str, Any]) -> str | None:
    title = work.get("title")
    return _TAG.sub("", title) if isinstance(title, str) else None


def _authors(work: Mapping[str, Any]) -> Iterator[str]:
    """The names as the paper has them; OpenAlex's own are those of whom it takes the authors to be."""
    for authorship in _list(work.get("authorships")):
        name = authorship.get("raw_author_name") or _dict(authorship.get("author")).get("display_name")
        if isinstance(name, str):
            yield name


def _venue(places: Sequence[Mapping[str, Any]]) -> str | None:
    """The first journal or conference; preprint servers are repositories to OpenAlex."""
    sources = [_dict(place.get("source")) for place in places]
    names = (
        source.get("display_name") for source in sources if source.get("type") in {"journal", "conference"}
    )
    return next((name for name in names if isinstance(name, str)), None)


def _parse_object(data: bytes) -> Mapping[str, Any]:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        raise AgainError("the answer is no whole JSON") from None
    if not isinstance(value, dict):
        raise AgainError("the answer is no JSON object")
    return value


def _dict(value: object) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", value) if isinstance(value, dict) else {}


def _list(value: object) -> list[Mapping[str, Any]]:
    return [_dict(item) for item in value] if isinstance(value, list) else []
