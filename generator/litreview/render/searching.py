"""What the search index holds of each paper: a page for Pagefind alone, which is not on the site. Pure.

The index is made from these and not from the site's own pages: it has what a paper is found by and nothing else, the same with any
theme, and an eighth of the text to read.
"""

from collections.abc import Iterable, Iterator, Mapping

from litreview.model.corpus import Corpus
from litreview.model.names import parse_name
from litreview.model.record import Record, Result
from litreview.render.cards import gist, short_authors
from litreview.render.encode import html
from litreview.render.index import included_papers, topic_titles
from litreview.render.mathematics import readable

LANGUAGE = "en"  # whose word endings the search ignores; mkdocs.yml names the theme's
# The word by which the script asks for all papers: to ask without one would load the whole index, a megabyte. It sorts before all
# others, and so is in a part of the index alone; and it begins like nothing that people look for.
EVERY_PAPER = "000000000000"


def search_pages(corpus: Corpus, abstracts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Id and page of each included paper, newest first; `abstracts` are the authors' texts that this machine has.

    Its rank is the paper's number in `litreview.render.browse`.
    """
    titles = topic_titles(corpus.taxonomy)
    for rank, paper in enumerate(included_papers(corpus)):
        yield paper.id, search_page(paper, rank, titles, abstracts.get(paper.id))


def search_page(paper: Record, rank: int, titles: Mapping[str, str], abstract: str | None) -> str:
    """The page of `paper`: what its line in a list shows as metadata, which Pagefind searches too, the rest as text.

    Source: https://pagefind.app/docs/metadata/ and https://pagefind.app/docs/sorts/
    """
    shown = {
        "title": readable(paper.title),
        "authors": ", ".join(parse_name(author).display for author in paper.authors),
        "by": short_authors(paper),
        "date": paper.date or "",
        "venue": paper.venue or "",
        "gist": gist(paper),
        "id": paper.id,
        "every": EVERY_PAPER,
    }
    head = [f'<meta data-pagefind-sort="rank[content]" content="{rank}">']
    head += [
        f'<meta data-pagefind-meta="{name}[content]" content="{html(text)}">' for name, text in shown.items()
    ]
    body = [f"<p>{html(text)}</p>" for text in _texts(paper, titles, abstract)]
    return "\n".join(
        [f'<!doctype html>\n<html lang="{LANGUAGE}">', *head, "<body>", *body, "</body>\n</html>\n"]
    )


def _texts(paper: Record, titles: Mapping[str, str], abstract: str | None) -> Iterator[str]:
    """What `paper` is found by, the best to read first: the passage around a hit is shown."""
    if paper.summary:
        yield paper.summary
    yield from paper.contributions
    for result in paper.results:
        yield _claim(result)
    yield from paper.limitations
    if shown := paper.abstract or abstract:
        yield shown
    yield _names(paper, titles)


def _claim(result: Result) -> str:
    against = f" against {result.against}" if result.against else ""
    on = f" on {result.on}" if result.on else ""
    return f"{result.what}{on}: {result.metric} {result.value:f} {result.unit}{against}".strip() + "."


def _names(paper: Record, titles: Mapping[str, str]) -> str:
    names: Iterable[str | None] = (
        *(titles.get(topic) for topic in paper.topics),
        *paper.models,
        *paper.benchmarks,
        *paper.domains,
        *paper.languages,
        (paper.type or "").replace("-", " "),
        paper.arxiv,
        paper.doi,
        paper.acl,
        *paper.formerly,
        paper.id,  # a word in every page: Pagefind leaves out those without
    )
    return ", ".join(name for name in names if name)
