"""Every sink shows of a text what `fold` leaves of it, read back by the programs that read such files."""

import csv
import io
import json
import re
import unicodedata

import defusedxml.ElementTree
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.utils import meta
from pylatexenc.latex2text import LatexNodes2Text

from litreview.render import encode
from render.hostile import HOSTILE
from render.reading import Reader

texts = st.one_of(
    st.text(),
    st.text(st.characters(max_codepoint=0x9F)),
    st.lists(st.sampled_from(sorted(HOSTILE.values())), max_size=3).map("".join),
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("plain text", "plain text", id="as-it-is"),
        pytest.param(" a \r\n\t b\u00a0\u2028c ", "a b c", id="white-space"),
        pytest.param("a\x00b\x1b[1mc\x7f\x9bd", "a b [1mc d", id="controls"),
        pytest.param("\u202eab\u202c \u2066 c", "ab c", id="direction"),
        pytest.param("\u05d0\u200f\u05d1\u200d", "\u05d0\u200f\u05d1\u200d", id="letters-keep-theirs"),
        pytest.param("\ufeff\ud83e\udd99 a\ufffe", "\ufffd\ufffd a", id="no-characters"),
        pytest.param("\n\x00\u2069", "", id="nothing-left"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert encode.fold(text) == folded


@given(text=texts)
def test_folding_again_changes_nothing(text: str) -> None:
    assert encode.fold(encode.fold(text)) == encode.fold(text)


@given(text=texts)
def test_folded_text_is_one_line_of_utf_8(text: str) -> None:
    folded = encode.fold(text)
    assert [
        character for character in folded if unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
    ] == []
    assert folded.encode().decode() == folded


@pytest.mark.parametrize(
    "function",
    [
        encode.fold,
        encode.markdown,
        encode.link_target,
        encode.code_block,
        encode.html,
        encode.xml,
        encode.bibtex,
        encode.latex,
        encode.ris,
        encode.csv_cell,
    ],
)
def test_nothing_is_encoded_twice(function: object) -> None:
    assert callable(function)
    with pytest.raises(TypeError, match=r"^already encoded as HtmlText: 'R&amp;D'$"):
        function(encode.html("R&D"))


def test_joined_text_is_raw_again() -> None:
    """So that no half-encoded text passes for encoded."""
    encoded = encode.markdown("*")
    assert [type(encoded + "*"), type(f"{encoded}*"), type(encoded.upper())] == [str] * 3


@given(text=texts)
def test_html_text_and_attribute(text: str) -> None:
    written = encode.html(text)
    seen = Reader(f"<b title=\"{written}\">{written}.</b><b title='{written}'>").seen
    shown = encode.fold(text)
    assert seen == [("b", ("title", shown)), f"{shown}.", ("/b",), ("b", ("title", shown))]


@given(text=texts)
def test_xml_text_and_attribute(text: str) -> None:
    tree = defusedxml.ElementTree.fromstring(f'<a b="{encode.xml(text)}">{encode.xml(text)}</a>'.encode())
    assert [tree.get("b"), tree.text or ""] == [encode.fold(text)] * 2


def page(written: str) -> tuple[str, dict[str, object]]:
    """What MkDocs takes for the body and the front matter of a page whose title is `written`."""
    return meta.get_data(f"---\ntitle: {written}\nafter: here\n---\n\nBody.\n")


@given(text=texts)
def test_front_matter_is_escaped_html(text: str) -> None:
    """MkDocs reads it whole, and what its theme prints as HTML shows the text."""
    written = encode.front_matter(text)
    assert page(written) == ("Body.\n", {"title": encode.html(text), "after": "here"})
    assert yaml.load(written, yaml.SafeLoader) == encode.html(text)


def test_naive_front_matter_is_not() -> None:
    """The same for a writer that only puts quotes around: MkDocs takes many a page's front matter for its body."""
    bodies = [page(f'"{encode.fold(text)}"')[0] for text in HOSTILE.values()]
    assert len([body for body in bodies if body != "Body.\n"]) > 5


@given(value=json_values)
def test_json_in_a_script(value: object) -> None:
    """One element of script with the value in it, whatever the value."""
    before, script, *after = Reader(f"<script>{encode.script_json(value)}</script><p>").seen
    assert [before, *after] == [("script",), ("/script",), ("p",)]
    assert json.loads(str(script)) == value


@given(value=json_values)
def test_json_in_the_front_matter(value: object) -> None:
    written = encode.script_json(value)
    assert page(encode.front_matter(written)) == ("Body.\n", {"title": written, "after": "here"})


@pytest.mark.parametrize(
    ("value", "written"),
    [
        pytest.param({"b": "</script>", "a": 1}, '{"b": "\\u003c/script\\u003e", "a": 1}', id="order-kept"),
        pytest.param("<!-- & \u2028 \ud800", '"\\u003c!-- \\u0026 \\u2028 \\ud800"', id="escaped"),
        pytest.param("\u00e9\u5927", '"\u00e9\u5927"', id="letters-as-they-are"),
    ],
)
def test_script_json(value: object, written: str) -> None:
    assert encode.script_json(value) == written


def test_not_a_number_is_no_json() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        encode.script_json(float("nan"))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("=1+1", "'=1+1", id="formula"),
        pytest.param(" \t=1+1", "'=1+1", id="formula-after-blanks"),
        pytest.param("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0", id="command"),
        pytest.param("@SUM(A1)", "'@SUM(A1)", id="function"),
        pytest.param("-1+cmd", "'-1+cmd", id="not-only-a-number"),
        pytest.param("\uff1d1+1", "'\uff1d1+1", id="full-width"),
        pytest.param("-0.5", "-0.5", id="negative-number"),
        pytest.param("+12.50", "+12.50", id="signed-number"),
        pytest.param("LoRA = low rank", "LoRA = low rank", id="within"),
        pytest.param("", "", id="empty"),
    ],
)
def test_csv_cell(text: str, written: str) -> None:
    assert encode.csv_cell(text) == written


@given(text=texts)
def test_csv_cells_read_back(text: str) -> None:
    sheet = io.StringIO()
    csv.writer(sheet, quoting=csv.QUOTE_ALL).writerow([encode.csv_cell(text), "after"])
    rows = list(csv.reader(io.StringIO(sheet.getvalue(), newline="")))
    assert [row[1:] for row in rows] == [["after"]]
    assert rows[0][0] in {encode.fold(text), "'" + encode.fold(text)}


@given(text=texts)
def test_ris_value_is_one_line(text: str) -> None:
    assert f"TI  - {encode.ris(text)}".splitlines() == [f"TI  - {encode.fold(text)}"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("LoRA: low rank, 2.0", "LoRA: low rank, 2.0", id="as-it-is"),
        pytest.param("50% of R&D_x #1 $5", r"50\% of R\&D\_x \#1 \$5", id="specials"),
        pytest.param("a\\b^c~d", r"a{\textbackslash}b{\textasciicircum}c{\textasciitilde}d", id="commands"),
        pytest.param("{a{b}}", r"\{a\{b\}\}", id="balanced-braces"),
        pytest.param("a}b{c", r"a{\textbraceright}b{\textbraceleft}c", id="lone-braces"),
        pytest.param("a} {b} {", r"a{\textbraceright} \{b\} {\textbraceleft}", id="both-braces"),
        pytest.param("-- --- ``x'' ?`", "-{}- -{}-{}- `{}`x'{}' ?{}`", id="no-ligatures"),
        pytest.param("In $\\{\\pm 1\\}$", r"In \${\textbackslash}\{{\textbackslash}pm 1{\textbackslash}\}\$", id="mathematics"),
        pytest.param("Å 大\n\tx", "Å 大 x", id="utf-8-and-blanks"),
    ],
)  # fmt: skip
def test_bibtex(text: str, written: str) -> None:
    assert encode.bibtex(text) == written


@given(text=texts)
def test_bibtex_braces_never_end_the_value(text: str) -> None:
    depth, lowest = 0, 0
    for character in encode.bibtex(text):
        depth += {"{": 1, "}": -1}.get(character, 0)
        lowest = min(lowest, depth)
    assert (depth, lowest) == (0, 0)


@given(text=texts.map(lambda text: f"{{{re.sub('[{}]', '', text)}}}"))
def test_tex_prints_the_text(text: str) -> None:
    """Read back by pylatexenc, which drops the commands for a lone brace and prints a modifier letter for TeX's circumflex."""
    printed = LatexNodes2Text().latex_to_text(encode.bibtex(text))
    assert printed.replace("\u02c6", "^") == encode.fold(text).replace("\u02c6", "^")
