"""A whole review to build: the invented papers with the settings that every fresh review gets; and a page of each kind that it has."""

import shutil
from functools import partial
from pathlib import Path

from litreview.errors import Problem
from litreview.model.corpus import Corpus, load_abstracts, load_corpus
from litreview.site.build import addresses_of, write_pages
from litreview.site.builder import build_site
from litreview.site.fresh import make_review
from litreview.site.search import search_begun

TOPICS = ("tuning", "shrinking", "folklore")
REPOSITORY = Path(__file__).parents[1]

# What is judged page by page, in a browser or not: kind -> address below the site. A kind that is not here is judged by nobody, so a
# test in tests/browser/test_quality.py counts them.
KINDS = {
    "home": "",
    "browse": "browse/",
    "topics": "topics/",
    "topic": "topics/tuning/",
    "subtopic": "topics/tuning/by-ear/",
    "paper": "papers/quill2021feather/",
    "paper-hostile-title": "papers/tricky2022every/",
    "paper-mathematics": "papers/bogus2023counting/",
    "paper-60-authors": "papers/placeholder2024sixty/",
    "paper-no-authors-no-venue": "papers/nobodyndknows/",
    "paper-chinese": "papers/xu2024chahu/",
    "paper-moved": "papers/swamp2022tidal/",
    "paper-excluded": "papers/blogger2020announcing/",
    "venues": "venues/",
    "venue": "venues/fable/",
    "years": "years/",
    "year": "years/2022/",
    "models": "models/",
    "model": "models/kettle-7b/",
    "benchmarks": "benchmarks/",
    "benchmark": "benchmarks/pourqa/",
    "authors": "authors/",
    "author": "authors/quill-ada-mock/",
    "results": "results/",
    "metric": "results/accuracy/",
    "statistics": "stats/",
    "recent": "recent/",
    "about": "about/",
    "fields": "fields/",
    "404": "404.html",
}


def make_invented_review(root: Path, corpus: Path) -> Path:
    """The review in `corpus` with a fresh review's docs/ and mkdocs.yml, its topics in the navigation; `root`."""
    make_review(root, "An invented review")
    shutil.rmtree(root / "papers")
    shutil.copytree(corpus / "papers", root / "papers")
    settings = root / "mkdocs.yml"
    text = settings.read_text("utf-8")
    for starting, invented in zip(("methods", "data", "studies"), TOPICS, strict=True):
        text = text.replace(f"topics/{starting}.md", f"topics/{invented}.md")
    settings.write_text(text, "utf-8")
    return root


def make_site(root: Path) -> Corpus:
    """The corpus at `root`, whose site is then in `site/`, with its search."""
    corpus = load_corpus(root)
    write_pages(corpus, addresses_of(corpus, {}))
    build_site(root, strict=False, complete=partial(add_search, corpus))
    return corpus


def add_search(corpus: Corpus, site: Path) -> tuple[Problem, ...]:
    """What the search index of `corpus` warns of, which `site` then has."""
    abstracts = load_abstracts(corpus.root, (record.id for record in corpus.records))
    with search_begun(corpus, abstracts) as add_to:
        return add_to(site)


def make_invented_site(root: Path) -> Path:
    """The site of the invented review, made at `root`, with a page of each of `KINDS`."""
    make_invented_review(root, REPOSITORY / "tests/corpus")
    shutil.copy(REPOSITORY / "docs/fields.md", root / "docs")
    make_site(root)
    return root / "site"
