"""A build that is killed or fails at any write leaves the old site whole or the new one whole, and the next build makes the new one."""

import errno
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from site_of import REPOSITORY, make_invented_review
from site_trees import Tree, copy_input, differences, stamp, tree_of

pytestmark = [
    pytest.mark.usefixtures("quick_sites"),
    pytest.mark.skipif(not hasattr(os, "fork"), reason="a child has to be like this process"),
    pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning"),
]

QUILL = "papers/2021/quill2021feather.yml"
FEW = ("quill2021feather", "marsh2022tidal")
WRITES = {
    "os.rename",
    "os.remove",
    "os.link",
    "os.mkdir",
    "os.rmdir",
    "ctypes.dlsym",
}  # the last one before folders change places
FINE, FAILED, BROKEN = 0, 3, 4
SHARES = (0.0, 0.5)  # of all writes that come before
FINAL = (7, 6, 5, 4, 3, 2, 1)  # and these many before the end


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small review that has been built."""
    made = make_invented_review(tmp_path_factory.mktemp("killed") / "review", REPOSITORY / "tests/corpus")
    for path in made.glob("papers/*/*.yml"):
        if path.stem not in FEW:
            path.unlink()
    stamp(made, strict=False)
    return made


@pytest.fixture(scope="module")
def trees(root: Path) -> dict[str, Tree]:
    """The sites of two reviews, which are in folders of these names beside `root`: one with another title and a paper less."""
    shutil.copytree(root / "papers", root.parent / "old")
    new = copy_input(root, root.parent / "changed")
    path = new / QUILL
    path.write_text(path.read_text("utf-8").replace("Feather: Training", "Plume: Training"), "utf-8")
    (new / "papers/2022/marsh2022tidal.yml").unlink()
    stamp(new, strict=False)
    shutil.copytree(new / "papers", root.parent / "new")
    return {"old": tree_of(root / "site"), "new": tree_of(new / "site")}


def set_records(root: Path, name: str) -> None:
    """The review at `root` has these records now."""
    shutil.rmtree(root / "papers")
    shutil.copytree(root.parent / name, root / "papers")


def in_a_child(root: Path, strike: Callable[[int], None]) -> tuple[int, int]:
    """How a build in a child process ended (`os.waitpid`'s word), and how many writes it had made; `strike` is called before each."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os._exit(_build_and_count(root, strike, writing))
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        writes = len(pipe.read())
    return os.waitpid(child, 0)[1], writes


def _build_and_count(root: Path, strike: Callable[[int], None], pipe: int) -> int:
    count = 0

    def before(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        if event in WRITES or (event == "open" and _is_written(root, *arguments)):
            strike(count)
            count += 1
            os.write(pipe, b".")

    sys.addaudithook(before)
    try:
        stamp(root, strict=False)
    except OSError:
        return FAILED
    except BaseException:  # noqa: BLE001  # a child must not go on as a second pytest
        return BROKEN
    return FINE


def _is_written(root: Path, path: object, mode: object, flags: object) -> bool:
    del mode
    return (
        isinstance(path, str | Path)
        and str(path).startswith(str(root))
        and bool(int(str(flags)) & (os.O_WRONLY | os.O_RDWR))
    )


def kill(_: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fail(_: int) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize(
    ("stroke", "has_cache"),
    [
        pytest.param(kill, True, id="killed"),
        pytest.param(kill, False, id="killed-without-a-cache"),
        pytest.param(fail, True, id="disk-full"),
    ],
)
def test_the_site_is_old_or_new(
    root: Path, trees: dict[str, Tree], stroke: Callable[[int], None], has_cache: bool
) -> None:
    """From the one review to the other and back again, with a stroke in each build."""

    def go_to(name: str) -> None:
        set_records(root, name)
        if not has_cache:
            shutil.rmtree(root / ".cache/stamped")

    writes = {}
    for name in ("old", "new", "old", "new"):  # the first two, so that what is spare is as it will be
        go_to(name)
        status, writes[name] = in_a_child(root, lambda _: None)
        assert status == FINE
    seen = set()
    for turn, point in enumerate((*SHARES, *FINAL)):
        before, name = ("new", "old") if turn % 2 == 0 else ("old", "new")
        go_to(name)
        last = writes[name] - point if isinstance(point, int) else int(writes[name] * point)
        status, _ = in_a_child(root, lambda count, last=last: stroke(count) if count == last else None)
        assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) in {FINE, FAILED}
        found = tree_of(root / "site")
        assert found in (trees[before], trees[name]), (point, differences(trees[before], found)[:3])
        seen.add("new" if found == trees[name] else "old")
        stamp(root, strict=False)
        assert differences(trees[name], tree_of(root / "site")) == [], point
    assert seen == {"old", "new"}
