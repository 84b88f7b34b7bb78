"""Drawings are made once, believed when they are whole, and forgotten when nobody asks for them."""

from pathlib import Path

import pytest

from litreview.site import drawings
from litreview.site.drawings import drawings_kept_in


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was drawn and not found, in order; a drawing of `x` is `<x>`."""
    asked: list[str] = []

    def draw(specification: str) -> str:
        asked.append(specification)
        return f"<{specification}>"

    monkeypatch.setattr(drawings, "draw_chart", draw)
    return asked


def build(folder: Path, *specifications: str) -> list[str]:
    with drawings_kept_in(folder) as draw:
        return [draw(each) for each in specifications]


def test_what_was_drawn_is_not_drawn_again(tmp_path: Path, drawn: list[str]) -> None:
    assert build(tmp_path / "kept", "tea", "cake") == ["<tea>", "<cake>"]
    assert build(tmp_path / "kept", "tea", "scone") == ["<tea>", "<scone>"]
    assert drawn == ["tea", "cake", "scone"]


def test_what_nobody_asked_for_stays_until_there_is_too_much(
    tmp_path: Path, drawn: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that is as it was asks for none of its drawings."""
    build(tmp_path, "tea", "cake")
    build(tmp_path, "tea")
    assert len(list(tmp_path.glob("*.svg"))) == 2
    monkeypatch.setattr(drawings, "KEPT", 1)
    (tmp_path / "theirs.txt").write_text("stays", "utf-8")
    build(tmp_path, "tea")
    assert len(list(tmp_path.glob("*.svg"))) == 1
    assert (tmp_path / "theirs.txt").exists()
    build(tmp_path, "cake")
    assert drawn == ["tea", "cake", "cake"]


def test_a_newer_program_draws_anew(
    tmp_path: Path, drawn: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path, "tea")
    monkeypatch.setattr(drawings, "version", lambda _: "99.0")
    build(tmp_path, "tea")
    assert drawn == ["tea", "tea"]


def test_a_folder_that_cannot_be_written_costs_time_only(tmp_path: Path, drawn: list[str]) -> None:
    (tmp_path / "kept").write_text("a file", "utf-8")
    assert build(tmp_path / "kept", "tea") == ["<tea>"]
    assert build(tmp_path / "kept", "tea") == ["<tea>"]
    assert drawn == ["tea", "tea"]


def test_no_half_drawing_is_left_behind(tmp_path: Path, drawn: list[str]) -> None:
    build(tmp_path, "tea")
    assert [path.suffix for path in tmp_path.iterdir()] == [".svg"]
    assert drawn == ["tea"]
