"""The citations of a paper in a real browser: tabs for mouse, keyboard and without scripts; copies to the letter; hostile texts inert."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from conftest import REPOSITORY
from litreview.model.corpus import load_corpus
from litreview.model.writing import dump_record
from litreview.render.cite import citations_of
from litreview.render.encode import fold
from litreview.render.exports import entries_of
from litreview.render.metadata import highwire_tags
from litreview.site.build import addresses_of, write_pages
from litreview.site.builder import build_site
from render.papers import hostile_records
from site_of import make_invented_review

pytestmark = pytest.mark.browser

PAPER = "papers/quill2021feather/"
LABELS = ["BibTeX", "RIS", "CSL-JSON", "APA", "IEEE", "ACM", "Chicago", "Harvard"]


def build(root: Path) -> Path:
    corpus = load_corpus(root)
    assert corpus.findings == ()
    write_pages(corpus, addresses_of(corpus, {}))
    build_site(root, strict=True)
    return root / "site"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """Address of the invented review."""
    root = make_invented_review(tmp_path_factory.mktemp("review"), REPOSITORY / "tests" / "corpus")
    return serve(build(root))


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """Address of a review of papers with hostile titles, names and venues."""
    root = make_invented_review(tmp_path_factory.mktemp("hostile"), REPOSITORY / "tests" / "corpus")
    for record in (root / "papers").glob("*/*.yml"):
        record.unlink()
    for paper in hostile_records():
        path = root / "papers" / paper.folder / f"{paper.id}.yml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(dump_record(paper), "utf-8")
    return serve(build(root))


@pytest.fixture
def page_without_scripts(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def shown(page: Page) -> list[str]:
    """The citations that a reader sees."""
    return [block.inner_text() for block in page.locator(".lr-cite pre").all() if block.is_visible()]


def expected_text(name: str) -> str:
    quill = load_corpus(REPOSITORY / "tests" / "corpus").by_id["quill2021feather"]
    return next(each.text for each in citations_of(quill, entries_of(quill)) if each.name == name)


def test_a_tab_shows_its_citation(site: str, page: Page, trouble: list[str]) -> None:
    page.goto(site + PAPER)
    assert page.locator(".lr-cite label").all_inner_texts() == LABELS
    assert len(shown(page)) == 1
    assert "@inproceedings{quill2021feather" in shown(page)[0]

    page.get_by_text("Chicago", exact=True).click()

    assert len(shown(page)) == 1
    assert "Quill, Ada Mock, Tobias van der Fable, and Sam Inkwell Jr. 2021." in shown(page)[0]
    assert trouble == []


def test_tabs_need_no_script(site: str, page_without_scripts: Page) -> None:
    page = page_without_scripts
    page.goto(site + PAPER)

    page.get_by_text("APA", exact=True).click()

    assert shown(page) == [expected_text("apa")]


def test_tabs_are_reached_by_keyboard(site: str, page: Page, trouble: list[str]) -> None:
    page.goto(site + PAPER)
    page.locator("#cite-bibtex").focus()
    outline = "label => getComputedStyle(label).outlineStyle"

    page.keyboard.press("ArrowRight")

    assert "TY  - CONF" in shown(page)[0]
    assert page.evaluate("document.activeElement.id") == "cite-ris"
    assert page.locator("label[for=cite-ris]").evaluate(outline) == "solid"
    assert trouble == []


@pytest.mark.parametrize("name", ["bibtex", "ris", "csl-json", "apa", "harvard"])
def test_a_copy_is_the_text(site: str, page: Page, trouble: list[str], name: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(site + PAPER)
    page.locator(f"label[for=cite-{name}]").click()
    block = page.locator(f"label[for=cite-{name}] + div pre")
    block.hover()
    block.locator(".md-clipboard, .md-code__button").first.click()

    expect(page.locator(".md-dialog__inner")).to_have_text("Copied to clipboard")

    assert page.evaluate("navigator.clipboard.readText()") == expected_text(name)
    assert trouble == []


def test_nothing_in_a_citation_runs(hostile_site: str, page: Page, trouble: list[str]) -> None:
    """In the tags, the JSON-LD and the citations a browser has the texts as they are."""
    read = """() => ({
      tags: [...document.querySelectorAll('meta[name^=citation_], meta[name="z:itemType"]')].map(tag => [tag.name, tag.content]),
      title: JSON.parse(document.querySelector('script[type="application/ld+json"]').textContent).name,
      citations: [...document.querySelectorAll('.lr-cite code')].map(code => code.textContent),
      hacked: window.hacked === undefined,
      strange: document.querySelectorAll('.lr-cite :is(script, img, i, b, a:not([class])), head > :is(img, svg)').length,
    })"""
    for paper in hostile_records():
        page.goto(f"{hostile_site}papers/{paper.id}/")
        assert {"paper": paper.id, **page.evaluate(read)} == {
            "paper": paper.id,
            "tags": [list(tag) for tag in highwire_tags(paper)],
            "title": paper.title,
            "citations": [each.text for each in citations_of(paper, entries_of(paper))],
            "hacked": True,
            "strange": 0,
        }
    assert trouble == []


def test_nothing_in_a_list_of_papers_runs(hostile_site: str, page: Page, trouble: list[str]) -> None:
    """COinS stay in their attribute."""
    page.goto(f"{hostile_site}recent/")

    spans = page.locator("span.Z3988").evaluate_all(
        "spans => spans.map(span => new URLSearchParams(span.title).getAll('rft.title'))"
    )

    titles = [title for found in spans for title in found]
    assert set(titles) <= {fold(paper.title) for paper in hostile_records()}
    assert len(spans) == 50
    assert page.evaluate("window.hacked") is None
    assert trouble == []
