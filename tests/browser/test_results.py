"""Results and statistics in a real Chromium: sorting, picking, addresses, keyboard, phone, dark, and no script at all."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from conftest import REPOSITORY
from litreview.model.corpus import load_corpus
from litreview.model.record import Record
from litreview.model.writing import dump_record
from litreview.site.build import addresses_of, write_pages
from litreview.site.builder import build_site
from render.reviews import paper
from site_of import add_search, make_invented_review

pytestmark = pytest.mark.browser

POURING: dict[str, object] = {"on": "PourQA", "unit": "%"}
PAPERS: tuple[Record, ...] = (
    paper(
        "arrow2021zest",
        {**POURING, "value": "9.5", "what": "Zest 1B"},
        {**POURING, "value": "70", "what": "Zest 7B", "against": "Kettle 7B"},
        {**POURING, "value": "-3", "what": "Zest 7B", "kind": "gain", "against": "Kettle 7B"},
        {"value": "5", "unit": "cups", "metric": "spills (up to)", "what": "Zest 7B"},
        topics=["tuning/by-ear"],
        domains=["tea"],
        benchmarks=["PourQA"],
    ),
    paper(
        "bow2022mint",
        {**POURING, "value": "100", "what": "Mint"},
        {"value": "200", "metric": "spills", "unit": "drops", "what": "Mint", "on": "IdleBench"},
        {"value": "14.1", "metric": "spills", "kind": "ratio", "what": "Mint", "against": "Zest 7B"},
        topics=["tuning/by-spoon", "folklore"],
        date="2022-03-01",
        domains=['tea & "cake"'],
        benchmarks=["PourQA"],
    ),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """The invented review with two papers more, built and served."""
    root = make_invented_review(tmp_path_factory.mktemp("results") / "review", REPOSITORY / "tests/corpus")
    for record in PAPERS:
        path = root / "papers" / record.folder / f"{record.id}.yml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(dump_record(record), "utf-8")
    corpus = load_corpus(root)
    write_pages(corpus, addresses_of(corpus, {}))
    assert build_site(root, strict=True, complete=partial(add_search, corpus)) == ()
    return serve(root / "site")


@pytest.fixture
def without_script(browser: Browser) -> Iterator[Page]:
    """An empty page that runs no script."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


def column(page: Page, name: str, table: int = 0) -> list[str]:
    """The texts of a column of a table of results, of those of its rows that are shown, from top to bottom."""
    part = page.locator(".lr-results").nth(table)
    heads = [re.sub(r"\W+$", "", head) for head in part.locator("th").all_inner_texts()]
    at = heads.index(name) + 1
    return [
        cell for cell in part.locator(f"tbody tr:not([hidden]) td:nth-child({at})").all_inner_texts() if cell
    ]


def sort_by(page: Page, name: str) -> None:
    page.locator(".lr-results").first.get_by_role("button", name=name).click()


@pytest.mark.parametrize(
    ("clicks", "ordered", "query"),
    [
        pytest.param(0, ["100", "88", "70", "60.0", "9.5"], "", id="as-it-comes"),
        pytest.param(1, ["100", "88", "70", "60.0", "9.5"], "order=down&sort=Value", id="largest-first"),
        pytest.param(2, ["9.5", "60.0", "70", "88", "100"], "order=up&sort=Value", id="smallest-first"),
        pytest.param(3, ["100", "88", "70", "60.0", "9.5"], "", id="as-it-came"),
    ],
)
def test_sorting_by_value(
    page: Page, trouble: list[str], site: str, clicks: int, ordered: list[str], query: str
) -> None:
    page.goto(f"{site}benchmarks/pourqa/")
    for _ in range(clicks):
        sort_by(page, "Value")

    assert column(page, "Value") == ordered
    assert page.url.partition("?")[2] == query
    assert trouble == []


def test_units_are_sorted_apart(page: Page, site: str) -> None:
    page.goto(f"{site}results/spills/?sort=Value&order=down")
    assert list(zip(column(page, "Value"), column(page, "Unit"), strict=True)) == [
        ("200", "drops"),
        ("5", "cups"),
    ]
    sort_by(page, "Value")
    assert list(zip(column(page, "Value"), column(page, "Unit"), strict=True)) == [
        ("200", "drops"),
        ("5", "cups"),
    ]


def test_what_is_not_stated_comes_last_either_way(page: Page, site: str) -> None:
    page.goto(f"{site}benchmarks/pourqa/")
    for _ in range(2):
        sort_by(page, "Against")
        assert column(page, "Against")[0] == "Kettle 7B"
        assert column(page, "Against")[-1] == "not stated"


def test_sorting_says_so_to_a_screen_reader(page: Page, site: str) -> None:
    page.goto(f"{site}benchmarks/pourqa/?sort=What&order=up")
    head = page.locator(".lr-results").first.locator("th[aria-sort]")
    assert (head.inner_text().rstrip(" ↑↓↕"), head.get_attribute("aria-sort")) == ("What", "ascending")
    sort_by(page, "What")
    assert head.get_attribute("aria-sort") == "descending"


def test_picking_a_benchmark_a_metric_and_a_kind(page: Page, trouble: list[str], site: str) -> None:
    page.goto(f"{site}results/")
    status = page.get_by_role("status")
    everything = int(status.inner_text().split()[0])

    page.get_by_label("Benchmark or task").select_option("PourQA")
    expect(status).to_have_text(f"7 of {everything} claims")
    page.get_by_label("Kind").select_option("Gains")
    expect(status).to_have_text(f"2 of {everything} claims")
    assert page.locator(".lr-results:visible").count() == 1
    assert column(page, "Value", 1) == ["−3", "−1.5"]  # %, then points
    assert page.url.endswith("results/?on=PourQA&kind=Gains")

    page.get_by_label("Metric").select_option("spills")
    expect(status).to_have_text("No claim is all of this.")
    for label in ("Benchmark or task", "Kind"):
        page.get_by_label(label).select_option("")
    expect(status).to_have_text(f"3 of {everything} claims")
    assert page.url.endswith("results/?metric=spills")
    assert trouble == []


def test_an_address_is_a_selection(page: Page, site: str) -> None:
    page.goto(f"{site}results/?on=PourQA&kind=Absolute+values&sort=Date&order=down")
    expect(page.get_by_role("status")).to_contain_text("5 of ")
    assert column(page, "Date")[0] == "2024-01-15"
    assert page.get_by_label("Benchmark or task").input_value() == "PourQA"


@pytest.mark.parametrize(
    "query", ["on=Nowhere", "sort=Nothing", "sort=Value&order=<script>", "kind=%FF", "metric="]
)
def test_an_address_that_makes_no_sense_shows_everything(
    page: Page, trouble: list[str], site: str, query: str
) -> None:
    page.goto(f"{site}results/?{query}")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^\d+ claims$"))
    assert trouble == []


def test_by_keyboard_alone(page: Page, site: str) -> None:
    page.goto(f"{site}benchmarks/pourqa/")
    page.get_by_label("Kind").focus()
    page.keyboard.type("Abs")
    expect(page.get_by_role("status")).to_contain_text("5 of ")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Value":
            break
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    assert column(page, "Value") == ["9.5", "60.0", "70", "88", "100"]


def test_without_a_script_there_are_the_tables(without_script: Page, site: str) -> None:
    without_script.goto(f"{site}benchmarks/pourqa/")
    assert column(without_script, "Value") == ["100", "88", "70", "60.0", "9.5"]
    assert without_script.locator(".lr-pick").count() == 0
    without_script.get_by_role("link", name="100", exact=True).click()
    assert without_script.url.endswith("/papers/bow2022mint/#results")


def test_downloads_are_there(page: Page, site: str) -> None:
    page.goto(f"{site}benchmarks/pourqa/")
    for name, begins in (("CSV", '\ufeff"id"'), ("LaTeX", "% Made from")):
        address = page.get_by_role("link", name=name, exact=True).get_attribute("href")
        answer = page.request.get(f"{site}benchmarks/pourqa/{address}")
        assert answer.body().decode().startswith(begins)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(
    "kind",
    ["results/", "results/spills/", "benchmarks/pourqa/", "stats/", "topics/shrinking/", "topics/tuning/"],
)
def test_page_asks_nobody_else_and_stays_in_its_width(
    page: Page, trouble: list[str], site: str, kind: str, width: int, scheme: str
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(site + kind)
    page.wait_for_load_state("networkidle")
    for folded in page.locator("details.lr-folded > summary").all():
        folded.click()

    assert trouble == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


# --- Statistics ---


def test_a_mark_leads_to_as_many_papers_as_it_says(page: Page, trouble: list[str], site: str) -> None:
    """Every link of every picture, as a reader would click it, to Browse's own count."""
    page.goto(f"{site}stats/")
    links = page.eval_on_selector_all(
        ".lr-picture a", "all => all.map(a => [a.href.baseVal, a.querySelector('title').textContent])"
    )
    to_browse = {
        address: int(label.split(": ")[-1].split()[0]) for address, label in links if "browse/?" in address
    }
    assert len(to_browse) >= 8
    for address, papers in to_browse.items():
        page.goto(f"{site}stats/{address}")
        expect(page.locator("#lr-status")).to_have_text(
            re.compile(rf"^{papers} of \d+ papers$"), timeout=15_000
        )
    assert trouble == []


def test_clicking_a_bar_opens_its_page(page: Page, site: str) -> None:
    page.goto(f"{site}stats/")
    page.locator(".lr-picture a", has_text="PourQA: ").locator("path").click()
    page.wait_for_url("**/benchmarks/pourqa/")


def test_marks_are_not_on_the_way_of_the_tab_key_and_the_table_is(page: Page, site: str) -> None:
    page.goto(f"{site}stats/")
    assert page.locator(".lr-picture a:not([tabindex='-1'])").count() == 0
    page.locator("details.lr-folded summary").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('details.lr-folded table') !== null")


def test_pictures_follow_the_switch_between_light_and_dark(page: Page, site: str) -> None:
    page.goto(f"{site}stats/")

    def colours() -> tuple[str, str]:
        bar, text = (page.locator(f".lr-picture {part}").first for part in ("a path", "text"))
        style = "e => getComputedStyle(e).fill"
        return str(bar.evaluate(style)), str(text.evaluate(style))

    light = colours()
    page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")
    assert [one != other for one, other in zip(light, colours(), strict=True)] == [True, True]


def test_pictures_need_no_script(without_script: Page, site: str) -> None:
    without_script.goto(f"{site}stats/")
    assert without_script.locator(".lr-picture svg").count() == 6
    assert without_script.locator(".lr-picture svg").first.bounding_box() is not None


def test_pictures_and_what_is_folded_are_not_in_the_search_index(page: Page, site: str) -> None:
    index = page.request.get(f"{site}search/search_index.json").json()
    texts = {document["location"]: document["text"] for document in index["docs"]}
    assert texts["topics/tuning/#subtopics-over-the-years"].strip() == (
        "<p>Papers on each subtopic by the year in which they first appeared. A paper may be on several.</p>"
    )
