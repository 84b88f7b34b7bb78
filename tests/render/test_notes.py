"""Notes: the safe subset of Markdown, as HTML that the page's own Markdown leaves alone."""

from html.parser import HTMLParser

import markdown
import pytest

from litreview.render.notes import render_notes

KNOWN = {"chen2023longlora": ("Long *Lora* [x]", "../chen2023longlora/")}
EXTENSIONS = [
    "attr_list",
    "md_in_html",
    "tables",
    "footnotes",
    "pymdownx.superfences",
    "pymdownx.tilde",
    "pymdownx.details",
]


def shown(notes: str) -> str:
    """The HTML of a page that holds `notes`."""
    return markdown.markdown(f"# Title\n\n{render_notes(notes, KNOWN.get)}\n\nend", extensions=EXTENSIONS)


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        pytest.param(
            "*a* **b** `c`", "<p><em>a</em> <strong>b</strong> <code>c</code></p>", id="emphasis and code"
        ),
        pytest.param("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>", id="list"),
        pytest.param(
            "[a](https://example.org/x?y=1&z)",
            '<a href="https&#58;//example.org/x?y=1&amp;z">a</a>',
            id="link",
        ),
        pytest.param(
            "see [[chen2023longlora]]",
            '<a href="../chen2023longlora/">Long *Lora* &#91;x&#93;</a>',
            id="link to a paper",
        ),
        pytest.param("see [[nobody2020x]]", "see &#91;&#91;nobody2020x&#93;&#93;", id="link to no paper"),
        pytest.param(
            "<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;", id="script is text"
        ),
        pytest.param(
            "![cat](https://example.org/cat.png)",
            '!<a href="https&#58;//example.org/cat.png">cat</a>',
            id="image",
        ),
        pytest.param("[a](//example.org)", '<a href="#">a</a>', id="address without scheme"),
        pytest.param("```\n{% raw %}\n```", "<pre><code>&#123;% raw %&#125;\n</code></pre>", id="fence"),
    ],
)
def test_notes_show_as_meant(notes: str, expected: str) -> None:
    assert expected in shown(notes)


@pytest.mark.parametrize(
    "notes",
    [
        "[a](javascript:alert(1))",
        '<img src=x onerror="alert(1)">',
        "[a](data:text/html,<script>)",
        "[x]: javascript:alert(1)\n\n[x]",
        "a {: onclick=alert(1) }",
        "</div><script>alert(1)</script>",
        "[a](https://example.org \"x onclick='alert(1)'\")",
    ],
)
def test_hostile_notes_stay_text(notes: str) -> None:
    """No element that runs or loads; no attribute but a link's address and title."""
    allowed = {"h1": set(), "div": {"class"}, "p": set(), "a": {"href", "title"}}
    for tag, attributes in elements(shown(notes)):
        assert tag in allowed
        assert attributes.keys() <= allowed[tag]
        assert not attributes.get("href", "").startswith(("javascript", "data"))


def elements(html: str) -> list[tuple[str, dict[str, str]]]:
    """Every element of `html` with its attributes, as a browser reads them."""
    found: list[tuple[str, dict[str, str]]] = []

    class Collector(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append((tag, {name: value or "" for name, value in attrs}))

    Collector().feed(html)
    return found
