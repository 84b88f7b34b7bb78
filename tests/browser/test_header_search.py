"""The header's search over this repository's own papers: whoever knows something of a paper has it among the first three hits.

Asked is Material's real search in the page's worker, on the index of the real site, as the search box would ask it. Papers change: what
is required holds for whatever papers there are, and says by name which one broke it.
"""

import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from conftest import REPOSITORY
from litreview.model.corpus import load_corpus
from litreview.model.names import parse_name
from litreview.model.record import Record
from litreview.render.index import included_papers
from litreview.site.build import addresses_of, write_pages
from litreview.site.builder import build_site

pytestmark = pytest.mark.browser
HITS = 3
PAPERS = included_papers(load_corpus(REPOSITORY))

# Keeps hold of the worker that the page's own script starts.
KEEP_WORKER = """
  const Before = Worker;
  window.Worker = class extends Before { constructor(...given) { super(...given); window.searcher = this; } };
"""
ASK = """async ([queries, hits]) => {
  const answers = [];
  for (const data of queries) {
    answers.push(await new Promise((resolve) => {
      const hear = ({ data: { type, data } }) => {
        if (type !== 3) return;
        searcher.removeEventListener("message", hear);
        resolve(data.items.slice(0, hits).map((item) => item[0].location.split("#")[0]));
      };
      searcher.addEventListener("message", hear);
      searcher.postMessage({ type: 2, data });
    }));
  }
  return answers;
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """The address of this repository's review, built as it is published: without the abstracts that only this machine may have."""
    root = tmp_path_factory.mktemp("own") / "review"
    shutil.copytree(REPOSITORY / "papers", root / "papers", ignore=shutil.ignore_patterns(".abstracts"))
    shutil.copytree(REPOSITORY / "overrides", root / "overrides")
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    (root / "docs").mkdir()
    for page in ("about.md", "fields.md", "findings.md"):
        shutil.copy(REPOSITORY / "docs" / page, root / "docs")
    corpus = load_corpus(root)
    write_pages(corpus, addresses_of(corpus, {}))
    build_site(root, strict=False)
    return serve(root / "site")


@pytest.fixture(scope="module")
def searching(browser: Browser, site: str) -> Page:
    """The home page with its search at work."""
    page = browser.new_page()
    page.add_init_script(KEEP_WORKER)
    page.goto(site)
    page.keyboard.press("f")
    page.keyboard.type("language")
    page.locator(".md-search-result__link").first.wait_for(timeout=30_000)
    return page


def missed(page: Page, queries: Iterable[tuple[Record, str]]) -> list[str]:
    """The queries, with the id of what they are for, whose paper is not among the first hits."""
    asked = list(queries)
    answers = page.evaluate(ASK, [[query for _, query in asked], HITS])
    return [
        f"{paper.id}: {query}"
        for (paper, query), found in zip(asked, answers, strict=True)
        if f"papers/{paper.id}/" not in found
    ]


@pytest.mark.parametrize(
    "ask",
    [
        pytest.param(lambda paper: paper.title, id="title"),
        pytest.param(
            lambda paper: paper.title.partition(":")[0] if ":" in paper.title else None, id="method"
        ),
        pytest.param(lambda paper: paper.id, id="citation-key"),
        pytest.param(lambda paper: paper.arxiv, id="arxiv-number"),
        pytest.param(lambda paper: paper.arxiv and f"arXiv:{paper.arxiv}", id="arxiv-identifier"),
        pytest.param(
            lambda paper: paper.arxiv and f"https://arxiv.org/abs/{paper.arxiv}v2", id="arxiv-address"
        ),
    ],
)
def test_every_paper_is_found(searching: Page, ask: Callable[[Record], str | None]) -> None:
    """By all of its title, by the name before the title's colon, by its identifiers."""
    assert missed(searching, [(paper, query) for paper in PAPERS if (query := ask(paper))]) == []


def test_every_paper_is_found_by_its_first_author_and_a_word(searching: Page) -> None:
    """The longest of the title."""
    queries = [
        (paper, f"{parse_name(paper.authors[0]).family} {max(words, key=len)}")
        for paper in PAPERS
        if paper.authors and (words := re.findall(r"[^\W\d_]{5,}", paper.title))
    ]

    assert missed(searching, queries) == []


def test_every_author_is_found(searching: Page) -> None:
    """By the name as it is spoken: the only paper, or the page of whoever has several."""
    papers: dict[str, list[Record]] = {}
    for paper in PAPERS:
        for author in paper.authors:
            papers.setdefault(author, []).append(paper)
    spoken = {author: " ".join(reversed(author.strip("{}").split(", ", 1))) for author in papers}

    answers = searching.evaluate(ASK, [[*spoken.values()], HITS])

    assert [
        name
        for (author, name), found in zip(spoken.items(), answers, strict=True)
        if not {f"papers/{paper.id}/" for paper in papers[author]} & {*found}
        and not any(page.startswith("authors/") for page in found[:1])
    ] == []


def test_the_box_asks_as_these_tests_do(searching: Page) -> None:
    """The whole way once: typed into the box, with a colon and a hyphen in one word, which Material cannot read by itself."""
    paper = next(paper for paper in PAPERS if re.match(r"\w+-\w+:", paper.title))

    searching.locator(".md-search__input").fill("")
    searching.locator(".md-search__input").press_sequentially(paper.title)

    expect(searching.locator(".md-search-result__link").first).to_have_attribute(
        "href", re.compile(f"/papers/{paper.id}/")
    )
