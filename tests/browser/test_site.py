"""The built review in a real Chromium: every page kind, wide and narrow, asks nobody else, runs nothing of the records', and works."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from conftest import REPOSITORY
from litreview.model.corpus import load_corpus
from litreview.site.build import addresses_of, write_pages
from litreview.site.builder import build_site
from site_of import make_invented_review

pytestmark = pytest.mark.browser
KINDS = (
    "",
    "recent/",
    "papers/tricky2022every/",
    "papers/bogus2023counting/",
    "papers/placeholder2024sixty/",
    "papers/nobodyndknows/",
    "papers/blogger2020announcing/",
    "topics/",
    "topics/tuning/",
    "topics/tuning/by-ear/",
    "years/",
    "years/2022/",
    "venues/",
    "venues/fable/",
    "models/",
    "models/kettle-7b/",
    "benchmarks/",
    "benchmarks/50-off-half/",
    "authors/",
    "authors/quill-ada-mock/",
    "about/",
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """The invented review, built and served."""
    root = make_invented_review(tmp_path_factory.mktemp("site") / "review", REPOSITORY / "tests" / "corpus")
    corpus = load_corpus(root)
    write_pages(corpus, addresses_of(corpus, {}))
    assert build_site(root, strict=True) == ()
    return serve(root / "site")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", [1280, 390])
def test_page_asks_nobody_else_and_stays_in_its_width(
    page: Page, trouble: list[str], address: str, kind: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})

    page.goto(address + kind)
    page.wait_for_load_state("networkidle")

    assert trouble == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_hostile_title_is_shown_as_text(page: Page, trouble: list[str], address: str) -> None:
    title = next(
        record.title
        for record in load_corpus(REPOSITORY / "tests/corpus").records
        if record.id == "tricky2022every"
    )

    page.goto(address + "papers/tricky2022every/")

    assert page.locator("h1").evaluate("h => h.firstChild.textContent").strip() == title
    assert page.title().startswith(title)
    assert trouble == []


def test_copy_button_copies_the_bibtex(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address + "papers/quill2021feather/")
    block = page.locator("pre", has_text="@inproceedings{quill2021feather")

    block.hover()
    block.locator("button").first.click()

    copied = page.evaluate("navigator.clipboard.readText()")
    with page.expect_download() as download:
        page.locator("a", has_text="BibTeX").first.evaluate("a => { a.download = ''; a.click() }")
    assert copied.strip() == Path(download.value.path()).read_text("utf-8").strip()


def test_search_finds_a_paper_by_its_title_first(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(".md-search__input").click()
    page.keyboard.type("teaspoon sized")

    first = page.locator(".md-search-result__item a").first
    expect(first).to_be_visible(timeout=15_000)
    assert "papers/quill2021feather/" in str(first.get_attribute("href"))


def test_long_list_of_authors_opens_on_demand(page: Page, address: str) -> None:
    page.goto(address + "papers/placeholder2024sixty/")
    last = load_corpus(REPOSITORY / "tests/corpus").by_id["placeholder2024sixty"].authors[-1].split(",")[0]
    rest = page.locator("details.lr-authors")

    assert not rest.get_by_text(last).is_visible()
    rest.locator("summary").click()
    assert rest.get_by_text(last).is_visible()


def test_palette_follows_the_system_and_the_switch(page: Page, address: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(address)
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"

    page.locator("label.md-header__button[for^=__palette]:visible").click()
    assert page.locator("body").get_attribute("data-md-color-scheme") == "default"


def test_a_former_address_leads_to_the_present_one(page: Page, address: str) -> None:
    page.goto(address + "papers/swamp2022tidal/")

    page.wait_for_url("**/papers/marsh2022tidal/")
    assert page.locator("h1").inner_text().startswith("Tidal Feather")
