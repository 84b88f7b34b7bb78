"""Markdown: whatever a text is, a page shows it as text, in every place and with every extension switched on."""

import re
import string
from collections.abc import Callable

import markdown
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from litreview.model.identifiers import parse_url
from litreview.render import encode
from render.hostile import HOSTILE
from render.reading import Reader, read

# All of Python-Markdown's and of pymdownx's, but for those that stand for a sum of others (extra), that work on files or on
# finished HTML (snippets, b64, pathconverter, striphtml), and `meta`, which reads the head of a file: pages have front matter there.
EXTENSIONS = """
abbr admonition attr_list def_list footnotes legacy_attrs md_in_html nl2br smarty tables toc wikilinks
pymdownx.arithmatex pymdownx.betterem pymdownx.blocks.admonition pymdownx.blocks.caption pymdownx.blocks.definition
pymdownx.blocks.details pymdownx.blocks.html pymdownx.blocks.tab pymdownx.bracketspan pymdownx.caret pymdownx.critic
pymdownx.details pymdownx.emoji pymdownx.escapeall pymdownx.fancylists pymdownx.highlight pymdownx.inlinehilite pymdownx.keys
pymdownx.magiclink pymdownx.mark pymdownx.progressbar pymdownx.quotes pymdownx.saneheaders pymdownx.smartsymbols
pymdownx.superfences pymdownx.tabbed pymdownx.tasklist pymdownx.tilde
""".split()
SETTINGS = {
    "pymdownx.escapeall": {"hardbreak": True, "nbsp": True},
    "pymdownx.fancylists": {"additional_ordered_styles": ["roman", "alpha", "generic"]},
    "pymdownx.magiclink": {
        "repo_url_shorthand": True,
        "social_url_shorthand": True,
        "repo_url_shortener": True,
        "provider": "github",
        "user": "someone",
        "repo": "thing",
    },
    "pymdownx.quotes": {"callouts": True},
    "smarty": {"smart_angled_quotes": True},
}

PLACES = {
    "paragraph": "TEXT",
    "after-text": "See TEXT",
    "before-text": "TEXT and more",
    "side-by-side": "TEXT TEXT TEXT",
    "listed": "**Title:** TEXT, *TEXT*; (TEXT).",
    "two-lines": "TEXT\nTEXT",
    "heading": "# TEXT { #top }\n\nText.",
    "second-heading": "## TEXT { #top }\n\n### TEXT { #next }",
    "bullets": "- TEXT\n- TEXT\n    - TEXT",
    "numbers": "1. TEXT\n2. TEXT",
    "tasks": "- [ ] TEXT\n- [x] TEXT",
    "table": "| TEXT | b |\n| --- | --- |\n| TEXT | [TEXT](https://example.org/) |\n| **TEXT** | TEXT |",
    "link": "[TEXT](https://example.org/)",
    "link-in-a-sentence": "By [TEXT](https://example.org/), [TEXT](../x.md) and TEXT.",
    "strong": "A **TEXT** and *TEXT* here",
    "strong-alone": "**TEXT**",
    "quotation": "> TEXT",
    "definition-term": "TEXT\n:   A definition",
    "definition": "Term\n:   TEXT",
    "footnote": "A note[^1]\n\n[^1]: TEXT",
    "admonition": '!!! note "TEXT"\n\n    TEXT',
    "details": '??? note "TEXT"\n\n    TEXT',
    "tab": '=== "TEXT"\n\n    TEXT',
    "attribute": 'A <span title="TEXT">span</span> and <a href="#x" title="TEXT">TEXT</a>.',
    "html-block": '<div class="x" title="TEXT">TEXT</div>',
    "html-list": '<ul>\n<li title="TEXT">TEXT</li>\n</ul>',
    "markdown-in-html": "<div markdown>\n\nTEXT\n\n- TEXT\n\n</div>",
    "markdown-in-span": '<p markdown="span">TEXT</p>',
}
COMMONMARK = """paragraph after-text before-text side-by-side listed two-lines bullets numbers table link
link-in-a-sentence strong strong-alone quotation attribute html-block html-list""".split()
# An attribute of an element with `markdown` is missing on purpose: md_in_html decodes it once and writes it unescaped.
HARMLESS = "Harmless words"

FULL = markdown.Markdown(extensions=EXTENSIONS, extension_configs=SETTINGS)
PORTABLE = MarkdownIt("commonmark").enable("table")

hostile_texts = st.one_of(
    st.text(),
    st.text(string.punctuation + " ab1\n"),
    st.lists(st.sampled_from(sorted(HOSTILE.values())), min_size=1, max_size=3).map("".join),
    st.lists(st.sampled_from([*string.punctuation, *("1", "a", "c", " ", "www", "th", "http")])).map("".join),
)


def put(text: str, seen: list[object]) -> list[object]:
    """`seen` with `text` for the harmless words."""
    return [_put(text, item) for item in seen]


def _put(text: str, item: object) -> object:
    if isinstance(item, str):
        return item.replace(HARMLESS, text)
    return tuple(_put(text, part) for part in item) if isinstance(item, tuple) else item


def rendered(place: str, written: str) -> list[object]:
    return read(FULL.reset().convert(PLACES[place].replace("TEXT", written)))


def changed(place: str, write: Callable[[str], str]) -> list[str]:
    """Names of the hostile texts with which the page is another than that of a harmless title with the text in its place."""
    page = rendered(place, HARMLESS)
    return [
        name for name, text in HOSTILE.items() if rendered(place, write(text)) != put(encode.fold(text), page)
    ]


@pytest.mark.parametrize("place", PLACES)
def test_hostile_text_is_shown_as_text(place: str) -> None:
    assert changed(place, encode.markdown) == []


@pytest.mark.parametrize("place", PLACES)
def test_naive_text_is_not(place: str) -> None:
    """The test above can fail: many a text that is not encoded changes the page."""
    assert len(changed(place, encode.fold)) > 15


@pytest.mark.parametrize("place", PLACES)
@given(text=hostile_texts)
@example(text="c")
@settings(max_examples=150, deadline=None)
def test_any_text_is_shown_as_text(place: str, text: str) -> None:
    assume(encode.fold(text))
    assert rendered(place, encode.markdown(text)) == put(encode.fold(text), rendered(place, HARMLESS))


@pytest.mark.parametrize("place", ["paragraph", "heading", "bullets", "table", "link", "attribute"])
@given(text=hostile_texts)
@example(text="the 1st, 22nd_ and 3rd4th")
@settings(max_examples=150, deadline=None)
def test_what_is_written_stands_in_the_page_to_the_letter(place: str, text: str) -> None:
    """Values can be put into finished pages: Markdown and its extensions pass on what is written, references and all."""
    assume(encode.fold(text))
    written = encode.markdown(text)
    source = PLACES[place]
    assert FULL.reset().convert(source.replace("TEXT", written)).count(written) >= source.count("TEXT")


@pytest.mark.parametrize("place", COMMONMARK)
@given(text=hostile_texts)
@settings(max_examples=100, deadline=None)
def test_any_text_is_shown_as_text_by_commonmark(place: str, text: str) -> None:
    """A page reads the same where another program renders it, as a code host does in the repository."""
    assume(encode.fold(text))
    source = PLACES[place]
    page = PORTABLE.render(source.replace("TEXT", encode.markdown(text)))
    assert read(page) == put(encode.fold(text), read(PORTABLE.render(source.replace("TEXT", HARMLESS))))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param(
            "Fine-tuning, quickly: a study of Q4.1", "Fine-tuning, quickly: a study of Q4.1", id="as-it-is"
        ),
        pytest.param("Do (large) models plan? Yes!", "Do (large) models plan? Yes&#33;", id="sentence-marks"),
        pytest.param("Is 95% enough? A study.", "Is 95% enough? A study.", id="percent"),
        pytest.param("1. First", "1&#46; First", id="list-marker"),
        pytest.param("a*b_c", "a&#42;b&#95;c", id="emphasis"),
        pytest.param("the 21st", "the 2&#49;st", id="ordinal"),
        pytest.param("R&D's <b>", "R&#38;D&#39;s &#60;b&#62;", id="html"),
        pytest.param("\u5927\u6a21\u578b\uff1aA", "\u5927\u6a21\u578b\uff1aA", id="other-scripts"),
        pytest.param("  a\n\tb  ", "a b", id="white-space"),
        pytest.param("a\u202eb", "ab", id="direction"),
        pytest.param("", "", id="empty"),
    ],
)
def test_pages_read_well_as_text(text: str, written: str) -> None:
    assert encode.markdown(text) == written


@given(text=hostile_texts)
def test_code_is_copied_as_it_stands(text: str) -> None:
    """Lines and indents come back as they went in; what may stand in no page comes back as a blank or not at all."""
    lines = (re.sub(r"[^\S ]|[\x00-\x1f\x7f-\x9f]", " ", line) for line in text.split("\n"))
    kept = "".join(
        character
        for character in "\n".join(lines)
        if character == "\n" or encode.fold(f"a{character}b") != "ab"
    )
    reader = Reader(FULL.reset().convert(f"Before.\n\n{encode.code_block(text)}\n\nAfter."))
    inside = reader.seen[reader.seen.index(("code",)) + 1 :]
    shown_code = inside[0] if isinstance(inside[0], str) else ""
    assert shown_code == re.sub("[\ud800-\udfff]", "\ufffd", kept)


@pytest.mark.parametrize(
    ("address", "href"),
    [
        pytest.param(
            "https://example.org/a_b_(c)?q=[1]&r=*x*#z", "https://example.org/a_b_(c)?q=[1]&r=*x*#z", id="web"
        ),
        pytest.param(
            "http://example.org/~me/a b".replace(" ", "%20"), "http://example.org/~me/a%20b", id="percent"
        ),
        pytest.param('https://example.org/"><script>', "https://example.org/%22%3E%3Cscript%3E", id="script"),
        pytest.param(
            "https://B\u00fccher.example/\u00fc", "https://xn--bcher-kva.example/%C3%BC", id="other-letters"
        ),
        pytest.param("https://doi.org/10.1000/a$b$c", "https://doi.org/10.1000/a$b$c", id="dollars"),
        pytest.param("../years/2023.md#x_y_z", "../years/2023.md#x_y_z", id="inside-the-site"),
    ],
)
def test_links_lead_where_they_should(address: str, href: str) -> None:
    written = encode.link_target(address)
    assert read(FULL.reset().convert(f"A [b]({written}) c")) == [
        ("p",), "A", ("a", ("href", href)), "b", ("/a",), "c", ("/p",),
    ]  # fmt: skip
    assert read(FULL.reset().convert(f'A <a href="{written}">b</a> c')) == [
        ("p",), "A", ("a", ("href", href)), "b", ("/a",), "c", ("/p",),
    ]  # fmt: skip


@given(
    path=st.text("ab/._-~!$&'()*+,;=:@%?#[]<>\"`|^{}1\u00e9") | st.text(),
    source=st.sampled_from(
        ["[b](TARGET)", "| [b](TARGET) |\n| --- |", '<a href="TARGET">b</a>', "- [b](TARGET){ .c }"]
    ),
)
@settings(max_examples=300)
def test_targets_stand_in_the_page_to_the_letter(path: str, source: str) -> None:
    address = f"https://example.org/{path}"
    assume(parse_url(address))
    written = encode.link_target(address)
    assert f'href="{written}"' in FULL.reset().convert(source.replace("TARGET", written))


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("javascript:alert(1)", id="script"),
        pytest.param("data:text/html,x", id="data"),
        pytest.param("//elsewhere.example/", id="no-scheme"),
        pytest.param("https://user:word@example.org/", id="user"),
        pytest.param("https://example.org\\@elsewhere.example/", id="backslash"),
        pytest.param("https://example.org/a b", id="blank"),
        pytest.param("../x.md) [y](z", id="out-of-the-link"),
        pytest.param("", id="empty"),
    ],
)
def test_no_link_to_what_is_no_address(address: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f"no web address and no path of the site: {address!r}")):
        encode.link_target(address)
