"""People's names: stored family name first, shown in reading order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litreview.model.names import Name, family_first, parse_name


@pytest.mark.parametrize(
    ("text", "name", "display", "sort_name"),
    [
        pytest.param("Quill, Ada Mock", Name("Quill", "Ada Mock"), "Ada Mock Quill", "Quill, Ada Mock", id="plain"),
        pytest.param(
            "van der Fable, Tobias", Name("van der Fable", "Tobias"), "Tobias van der Fable", "van der Fable, Tobias",
            id="particle",
        ),
        pytest.param("Inkwell, Sam, Jr.", Name("Inkwell", "Sam", "Jr."), "Sam Inkwell Jr.", "Inkwell, Sam, Jr.", id="suffix"),
        pytest.param("Mononym", Name("Mononym"), "Mononym", "Mononym", id="one-name"),
        pytest.param(
            "{Imaginary Team, Moon Base}", Name(group="Imaginary Team, Moon Base"), "Imaginary Team, Moon Base",
            "Imaginary Team, Moon Base", id="group",
        ),
        pytest.param("虚, 构", Name("虚", "构"), "构 虚", "虚, 构", id="chinese"),
        pytest.param("Quill,Ada", Name("Quill", "Ada"), "Ada Quill", "Quill, Ada", id="no-blank"),
        pytest.param("Quill, A, B, C", Name("Quill", "A", "B"), "A Quill B", "Quill, A, B", id="too-many-parts"),
        pytest.param("", Name(), "", "", id="empty"),
    ],
)  # fmt: skip
def test_parts(text: str, name: Name, display: str, sort_name: str) -> None:
    parsed = parse_name(text)
    assert parsed == name
    assert (parsed.display, parsed.sort_name) == (display, sort_name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Ada Quill", "Quill, Ada", id="two-words"),
        pytest.param("Ada  Mock Quill ", "Quill, Ada Mock", id="three-words"),
        pytest.param("Tobias van der Fable", "van der Fable, Tobias", id="particles"),
        pytest.param("Von Fable", "Fable, Von", id="given-name-like-a-particle"),
        pytest.param("de Fable", "Fable, de", id="no-given-name-left"),
        pytest.param("Sam Inkwell Jr.", "Inkwell, Sam, Jr.", id="suffix"),
        pytest.param("Sam Inkwell III", "Inkwell, Sam, III", id="third"),
        pytest.param("Sam III", "III, Sam", id="suffix-alone-is-a-name"),
        pytest.param("Quill, Ada", "Quill, Ada", id="there-already"),
        pytest.param("{Imaginary Team}", "{Imaginary Team}", id="group"),
        pytest.param("Mononym", "Mononym", id="one-name"),
        pytest.param("", "", id="empty"),
    ],
)
def test_family_first(text: str, expected: str) -> None:
    assert family_first(text) == expected


@given(st.text())
def test_a_name_that_is_in_order_stays_in_order(text: str) -> None:
    assert family_first(family_first(text)) == family_first(text)
