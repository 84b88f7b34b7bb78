"""What machines read of the built site: tags, JSON-LD, COinS, citations, feeds, the sitemap."""

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urljoin
from xml.etree import ElementTree as ET

import pytest

from conftest import REPOSITORY
from litreview.model.corpus import load_corpus
from litreview.model.record import Record
from litreview.render.cite import citations_of
from litreview.render.encode import fold
from litreview.render.exports import entries_of
from litreview.render.index import index_corpus
from litreview.render.metadata import highwire_tags, json_ld
from litreview.site.build import (
    REPOSITORY_VARIABLE,
    SITE_VARIABLE,
    SOURCE_DATE_VARIABLE,
    addresses_of,
    source_date_of,
    write_pages,
)
from litreview.site.builder import build_site, environment
from render.reading import Reader
from site_of import make_invented_review

ADDRESS = "https://example.org/review/"


def build(root: Path, *, known: bool = True) -> Path:
    """The site of the review at `root`, as `litreview build` makes it; its address is `ADDRESS` where it is `known`."""
    corpus = load_corpus(root)
    site = ADDRESS if known else None
    addresses = addresses_of(corpus, {SITE_VARIABLE: ADDRESS} if known else {})
    write_pages(corpus, addresses)
    variables = {
        SITE_VARIABLE: site,
        REPOSITORY_VARIABLE: None,
        SOURCE_DATE_VARIABLE: source_date_of(corpus, {}),
    }
    with environment(variables):
        assert build_site(root, strict=True) == ()
    return root / "site"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented review, built."""
    return build(make_invented_review(tmp_path_factory.mktemp("review"), REPOSITORY / "tests" / "corpus"))


@pytest.fixture
def fresh_review(tmp_path: Path) -> Callable[[str, str], Path]:
    """A function that makes the invented review anew, with one text in review.yml in the place of another."""

    def make(old: str, new: str) -> Path:
        root = make_invented_review(tmp_path / "other", REPOSITORY / "tests" / "corpus")
        review = root / "papers" / "review.yml"
        text = review.read_text("utf-8")
        assert old in text
        review.write_text(text.replace(old, new), "utf-8")
        return root

    return make


PAPERS = index_corpus(load_corpus(REPOSITORY / "tests" / "corpus")).papers
EVERY_PAPER = pytest.mark.parametrize("paper", [pytest.param(paper, id=paper.id) for paper in PAPERS])


def elements(page: Path, tag: str) -> list[dict[str, str]]:
    """The attributes of every `tag` on a page."""
    return [
        dict(seen[1:]) for seen in Reader(page.read_text("utf-8")).seen if not isinstance(seen, str) and seen[0] == tag
    ]  # fmt: skip


def page_of(site: Path, paper: Record) -> Path:
    return site / "papers" / paper.id / "index.html"


@EVERY_PAPER
def test_the_tags_say_what_the_record_says(site: Path, paper: Record) -> None:
    named = [
        (meta.get("name", ""), meta["content"])
        for meta in elements(page_of(site, paper), "meta")
        if "content" in meta
    ]
    tags = [(name, content) for name, content in named if name.startswith(("citation_", "z:"))]

    assert tags == list(highwire_tags(paper))


@EVERY_PAPER
def test_the_json_ld_is_the_papers(site: Path, paper: Record) -> None:
    seen = Reader(page_of(site, paper).read_text("utf-8")).seen
    place = seen.index(("script", ("type", "application/ld+json")))

    assert json.loads(str(seen[place + 1])) == json_ld(paper)
    assert seen[place + 2] == ("/script",)


@EVERY_PAPER
def test_the_page_has_an_address_and_no_coins(site: Path, paper: Record) -> None:
    """Zotero would take COinS rather than the tags."""
    page = page_of(site, paper)
    links = elements(page, "link")

    assert [link["href"] for link in links if link["rel"] == "canonical"] == [f"{ADDRESS}papers/{paper.id}/"]
    assert "Z3988" not in page.read_text("utf-8")


@EVERY_PAPER
def test_citations_are_there_to_the_letter(site: Path, paper: Record) -> None:
    seen = Reader(page_of(site, paper).read_text("utf-8")).seen
    code = [str(seen[place + 1]) for place, each in enumerate(seen) if each == ("code",)]

    assert code[-8:] == [citation.text for citation in citations_of(paper, entries_of(paper))]
    assert [citation.label for citation in citations_of(paper, entries_of(paper))] == [
        "BibTeX", "RIS", "CSL-JSON", "APA", "IEEE", "ACM", "Chicago", "Harvard",
    ]  # fmt: skip


def test_other_formats_are_where_the_pages_say(site: Path) -> None:
    checked = 0
    for page in site.rglob("index.html"):
        for link in elements(page, "link"):
            if link["rel"] in {"describedby", "alternate feed"}:
                target = urljoin(page.relative_to(site).as_posix(), link["href"])
                assert (site / target).is_file(), (page, link)
                assert link["type"], link
                checked += 1
    assert checked == 3 * len(PAPERS) + len(list(site.rglob("feed.xml")))


def test_every_page_is_named_and_the_first_says_the_name_of_the_site_once(site: Path) -> None:
    def title_of(page: str) -> str:
        seen = Reader((site / page).read_text("utf-8")).seen
        return str(seen[seen.index(("title",)) + 1])

    name = title_of("index.html")
    assert name == load_corpus(REPOSITORY / "tests" / "corpus").review.title
    assert title_of("years/index.html") == f"Years - {name}"
    assert title_of("papers/quill2021feather/index.html").endswith(f" - {name}")


def test_no_link_is_taken_for_another_language(site: Path) -> None:
    """Material's script asks for a sitemap beside every `link[rel=alternate]`."""
    for page in site.rglob("*.html"):
        assert "alternate" not in {link["rel"] for link in elements(page, "link")}


@pytest.mark.parametrize(
    "page", ["index.html", "topics/tuning/index.html", "topics/tuning/by-ear/index.html"]
)
def test_lists_with_a_feed_name_it(site: Path, page: str) -> None:
    feeds = [
        link["href"] for link in elements(site / page, "link") if link.get("type") == "application/atom+xml"
    ]

    assert feeds == ["feed.xml"]
    assert (site / page).with_name("feed.xml").read_text("utf-8").startswith("<?xml")


@pytest.mark.parametrize(
    ("page", "count"),
    [
        pytest.param("index.html", 10, id="home"),
        pytest.param("recent/index.html", 10, id="recent"),
        pytest.param("topics/tuning/index.html", 5, id="topic"),
        pytest.param("years/2022/index.html", 3, id="year"),
        pytest.param("authors/quill-ada-mock/index.html", 3, id="author"),
        pytest.param("venues/fable/index.html", 2, id="venue"),
    ],
)
def test_zotero_sees_every_paper_of_a_list(site: Path, page: str, count: int) -> None:
    spans = [span for span in elements(site / page, "span") if span.get("class") == "Z3988"]
    titles = [
        parse_qs(span["title"]).get("rft.title") or parse_qs(span["title"])["rft.atitle"] for span in spans
    ]

    assert len(spans) == count
    assert {title for (title,) in titles} <= {fold(paper.title) for paper in PAPERS}


def test_hidden_tags_leave_the_page_to_zotero_alone(fresh_review: Callable[[str, str], Path]) -> None:
    root = fresh_review("abstracts: inline", "abstracts: inline\ncitation_tags: hidden")

    built = build(root)

    for paper in PAPERS:
        text = page_of(built, paper).read_text("utf-8")
        assert "citation_" not in text
        assert "ld+json" not in text
        spans = [span for span in elements(page_of(built, paper), "span") if span.get("class") == "Z3988"]
        assert len(spans) == 1


# --- the sitemap ---

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def read_sitemap(site: Path) -> dict[str, str | None]:
    """Addresses below the site's, and the days that they are said to be of."""
    urls = ET.fromstring((site / "sitemap.xml").read_bytes()).findall(f"{SITEMAP}url")  # noqa: S314
    return {
        str(url.findtext(f"{SITEMAP}loc")).removeprefix(ADDRESS): url.findtext(f"{SITEMAP}lastmod")
        for url in urls
    }


def test_the_sitemap_has_the_records_days(site: Path) -> None:
    days = read_sitemap(site)

    assert {paper.id: days[f"papers/{paper.id}/"] for paper in PAPERS} == {
        paper.id: paper.added for paper in PAPERS
    }
    lists = ("", "topics/tuning/", "years/2022/", "venues/fable/")
    assert {days[page] for page in lists} == {"2025-03-02"}
    assert days["about/"] is None
    assert not {"papers/swamp2022tidal/", "papers/blogger2020announcing/"} & days.keys()


def test_an_excluded_paper_answers_and_is_not_found(site: Path) -> None:
    page = site / "papers" / "blogger2020announcing" / "index.html"
    found = json.loads((site / "search" / "search_index.json").read_text("utf-8"))["docs"]

    assert "An announcement without a teapot." in page.read_text("utf-8")
    assert [meta["content"] for meta in elements(page, "meta") if meta.get("name") == "robots"] == ["noindex"]
    assert not any("blogger2020announcing" in entry["location"] for entry in found)


def test_without_an_address_the_sitemap_lists_nothing(fresh_review: Callable[[str, str], Path]) -> None:
    built = build(fresh_review("site: https://example.org/review/\n", ""), known=False)

    assert read_sitemap(built) == {}
    assert "canonical" not in (built / "papers/quill2021feather/index.html").read_text("utf-8")


def test_the_same_records_give_the_same_bytes(site: Path) -> None:
    """The packed sitemap, too: its time is that of the records."""
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}

    build(site.parent)

    after = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    assert [str(path) for path in before if before[path] != after.get(path)] == []
    assert before.keys() == after.keys()


def test_a_build_is_of_the_day_of_its_last_record(site: Path) -> None:
    corpus = load_corpus(site.parent)

    assert source_date_of(corpus, {}) == "1740873600"  # 2025-03-02
    assert source_date_of(corpus, {SOURCE_DATE_VARIABLE: "7"}) == "7"


def test_search_does_not_find_a_paper_nine_times(site: Path) -> None:
    """Its citations are left out of the index."""
    index = json.loads((site / "search" / "search_index.json").read_text("utf-8"))

    text = " ".join(entry["text"] for entry in index["docs"] if "quill2021feather" in entry["location"])
    assert "Training on" not in text
    assert "@inproceedings" not in text
    assert "Available at" not in text
    assert "asks whether a model" in text
