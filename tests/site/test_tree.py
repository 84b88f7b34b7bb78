"""The folder of the site and the spare one: what is there after one took the other's place, on any file system."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from litreview.digests import digest
from litreview.site import tree
from site_trees import tree_of

Files = dict[str, bytes]
ONE: Files = {"index.html": b"one", "a/index.html": b"one a", "a/b/index.html": b"one b", "review.bib": b"@"}
TWO: Files = {"index.html": b"two", "a/index.html": b"one a", "c/index.html": b"two c"}
THREE: Files = {"index.html": b"three", "a/b/index.html": b"one b"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site"


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def become(site: Path, cache: Path, files: Files) -> int:
    """How many files had to be written for the site to be `files`."""
    spare = tree.open_spare(site, cache, tree.read_site(site, cache))
    named = {path: digest(data) for path, data in files.items()}
    changed = [path for path in files if spare.digests.get(path) != named[path]]
    for path in changed:
        tree.write(spare.path, path, files[path])
    for path in spare.digests.keys() - files.keys():
        tree.remove(spare.path, path)
    tree.take_over(spare, tree.read_site(site, cache), site, cache, named, {"said": sorted(files)})
    assert tree_of(site) == files
    return len(changed)


def no_links(patch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    patch.setattr(os, "link", refuse)


def no_exchange(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(tree, "_exchange", lambda *_: False)


SYSTEMS = [
    pytest.param((), id="all"),
    pytest.param((no_links,), id="no-hard-links"),
    pytest.param((no_exchange,), id="no-exchange-of-folders"),
    pytest.param((no_links, no_exchange), id="neither"),
]
Lack = Callable[[pytest.MonkeyPatch], None]


@pytest.mark.parametrize("lacks", SYSTEMS)
def test_the_site_becomes_what_was_written(
    site: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, lacks: tuple[Lack, ...]
) -> None:
    for lack in lacks:
        lack(monkeypatch)
    for files in (ONE, TWO, THREE, ONE, ONE, {}, TWO):
        become(site, cache, files)
    assert not (cache / "away").exists()


@pytest.mark.parametrize("lacks", SYSTEMS)
def test_only_what_the_site_lacks_is_written(
    site: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, lacks: tuple[Lack, ...]
) -> None:
    """Whatever the spare has from the site before last."""
    for lack in lacks:
        lack(monkeypatch)
    written = [become(site, cache, files) for files in (ONE, TWO, ONE, ONE, TWO, TWO, TWO)]
    assert written == [4, 2, 3, 0, 2, 0, 0]


def test_a_file_that_is_gone_from_the_site_is_written_again(site: Path, cache: Path) -> None:
    become(site, cache, ONE)
    (site / "a/index.html").unlink()
    assert [become(site, cache, files) for files in (ONE, TWO, ONE)] == [1, 2, 3]


def test_what_stands_in_the_way_in_the_spare_goes(site: Path, cache: Path) -> None:
    become(site, cache, ONE)
    become(site, cache, TWO)
    (cache / "spare/c").write_bytes(b"in the way of a folder")
    (cache / "spare/index.html").unlink()
    (cache / "spare/index.html").mkdir()
    state = json.loads((cache / "spare.json").read_text("utf-8"))
    found = (cache / "spare").stat()
    state["folder"] = [found.st_ino, found.st_mtime_ns]
    (cache / "spare.json").write_text(json.dumps(state), "utf-8")

    become(site, cache, THREE)


def test_a_file_in_both_folders_is_replaced_in_one(site: Path, cache: Path) -> None:
    become(site, cache, ONE)
    spare = tree.open_spare(site, cache, tree.read_site(site, cache))
    assert (spare.path / "index.html").samefile(site / "index.html")
    tree.write(spare.path, "index.html", b"changed")
    assert tree_of(site) == ONE


def test_what_was_noted_is_there(site: Path, cache: Path) -> None:
    become(site, cache, ONE)
    become(site, cache, TWO)
    live, spare = tree.read_site(site, cache), tree.open_spare(site, cache, tree.read_site(site, cache))
    assert live is not None
    assert live.notes == {"said": sorted(TWO)}
    assert spare.notes == {"said": sorted(TWO)}
    assert tree_of(spare.path) == TWO


def test_a_spare_that_was_opened_and_left_is_not_trusted(site: Path, cache: Path) -> None:
    become(site, cache, ONE)
    become(site, cache, TWO)
    tree.write(tree.open_spare(site, cache, tree.read_site(site, cache)).path, "index.html", b"half")
    assert become(site, cache, ONE) == 3  # as from the site, which is whole


def test_empty_folders_go_and_others_stay(tmp_path: Path) -> None:
    for path in ("a/b/c/x.html", "a/y.html"):
        tree.write(tmp_path, path, b"x")
    tree.remove(tmp_path, "a/b/c/x.html")
    tree.remove(tmp_path, "a/never.html")
    assert [path.relative_to(tmp_path).as_posix() for path in sorted(tmp_path.rglob("*"))] == [
        "a",
        "a/y.html",
    ]


def state_of(cache: Path, name: str = "site.json") -> dict[str, object]:
    said = json.loads((cache / name).read_text("utf-8"))
    assert isinstance(said, dict)
    return said


DAMAGES = [
    pytest.param("", id="empty"),
    pytest.param("{", id="half"),
    pytest.param("null", id="null"),
    pytest.param("[]", id="list"),
    pytest.param("7", id="number"),
    pytest.param("{}", id="no-keys"),
    pytest.param("\x00\x00", id="zeros"),
    pytest.param("[" * 100_000, id="deep"),
]


@pytest.mark.parametrize("name", tree.STATES)
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_state_is_no_state(site: Path, cache: Path, damage: str, name: str) -> None:
    become(site, cache, ONE)
    become(site, cache, TWO)
    (cache / name).write_text(damage, "utf-8")
    become(site, cache, THREE)
    become(site, cache, ONE)


@pytest.mark.parametrize("name", tree.STATES)
@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"digests": ["x"]}, id="digests-no-mapping"),
        pytest.param({"digests": 1}, id="digests-a-number"),
        pytest.param({"notes": "x"}, id="notes-no-mapping"),
        pytest.param({"folder": None}, id="no-folder"),
    ],
)
def test_a_state_that_says_something_else_is_no_state(
    site: Path, cache: Path, said: dict[str, object], name: str
) -> None:
    become(site, cache, ONE)
    become(site, cache, TWO)
    (cache / name).write_text(json.dumps(state_of(cache, name) | said), "utf-8")
    become(site, cache, THREE)


@pytest.mark.parametrize("name", tree.STATES)
@pytest.mark.parametrize("path", ["../kept.txt", "a/../../kept.txt", "/kept.txt", "{root}/kept.txt"])
def test_a_state_cannot_name_what_is_not_ours(tmp_path: Path, name: str, path: str) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    for folder in (tmp_path, cache):
        folder.mkdir(exist_ok=True)
        (folder / "kept.txt").write_text("Mine", "utf-8")
    become(site, cache, ONE)
    become(site, cache, TWO)
    said = state_of(cache, name)
    digests = said["digests"]
    assert isinstance(digests, dict)
    digests[path.format(root=tmp_path)] = "x"
    (cache / name).write_text(json.dumps(said), "utf-8")
    become(site, cache, THREE)
    become(site, cache, ONE)
    assert [(folder / "kept.txt").read_text("utf-8") for folder in (tmp_path, cache)] == ["Mine", "Mine"]


def test_a_site_that_something_else_made_is_replaced(site: Path, cache: Path) -> None:
    become(site, cache, ONE)
    shutil.rmtree(site)
    shutil.copytree(cache, site)
    become(site, cache, TWO)
    assert become(site, cache, TWO) == 0


def test_a_copy_of_site_and_cache_is_a_new_one(site: Path, cache: Path, tmp_path: Path) -> None:
    become(site, cache, ONE)
    become(site, cache, TWO)
    for folder in (site, cache):
        shutil.copytree(folder, tmp_path / "copy" / folder.name)
    become(tmp_path / "copy/site", tmp_path / "copy/cache", THREE)
    assert tree_of(site) == TWO


def test_digests_tell_where_parts_end() -> None:
    assert len({digest("ab", "c"), digest("a", "bc"), digest("abc"), digest("abc", "")}) == 4
    assert digest("é") == digest("é".encode())
