"""A build with nothing to do says so before it loads anything; after whatever has been touched it looks for itself."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from litreview.cli import main
from litreview.site.untouched import count_untouched, look_at
from site_of import REPOSITORY, make_invented_review

pytestmark = pytest.mark.usefixtures("quick_sites")
QUILL = "papers/2021/quill2021feather.yml"
Change = Callable[[Path], object]


def build(root: Path) -> int:
    """The exit code."""
    with pytest.raises(SystemExit) as end:
        main(["--root", str(root), "build"])
    assert isinstance(end.value.code, int)
    return end.value.code


def settle(root: Path) -> None:
    """Every file is as old as in a review that nobody has edited for a while."""
    for path in root.rglob("*"):
        if path.is_file() and ".cache" not in path.parts and "site" not in path.parts:
            os.utime(path, ns=(10**18, 10**18))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_invented_review(tmp_path_factory.mktemp("untouched") / "review", REPOSITORY / "tests/corpus")
    for name in ("2023/bogus2023counting.yml", "nd/nobodyndknows.yml"):  # which have warnings
        (root / "papers" / name).unlink()
    settle(root)
    assert build(root) == 0
    return root


@pytest.fixture
def review(built: Path) -> Iterator[Path]:
    """A review that is built, and is as it was after the test."""
    kept = {
        path: path.read_bytes()
        for folder in ("papers", "docs", "overrides")
        for path in (built / folder).rglob("*")
        if path.is_file()
    }
    kept[built / "mkdocs.yml"] = (built / "mkdocs.yml").read_bytes()
    yield built
    for path in built.rglob("*"):
        if path.is_file() and path not in kept and not {".cache", "site"} & set(path.parts):
            path.unlink()
    for path, data in kept.items():
        path.write_bytes(data)
    settle(built)
    assert build(built) == 0


def write(name: str, text: str) -> Change:
    def change(root: Path) -> None:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    return change


def edit(name: str, old: str, new: str) -> Change:
    def change(root: Path) -> None:
        path = root / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    return change


def test_nothing_to_do_is_said_without_loading_what_builds(review: Path) -> None:
    files = sum(path.is_file() for path in (review / "site").rglob("*"))
    assert count_untouched(review, look_at(review)) == files

    loaded = "import sys; sys.argv = ['litreview', 'build']\ntry:\n    from litreview.cli import main; main()\nfinally:\n    print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", loaded], cwd=review, capture_output=True, text=True, check=True
    )

    said, modules = done.stdout.splitlines()
    assert said == f"site/: 0 files written, {files:,} unchanged, 0 removed"
    assert not {"pydantic", "mkdocs", "jinja2", "yaml"} & set(modules.split())


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(edit(QUILL, "[tea]", "[tee]"), id="a-record-of-the-same-size"),
        pytest.param(write("papers/2024/x.yml", "id: x"), id="a-record-that-cannot-be-read"),
        pytest.param(lambda root: (root / QUILL).unlink(), id="a-record-gone"),
        pytest.param(
            lambda root: (root / QUILL).rename(root / "papers/2021/renamed.yml"), id="a-record-renamed"
        ),
        pytest.param(edit("papers/review.yml", "title: An", "title: My"), id="the-review"),
        pytest.param(edit("papers/taxonomy.yml", "title: Tuning", "title: Toning"), id="the-taxonomy"),
        pytest.param(write("papers/.abstracts/quill2021feather.txt", "Tea."), id="an-abstract"),
        pytest.param(edit("docs/about.md", "#", "##"), id="a-page-written-by-hand"),
        pytest.param(edit("mkdocs.yml", "primary: indigo", "primary: purple"), id="settings"),
        pytest.param(write("overrides/partials/copyright.html", "<p>Mine</p>"), id="theme"),
        pytest.param(lambda root: (root / "site/new.txt").write_text("mine", "utf-8"), id="the-site"),
        pytest.param(lambda root: (root / "site").rename(root / "away"), id="no-site"),
    ],
)
def test_whatever_is_touched_is_noticed(review: Path, change: Change) -> None:
    change(review)
    for path in (*review.glob("papers/**/*"), *review.glob("docs/**/*")):  # a while ago
        when = path.stat().st_mtime_ns
        if path.is_file() and when > 10**18:
            os.utime(path, ns=(when, when - 10**10))

    look = look_at(review)
    assert look.is_settled
    assert count_untouched(review, look) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [("LITREVIEW_SITE_URL", "https://example.org/elsewhere/"), ("SOURCE_DATE_EPOCH", "1700000000")],
)
def test_variables_are_noticed(review: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)

    assert count_untouched(review, look_at(review)) is None


def test_a_commit_is_noticed(review: Path) -> None:
    """An id may have vanished in it."""
    before = look_at(review)
    who = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org"}
    variables = os.environ | who | {key.replace("AUTHOR", "COMMITTER"): value for key, value in who.items()}
    for command in (["init", "--quiet"], ["commit", "--quiet", "--allow-empty", "-m", "x"]):
        subprocess.run(["git", "-C", str(review), *command], check=True, env=variables)

    assert look_at(review).digest != before.digest


def test_a_file_that_has_just_been_written_is_not_trusted(review: Path) -> None:
    """It could be written again within the same tick of the file system's clock."""
    (review / QUILL).touch()
    assert build(review) == 0

    assert count_untouched(review, look_at(review)) is None


def test_a_warning_is_said_again(review: Path, capfd: pytest.CaptureFixture[str]) -> None:
    edit("docs/about.md", "# ", "[nowhere](nowhere.md)\n\n# ")(review)
    settle(review)
    assert build(review) == 0
    first = capfd.readouterr()
    assert "nowhere.md" in first.err

    assert build(review) == 0

    assert capfd.readouterr().err == first.err
