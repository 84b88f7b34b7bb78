"""Writing: nothing is overwritten by accident, and whatever interrupts it, every file is old or new."""

import errno
import os
from pathlib import Path

import pytest

from empty_review import tree
from litreview.errors import LitreviewError
from litreview.intake.changes import Changes, Creation, Edit, apply_changes, edit_of, read_for_edit

TEA = Creation("papers/2024/quill2024tea.yml", "id: quill2024tea\ntitle: Tea – ☕\n", "quill2024tea")
CUPS = Creation("papers/2024/quill2024cups.yml", "id: quill2024cups\ntitle: Cups\n", "quill2024cups")
ABSTRACT = "papers/.abstracts/quill2024tea.txt"


def test_records_and_abstracts_are_written(tmp_path: Path) -> None:
    apply_changes(tmp_path, Changes((TEA, CUPS), abstracts={"quill2024tea": "We brew."}))
    assert tree(tmp_path) == {
        TEA.path: TEA.text.encode(),
        CUPS.path: CUPS.text.encode(),
        ABSTRACT: b"We brew.\n",
    }


def test_what_is_there_already_is_left_alone_and_named(tmp_path: Path) -> None:
    (tmp_path / "papers/2024").mkdir(parents=True)
    (tmp_path / TEA.path).write_text("mine", "utf-8")
    with pytest.raises(LitreviewError) as caught:
        apply_changes(tmp_path, Changes((TEA, CUPS)))
    assert str(caught.value) == (
        "papers/2024/quill2024tea.yml: is there already, and was left alone\n"
        "  hint: somebody else has made it meanwhile; run the same command again"
    )
    assert tree(tmp_path) == {TEA.path: b"mine", CUPS.path: CUPS.text.encode()}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param(
            Changes((TEA,), abstracts={"quill2024tea": "New."}), b"New.\n", id="of-a-new-record-replaced"
        ),
        pytest.param(Changes(abstracts={"quill2024tea": "New."}), b"Old.\n", id="of-an-old-record-kept"),
    ],
)
def test_abstracts(tmp_path: Path, changes: Changes, expected: bytes) -> None:
    (tmp_path / ABSTRACT).parent.mkdir(parents=True)
    (tmp_path / ABSTRACT).write_bytes(b"Old.\n")
    apply_changes(tmp_path, changes)
    assert (tmp_path / ABSTRACT).read_bytes() == expected


def test_an_edit_keeps_the_file_s_mode(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_bytes(b"old")
    path.chmod(0o640)
    apply_changes(tmp_path, Changes(edits=(Edit("a.yml", b"old", b"new"),)))
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o640)


def test_an_edit_of_bytes_that_have_changed_is_left_out_and_named(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_bytes(b"newer")
    (tmp_path / "b.yml").write_bytes(b"old")
    edits = (Edit("a.yml", b"old", b"new"), Edit("b.yml", b"old", b"new"))
    with pytest.raises(LitreviewError) as caught:
        apply_changes(tmp_path, Changes(edits=edits))
    assert str(caught.value) == (
        "a.yml: has changed, and was left alone\n  hint: somebody else has changed it meanwhile; run the same command again"
    )
    assert tree(tmp_path) == {"a.yml": b"newer", "b.yml": b"new"}


def test_a_byte_order_mark_stays(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_bytes(b"\xef\xbb\xbfid: x")
    data, text = read_for_edit(tmp_path, "a.yml")
    apply_changes(tmp_path, Changes(edits=(edit_of("a.yml", data, f"{text}\n"),)))
    assert (tmp_path / "a.yml").read_bytes() == b"\xef\xbb\xbfid: x\n"


@pytest.mark.parametrize("failing", ["link", "replace", "fsync"])
def test_a_full_disk_leaves_old_or_new_and_no_scraps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    (tmp_path / "a.yml").write_bytes(b"old")
    changes = Changes((TEA,), (Edit("a.yml", b"old", b"new"),))
    monkeypatch.setattr(os, failing, fail)
    with pytest.raises(LitreviewError) as caught:
        apply_changes(tmp_path, changes)
    written = {} if failing in {"link", "fsync"} else {TEA.path: TEA.text.encode()}
    assert tree(tmp_path) == {"a.yml": b"old", **written}
    assert caught.value.problems[0].message == "cannot be written: No space left on device"


def test_scraps_of_a_killed_run_are_cleared_away(tmp_path: Path) -> None:
    scrap = tmp_path / "papers/2024/.quill2024tea.yml.tmp"
    scrap.parent.mkdir(parents=True)
    scrap.write_bytes(b"id: quill20")
    apply_changes(tmp_path, Changes((TEA,)))
    assert tree(tmp_path) == {TEA.path: TEA.text.encode()}


@pytest.mark.parametrize("is_there", [pytest.param(False, id="new"), pytest.param(True, id="taken")])
def test_disks_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_there: bool) -> None:
    """The file is renamed into place; one that comes between is still not overwritten."""
    target = tmp_path / TEA.path

    def refuse(*_: object) -> None:
        if is_there:
            target.write_bytes(b"mine")
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    if is_there:
        with pytest.raises(LitreviewError):
            apply_changes(tmp_path, Changes((TEA,)))
    else:
        apply_changes(tmp_path, Changes((TEA,)))
    assert tree(tmp_path) == {TEA.path: b"mine" if is_there else TEA.text.encode()}


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(LitreviewError) as caught:
        read_for_edit(tmp_path, "gone.yml")
    assert caught.value.problems[0].message == "cannot be read: No such file or directory"
