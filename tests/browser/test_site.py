"""The built review in a real Chromium: every page kind, wide and narrow, asks nobody else, runs nothing of the records', and works."""

from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Page, expect

from conftest import REPOSITORY
from litreview.model.corpus import load_corpus
from site_of import KINDS

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(invented_address: str) -> str:
    """Where the invented review is served."""
    return invented_address


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", [1280, 390])
def test_page_asks_nobody_else_and_stays_in_its_width(
    page: Page, trouble: list[str], address: str, kind: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})

    page.goto(address + KINDS[kind])
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

    page.goto(address + KINDS["paper"])
    assert page.locator("body").get_attribute("data-md-color-scheme") == "default"


def test_a_former_address_leads_to_the_present_one(page: Page, address: str) -> None:
    page.goto(address + "papers/swamp2022tidal/")

    page.wait_for_url("**/papers/marsh2022tidal/")
    assert page.locator("h1").inner_text().startswith("Tidal Feather")


def test_by_keyboard_alone_from_home_to_a_copied_citation(
    page: Page, trouble: list[str], address: str
) -> None:
    """The key for search, the first hit, the tabs of citations, the copy button."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address)
    page.keyboard.press("f")
    page.keyboard.type("teaspoon-sized language models")
    page.locator(".md-search-result__link").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/papers/quill2021feather/**")

    tab_to(page, "#cite-bibtex")
    page.keyboard.press("ArrowRight")
    tab_to(page, "#cite-ris + label + div button")
    page.keyboard.press("Enter")

    expect(page.locator(".md-dialog__inner")).to_have_text("Copied to clipboard")
    assert page.evaluate("navigator.clipboard.readText()").startswith("TY  - CONF")
    assert trouble == []


def tab_to(page: Page, selector: str) -> None:
    """Presses Tab until the element has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"no tab leads to {selector}")


def test_fix_this_opens_the_form_of_the_record_filled_in_also_on_a_phone(page: Page, address: str) -> None:
    """GitHub fills a form's fields from the address, by their ids; here somebody else answers."""
    page.set_viewport_size({"width": 390, "height": 800})
    page.route("https://example.org/**", lambda route: route.fulfill(body="the form"))
    page.goto(address + "papers/quill2021feather/")
    button = page.get_by_role("link", name="Fix this")
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    assert box is not None
    assert box["height"] >= 24  # what WCAG 2.2 asks of a target
    assert 0 <= box["x"] < box["x"] + box["width"] <= 390

    button.click()
    page.wait_for_url("https://example.org/imaginary/review/issues/new?**")

    filled = dict(parse_qsl(urlsplit(page.url).query))
    form = REPOSITORY / ".github/ISSUE_TEMPLATE" / filled.pop("template")
    assert filled.pop("title").startswith("Fix: Feather: Training Teaspoon-Sized Language Models")
    assert filled == {"paper": "quill2021feather https://example.org/review/papers/quill2021feather/"}
    assert "id: paper" in form.read_text("utf-8")
