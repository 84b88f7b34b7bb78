"""arXiv's API: papers by identifier, a hundred at a time, else by their exact title.

Source: https://info.arxiv.org/help/api/user-manual.html; the three seconds between requests: https://info.arxiv.org/help/api/tou.html
"""

import re
import time
from collections.abc import Callable, Iterator, Sequence
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from litreview.errors import LitreviewError, Problem, quoted
from litreview.intake.entry import Entry
from litreview.intake.identity import Paper
from litreview.intake.online.web import AgainError, Answers, Web, ask_all
from litreview.intake.progress import Progress, silent
from litreview.model.identifiers import parse_arxiv

SERVICE = "arXiv"
BASE = "https://export.arxiv.org/api/query"
_PAUSE = 3.0
_BATCH = 100
_TITLES = 5  # papers that one title brings back: more than one may have it
_ATOM, _ARXIV, _SEARCH = (
    "{http://www.w3.org/2005/Atom}",
    "{http://arxiv.org/schemas/atom}",
    "{http://a9.com/-/spec/opensearch/1.1/}",
)

_Question = tuple[str, ...] | str  # identifiers, or a title


def ask_arxiv(
    papers: Sequence[Paper],
    *,
    base: str = BASE,
    timeout: float = 30.0,
    wait: Callable[[float], object] = time.sleep,
    progress: Progress = silent,
) -> Answers:
    """What arXiv knows of `papers`: those with an arXiv identifier by that, the others by title, three seconds apart.

    Nothing is believed yet: an answer to a title is a paper with these words in its title, and `lookup.find` decides whether it is the one.
    """
    ids = list(dict.fromkeys(paper.arxiv for paper in papers if paper.arxiv))
    titles = list(dict.fromkeys(paper.title for paper in papers if paper.title and not paper.arxiv))
    batches = [tuple(ids[start : start + _BATCH]) for start in range(0, len(ids), _BATCH)]
    questions: list[_Question] = [*batches, *titles]
    with Web(SERVICE, base, pause=_PAUSE, timeout=timeout, wait=wait) as web:
        return ask_all(SERVICE, questions, lambda question: _ask(web, question), progress)


def _ask(web: Web, question: _Question) -> Iterator[Entry | Problem]:
    """The answers to one request; a problem for each that was not asked for.

    Raises:
        LitreviewError: arXiv says that the question is wrong, or does not answer.
    """
    if isinstance(question, str):
        words = " ".join(re.findall(r"\w+", question))
        parameters = {"search_query": f'ti:"{words}"', "max_results": str(_TITLES)}
    else:
        parameters = {"id_list": ",".join(question), "max_results": str(len(question))}
    for entry in web.ask("", parameters, _parse_feed) or ():
        if isinstance(question, str) or entry.arxiv in question:
            yield entry
        else:
            yield Problem(SERVICE, f"answers with arXiv:{entry.arxiv}, which was not asked for; not taken")


def _parse_feed(data: bytes) -> list[Entry]:
    try:
        feed = fromstring(data)
    except (ParseError, DefusedXmlException, ValueError):
        # "Rate exceeded." comes as plain text with HTTP 200, and long answers come cut off.
        raise AgainError("the answer is no whole feed") from None
    elements = feed.findall(f"{_ATOM}entry")
    if not elements and _text(feed, f"{_SEARCH}totalResults") not in {"0", None}:
        raise AgainError("the answer is empty where there are papers")
    return [entry for element in elements if (entry := _parse_entry(element))]


def _parse_entry(element: Element) -> Entry | None:
    """The paper that an entry of a feed describes; None where it names none.

    Raises:
        LitreviewError: it describes an error, which arXiv answers with HTTP 200 too.
    """
    address = _text(element, f"{_ATOM}id") or ""
    if "/api/errors" in address:
        said = _text(element, f"{_ATOM}summary") or "an error"
        raise LitreviewError(Problem(SERVICE, f"refuses the question: {quoted(said)}"))
    arxiv = parse_arxiv(address)
    if arxiv is None:
        return None
    names = (_text(author, f"{_ATOM}name") for author in element.findall(f"{_ATOM}author"))
    category = element.find(f"{_ARXIV}primary_category")
    published = _text(element, f"{_ATOM}published")
    return Entry(
        source=SERVICE,
        listing=SERVICE,
        line=1,
        title=_text(element, f"{_ATOM}title"),
        abstract=_text(element, f"{_ATOM}summary"),
        authors=tuple(name for name in names if name),
        date=published[: len("2023-09-21")]
        if published
        else None,  # of the first version; the time is of no use
        arxiv=arxiv,
        doi=_text(element, f"{_ARXIV}doi"),
        primary_class=None if category is None else category.get("term"),
        venue=_text(element, f"{_ARXIV}journal_ref"),
    )


def _text(element: Element, name: str) -> str | None:
    return " ".join((element.findtext(name) or "").split()) or None
