"""Edits of a record's text: something goes in, every other byte stays."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from litreview.errors import LitreviewError
from litreview.model.editing import add_field, append_item
from litreview.model.record import Found
from litreview.model.yamlfile import parse_yaml

FOUND = Found(source="arXiv list", listing="b.txt", line=2)


@pytest.mark.parametrize(
    ("text", "name", "value", "expected"),
    [
        pytest.param("id: a\ntitle: b\n", "venue", "FABLE 2021", "id: a\ntitle: b\nvenue: FABLE 2021\n", id="at-the-end"),
        pytest.param("id: a\nvenue: c\n", "title", "b: b", 'id: a\ntitle: "b: b"\nvenue: c\n', id="in-the-model's-order"),
        pytest.param("venue: c\nid: a\n", "title", "b", 'title: "b"\nvenue: c\nid: a\n', id="order-of-a-person's-own"),
        pytest.param("id: a\n# on venues\nvenue: c\n", "doi", "10.5555/a", "id: a\ndoi: 10.5555/a\n# on venues\nvenue: c\n", id="comment-stays-above-its-field"),
        pytest.param("id: a\n# the end", "venue", "c", "id: a\nvenue: c\n# the end", id="comment-at-the-end"),
        pytest.param("id: a", "venue", "c", "id: a\nvenue: c", id="no-end-of-line"),
        pytest.param("id: a\n\n\n", "venue", "c", "id: a\nvenue: c\n\n\n", id="blank-lines-at-the-end"),
        pytest.param("id: a\r\ntitle: b\r\n", "venue", "c", "id: a\r\ntitle: b\r\nvenue: c\r\n", id="windows"),
        pytest.param("id: a\r\nvenue: c", "title", "b", 'id: a\r\ntitle: "b"\r\nvenue: c', id="windows-in-between"),
        pytest.param("id: a\r\ntitle: b", "venue", "c", "id: a\r\ntitle: b\r\nvenue: c", id="windows-no-end-of-line"),
        pytest.param("id: a\nsummary: |\n  text\n  # heading\nnotes: x\n", "limitations", ("b",), "id: a\nsummary: |\n  text\n  # heading\nlimitations:\n  - b\nnotes: x\n", id="below-text-like-a-comment"),
        pytest.param("id: a\n", "models", ("b", "c, d"), 'id: a\nmodels: [b, "c, d"]\n', id="names"),
        pytest.param("id: a\n", "authors", ("Quill, Ada",), "id: a\nauthors:\n  - Quill, Ada\n", id="authors"),
    ],
)  # fmt: skip
def test_add_field(text: str, name: str, value: object, expected: str) -> None:
    assert add_field(text, name, value, "x") == expected


ROW = "{source: arXiv list, listing: b.txt, line: 2}"


@pytest.mark.parametrize(
    ("text", "name", "item", "expected"),
    [
        pytest.param("found:\n  - {source: a}\nadded: b\n", "found", FOUND, f"found:\n  - {{source: a}}\n  - {ROW}\nadded: b\n", id="block"),
        pytest.param("found:\n- source: a\n  line: 1\n", "found", FOUND, f"found:\n- source: a\n  line: 1\n- {ROW}\n", id="block-not-indented"),
        pytest.param("found:\n  - {source: a}\n  # why\n\nadded: b\n", "found", FOUND, f"found:\n  - {{source: a}}\n  - {ROW}\n  # why\n\nadded: b\n", id="comment-behind-the-block"),
        pytest.param("found:\n  - {source: a}", "found", FOUND, f"found:\n  - {{source: a}}\n  - {ROW}", id="no-end-of-line"),
        pytest.param("found:\r\n  - {source: a}\r\nadded: b\r\n", "found", FOUND, f"found:\r\n  - {{source: a}}\r\n  - {ROW}\r\nadded: b\r\n", id="windows"),
        pytest.param("limitations:\n  - |\n    one\n\n    two\n\nnotes: b\n", "limitations", "c", "limitations:\n  - |\n    one\n\n    two\n  - c\n\nnotes: b\n", id="block-text-last"),
        pytest.param("limitations:\n  - one\n    two\n", "limitations", "c, d", "limitations:\n  - one\n    two\n  - c, d\n", id="folded-text-last"),
        pytest.param("found:\n  - {source: a\n    }\n", "found", FOUND, f"found:\n  - {{source: a\n    }}\n  - {ROW}\n", id="row-over-two-lines"),
        pytest.param("models: [a, b]\n", "models", "c, d", 'models: [a, b, "c, d"]\n', id="flow"),
        pytest.param("models: []\n", "models", "c", "models: [c]\n", id="empty-flow"),
        pytest.param("models: [ ]\n", "models", "c", "models: [c ]\n", id="empty-flow-with-a-blank"),
        pytest.param("models: [a,\n  b,\n]\n", "models", "c", "models: [a,\n  b, c,\n]\n", id="comma-at-the-end"),
        pytest.param("models: [a, # one\n  b # two\n]\n", "models", "c", "models: [a, # one\n  b, c # two\n]\n", id="comments-in-a-flow"),
        pytest.param("models: [\n  # none yet\n]\n", "models", "c", "models: [c\n  # none yet\n]\n", id="comment-in-an-empty-flow"),
        pytest.param("authors: ['Quill, Ada']\n", "authors", "Marsh, W.", "authors: ['Quill, Ada', \"Marsh, W.\"]\n", id="comma-inside-a-flow"),
        pytest.param("id: a\n", "found", FOUND, f"id: a\nfound:\n  - {ROW}\n", id="absent"),
        pytest.param("notes: 👩‍🔬 é\nmodels: [👩‍🔬]\n", "models", "茶", "notes: 👩‍🔬 é\nmodels: [👩‍🔬, 茶]\n", id="characters-of-many-bytes"),
    ],
)  # fmt: skip
def test_append_item(text: str, name: str, item: Found | str, expected: str) -> None:
    assert append_item(text, name, item, "x") == expected


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        pytest.param(
            lambda: add_field("id: a\nvenue: b\n", "venue", "c", "x"),
            "x:2: venue: is there already\n  hint: change it by hand",
            id="field-that-is-there",
        ),
        pytest.param(
            lambda: append_item("id: a\nmodels: b\n", "models", "c", "x"),
            "x:2: models: is no list\n  hint: write `models:` with one `- item` a line below",
            id="no-list",
        ),
        pytest.param(
            lambda: add_field("{id: a, title: b}\n", "venue", "c", "x"),
            "x: venue: is laid out in a way that no tool can add to\n  hint: add to it by hand",
            id="record-in-braces",
        ),
        pytest.param(
            lambda: append_item("notes: |+\n  a\n\n\n", "found", FOUND, "x"),
            "x: found: is laid out in a way that no tool can add to\n  hint: add to it by hand",
            id="text-that-keeps-its-blank-lines",
        ),
        pytest.param(
            lambda: append_item("id: *a\n", "models", "c", "x"),
            'x:1: id: alias "*a"\n  hint: write the value out; quote it if it is text: "*…"',
            id="unreadable-record",
        ),
    ],
)
def test_refused(edit, expected: str) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """Rather nothing than something else than was asked for."""
    with pytest.raises(LitreviewError) as refusal:
        edit()
    assert str(refusal.value) == expected


COMMENTS = st.sampled_from(["", "", "# why\n", "\n", "  # indented\n"])
FIELDS = st.lists(
    st.sampled_from([
        "title: Teapots\n", "authors:\n  - Quill, Ada\n  - Marsh, W.\n", "authors: [Quill]\n", "date: 2021\n", "venue: >-\n  FABLE\n  2021\n",
        "topics: []\n", "models: [a, b] # two\n", "models: [\n  a, # one\n  b\n]\n", "models:\n- a\n- b # two\n", "notes: |\n  one\n\n  # two\n",
        "found:\n  - {source: a, line: 1}\n  - source: b\n    line: 2\n", "benchmarks:\n    - 'a: b'\n    - >\n      folded\n      text\n",
    ]),
    unique_by=lambda field: field.split(":")[0],
)  # fmt: skip


@given(
    fields=FIELDS,
    comments=st.lists(COMMENTS, min_size=13, max_size=13),
    name=st.sampled_from(["models", "found", "authors", "benchmarks"]),
    end=st.sampled_from(["\n", "\r\n"]),
    is_cut=st.booleans(),
)
def test_without_what_was_inserted_the_text_is_the_old_one(
    fields: list[str], comments: list[str], name: str, end: str, is_cut: bool
) -> None:
    text = (
        "id: a\n"
        + "".join(comment + field for comment, field in zip(comments, fields, strict=False))
        + comments[-1]
    )
    text = (text.removesuffix("\n") if is_cut else text).replace("\n", end)
    item = FOUND if name == "found" else "Inserted"
    try:
        new = append_item(text, name, item, "x")
    except LitreviewError:
        assume(condition=False)
    same = next((i for i, (old, now) in enumerate(zip(text, new, strict=False)) if old != now), len(text))
    starts = range(same, -1, -1)  # what was inserted may begin like what follows it
    assert any(new[:start] + new[start + len(new) - len(text) :] == text for start in starts)
    old_values, new_values = parse_yaml(text, "x").values, parse_yaml(new, "x").values
    assert {**new_values, name: ""} == {**old_values, name: ""}
    assert list(new_values[name])[:-1] == list(old_values.get(name, []))
