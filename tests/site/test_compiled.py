"""Compiled templates are kept from one build to the next: of these programs, of these texts, and never at the price of a build."""

from collections.abc import Callable
from pathlib import Path

import jinja2
import pytest

from litreview.site.compiled import COMPILED, compiled_in


def render(root: Path, text: str = "{{ 1 + 1 }}") -> str:
    """What a template of this text prints, by an environment that keeps it at `root`."""
    environment = jinja2.Environment(
        loader=jinja2.DictLoader({"page": text}), bytecode_cache=compiled_in(root), autoescape=True
    )
    return environment.get_template("page").render()


def kept(root: Path) -> list[Path]:
    return sorted(path for path in (root / COMPILED).rglob("*") if path.is_file())


def refuse(*_: object, **__: object) -> None:
    raise AssertionError("compiled again")


def test_a_template_is_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert render(tmp_path) == "2"
    monkeypatch.setattr(jinja2.Environment, "_generate", refuse)
    assert render(tmp_path) == "2"


def test_a_changed_template_is_compiled_anew(tmp_path: Path) -> None:
    assert render(tmp_path) == "2"
    assert render(tmp_path, "{{ 1 + 2 }}") == "3"


def test_what_other_programs_compiled_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    render(tmp_path)
    before = kept(tmp_path)
    monkeypatch.setattr("litreview.site.compiled.made_of_programs", lambda: (b"another version",))
    assert render(tmp_path) == "2"
    assert len(kept(tmp_path)) == 1
    assert kept(tmp_path) != before


@pytest.mark.parametrize("spoil", [lambda _: b"", lambda data: data[:-5], lambda data: data[:30] + b"x" * 99])
def test_a_spoilt_file_is_no_failure(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    render(tmp_path)
    (path,) = kept(tmp_path)
    path.write_bytes(spoil(path.read_bytes()))
    assert render(tmp_path) == "2"


def test_a_folder_that_cannot_be_made_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / ".cache").write_text("a file", "utf-8")
    assert render(tmp_path) == "2"
