"""YAML as text: what stands there comes back, whatever other readers would make of it. Messages are in test_broken.py."""

import sys

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from litreview.errors import LitreviewError
from litreview.model.places import line_at, lines_at
from litreview.model.yamlfile import Parsed, decode_yaml, field_name, find_unwanted, parse_yaml


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("2102.99910", "2102.99910", id="number-ending-in-zero"),
        pytest.param("no", "no", id="no"),
        pytest.param("12:30", "12:30", id="sexagesimal"),
        pytest.param("0777", "0777", id="octal"),
        pytest.param("1e3", "1e3", id="exponent"),
        pytest.param("2021-02-28", "2021-02-28", id="day"),
        pytest.param('"~"', "~", id="quoted-null"),
        pytest.param("''", "", id="quoted-nothing"),
        pytest.param('"a\\u2028b"', "a\u2028b", id="escape"),
        pytest.param("one\n  two", "one two", id="folded-plain"),
        pytest.param(">-\n  one\n  two", "one two", id="folded"),
        pytest.param("|-\n  one\n  two", "one\ntwo", id="literal"),
        pytest.param("[a, 'b, c', \"d\"]", ["a", "b, c", "d"], id="list-on-one-line"),
        pytest.param("\n- a\n- b", ["a", "b"], id="list"),
        pytest.param("{a: 1.50, b: [c]}", {"a": "1.50", "b": ["c"]}, id="row"),
        pytest.param("[]", [], id="empty-list"),
        pytest.param("'it''s'", "it's", id="doubled-quote"),
    ],
)
def test_values_are_the_text_that_stands_there(written: str, expected: object) -> None:
    assert parse_yaml(f"key: {written}\n", "x").values == {"key": expected}


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("results: [{value: 2.50}]", id="number-in-a-row"),
        pytest.param("date: 2021", id="year"),
        pytest.param("date: 2021-02-28", id="day"),
        pytest.param("title: Nothing on teapots", id="words"),
        pytest.param("title: C# or F#", id="hash-without-a-blank"),
        pytest.param(
            "# comment\ntitle: 'Teapot #1' # quoted, so the comment is one", id="comment-behind-quotes"
        ),
    ],
)
def test_no_finding(written: str) -> None:
    assert parse_yaml(written, "x").findings == ()


@pytest.mark.parametrize(
    ("path", "line"),
    [
        pytest.param(("id",), 2, id="field"),
        pytest.param(("authors",), 3, id="list"),
        pytest.param(("authors", 1), 5, id="item"),
        pytest.param(("results", 0), 8, id="row"),
        pytest.param(("results", 0, "value"), 9, id="value-in-a-row"),
        pytest.param(("results", 0, "unit"), 8, id="absent-in-a-row"),
        pytest.param(("results", 7), 7, id="absent-row"),
        pytest.param(("nothing",), 1, id="absent-field"),
        pytest.param((), 1, id="whole"),
    ],
)
def test_lines_count_from_1_and_fall_back_to_the_parent(path: tuple[str | int, ...], line: int) -> None:
    text = "# comment\nid: x\nauthors:\n  - Quill, Ada\n  - Marsh,\n    Wendeline\nresults:\n  - {metric: tea,\n     value: 1}\n"
    assert line_at(text, path) == line


def test_lines_of_a_text_with_aliases_and_doubled_keys() -> None:
    """What the reader refuses must not stop it from saying where."""
    text = "a: &x [*x]\nb: *nowhere\na: 2\n"
    assert lines_at(text, [("b",), ("a",), ("a", 0)]) == [2, 3, 1]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"a: b\n", "a: b\n", id="plain"),
        pytest.param(b"\xef\xbb\xbfa: b\n", "a: b\n", id="byte-order-mark"),
        pytest.param(b"a: b\r\nc: d\r\n", "a: b\r\nc: d\r\n", id="windows"),
        pytest.param(
            "a: \u00a0\u200b\u00ad👩‍🔬\t\n".encode(), "a: \u00a0\u200b\u00ad👩‍🔬\t\n", id="odd-but-fine"
        ),
        pytest.param(b"", "", id="empty"),
    ],
)
def test_text_of_bytes(data: bytes, expected: str) -> None:
    assert decode_yaml(data, "x") == expected


def read(text: str) -> Parsed | None:
    """The values of `text`; None for findings of one line each, which are the only other thing that may come out."""
    try:
        return parse_yaml(text, "x")
    except LitreviewError as error:
        messages = [problem.message for problem in error.problems]
    assert messages != []
    assert "\n" not in "".join(messages)
    return None


def test_what_is_unwanted_is_not_printable() -> None:
    """The quick look at a text's printability must not let pass what the slow one refuses."""
    characters = "".join(map(chr, range(sys.maxunicode + 1)))
    assert [what for at, what in find_unwanted(characters) if characters[at].isprintable()] == []


@given(st.binary())
def test_bytes_give_their_text_or_findings(data: bytes) -> None:
    try:
        text = decode_yaml(data, "x")
    except LitreviewError:
        return
    assert text.encode() == data.removeprefix(b"\xef\xbb\xbf")


YAML_LIKE = st.text(alphabet=st.sampled_from("ab:,-[]{}#&*!|>'\"%@?~\\ \n\t\x00é"), max_size=60)


@given(YAML_LIKE)
def test_text_gives_values_with_lines_or_findings(text: str) -> None:
    parsed = read(text)
    if parsed is not None:
        assert all(line >= 1 for line in lines_at(text, [(key,) for key in parsed.values]))


@given(YAML_LIKE)
def test_texts_without_findings_read_elsewhere_as_here(text: str) -> None:
    """The composer of libyaml, told to leave scalars alone, sees the same values."""
    parsed = read(text)
    if parsed is not None and parsed.findings == ():
        assert yaml.load(text, Loader=yaml.CBaseLoader) == parsed.values  # noqa: S506  # makes nothing but text


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param(("results", 2, "value"), "results.2.value", id="nested"),
        pytest.param((), None, id="whole"),
        pytest.param(("a\nb\x1b[0m",), "a b\\u001b[0m", id="unprintable-key"),
    ],
)
def test_field_names_are_one_printable_line(path: tuple[str | int, ...], expected: str | None) -> None:
    assert field_name(path) == expected
