"""Browse in a real Chromium: what it shows is held against the records, and it works by keyboard, on a phone and without a script."""

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import bibtexparser
import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect
from pydantic import ValidationError

from conftest import REPOSITORY
from litreview.model.corpus import Corpus, load_corpus
from litreview.model.record import Record
from litreview.model.writing import dump_record
from litreview.render import views
from litreview.render.encode import fold
from litreview.render.exports import FORMATS
from litreview.render.index import included_papers
from litreview.site.build import addresses_of, write_pages
from litreview.site.builder import build_site
from render.hostile import HOSTILE
from site_of import add_search, make_invented_review

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Review:
    """A review that is served: its records, newest first, and the address of its Browse page."""

    papers: tuple[Record, ...]
    corpus: Corpus
    site: str
    browse: str

    def having(self, fits: Callable[[Record], bool]) -> list[str]:
        """The ids of the papers that fit, newest first."""
        return [paper.id for paper in self.papers if fits(paper)]


def build(root: Path, serve: Callable[[Path], str]) -> Review:
    corpus = load_corpus(root)
    write_pages(corpus, addresses_of(corpus, {}))
    build_site(root, strict=False, complete=partial(add_search, corpus))
    site = serve(root / "site")
    return Review(included_papers(corpus), corpus, site, f"{site}browse/")


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> Review:
    """The invented review."""
    return build(
        make_invented_review(tmp_path_factory.mktemp("few") / "review", REPOSITORY / "tests/corpus"), serve
    )


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> Review:
    """Papers enough for long lists: 150 made-up ones, and one for each hostile text that a record takes."""
    root = make_invented_review(tmp_path_factory.mktemp("many") / "review", REPOSITORY / "tests/corpus")
    sys.path.insert(0, str(REPOSITORY / "benchmarks"))
    try:
        from corpus import write_review
    finally:
        sys.path.pop(0)
    write_review(root, 150)
    for number, text in enumerate(HOSTILE.values()):
        record = hostile_record(f"hostile2027n{number}", text)
        if record is not None:
            path = root / "papers/2027" / f"{record.id}.yml"
            path.parent.mkdir(exist_ok=True)
            path.write_text(dump_record(record), "utf-8")
    return build(root, serve)


def hostile_record(paper_id: str, text: str) -> Record | None:
    fields = dict.fromkeys(("title", "venue", "summary"), text)
    lists = {name: [text] for name in ("models", "benchmarks", "domains")}
    try:
        return Record.model_validate({"id": paper_id, "date": "2027", **fields, **lists})
    except ValidationError:
        return None


def shown(page: Page) -> list[str]:
    """The ids of the papers that the list shows, in its order."""
    links = page.locator("#lr-papers li > a")
    return [
        address.rstrip("/").rsplit("/", 1)[-1]
        for address in links.evaluate_all("all => all.map(a => a.href)")
    ]


def expect_papers(page: Page, ids: list[str]) -> None:
    """Waits until the list shows `ids`."""
    page.wait_for_function(
        """expected => [...document.querySelectorAll('#lr-papers li > a')]
             .map(a => a.pathname.split('/').at(-2)).join() === expected""",
        arg=",".join(ids),
    )
    assert shown(page) == ids


def open_browse(page: Page, review: Review, query: str = "") -> None:
    """Browse with its script at work: facets are there."""
    page.goto(review.browse + query)
    page.locator(".lr-facet").first.wait_for(state="attached")
    expect(page.locator("#lr-status")).to_contain_text("papers")


def facet(page: Page, label: str) -> Locator:
    """The facet called `label`, open, all its values there."""
    box = page.locator("details.lr-facet").filter(
        has=page.locator("legend", has_text=re.compile(f"^{label}$"))
    )
    if box.get_attribute("open") is None:
        box.locator("summary").click()
    folded = box.locator(".lr-toggle[aria-expanded=false]:visible")
    while folded.count():
        folded.first.click()
    rest = box.locator(".lr-rest", has_text="of")
    if rest.is_visible():
        rest.click()
    return box


def values_of(box: Locator) -> dict[str, int]:
    """Value as shown -> number of papers, of all that are visible."""
    rows = box.locator("ul .lr-value:visible")
    return {
        label: int(number.replace(",", ""))
        for label, number in rows.evaluate_all(
            "rows => rows.map(row => [...row.querySelectorAll('span')].map(span => span.textContent))"
        )
    }


def tick(box: Locator, value: str) -> None:
    box.locator("ul .lr-value").filter(has=box.page.get_by_text(value, exact=True)).locator("input").click()


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def top_and_all(paper: Record) -> set[str]:
    """The titles of the invented topics that a paper is counted under."""
    titles = {"tuning": "Tuning", "tuning/by-ear": "Tuning by ear", "tuning/by-spoon": "Tuning by spoon",
              "shrinking": "Shrinking & folding", "shrinking/teaspoons": "Teaspoon-sized models", "folklore": "Folklore"}  # fmt: skip
    return {titles[path] for topic in paper.topics for path in (topic, topic.split("/")[0])}


# Facet -> what it shows of a paper, said once more.
FACETS: dict[str, Callable[[Record], Iterable[str | None]]] = {
    "Topic": top_and_all,
    "Year": lambda paper: [paper.year],
    "Type": lambda paper: [paper.type and capitalised(paper.type.replace("-", " "))],
    "Venue": lambda paper: [paper.venue and re.sub(r" [\d()]+$", "", paper.venue)],
    "Model": lambda paper: paper.models,
    "Benchmark": lambda paper: paper.benchmarks,
    "Domain": lambda paper: map(capitalised, paper.domains),
    "Language": lambda paper: paper.languages,
    "Code": lambda paper: ["With code" if paper.code else "No code known"],
}


@pytest.mark.parametrize("label", FACETS)
def test_a_facet_counts_as_python_does_and_shows_what_it_counts(
    page: Page, trouble: list[str], few: Review, label: str
) -> None:
    """Every value of it, one after the other."""
    papers: dict[str, list[str]] = {}
    for paper in few.papers:
        for value in filter(None, FACETS[label](paper)):
            papers.setdefault(value, []).append(paper.id)
    open_browse(page, few)
    box = facet(page, label)

    assert values_of(box) == {value: len(ids) for value, ids in papers.items()}
    for value, ids in papers.items():
        tick(box, value)
        expect_papers(page, ids)
        expect(page.locator("#lr-status")).to_have_text(f"{len(ids)} of {len(few.papers)} papers")
        page.locator("#lr-active button").first.click()
    expect_papers(page, [paper.id for paper in few.papers])
    assert trouble == []


def test_values_of_a_facet_add_up_and_facets_narrow_down(page: Page, few: Review) -> None:
    open_browse(page, few)

    tick(facet(page, "Year"), "2022")
    tick(facet(page, "Year"), "2023")
    expect_papers(page, few.having(lambda paper: paper.year in {"2022", "2023"}))
    tick(facet(page, "Type"), "Theory")

    expect_papers(page, few.having(lambda paper: paper.year in {"2022", "2023"} and paper.type == "theory"))


def test_counts_say_what_choosing_would_show(page: Page, few: Review) -> None:
    """In its own facet a choice adds, so the others keep their numbers; in other facets it narrows."""
    open_browse(page, few, "?year=2022&model=Kettle+7B")

    both = few.having(lambda paper: paper.year == "2022" and "Kettle 7B" in paper.models)
    expect_papers(page, both)
    years = {year for paper in few.papers if (year := paper.year) and "Kettle 7B" in paper.models}
    assert values_of(facet(page, "Year")) == {
        year: len(few.having(lambda paper: paper.year == year and "Kettle 7B" in paper.models))  # noqa: B023
        for year in years
    }
    in_2022 = [paper for paper in few.papers if paper.year == "2022"]
    models = {model for paper in in_2022 for model in paper.models}
    assert values_of(facet(page, "Model")) == {
        model: sum(model in paper.models for paper in in_2022) for model in models
    }


def test_all_values_at_once_can_be_asked_for(page: Page, few: Review) -> None:
    open_browse(page, few, "?model=Feather+3M&model=Kettle+7B")
    expect_papers(page, few.having(lambda paper: bool({"Feather 3M", "Kettle 7B"} & {*paper.models})))

    facet(page, "Model").get_by_label("Only papers with all of these").click()

    expect_papers(page, few.having(lambda paper: {"Feather 3M", "Kettle 7B"} <= {*paper.models}))
    assert page.url.endswith("?model=Feather+3M&model=Kettle+7B&all=model")


def test_a_subtopic_narrows_its_topic_down_and_a_topic_takes_it_in(page: Page, few: Review) -> None:
    open_browse(page, few)
    topics = facet(page, "Topic")

    tick(topics, "Tuning")
    expect_papers(page, few.having(lambda paper: "tuning" in paper.top_topics))
    tick(topics, "Tuning by ear")
    expect_papers(page, few.having(lambda paper: "tuning/by-ear" in paper.topics))
    assert page.url.endswith("?topic=tuning%2Fby-ear")
    assert topics.get_by_role("checkbox", name="Tuning 5").evaluate("box => box.indeterminate") is True

    tick(topics, "Tuning")
    expect_papers(page, few.having(lambda paper: "tuning" in paper.top_topics))
    assert page.url.endswith("?topic=tuning")


@pytest.mark.parametrize(
    ("words", "first"),
    [
        pytest.param("teaspoon-sized language", "quill2021feather", id="title"),
        pytest.param("Ångström", "angstromnandu2022uber", id="author"),
        pytest.param("angstrom", "angstromnandu2022uber", id="author-without-accents"),
        pytest.param("imaginary recipes", "quill2021feather", id="summary"),
        pytest.param("spilled tea 14.1", "quill2021feather", id="result"),
        pytest.param("IdleBench", "dolittle2023benchmark", id="benchmark"),
        pytest.param("2102.99901", "quill2021feather", id="arxiv-identifier"),
        pytest.param("tricky2022every", "tricky2022every", id="citation-key"),
        pytest.param("O(n log n) $steps$|whistles", "bogus2023counting", id="signs"),
        pytest.param("茶壶里的风暴", "xu2024chahu", id="chinese"),
    ],
)
def test_search_finds(page: Page, trouble: list[str], few: Review, words: str, first: str) -> None:
    open_browse(page, few)

    page.locator("#lr-query").fill(words)
    expect(page.locator("#lr-papers li > a").first).to_have_attribute(
        "href", re.compile(f"/papers/{first}/$")
    )

    expect(page.locator("#lr-status")).to_contain_text(f"of {len(few.papers)} papers")
    assert trouble == []


def test_what_was_found_is_marked_in_its_passage(page: Page, few: Review) -> None:
    open_browse(page, few, "?search=green+tea")

    paper = page.locator("#lr-papers li").filter(has=page.get_by_text("Feather: Training"))
    expect(paper.locator("mark")).to_have_text(["tea", "green", "tea", "teaspoon."])


def test_nothing_found_is_said(page: Page, few: Review) -> None:
    open_browse(page, few, "?search=zyzzyva")

    expect(page.locator("#lr-status")).to_have_text("0 of 10 papers")
    expect(page.locator("#lr-papers")).to_have_text("No paper fits. Remove a filter, or search for less.")


def test_sorting(page: Page, few: Review) -> None:
    newest = [paper.id for paper in few.papers]
    by_title = json.loads((few.corpus.root / "docs/browse/papers.json").read_text("utf-8"))["by_title"]
    open_browse(page, few)

    page.get_by_label("Sort").select_option("Oldest first")
    expect_papers(page, newest[::-1])
    page.get_by_label("Sort").select_option("By title")
    expect_papers(page, [newest[number] for number in by_title])
    page.get_by_label("Sort").select_option("Newest first")
    expect_papers(page, newest)
    assert page.url == few.browse

    page.locator("#lr-query").fill("tea")
    expect(page.get_by_label("Sort")).to_have_value("relevance")
    expect(page.locator("#lr-papers mark").first).to_be_visible()
    found = shown(page)
    page.get_by_label("Sort").select_option("Newest first")
    expect_papers(page, [paper for paper in newest if paper in found])


# --- The address ---

STATE = "?search=tea&topic=tuning&topic=folklore&year=2022&year=2021&sort=oldest"


def test_a_shared_address_shows_the_same(page: Page, few: Review) -> None:
    open_browse(page, few)
    page.locator("#lr-query").fill("tea")
    for label, value in (("Topic", "Tuning"), ("Topic", "Folklore"), ("Year", "2022"), ("Year", "2021")):
        tick(facet(page, label), value)
    page.get_by_label("Sort").select_option("Oldest first")
    page.wait_for_url(few.browse + STATE)
    expect(page.locator("#lr-status")).to_have_text("3 of 10 papers")
    before = shown(page)

    other = page.context.new_page()
    open_browse(other, few, STATE)

    expect_papers(other, before)
    assert other.url == few.browse + STATE
    assert other.locator("#lr-query").input_value() == "tea"
    assert other.get_by_label("Sort").input_value() == "oldest"
    assert other.locator("#lr-active button").all_inner_texts() == [
        "“tea”", "Topic: Tuning", "Topic: Folklore", "Year: 2022", "Year: 2021", "Clear all",
    ]  # fmt: skip
    other.close()


def test_back_and_forward(page: Page, few: Review) -> None:
    """A step of the history for each click, and one for all that is typed in one go."""
    open_browse(page, few)
    tick(facet(page, "Type"), "Method")
    methods = few.having(lambda paper: paper.type == "method")
    expect_papers(page, methods)
    page.locator("#lr-query").press_sequentially("tidal", delay=30)
    expect_papers(page, ["marsh2022tidal"])
    page.locator("#lr-query").press_sequentially(" feather", delay=300)
    page.wait_for_url("**/?search=tidal+feather&type=method")

    page.go_back()
    expect_papers(page, methods)
    assert page.locator("#lr-query").input_value() == ""
    page.go_back()
    expect_papers(page, [paper.id for paper in few.papers])
    page.go_forward()
    expect_papers(page, methods)
    expect(facet(page, "Type").get_by_label("Method")).to_be_checked()


def test_an_address_with_an_older_spelling_still_fits(page: Page, few: Review) -> None:
    open_browse(page, few, "?model=kettle-7b&type=Empirical+Study")

    expect_papers(page, ["xu2024chahu"])


def test_an_address_with_nonsense_is_survived(page: Page, trouble: list[str], few: Review) -> None:
    open_browse(page, few, "?year=never&sort=sideways&all=x&shown=-5&colour=blue")

    expect(page.locator("#lr-status")).to_have_text("0 of 10 papers")
    page.get_by_role("button", name="Remove Year: never").click()
    expect_papers(page, [paper.id for paper in few.papers])
    assert trouble == []


def test_what_was_typed_before_the_script_came_is_searched(page: Page, few: Review) -> None:
    """On a slow line somebody types at once."""
    page.route("**/facets.json", lambda route: (page.wait_for_timeout(500), route.continue_()))
    page.goto(few.browse)
    page.locator("#lr-query").fill("tidal")

    expect(page.locator("#lr-status")).to_contain_text(" of 10 papers")
    assert "marsh2022tidal" in shown(page)
    assert page.url.endswith("?search=tidal")


@pytest.fixture
def stopped(page: Page) -> Page:
    """A page whose clock stands still: what waits for the end of typing goes on waiting until the clock is moved."""
    page.clock.install()
    page.clock.pause_at(datetime.now(UTC) + timedelta(hours=1))
    return page


def hold(page: Page, address: str) -> list[Route]:
    """The requests for `address` as they come, which get no answer until a test lets them."""
    held: list[Route] = []
    page.route(address, lambda route: held.append(route))  # noqa: PLW0108 - Playwright takes no bound method of a built-in
    return held


def wait_for(page: Page, held: list[Route]) -> Route:
    """The first request that is held."""
    for _ in range(200):
        if held:
            return held[0]
        page.wait_for_timeout(50)
    pytest.fail("nothing was asked for")


@pytest.mark.parametrize("how", ["pause", "Enter", "facet"])
def test_what_is_typed_while_an_earlier_search_is_loading_stays_and_is_searched(
    stopped: Page, trouble: list[str], few: Review, how: str
) -> None:
    """The earlier search ends after the new words are typed, and before anybody has begun to search for them."""
    page = stopped
    held = hold(page, "**/pagefind/pagefind.js")
    page.goto(few.browse + "?search=tea&type=method")
    earlier = wait_for(page, held)
    page.locator("#lr-query").fill("tidal")

    earlier.continue_()
    expect(page.locator("#lr-active button").first).to_have_text("“tea”")
    expect(page.locator("#lr-papers mark").first).to_be_visible()
    expect(page.locator("#lr-query")).to_have_value("tidal")

    if how == "pause":
        page.clock.run_for(1000)
    elif how == "Enter":
        page.locator("#lr-query").press("Enter")
    else:
        tick(facet(page, "Year"), "2022")
    expect(page.locator("#lr-active button").first).to_have_text("“tidal”")
    expect_papers(page, ["marsh2022tidal"])
    expect(page.locator("#lr-query")).to_have_value("tidal")
    assert trouble == []


def test_a_click_while_words_wait_is_a_step_of_its_own(stopped: Page, few: Review) -> None:
    """It searches for them, too; what is typed after it does not overwrite it."""
    page = stopped
    open_browse(page, few)
    page.locator("#lr-query").fill("ti")
    tick(facet(page, "Year"), "2022")
    page.clock.run_for(1000)
    page.wait_for_url("**/?search=ti&year=2022")

    page.locator("#lr-query").fill("tidal")
    page.clock.run_for(1000)
    page.wait_for_url("**/?search=tidal&year=2022")

    page.go_back()
    page.wait_for_url("**/?search=ti&year=2022")
    expect(page.locator("#lr-query")).to_have_value("ti")


def test_back_while_words_wait_goes_back(stopped: Page, few: Review) -> None:
    """They are not searched for afterwards."""
    page = stopped
    open_browse(page, few)
    tick(facet(page, "Year"), "2022")
    expect_papers(page, few.having(lambda paper: paper.year == "2022"))
    page.locator("#lr-query").fill("tidal")

    page.go_back()
    expect_papers(page, [paper.id for paper in few.papers])
    page.clock.run_for(1000)

    expect(page.locator("#lr-query")).to_have_value("")
    expect(page.locator("#lr-status")).to_have_text("10 papers")
    assert page.url == few.browse


# --- Long lists ---


def test_more_papers_on_demand_and_the_keyboard_stays_there(page: Page, many: Review) -> None:
    newest = [paper.id for paper in many.papers]
    open_browse(page, many)
    expect_papers(page, newest[:20])

    page.locator("#lr-more").press("Enter")
    expect_papers(page, newest[:40])

    assert page.evaluate("document.activeElement.pathname.split('/').at(-2)") == newest[20]
    page.reload()
    expect_papers(page, newest[:40])


def test_a_long_facet_shows_the_most_frequent_and_finds_the_others(page: Page, many: Review) -> None:
    open_browse(page, many)
    box = page.locator("details.lr-facet").filter(has=page.locator("legend", has_text=re.compile("^Venue$")))
    box.locator("summary").click()
    assert len(values_of(box)) == 8
    assert list(values_of(box).values()) == sorted(values_of(box).values(), reverse=True)

    box.get_by_label("Find in Venue").fill("onerror")

    assert values_of(box) == {HOSTILE["image-error"]: 1}


def test_hostile_texts_are_shown_and_nothing_runs(page: Page, trouble: list[str], many: Review) -> None:
    """In titles, passages, facets and buttons."""
    hostile = [paper for paper in many.papers if paper.year == "2027"]
    assert len(hostile) > 40
    open_browse(page, many, "?year=2027&shown=100")

    expect_papers(page, [paper.id for paper in hostile])
    titles = page.locator("#lr-papers li > a").all_text_contents()
    assert [title for title in titles if "hacked" in title] == [
        fold(paper.title) for paper in hostile if "hacked" in paper.title
    ]
    for label in ("Model", "Venue", "Domain"):
        facet(page, label)
    for name in ("script", "image-error", "svg-load", "end-of-title"):
        page.goto("about:blank")
        open_browse(page, many, f"?search={name}")
        page.locator("#lr-query").fill(HOSTILE[name])
        expect(page.locator("#lr-active button").first).to_have_text(f"“{HOSTILE[name]}”")
        expect(page.locator("#lr-status")).to_contain_text(" of ")
    assert page.evaluate("document.querySelectorAll('.lr-browse :is(script, img, svg, iframe)').length") == 0
    assert page.evaluate("window.hacked") is None
    assert trouble == []


def test_words_that_are_everywhere_count_in_a_phrase_alone(page: Page, many: Review) -> None:
    """Each would load a part of the index."""
    open_browse(page, many, "?search=the+of+and+tea")
    expect(page.locator("#lr-status")).to_contain_text(" of ")
    some = page.locator("#lr-status").inner_text()
    asked = page.evaluate(
        "performance.getEntriesByType('resource').filter(({name}) => name.includes('/index/')).length"
    )

    open_browse(page, many, "?search=tea")
    expect(page.locator("#lr-status")).to_have_text(some)
    assert asked <= page.evaluate(
        "performance.getEntriesByType('resource').filter(({name}) => name.includes('/index/')).length"
    )
    open_browse(page, many, "?search=%22the+of+and+tea%22")
    expect(page.locator("#lr-status")).to_contain_text("0 of ")


# --- Exports ---


def export(page: Page, label: str) -> bytes:
    with page.expect_download() as download:
        page.locator("#lr-export").get_by_role("button", name=label, exact=True).click()
    assert (
        download.value.suggested_filename
        == f"selection{page.locator('#lr-export button', has_text=re.compile(f'^{label}$')).get_attribute('data-suffix')}"
    )
    return Path(download.value.path()).read_bytes()


def rendered(review: Review, name: str, ids: Iterable[str]) -> bytes:
    papers = [review.corpus.by_id[paper] for paper in ids]
    return FORMATS[name].render(papers, review.corpus.review).encode()


def test_a_selection_as_bibtex_is_read_by_bibtexparser(page: Page, few: Review) -> None:
    open_browse(page, few, "?topic=tuning")
    selected = few.having(lambda paper: "tuning" in paper.top_topics)
    expect_papers(page, selected)

    library = bibtexparser.parse_string(export(page, "BibTeX").decode())

    assert library.failed_blocks == []
    assert [entry.key for entry in library.entries] == selected


@pytest.mark.parametrize(
    ("name", "label"), [(name, FORMATS[name].label) for name in ("bibtex", "ris", "csl-json", "csv")]
)
@pytest.mark.parametrize(
    ("size", "query"),
    [
        pytest.param("few", "?topic=tuning&sort=oldest", id="few"),
        pytest.param("one", "?search=tricky2022every", id="one"),
        pytest.param("all", "", id="all-of-more-than-a-hundred"),
    ],
)
def test_an_export_is_the_file_that_python_would_write(
    page: Page,
    trouble: list[str],
    request: pytest.FixtureRequest,
    name: str,
    label: str,
    size: str,
    query: str,
) -> None:
    """Byte for byte, in the order of the page: from files of single papers, and from that of the whole review."""
    review: Review = request.getfixturevalue("many" if size == "all" else "few")
    open_browse(page, review, query)
    everything = [paper.id for paper in review.papers]
    expected = {
        "few": review.having(lambda paper: "tuning" in paper.top_topics)[::-1],
        "one": ["tricky2022every"],
        "all": everything,
    }[size]
    expect_papers(page, expected[:20])

    assert export(page, label) == rendered(review, name, expected)
    assert trouble == []


def test_an_export_that_fails_says_why(page: Page, few: Review) -> None:
    open_browse(page, few)
    page.route("**/papers/quill2021feather.ris", lambda route: route.fulfill(status=404))

    page.locator("#lr-export").get_by_role("button", name="RIS").click()

    expect(page.locator("#lr-export [role=status]")).to_have_text(
        "Not exported: papers/quill2021feather.ris: 404 Not Found."
    )


# --- Whoever has no mouse, no script, no wide screen, no index ---


def test_by_keyboard_alone(page: Page, few: Review) -> None:
    """Search, a facet and a paper; the box that was ticked keeps the keyboard while all around it changes."""
    open_browse(page, few)
    page.locator("#lr-query").focus()
    page.keyboard.type("tea")
    expect(page.locator("#lr-active button").first).to_have_text("“tea”")

    tabs_to(page, "Tuning")
    page.keyboard.press("Space")
    expect(page.locator("#lr-active")).to_contain_text("Topic: Tuning")
    assert focused(page).startswith("Tuning")
    page.keyboard.press("Space")
    expect(page.locator("#lr-active")).not_to_contain_text("Topic: Tuning")
    page.keyboard.press("Space")
    expect(page.locator("#lr-active")).to_contain_text("Topic: Tuning")
    page.wait_for_function("document.querySelectorAll('#lr-papers li').length < 10")
    title = page.locator("#lr-papers li > a").first.inner_text()
    tabs_to(page, title)
    page.keyboard.press("Enter")

    page.wait_for_url("**/papers/*/")


def focused(page: Page) -> str:
    return str(
        page.evaluate("(e => e.closest('label')?.textContent ?? e.textContent)(document.activeElement)")
    )


def tabs_to(page: Page, text: str) -> None:
    for _ in range(80):
        page.keyboard.press("Tab")
        if focused(page).startswith(text):
            return
    pytest.fail(f"no tab leads to {text}")


def test_a_removed_filter_hands_the_keyboard_on(page: Page, few: Review) -> None:
    open_browse(page, few, "?year=2022&type=theory")
    remove = page.get_by_role("button", name="Remove Year: 2022")
    remove.focus()
    page.keyboard.press("Enter")

    expect(remove).to_be_hidden()
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Remove Type: Theory"


def test_what_a_screen_reader_is_told(page: Page, few: Review) -> None:
    """Names of groups, boxes and lists, and that the number of papers is announced."""
    open_browse(page, few, "?year=2022")

    expect(
        page.get_by_role("search").get_by_role(
            "searchbox", name="Search titles, authors, summaries and results"
        )
    ).to_be_visible()
    year = page.get_by_role("group", name="Year")
    expect(year.get_by_role("checkbox", name="2022 3")).to_be_checked()
    expect(page.get_by_role("button", name="Subtopics of Tuning")).to_have_attribute("aria-expanded", "false")
    expect(page.get_by_role("status").first).to_have_text("3 of 10 papers")
    expect(page.get_by_role("list", name="Narrowed down by").get_by_role("button")).to_have_count(1)
    expect(page.get_by_role("group", name="Export these papers").get_by_role("button")).to_have_count(4)


@pytest.fixture
def page_without_scripts(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_without_scripts_there_is_a_plain_list(page_without_scripts: Page, few: Review) -> None:
    page = page_without_scripts
    page.goto(few.browse)

    links = page.locator("#lr-papers li > a")
    expect(links).to_have_count(len(few.papers))
    for useless in ("#lr-search", "#lr-filters", "#lr-sort", "#lr-export", "#lr-more"):
        expect(page.locator(useless)).to_be_hidden()
    expect(page.locator("#lr-status")).to_have_text("10 papers")
    links.last.click()
    expect(page.locator("h1")).to_contain_text("Nobody Knows")


def test_without_an_index_the_list_stays_and_says_so(page: Page, few: Review) -> None:
    page.route("**/pagefind/**", lambda route: route.fulfill(status=404))
    page.goto(few.browse)

    expect(page.locator("#lr-status")).to_contain_text("Search and filters do not work here")
    expect(page.locator("#lr-search")).to_be_hidden()
    assert shown(page) == [paper.id for paper in few.papers]


def test_an_index_that_breaks_off_gives_the_list_back(page: Page, few: Review) -> None:
    """Its summary is there, its program is not: that shows when somebody begins to search."""
    page.route("**/pagefind/pagefind.js", lambda route: route.fulfill(status=404))
    open_browse(page, few, "?year=2022")
    expect_papers(page, few.having(lambda paper: paper.year == "2022"))

    page.locator("#lr-query").focus()

    expect(page.locator("#lr-status")).to_contain_text("Search and filters do not work here")
    for useless in ("#lr-search", "#lr-filters", "#lr-sort", "#lr-export", "#lr-active"):
        expect(page.locator(useless)).to_be_hidden()
    assert shown(page) == [paper.id for paper in few.papers]


def test_a_list_that_was_given_back_stays_when_somebody_goes_back(page: Page, few: Review) -> None:
    """Its filters cannot be seen any more, so a step of the history must not narrow it down."""
    page.route("**/pagefind/pagefind.js", lambda route: route.fulfill(status=404))
    open_browse(page, few, "?year=2022")
    tick(facet(page, "Type"), "Theory")
    page.wait_for_url("**type=theory")
    page.locator("#lr-query").focus()
    expect(page.locator("#lr-status")).to_contain_text("Search and filters do not work here")

    page.go_back()
    page.wait_for_url("**/?year=2022")

    expect(page.locator("#lr-status")).to_contain_text("Search and filters do not work here")
    assert shown(page) == [paper.id for paper in few.papers]


def test_an_index_of_another_build_is_not_searched(page: Page, few: Review) -> None:
    page.route(
        "**/pagefind-entry.json", lambda route: route.fulfill(json={"languages": {"en": {"page_count": 9}}})
    )
    page.goto(few.browse)

    expect(page.locator("#lr-status")).to_contain_text("parts of two builds; load the page again")


def test_the_index_is_opened_by_the_first_who_needs_it(page: Page, few: Review) -> None:
    """A phone is busy with it for a second: to read the list, or to narrow it down, takes none."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.partition("?")[0].rsplit("/", 1)[-1]))
    open_browse(page, few)
    tick(facet(page, "Year"), "2022")
    expect_papers(page, few.having(lambda paper: paper.year == "2022"))
    assert "pagefind.js" not in asked

    page.locator("#lr-query").fill("tea")

    expect(page.locator("#lr-papers mark").first).to_be_visible()
    assert "pagefind.js" in asked


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_the_filters_are_folded_and_nothing_is_too_wide(
    page: Page, trouble: list[str], many: Review, scheme: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    open_browse(page, many)
    expect(page.locator("#lr-facets")).to_be_hidden()

    page.locator("#lr-filters > summary").click()
    for label in ("Topic", "Model", "Venue"):
        facet(page, label)
    tick(facet(page, "Year"), "2027")
    expect(page.locator("#lr-status")).to_contain_text(" of ")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("#lr-done").click()

    expect(page.locator("#lr-facets")).to_be_hidden()
    expect(page.locator("#lr-papers li > a").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert trouble == []


def test_filters_that_were_folded_count_what_was_found_meanwhile(page: Page, few: Review) -> None:
    """On a phone: their rows are made when they are unfolded, for what is selected then."""
    page.set_viewport_size({"width": 390, "height": 800})
    open_browse(page, few, "?model=Kettle+7B")
    papers = few.having(lambda paper: "Kettle 7B" in paper.models)
    expect_papers(page, papers)
    assert page.locator("#lr-facets li").count() == 0

    page.locator("#lr-filters > summary").click()

    expect(facet(page, "Model").get_by_role("checkbox", name="Kettle 7B")).to_be_checked()
    years = [few.corpus.by_id[paper].year for paper in papers]
    assert values_of(facet(page, "Year")) == {year: years.count(year) for year in years if year}


# --- The header's search ---


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> Iterator[Review]:
    """The invented review, as if its ten papers were too many for the header's search."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(views, "HEADER_SEARCHES", 9)
        root = make_invented_review(tmp_path_factory.mktemp("large") / "review", REPOSITORY / "tests/corpus")
        yield build(root, serve)


@pytest.mark.parametrize("how", ["Enter", "link"])
def test_the_headers_search_of_a_large_review_hands_over(
    page: Page, trouble: list[str], large: Review, how: str
) -> None:
    page.goto(large.site + "topics/tuning/")
    page.locator(".md-search__input").click()
    page.keyboard.type("tidal feather & co")
    link = page.get_by_role("link", name="Search all papers for “tidal feather & co”")
    expect(link).to_be_visible()

    if how == "Enter":
        page.keyboard.press("Enter")
    else:
        link.click()

    page.wait_for_url("**/browse/?search=tidal+feather+%26+co")
    expect(page.locator("#lr-query")).to_have_value("tidal feather & co")
    assert trouble == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param("angstrom nandu", "angstromnandu2022uber", id="without-accents"),
        pytest.param("tidal", "marsh2022tidal", id="any-word"),
    ],
)
def test_the_headers_search_of_a_small_review_leads_on_to_browse(
    page: Page, trouble: list[str], few: Review, typed: str, found: str
) -> None:
    """Its own index tells letters with accents from those without."""
    page.goto(few.site)
    page.locator(".md-search__input").click()
    page.keyboard.type(typed)

    page.get_by_role("link", name=f"Search all papers for “{typed}”").click()

    page.wait_for_url("**/browse/?search=*")
    expect(page.locator("#lr-papers li > a").first).to_have_attribute("href", re.compile(f"papers/{found}/"))
    assert trouble == []


def test_the_headers_search_of_a_large_review_has_its_other_pages(page: Page, large: Review) -> None:
    page.goto(large.site)
    page.locator(".md-search__input").click()
    page.keyboard.type("tuning")

    results = page.locator(".md-search-result__link")
    expect(results.first).to_be_visible()
    addresses = results.evaluate_all("all => all.map(a => a.pathname)")
    assert [
        address for address in addresses if address.startswith(("/papers/", "/models/", "/authors/"))
    ] == []
    assert [address for address in addresses if address.startswith("/topics/")] != []
