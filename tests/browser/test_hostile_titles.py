"""A title is a title, in a real browser: it is shown as it is, and nothing in it runs, loads or links."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page, expect

from litreview.render import encode
from litreview.render.templating import markdown_environment
from render.hostile import HOSTILE

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
SITE_NAME = "Hostile titles"
PAPER = """\
---
title: {{ title | front_matter }}
description: {{ title | front_matter }}
---

# {{ title }}

A paper: {{ title }}, see <span id="tip" title="{{ title }}">here</span>.

| Title | Link |
| --- | --- |
| {{ title }} | [{{ title }}]({{ "https://example.org/a_(b)?c=[d]&e" | target }}) |

## {{ title }}

- {{ title }}

{{ title | code_block }}
"""
LIST = """\
# All titles

{% for page, title in titles %}
- [{{ title }}]({{ page | target }})
{% endfor %}
"""
RUNNING = ["script", "end-of-title", "image-error", "svg-load", "escaped-script"]


def build(folder: Path, pages: dict[str, str], *arguments: str) -> Path:
    """The site that MkDocs makes of `pages` (path -> text) with this project's settings, but for the name and the navigation."""
    for path, text in pages.items():
        (folder / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "docs" / path).write_text(text, encoding="utf-8")
    changed = {
        "INHERIT": str(ROOT / "mkdocs.yml"),
        "site_name": SITE_NAME,
        "nav": None,
        "theme": {"custom_dir": str(ROOT / "overrides")},
        "extra_css": [],
        "extra_javascript": [],
    }
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(changed), encoding="utf-8")
    # Not --quiet: strict mode counts the warnings that are printed, and found none so.
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", *arguments], cwd=folder, check=True, capture_output=True
    )
    return folder / "site"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """Address of a site with a page for each hostile title, built strictly: MkDocs has nothing to say about any."""
    environment = markdown_environment()
    paper = environment.from_string(PAPER)
    pages = {f"papers/{name}.md": paper.render(title=title) for name, title in HOSTILE.items()}
    worker = "assets/javascripts/workers/words.js"  # which the settings' templates name
    pages[worker] = (ROOT / "generator/litreview/render" / worker).read_text(encoding="utf-8")
    pages["index.md"] = environment.from_string(LIST).render(
        titles=zip([path for path in pages if path.endswith(".md")], HOSTILE.values(), strict=True)
    )
    return serve(build(tmp_path_factory.mktemp("site"), pages, "--strict"))


PLACES = """() => {
  for (const link of document.querySelectorAll('.headerlink')) link.remove();
  const text = selector => document.querySelector(selector).textContent.replace(/\\s+/g, ' ').trim();
  return {
    'title': document.title,
    'description': document.querySelector('meta[name=description]').content,
    'header': text('.md-header__topic[data-md-component=header-topic] .md-ellipsis'),
    'heading': text('.md-content h1'),
    'second heading': text('.md-content h2'),
    'contents': text('.md-nav--secondary .md-nav__link .md-ellipsis'),
    'cell': text('.md-content td'),
    'link': text('.md-content td a'),
    'address': document.querySelector('.md-content td a').getAttribute('href'),
    'attribute': document.querySelector('#tip').title,
    'item': text('.md-content li'),
  };
}"""
STRANGE_ELEMENTS = """() => [...document.querySelectorAll(
  '.md-content :is(script, img, iframe, object, embed, form, style, svg:not(.md-content__button svg), em, mark, ins, del, kbd)'
)].map(element => element.outerHTML)"""


def test_titles_are_shown_and_nothing_runs(site: str, page: Page, trouble: list[str]) -> None:
    """In the window's title, the header, headings, contents, table, link, list and attribute."""
    for name, title in HOSTILE.items():
        page.goto(f"{site}papers/{name}/")
        shown = encode.fold(title)
        expected = dict.fromkeys(
            "description,header,heading,second heading,contents,cell,link,attribute,item".split(","), shown
        )
        expected |= {"title": f"{shown} - {SITE_NAME}", "address": "https://example.org/a_(b)?c=[d]&e"}
        assert {"page": name, **page.evaluate(PLACES)} == {"page": name, **expected}
        assert page.evaluate(STRANGE_ELEMENTS) == []
        assert page.evaluate("window.hacked") is None
    assert trouble == []


def test_a_list_of_titles_is_a_list_of_links(site: str, page: Page, trouble: list[str]) -> None:
    page.goto(site)
    links = page.locator(".md-content li a").all()
    assert [" ".join(link.inner_text().split()) for link in links] == [
        encode.fold(title) for title in HOSTILE.values()
    ]
    assert [link.get_attribute("href") for link in links] == [f"papers/{name}/" for name in HOSTILE]
    assert trouble == []


@pytest.mark.parametrize("query", ["hacked", "script", "elsewhere", "onerror"])
def test_search_shows_titles_and_runs_nothing(site: str, page: Page, trouble: list[str], query: str) -> None:
    page.goto(site)
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").press_sequentially(query)
    results = page.locator(".md-search-result__item")
    expect(results.first).to_be_visible()
    titles = page.locator(".md-search-result__item h1").all_inner_texts()
    found = {" ".join(text.split()) for text in titles}
    assert found != set()
    assert found - {encode.fold(title) for title in [*HOSTILE.values(), "All titles"]} == set()
    assert (
        page.evaluate(
            "document.querySelectorAll('.md-search-result :is(script, img, svg[onload], iframe)').length"
        )
        == 0
    )
    assert page.evaluate("window.hacked") is None
    assert trouble == []


def test_a_title_typed_into_the_search_runs_nothing(site: str, page: Page, trouble: list[str]) -> None:
    """Nor one in a link to the search or to a page with words to mark."""
    for name in RUNNING:
        page.goto(site)
        page.locator(".md-search__input").fill(HOSTILE[name])
        expect(page.locator(".md-search-result__meta")).not_to_have_text("Initializing search")
        for parameter in "qh":
            page.goto(site)
            page.evaluate(
                "address => location.assign(address)", f"{site}papers/{name}/?{parameter}={HOSTILE[name]}"
            )
            page.wait_for_load_state("networkidle")
        assert page.evaluate("window.hacked") is None
    assert trouble == []


def test_code_can_be_copied(site: str, page: Page, trouble: list[str]) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{site}papers/fence/")
    page.locator(".md-content pre").hover()
    page.locator(".md-content pre .md-clipboard, .md-content .md-code__button").first.click()
    expect(page.locator(".md-dialog__inner")).to_have_text("Copied to clipboard")
    assert page.evaluate("navigator.clipboard.readText()") == HOSTILE["fence"]
    assert trouble == []


@pytest.mark.parametrize(
    ("write", "ran"),
    [
        pytest.param(
            lambda title: f"# {title}\n", ["script", "end-of-title", "image-error", "svg-load"], id="as-it-is"
        ),
        pytest.param(
            lambda title: f"# {encode.markdown(title)}\n", ["end-of-title"], id="encoded-in-the-heading-alone"
        ),
        pytest.param(
            lambda title: f"---\ntitle: {json.dumps(title)}\n---\n# {encode.markdown(title)}\n",
            ["script", "end-of-title", "image-error", "svg-load"],
            id="quoted-in-the-front-matter",
        ),
    ],
)
def test_other_ways_to_write_titles_run_them(
    tmp_path: Path, serve: Callable[[Path], str], page: Page, write: Callable[[str], str], ran: list[str]
) -> None:
    """So the tests above can fail, and the title needs both the front matter and the escapes in it."""
    pages = {f"papers/{name}.md": write(HOSTILE[name]) for name in RUNNING}
    site = serve(build(tmp_path, {"index.md": "# Home\n", **pages}))
    found = []
    for name in RUNNING:
        page.goto(f"{site}papers/{name}/")
        found += [name] if page.evaluate("window.hacked") == 1 else []
    assert found == ran
