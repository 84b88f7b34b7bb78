"""The ids that a real git repository remembers."""

import shutil
import subprocess
from pathlib import Path

import pytest

from litreview.model.history import History, read_history

UNKNOWN = "ids that have vanished cannot be found"


def git(root: Path, *arguments: str) -> None:
    who = ["-c", "user.name=Ada Quill", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


def commit(root: Path, message: str) -> None:
    git(root, "add", "--all")
    git(root, "commit", "--message", message)


@pytest.fixture
def repository(corpus_root: Path) -> Path:
    """The invented review in a repository with one commit."""
    git(corpus_root, "init", "--initial-branch=main")
    commit(corpus_root, "Invent")
    return corpus_root


def test_deleted_and_renamed_records_are_remembered(repository: Path) -> None:
    papers = repository / "papers"
    (papers / "2022/marsh2022tidal.yml").rename(papers / "2022/marsh2022high.yml")
    commit(repository, "Rename")
    (papers / "2021/quill2021feather.yml").unlink()
    commit(repository, "Delete")
    assert read_history(repository) == History(frozenset({"marsh2022tidal", "quill2021feather"}))


def test_only_what_was_a_record_counts(repository: Path) -> None:
    """Not the review itself, nor files in other places or with names that no id has."""
    papers = repository / "papers"
    strays = [
        "2022/quill2021feather.yml",
        "quill2021feather.yml",
        "2021/Quill 2021.yml",
        ".old/quill2021feather.yml",
        "é\n2021.yml",
    ]
    for stray in strays:
        (papers / stray).parent.mkdir(exist_ok=True)
        (papers / stray).write_text("x", "utf-8")
    commit(repository, "Stray")
    for stray in [*strays, "review.yml"]:
        (papers / stray).unlink()
    commit(repository, "Tidy")
    assert read_history(repository) == History()


def test_a_review_may_lie_inside_a_repository(repository: Path) -> None:
    inner = repository / "reviews/tea"
    shutil.copytree(repository / "papers", inner / "papers")
    commit(repository, "Copy")
    (inner / "papers/2021/quill2021feather.yml").unlink()
    (repository / "papers/2022/marsh2022tidal.yml").unlink()
    commit(repository, "Delete one each")
    assert read_history(inner) == History(frozenset({"quill2021feather"}))


def test_no_repository_no_history(corpus_root: Path) -> None:
    assert read_history(corpus_root) == History()


def test_no_commit_no_history(corpus_root: Path) -> None:
    git(corpus_root, "init")
    assert read_history(corpus_root) == History()


def test_a_shallow_clone_is_a_warning(repository: Path, tmp_path: Path) -> None:
    (repository / "papers/2021/quill2021feather.yml").unlink()
    commit(repository, "Delete")
    git(tmp_path, "clone", "--depth=1", repository.as_uri(), "clone")
    history = read_history(tmp_path / "clone")
    assert history.former_ids == frozenset()
    assert [str(problem) for problem in history.findings] == [
        f"papers: warning: the clone is shallow: {UNKNOWN}\n  hint: fetch the rest: git fetch --unshallow"
    ]


def test_git_that_refuses_is_a_warning(repository: Path) -> None:
    (repository / ".git/HEAD").write_text("nonsense", "utf-8")
    (problem,) = read_history(repository).findings
    assert problem.message.startswith("git cannot be asked (fatal: ")
    assert problem.message.endswith(f"): {UNKNOWN}")
    assert (problem.file, problem.severity, problem.hint) == ("papers", "warning", "try `git log` there")


def test_git_that_is_missing_is_a_warning(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository))
    history = read_history(repository)
    assert [str(problem) for problem in history.findings] == [
        f"papers: warning: git cannot be run (No such file or directory): {UNKNOWN}\n  hint: install git"
    ]
