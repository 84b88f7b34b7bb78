"""Pictures: their numbers are the records', their links lead to those papers, and nothing of a name is more than text."""

import importlib.util
import json
import os
import posixpath
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import Element

import defusedxml.ElementTree
import markdown
import pytest

from litreview.model.corpus import Corpus, load_corpus
from litreview.model.record import Record
from litreview.render.addresses import Addresses, url_of
from litreview.render.encode import fold
from litreview.render.index import included_papers, index_corpus
from litreview.render.pages import render_files
from litreview.render.pictures import counts
from litreview.render.pictures.counts import Mark, Picture, pictures_of_review, subtopics_by_year
from litreview.render.pictures.drawing import draw_chart, draw_picture, specify
from litreview.render.pictures.pages import view_statistics
from render.hostile import HOSTILE
from render.reading import Reader
from render.reviews import corpus_of, paper

REPOSITORY = Path(__file__).parents[2]
SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
HOSTILE_NAMES = [fold(text) for text in HOSTILE.values() if fold(text)]


def described() -> str:
    """What `.ci/describe_charts.py` would write."""
    path = REPOSITORY / ".ci/describe_charts.py"
    specification = importlib.util.spec_from_file_location("describe_charts", path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return str(module.dump_charts())


def pictures(corpus: Corpus) -> dict[str, Picture]:
    """The pictures of the review by slug."""
    return {picture.slug: picture for picture in pictures_of_review(corpus.taxonomy, index_corpus(corpus))}


def numbers(picture: Picture) -> dict[tuple[str, str], int]:
    """What the picture counts, by what stands down and across, where it is more than nothing."""
    return {(mark.down, mark.across): mark.papers for mark in picture.marks if mark.papers}


def listed(mark: Mark, papers: tuple[Record, ...]) -> int:
    """How many papers stand where `mark` leads, found without any of the code that counts."""
    path, _, query = mark.page.partition("?")
    asked = parse_qs(query)
    if path.startswith("years/"):
        quarter = mark.across.partition(" Q")[2]
        days = [paper.date for paper in papers if paper.date and paper.date[:4] == url_of(path).split("/")[1]]
        return sum(not quarter or (int(day[5:7]) - 1) // 3 + 1 == int(quarter) for day in days)
    if path.startswith(("models/", "benchmarks/")):
        return sum(mark.down in getattr(paper, path.split("/")[0]) for paper in papers)
    assert path == "browse/index.md"
    return sum(
        all(any(f"{own}/".startswith(f"{topic}/") for own in paper.topics) for topic in asked["topic"])
        and all(paper.year == year for year in asked.get("year", ()))
        and all(domain in paper.domains for domain in asked.get("domain", ()))
        for paper in papers
    )


def test_charts_are_what_altair_describes() -> None:
    """Where this fails, run `python .ci/describe_charts.py`."""
    file = REPOSITORY / "generator/litreview/render/pictures/charts.json"
    assert json.loads(file.read_text("utf-8")) == json.loads(described())


@pytest.mark.parametrize(
    "root",
    [pytest.param(REPOSITORY / "tests/corpus", id="invented"), pytest.param(REPOSITORY, id="this-review")],
)
def test_every_mark_counts_the_papers_that_it_leads_to(root: Path) -> None:
    corpus = load_corpus(root)
    index, papers = index_corpus(corpus), included_papers(corpus)
    below = (subtopics_by_year(path, topic, index) for path, topic in corpus.taxonomy.walk())
    shown = [*pictures(corpus).values(), *filter(None, below)]
    assert shown
    assert [
        (picture.slug, mark, listed(mark, papers))
        for picture in shown
        for mark in picture.marks
        if listed(mark, papers) != mark.papers
    ] == []


def test_what_is_counted() -> None:
    papers = [
        paper("a2020one", topics=["tea/green"], domains=["medicine"], models=["Kettle"], date="2020-02-01"),
        paper(
            "b2022two", topics=["tea", "cake"], domains=["Medicine", "law"], models=["kettle"], date="2022"
        ),
        paper("c2022three", topics=["cake"], date="2022-12-31", benchmarks=["PourQA"]),
        paper("d2022four", date=None, decision="candidate", models=["Kettle"]),
        paper("nobodyndknows", date=None, topics=["cake"], benchmarks=["PourQA"]),
    ]
    shown = pictures(corpus_of(*papers))
    assert {slug: numbers(picture) for slug, picture in shown.items()} == {
        "timeline": {("", "2020 Q1"): 1, ("", "2022 Q4"): 1},
        "years": {("Tea", "2020"): 1, ("Tea", "2022"): 1, ("Cake", "2022"): 2},
        "domains": {("Medicine", "Tea"): 2, ("Medicine", "Cake"): 1, ("law", "Tea"): 1, ("law", "Cake"): 1},
        "together": {("Cake", "Tea"): 1},
        "models": {("Kettle", ""): 2},
        "benchmarks": {("PourQA", ""): 2},
    }
    assert [mark.across for mark in shown["timeline"].marks] == [
        f"{y} Q{q}" for y in (2020, 2021, 2022) for q in (1, 2, 3, 4)
    ]
    assert shown["timeline"].about == "2 papers by the quarter in which they first appeared; 2 are left out."


def test_long_spans_are_by_year_and_the_earliest_left_out() -> None:
    papers = [paper(f"p{year}x", date=f"{year}-01-01", topics=["tea"]) for year in range(1985, 2025)]
    shown = pictures(corpus_of(*papers))
    assert [mark.across for mark in shown["timeline"].marks] == [str(year) for year in range(1997, 2025)]
    assert shown["timeline"].about == "28 papers by the year in which they first appeared; 12 are left out."
    assert {mark.across for mark in shown["years"].marks} == {str(year) for year in range(2015, 2025)}
    assert "; 30 earlier are left out." in shown["years"].about


def test_the_most_frequent_names_are_shown() -> None:
    names = [f"Model {number:02}" for number in range(20)]
    papers = [
        paper(f"p2021n{n}", models=names[: n + 1], domains=names[: n + 1], topics=["tea"]) for n in range(20)
    ]
    shown = pictures(corpus_of(*papers))
    assert [mark.down for mark in shown["models"].marks] == names[: counts.MOST]
    assert list(dict.fromkeys(mark.down for mark in shown["domains"].marks)) == names[: counts.MOST]
    assert "; the 15 most frequent of 20." in shown["domains"].about


def test_nothing_to_see_is_not_shown() -> None:
    assert pictures(corpus_of()) == {}
    assert pictures(corpus_of(paper("nobodyndknows", date=None))) == {}
    files = render_files(corpus_of(), abstracts={}, addresses=Addresses())
    assert "No paper is included yet." in files["stats.md"]
    assert [path for path, text in files.items() if "<svg" in text] == []


def test_tables_behind_pictures_have_the_same_numbers() -> None:
    corpus = load_corpus(REPOSITORY)
    index = index_corpus(corpus)
    for picture, view in zip(
        pictures_of_review(corpus.taxonomy, index),
        view_statistics(corpus.taxonomy, index, draw_chart),
        strict=True,
    ):
        heads = [head.name for head in view.table.heads[1:]]
        told = {
            (row.cells[0][0].text, head): int(cell[0].text)
            for row in view.table.rows
            for head, cell in zip(heads, row.cells[1:], strict=True)
            if cell and cell[0].text != "0"
        }
        one_axis = {
            (mark.down or mark.across, mark.across if mark.down and mark.across else "Papers"): mark
            for mark in picture.marks
        }
        assert told == {key: mark.papers for key, mark in one_axis.items() if mark.papers}


# --- Drawings ---

PLAIN = Picture(
    "plain",
    "grid",
    "A title",
    "What it shows.",
    "Tea",
    (
        Mark("Cold", "Green", 3, "browse/index.md?topic=tea&year=2021"),
        Mark("Hot", "Green", 0, "browse/index.md"),
        Mark("Cold", "Black", 0, "browse/index.md"),
        Mark("Hot", "Black", 1, "models/kettle.md"),
    ),
)


def parsed(drawing: str) -> Element:
    """The `svg` element of a drawing; an error where it is not well-formed."""
    svg = re.search("<svg.*</svg>", drawing)
    assert svg is not None
    return defusedxml.ElementTree.fromstring(svg[0].replace("<svg ", f"<svg {NAMESPACES} ", 1))


def test_drawing_has_title_description_links_and_nothing_else() -> None:
    svg = parsed(draw_picture(PLAIN, "stats.md", draw_chart))
    assert [(child.tag.removeprefix(SVG), child.text) for child in svg] == [
        ("title", "A title"),
        ("desc", "What it shows."),
        ("g", None),
    ]
    named = {child.get("id") for child in svg} & {svg.get("aria-labelledby"), svg.get("aria-describedby")}
    assert named == {"lr-plain-title", "lr-plain-about"}
    assert svg[2].get("aria-hidden") == "true"
    links = list(svg.iter(f"{SVG}a"))
    assert [(link.get(HREF), link.get("tabindex"), link[0].text) for link in links] == [
        ("../browse/?topic=tea&year=2021", "-1", "Green, Cold: 3 papers"),
        ("../models/kettle/", "-1", "Black, Hot: 1 paper"),
    ]
    tags = {element.tag.removeprefix(SVG) for element in svg.iter()}
    assert tags == {"svg", "title", "desc", "g", "path", "text", "a", "line"} & tags
    kept = {
        "viewBox",
        "role",
        "id",
        "aria-labelledby",
        "aria-describedby",
        "aria-hidden",
        HREF,
        "tabindex",
        "transform",
    }
    kept |= {"d", "fill", "stroke", "opacity", "x2", "y2", "text-anchor", "font-size"}
    assert {name for element in svg.iter() for name in element.keys()} <= kept  # noqa: SIM118  # attributes of an element


def test_a_drawing_program_gone_wild_puts_nothing_into_the_page() -> None:
    wild = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="hack()"><script>hack()</script><style>*{}</style>'
        '<g transform="scale(1)" onclick="hack()"><image href="https://elsewhere.example/x.png"/><foreignObject><b/></foreignObject>'
        '<a href="javascript:hack()"><path d="M0,0"/></a>'
        '<path aria-label="0" d="M0,0h1" fill="url(https://elsewhere.example/)" style="x"/><text>&lt;b&gt;{++x++}</text></g></svg>'
    )
    drawing = draw_picture(PLAIN, "stats.md", lambda _: wild)
    body = drawing.partition('<g aria-hidden="true">')[2]
    assert body == (
        '<g transform="scale(1)"><a xlink:href="&#46;&#46;&#47;browse&#47;&#63;topic&#61;tea&#38;year&#61;2021" tabindex="-1">'
        "<title>Green, Cold: 3 papers</title>"
        '<path d="M0,0h1"></path></a><text>&#60;b&#62;&#123;&#43;&#43;x&#43;&#43;&#125;</text></g></g></svg></figure>'
    )


def test_hostile_names_are_text_in_the_page() -> None:
    """In an HTML parser's eyes, after Markdown: no element but the drawing's own, and every name is there as it is."""
    marks = tuple(Mark("", f"{number} {name}", 1, "models/x.md") for number, name in enumerate(HOSTILE_NAMES))
    picture = Picture("hostile", "bars", HOSTILE_NAMES[0], HOSTILE_NAMES[1], "Name", marks)
    drawing = draw_picture(picture, "stats.md", draw_chart)
    page = markdown.markdown(
        f"Before.\n\n{drawing}\n\nAfter.",
        extensions=["md_in_html", "tables", "attr_list", "pymdownx.superfences"],
    )
    seen = Reader(page).seen
    tags = {item[0].lstrip("/") for item in seen if isinstance(item, tuple)}
    assert tags == {"p", "figure", "svg", "title", "desc", "g", "path", "text", "a"}
    assert parsed(page) is not None
    texts = [item for item in seen if isinstance(item, str)]
    assert {f"{mark.down}: 1 paper" for mark in marks} <= set(texts)
    shown = [
        mark.down if len(mark.down) <= 24 else f"{mark.down[:23]}…" for mark in marks if mark.down.isascii()
    ]
    assert set(shown) <= set(texts)


def test_a_drawing_is_the_same_in_any_process_and_whatever_the_fonts(tmp_path: Path) -> None:
    """Two processes that differ in hash seed, language and fonts."""
    program = "import sys; from litreview.render.pictures.drawing import draw_chart; sys.stdout.write(draw_chart(sys.stdin.read()))"
    (tmp_path / "fonts.conf").write_text("<fontconfig><dir>/nowhere</dir></fontconfig>", "utf-8")
    other = {
        "PYTHONHASHSEED": "7",
        "LANG": "tr_TR.UTF-8",
        "TZ": "Asia/Tokyo",
        "FONTCONFIG_FILE": str(tmp_path / "fonts.conf"),
        "HOME": str(tmp_path),
    }
    corpus = load_corpus(REPOSITORY / "tests/corpus")
    for picture in pictures(corpus).values():
        run = subprocess.run(
            [sys.executable, "-c", program],
            input=specify(picture),
            env={**os.environ, "PYTHONPATH": str(REPOSITORY / "generator"), **other},
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        assert run.stdout == draw_chart(specify(picture))


@pytest.mark.parametrize(
    "root",
    [pytest.param(REPOSITORY / "tests/corpus", id="invented"), pytest.param(REPOSITORY, id="this-review")],
)
def test_every_link_in_a_drawing_leads_to_a_page(root: Path) -> None:
    files = render_files(load_corpus(root), abstracts={}, addresses=Addresses())
    pages = {url_of(path) for path in files if path.endswith(".md")}
    drawn = {path: text for path, text in files.items() if "<svg" in text}
    assert {"index.md", "stats.md"} <= drawn.keys()
    links = [
        posixpath.normpath(posixpath.join(url_of(path), urlsplit(str(link.get(HREF))).path)) + "/"
        for path, text in drawn.items()
        for svg in re.findall("<svg.*?</svg>", text)
        for link in parsed(svg).iter(f"{SVG}a")
    ]
    assert len(links) > 20
    assert set(links) - pages == set()


def test_ids_are_unique_in_a_page() -> None:
    files = render_files(load_corpus(REPOSITORY), abstracts={}, addresses=Addresses())
    repeated = {
        path: [name for name, count in Counter(re.findall(' id="([^"]*)"', text)).items() if count > 1]
        for path, text in files.items()
        if "<svg" in text
    }
    assert [path for path, names in repeated.items() if names] == []
