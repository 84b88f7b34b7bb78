"""Markdown at work on parts of a page gives what it gives for the whole page, whatever values stand in it."""

import re
from collections.abc import Iterator

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litreview.render import encode
from litreview.render.templating import markdown_environment
from litreview.render.traced import ITEM, LOOP, LOOP_END, TEXT, markdown_of, take_apart
from litreview.site.fragments import Fragments
from litreview.site.skeletons import Block, cut_at_loop, cut_into_blocks
from render.hostile import HOSTILE

EXTENSIONS = "admonition attr_list def_list footnotes md_in_html tables toc pymdownx.details pymdownx.highlight pymdownx.superfences".split()
CONFIGS = {"toc": {"permalink": True}, "pymdownx.highlight": {"anchor_linenums": True}}
FRAGMENTS = Fragments(EXTENSIONS, CONFIGS)  # shared, so that what one page has left behind is met by the next
WHOLE = markdown.Markdown(extensions=EXTENSIONS, extension_configs=CONFIGS)
ENVIRONMENT = markdown_environment(traced=True)

# As the templates of pages write them: static Markdown around what is printed. `t` is a text, `ts` are texts.
TEMPLATES = {
    "paragraph": "{{ t }}\n",
    "words-around": "By {{ t }}, see {{ t }}; {{ t }}.\n",
    "strong": "**{{ t }}** and *{{ t }}*\n",
    "two-lines": "{{ t }}\n{{ t }}\n",
    "title": "# {{ t }}\n\n{{ t }}\n",
    "heading": "## Summary\n\n{{ t }}\n\n## Cite\n\n{{ t }}\n",
    "heading-of-a-value": "# A\n\n## {{ t }}\n\n### {{ t }} again\n\n{{ t }}\n",
    "heading-with-id": "## {{ t }} { #own }\n\n{{ t }}\n",
    "link": "See [{{ t }}](https://example.org/{{ n }}).\n",
    "link-target": "See [{{ t }}]({{ address | target }}) and [{{ t }}]({{ address | target }}){ .lr-edit }.\n",
    "span": '<span class="x">{{ t }}</span>\n',
    "attribute": '<span title="{{ t }}">x</span>\n',
    "list": "{% for t in ts %}\n- {{ t }}\n{% endfor %}\n",
    "list-with-links": '{% for t in ts %}\n- [{{ t }}]({{ address | target }}) <span class="w">{{ t }}</span>\n{% endfor %}\n',
    "list-after-text": "{{ t }}\n\n{% for t in ts %}\n- {{ t }}\n{% endfor %}\n\n{{ t }}\n",
    "list-right-after-text": "Papers:\n{% for t in ts %}\n- {{ t }}\n{% endfor %}\nAnd so on.\n",
    "list-of-two-lines": "{% for t in ts %}\n- {{ t }}\n  {{ t }}\n{% endfor %}\n",
    "list-of-paragraphs": "{% for t in ts %}\n- {{ t }}\n\n    {{ t }}\n\n{% endfor %}\n",
    "loose-list": "{% for t in ts %}\n- {{ t }}\n\n{% endfor %}\n",
    "list-partly-loose": "{% for t in ts %}\n- {{ t }}\n{% if loop.index == 2 %}\n\n    {{ t }}\n{% endif %}\n{% endfor %}\n",
    "nested-list": "{% for t in ts %}\n- {{ t }}\n{% for t in ts %}\n    - {{ t }}\n{% endfor %}\n{% endfor %}\n",
    "two-lists": "{% for t in ts %}\n- {{ t }}\n{% endfor %}\n\nThen\n\n{% for t in ts %}\n- {{ t }}\n{% endfor %}\n",
    "numbered": "{% for t in ts %}\n1. {{ t }}\n{% endfor %}\n",
    "lines": "{% for t in ts %}\n{{ t }}\n{% endfor %}\n",
    "lines-in-a-box": '<div class="x" markdown="1">\n{% for t in ts %}\n[{{ t }}]({{ address | target }})\n{% endfor %}\n</div>\n',
    "table": "| A | B |\n| --- | ---: |\n{% for t in ts %}\n| {{ t }} | {{ n }} |\n{% endfor %}\n",
    "table-of-one-column": "| A |\n| --- |\n{% for t in ts %}\n| {{ t }} |\n{% endfor %}\n",
    "table-with-empty-cells": "| A | B |\n| --- | --- |\n{% for t in ts %}\n|  | {{ t }} |\n{% endfor %}\n",
    "table-of-any-width": "|{% for t in ts %} {{ t }} |{% endfor %}\n\n|{% for t in ts %} --- |{% endfor %}\n\n",
    "table-with-links": "| A | B |\n| --- | --- |\n{% for t in ts %}\n| [{{ t }}]({{ address | target }}) |{% if loop.first %} {{ t }}{% endif %} |\n{% endfor %}\n",
    "table-in-a-box": '<div class="x" markdown="1">\n\n| A |\n| --- |\n{% for t in ts %}\n| {{ t }} |\n{% endfor %}\n\n</div>\n',
    "boxes": '{% for t in ts %}\n<div class="x" markdown="1">\n\n{{ t }}\n\n</div>\n\n{% endfor %}\n',
    "boxes-in-a-box": '<div class="x" markdown="1">\n\n<div class="y" markdown="1">\n\n## {{ t }}\n\n{{ t }}\n\n</div>\n\n{{ t }}\n\n</div>\n',
    "section-and-heading": '<section class="x" markdown="1">\n\n## {{ t }}\n\n{% for t in ts %}\n- {{ t }}\n{% endfor %}\n\n</section>\n',
    "box-beside-a-box": '<div class="x" markdown="1">\n{{ t }}\n</div>\n\n<div class="x" markdown="1">\n{{ t }}\n</div>\n',
    "plain-html": '<ul class="x">\n{% for t in ts %}\n<li>{{ t }}</li>\n{% endfor %}\n</ul>\n',
    "code": "{{ t | code_block }}\n\nAfter.\n",
    "codes": "{% for t in ts %}\n{{ t | code_block }}\n\n{% endfor %}\n",
    "code-in-a-box": '<details markdown="1">\n<summary>{{ t }}</summary>\n\n{{ t | code_block }}\n\n</details>\n',
    "admonition": '!!! note "Said"\n\n    {{ t }}\n',
    "definition": "Term\n:   {{ t }}\n\nOther\n:   {{ t }}\n",
    "quotation": "> {{ t }}\n>\n> {{ t }}\n",
    "empty-line-in-a-loop": "{% for t in ts %}\n\n{{ t }}\n\n{% endfor %}\n",
    "nothing": "",
}  # fmt: skip
TEXTS = st.one_of(
    st.sampled_from(sorted(HOSTILE.values())),
    st.sampled_from(["Summary", "Cite", "x", "0", "- x", "1. x", "a\\b", "&amp;", "lrz0v", "lrz1i", "lrzinside", "lrzbegin", "\u8336"]),
    st.text(max_size=12),
)  # fmt: skip


def printed(source: str, text: str, texts: list[str]) -> str:
    """A page with marks; what is empty is not printed, as in the views."""
    template = ENVIRONMENT.from_string(source)
    return template.render(t=text, ts=texts, n=len(texts), address="../papers/x.md?a=1&b=2#top")


def by_parts(traced: str) -> tuple[str, list[tuple[int, str, str]], bool]:
    """HTML, headings, and whether an id may be in it twice."""
    apart = take_apart(traced)
    body = FRAGMENTS.body(apart.text.strip("\n"), apart.values, lambda target: target.replace("&", "&amp;"))
    return body.html, [(each.level, each.id, each.name) for each in body.headings], body.is_ambiguous


def by_the_whole(traced: str) -> tuple[str, list[tuple[int, str, str]]]:
    """HTML and headings as Markdown makes them of the file."""
    WHOLE.reset()
    html = WHOLE.convert(markdown_of(traced))
    return html, list(_flat(getattr(WHOLE, "toc_tokens", [])))


def _flat(tokens: list[dict[str, object]]) -> Iterator[tuple[int, str, str]]:
    for token in tokens:
        yield int(str(token["level"])), str(token["id"]), str(token["name"])
        yield from _flat(token["children"])  # type: ignore[arg-type]


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("count", [0, 1, 2, 3, 5])
def test_parts_are_the_whole(name: str, count: int) -> None:
    traced = printed(
        TEMPLATES[name], "Tea & <b>kettles</b>", [f"Cup_{number}_ *{number}*" for number in range(count)]
    )
    html, headings, is_ambiguous = by_parts(traced)
    assert (html, headings) == by_the_whole(traced)
    assert not is_ambiguous


@settings(max_examples=150, derandomize=True)
@given(
    st.sampled_from(sorted(TEMPLATES)), TEXTS.filter(str.strip), st.lists(TEXTS.filter(str.strip), max_size=4)
)
def test_parts_are_the_whole_whatever_the_values(name: str, text: str, texts: list[str]) -> None:
    """Unless an id may be there twice, for which the whole page is asked."""
    folded = [
        folding
        for folding in (encode.fold(text).strip(), *(encode.fold(each).strip() for each in texts))
        if folding
    ] or ["x"]
    traced = printed(TEMPLATES[name], folded[0], folded[1:])
    html, headings, is_ambiguous = by_parts(traced)
    assert is_ambiguous or (html, headings) == by_the_whole(traced)


@pytest.mark.parametrize(
    "values",
    [
        pytest.param(("Summary", "Summary"), id="the-same"),
        pytest.param(("Summary!", "summary"), id="the-same-slug"),
        pytest.param(("\u8336\u58f6", "x"), id="no-slug"),
        pytest.param(("?", "!"), id="no-slugs"),
    ],
)
def test_headings_with_the_same_id_are_left_to_the_whole(values: tuple[str, str]) -> None:
    source = "## {{ a }}\n\ntext\n\n## {{ b }}\n"
    assert by_parts(ENVIRONMENT.from_string(source).render(a=values[0], b=values[1]))[2]


@pytest.mark.parametrize("name", TEMPLATES)
def test_cutting_loses_nothing(name: str) -> None:
    """Blocks in a row are the page, but for blank lines and marks of loops."""
    skeleton = take_apart(printed(TEMPLATES[name], "tea", ["a", "b", "c"])).text
    pieces = [f"</{block.tag}>" if block.ends else block.text for block in cut_into_blocks(skeleton)]
    assert _without_blanks("".join(pieces)) == _without_blanks(skeleton)


def _without_blanks(text: str) -> str:
    return re.sub(rf"[\s{LOOP}{ITEM}{LOOP_END}]", "", text)


@pytest.mark.parametrize(
    ("skeleton", "expected"),
    [
        pytest.param("a\n\nb\n\n\nc", [("a", False), ("b", False), ("c", False)], id="paragraphs"),
        pytest.param("a\n\n- b\n\n- c", [("a\n\n- b\n\n- c", False)], id="a-list-stays-with-what-is-before"),
        pytest.param("a\n:   b\n\n    c", [("a\n:   b\n\n    c", False)], id="what-is-indented-stays"),
        pytest.param('<div markdown="1">\n\na\n\n</div>', [('<div markdown="1">', False), ("a", True), ("</div>", False)], id="container"),
        pytest.param("<div>\n\na\n\n</div>", [("<div>\n\na\n\n</div>", False)], id="html-without-markdown"),
    ],
)  # fmt: skip
def test_where_blocks_end(skeleton: str, expected: list[tuple[str, bool]]) -> None:
    def said(block: Block) -> tuple[str, bool]:
        return (f"</{block.tag}>" if block.ends else block.text, block.is_inside)

    assert [said(block) for block in cut_into_blocks(skeleton)] == expected


@pytest.mark.parametrize(
    ("block", "items"),
    [
        pytest.param(f"{LOOP}{ITEM}- {TEXT}\n{ITEM}- {TEXT}\n{LOOP_END}", [("- ", f"{TEXT}\n")] * 2, id="list"),
        pytest.param(f"| A |\n| - |\n{LOOP}{ITEM}| {TEXT} |\n{ITEM}| {TEXT} |\n{LOOP_END}", [("| ", f"{TEXT} |\n")] * 2, id="table"),
        pytest.param(f"{LOOP}{ITEM}- {TEXT}\n{LOOP_END}", None, id="one-item"),
        pytest.param(f"{LOOP}{ITEM}- x\n{ITEM}- x\n{LOOP_END}", None, id="items-without-values"),
        pytest.param(f"a {LOOP}{ITEM}{TEXT} {ITEM}{TEXT} {LOOP_END}", None, id="words-in-a-line"),
        pytest.param("text", None, id="no-loop"),
    ],
)  # fmt: skip
def test_what_is_a_loop(block: str, items: list[tuple[str, str]] | None) -> None:
    loop = cut_at_loop(block)
    assert (None if loop is None else list(loop.items)) == items
