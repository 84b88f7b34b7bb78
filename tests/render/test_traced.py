"""Marks around what templates print: taken away they leave the Markdown file, taken apart they lose nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litreview.model.corpus import load_corpus
from litreview.render.addresses import Addresses
from litreview.render.pages import plan_files, render_files
from litreview.render.templating import markdown_environment
from litreview.render.traced import (
    BLOCK,
    EDGE,
    FRONT_MATTER,
    ITEM,
    LOOP,
    LOOP_END,
    TARGET,
    TEXT,
    mark_loops,
    markdown_of,
    marked,
    split_front_matter,
    take_apart,
)
from render.papers import REPOSITORY

KINDS = (TEXT, TARGET, BLOCK, FRONT_MATTER)
MARKS = (*KINDS, EDGE, LOOP, ITEM, LOOP_END)
PLAIN = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="".join(MARKS)), max_size=20)
ADDRESSES = Addresses(
    repository="https://example.org/review", branch="main", site="https://example.org/site/"
)


@pytest.fixture(scope="module")
def traced() -> dict[str, str]:
    """Every page of the invented review, with marks."""
    corpus = load_corpus(REPOSITORY / "tests/corpus")
    files = plan_files(corpus, abstracts={}, addresses=ADDRESSES, draw=lambda _: "<svg></svg>")
    return {path: file.render() for path, file in files.items() if path.endswith(".md")}


def put_together(skeleton: str, values: tuple[str, ...]) -> str:
    """A skeleton with its values in their places."""
    rest = iter(values)
    return "".join(next(rest) if mark in KINDS else mark for mark in skeleton)


@given(st.lists(st.tuples(PLAIN, st.sampled_from(KINDS), PLAIN), max_size=5), PLAIN)
def test_nothing_is_lost(pieces: list[tuple[str, str, str]], end: str) -> None:
    text = "".join(before + marked(kind, value) for before, kind, value in pieces) + end
    apart = take_apart(text)
    assert apart.values == tuple(value for _, _, value in pieces if value)
    assert put_together(apart.text, apart.values) == markdown_of(text)
    assert markdown_of(text) == "".join(before + value for before, _, value in pieces) + end


def test_nothing_of_a_page_is_lost(traced: dict[str, str]) -> None:
    for path, text in traced.items():
        apart = take_apart(text)
        assert markdown_of(put_together(apart.text, apart.values)) == markdown_of(text), path


def test_files_have_no_marks(traced: dict[str, str]) -> None:
    corpus = load_corpus(REPOSITORY / "tests/corpus")
    files = render_files(corpus, abstracts={}, addresses=ADDRESSES, draw=lambda _: "<svg></svg>")
    assert [path for path, text in files.items() if set(text) & set(MARKS)] == []
    assert {path: markdown_of(text) for path, text in traced.items()}.items() <= files.items()


def test_what_was_printed_is_not_in_the_skeleton(traced: dict[str, str]) -> None:
    skeletons = [take_apart(traced[path]).text for path in ("authors/quill-ada-mock.md", "years/2022.md")]
    assert all("Quill" not in text and "2022" not in text for text in skeletons)


@pytest.mark.parametrize("mark", [pytest.param(mark, id=f"{ord(mark):#x}") for mark in MARKS])
def test_a_value_with_a_mark_is_a_mistake(mark: str) -> None:
    with pytest.raises(ValueError, match="marks inside a value"):
        marked(TEXT, f"tea{mark}")


def test_an_empty_value_has_no_marks() -> None:
    assert marked(TEXT, "") == ""


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("{% for x in y %}\n- {{ x }}\n{% endfor %}\nz", f"{LOOP}{ITEM}- a\n{ITEM}- b\n{LOOP_END}z", id="lines"),
        pytest.param("{% for x in y %}{{ x }} {% endfor %}z", f"{LOOP}{ITEM}a {ITEM}b {LOOP_END}z", id="words"),
        pytest.param("{% for x in [] %}\n- {{ x }}\n{% endfor %}\nz", f"{LOOP}{LOOP_END}z", id="none"),
        pytest.param(
            "{% for x in y %}\n{% for x in y %}{{ x }}{% endfor %}\n{% endfor %}\n",
            f"{LOOP}" + f"{ITEM}{LOOP}{ITEM}a{ITEM}b{LOOP_END}" * 2 + LOOP_END,
            id="nested",
        ),
    ],
)  # fmt: skip
def test_loops_have_marks(source: str, expected: str) -> None:
    template = markdown_environment(traced=True).from_string(source)
    printed = template.render(y=["a", "b"])
    assert printed.replace(TEXT, "").replace(EDGE, "") == expected
    assert markdown_of(printed) == markdown_environment().from_string(source).render(y=["a", "b"])


def test_an_indented_loop_is_a_mistake_of_the_template() -> None:
    with pytest.raises(ValueError, match=r"indented: \{% for x in y %\}"):
        mark_loops("text\n  {% for x in y %}\n{{ x }}\n{% endfor %}\n")


@pytest.mark.parametrize(
    ("page", "head"),
    [
        pytest.param("---\ntitle: x\n---\n# X\n", "---\ntitle: x\n---\n", id="title"),
        pytest.param(f"---\nlinks:\n{LOOP}{ITEM}- x\n{LOOP_END}---\n# X\n", f"---\nlinks:\n{LOOP}{ITEM}- x\n{LOOP_END}---\n", id="loop-at-its-end"),
        pytest.param("# X\n\n---\ntitle: x\n---\n", "", id="a-rule-in-the-text"),
        pytest.param("", "", id="empty"),
    ],
)  # fmt: skip
def test_front_matter_is_told_from_the_rest(page: str, head: str) -> None:
    assert split_front_matter(page) == (head, page.removeprefix(head))
