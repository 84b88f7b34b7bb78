"""Publishing: only what changed is written, only what is ours is removed."""

import os
from pathlib import Path

import pytest

from litreview.render.publish import MANIFEST, Published, publish, published_paths


def tree(docs: Path) -> dict[str, str]:
    return {
        path.relative_to(docs).as_posix(): path.read_text("utf-8")
        for path in docs.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


def test_second_run_touches_nothing(tmp_path: Path) -> None:
    files = {"index.md": "home\n", "papers/a.md": "ä\n"}
    first = publish(files, tmp_path)
    stamps = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}

    second = publish(files, tmp_path)

    assert first == Published(written=2, unchanged=0, removed=0)
    assert second == Published(written=0, unchanged=2, removed=0)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == stamps


def test_stale_pages_go_and_their_empty_folders_with_them(tmp_path: Path) -> None:
    publish({"papers/a.md": "a", "topics/x/y.md": "y"}, tmp_path)

    assert publish({"papers/a.md": "a2"}, tmp_path) == Published(written=1, unchanged=0, removed=1)
    assert tree(tmp_path) == {"papers/a.md": "a2"}
    assert not (tmp_path / "topics").exists()


def test_what_people_wrote_stays(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "by-hand.md").write_text("mine", "utf-8")
    publish({"papers/a.md": "a"}, tmp_path)

    publish({}, tmp_path)

    assert tree(tmp_path) == {"papers/by-hand.md": "mine"}


def test_a_list_that_names_files_outside_is_not_followed(tmp_path: Path) -> None:
    docs, outside = tmp_path / "docs", tmp_path / "precious.txt"
    docs.mkdir()
    outside.write_text("precious", "utf-8")
    (docs / MANIFEST).write_text('["../precious.txt"]', "utf-8")

    publish({}, docs)

    assert outside.read_text("utf-8") == "precious"


@pytest.mark.parametrize("damage", ["", "{", '{"a": 1}', "[1, 2]"], ids=["empty", "cut", "object", "numbers"])
def test_a_damaged_list_is_written_anew(tmp_path: Path, damage: str) -> None:
    (tmp_path / MANIFEST).write_text(damage, "utf-8")

    publish({"a.md": "a"}, tmp_path)

    assert published_paths(tmp_path) == {"a.md"}


def test_a_killed_run_leaves_no_file_that_nobody_owns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish({"old.md": "old"}, tmp_path)
    real = os.replace

    def fail_at(source: Path, target: Path) -> None:
        if Path(target).name == "b.md":
            raise KeyboardInterrupt
        real(source, target)

    monkeypatch.setattr(os, "replace", fail_at)
    with pytest.raises(KeyboardInterrupt):
        publish({"a.md": "a", "b.md": "b"}, tmp_path)
    monkeypatch.setattr(os, "replace", real)

    publish({}, tmp_path)

    assert not [path for path in tree(tmp_path) if not path.startswith(".")]
