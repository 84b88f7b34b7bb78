"""LaTeX: what pandoc reads of any text that we write into a document is that text."""

from pathlib import Path

import pytest

from litreview.render import encode
from render.hostile import HOSTILE
from render.outside import run, without_typography

BETWEEN = "next paragraph"


def read(texts: list[str], folder: Path) -> list[str]:
    """The texts as pandoc reads them from a document that holds one a paragraph, between other words."""
    document = "\n\n".join(f"({encode.latex(text)})\n\n{BETWEEN}" for text in texts)
    plain = run("pandoc", "-f", "latex", "-t", "plain", "--wrap=none", folder=folder, stdin=document)
    return [
        without_typography(part.strip().removeprefix("(").removesuffix(")"))
        for part in plain.split(f"\n\n{BETWEEN}")[:-1]
    ]


def test_hostile_text_is_text(tmp_path: Path) -> None:
    assert read(list(HOSTILE.values()), tmp_path) == [
        without_typography(encode.fold(text)) for text in HOSTILE.values()
    ]


def test_every_printable_character_is_itself_alone_and_twice(tmp_path: Path) -> None:
    characters = [chr(code) for code in range(0x21, 0x7F)]
    texts = [f"a{character}b" for character in characters] + [f"a{two}{two}b" for two in characters]
    assert read(texts, tmp_path) == [without_typography(text) for text in texts]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("LongLoRA, 7B (tuned)", "LongLoRA, 7B (tuned)", id="plain"),
        pytest.param("−1.5 ≤ α", r"$-$1.5 $\leq$ $\alpha$", id="symbols"),
        pytest.param("[*] up", "{[}{*}{]} up", id="what-a-row-must-not-begin-with"),
        pytest.param("50 % of R&D_1", r"50 \% of R\&D\_1", id="specials"),
        pytest.param("{a} \\b", r"\{a\} {\textbackslash}b", id="commands"),
        pytest.param("1--2", "1-{}-2", id="no-dash-of-two-hyphens"),
        pytest.param("Zoë 2×", "Zoë 2×", id="letters-stay"),
    ],
)
def test_what_stands_in_the_document(text: str, written: str) -> None:
    assert encode.latex(text) == written
