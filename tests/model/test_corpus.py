"""A review loaded from disk: everything readable comes, everything else is a finding."""

import os
from pathlib import Path

import pytest

from litreview.errors import LitreviewError, WrongUsageError
from litreview.model.corpus import load_abstracts, load_corpus, read_record, record_paths
from litreview.model.root import find_root


def test_records_come_in_the_order_of_their_paths(corpus_root: Path) -> None:
    corpus = load_corpus(corpus_root)
    paths = [file.path for file in corpus.files]
    assert paths == sorted(paths) == record_paths(corpus_root)
    assert len(paths) == 12
    assert paths[0] == "papers/2020/blogger2020announcing.yml"
    assert corpus.findings == ()
    assert corpus.review.title == "An invented review"
    assert [path for path, _ in corpus.taxonomy.walk()] == [
        "tuning", "tuning/by-ear", "tuning/by-spoon", "shrinking", "shrinking/teaspoons", "folklore",
    ]  # fmt: skip


def test_of_two_records_with_one_id_the_first_counts(corpus_root: Path) -> None:
    (corpus_root / "papers/2026").mkdir()
    (corpus_root / "papers/2026/late.yml").write_text("id: marsh2022tidal\ntitle: Another\n", "utf-8")
    corpus = load_corpus(corpus_root)
    assert corpus.by_id["marsh2022tidal"].title == "Tidal Feather: Stirring at High Water"


def test_one_broken_record_does_not_stop_the_others(corpus_root: Path) -> None:
    (corpus_root / "papers/2022/marsh2022tidal.yml").write_text("titel: x\n", "utf-8")
    corpus = load_corpus(corpus_root)
    assert len(corpus.files) == 11
    assert {problem.file for problem in corpus.findings} == {"papers/2022/marsh2022tidal.yml"}


def test_hidden_files_and_other_kinds_of_files_are_left_alone(corpus_root: Path) -> None:
    for name in (".draft.yml", ".trash/a2021b.yml", "README.md", "2021/figure.png"):
        path = corpus_root / "papers" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", "utf-8")
    corpus = load_corpus(corpus_root)
    assert len(corpus.files) == 12
    assert corpus.findings == ()


def test_links_are_not_followed(corpus_root: Path, tmp_path: Path) -> None:
    """A pull request could otherwise publish what the machine that builds can read."""
    secret = tmp_path / "secret.yml"
    secret.write_text("id: secret2021file\ntitle: Secret\n", "utf-8")
    (corpus_root / "papers/2021/secret2021file.yml").symlink_to(secret)
    (corpus_root / "papers/elsewhere").symlink_to(tmp_path)
    corpus = load_corpus(corpus_root)
    assert len(corpus.files) == 12
    hint = "  hint: put the file itself here; links could show what was never meant to be published"
    assert "\n".join(map(str, corpus.findings)).splitlines() == [
        "papers/2021/secret2021file.yml: is a link, or no ordinary file", hint,
        "papers/elsewhere: is a link, or no ordinary file", hint,
    ]  # fmt: skip


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_pipes_are_not_waited_for(corpus_root: Path) -> None:
    os.mkfifo(corpus_root / "papers/2021/pipe2021forever.yml")
    assert [problem.message for problem in load_corpus(corpus_root).findings] == [
        "is a link, or no ordinary file"
    ]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_what_must_not_be_read_is_a_finding(corpus_root: Path) -> None:
    (corpus_root / "papers/2022/marsh2022tidal.yml").chmod(0)
    assert [str(problem) for problem in load_corpus(corpus_root).findings] == [
        "papers/2022/marsh2022tidal.yml: cannot be read: Permission denied"
    ]


@pytest.mark.parametrize(
    ("missing", "expected"),
    [
        pytest.param(
            "papers/review.yml", "papers/review.yml: cannot be read: No such file or directory", id="review"
        ),
        pytest.param(
            "papers/taxonomy.yml",
            "papers/taxonomy.yml: cannot be read: No such file or directory",
            id="taxonomy",
        ),
    ],
)
def test_no_corpus_without(missing: str, expected: str, corpus_root: Path) -> None:
    (corpus_root / missing).unlink()
    with pytest.raises(LitreviewError) as refusal:
        load_corpus(corpus_root)
    assert str(refusal.value) == expected


def test_the_root_is_the_nearest_folder_with_a_review(corpus_root: Path) -> None:
    assert find_root(corpus_root / "papers/2021") == corpus_root
    assert find_root(corpus_root) == corpus_root


def test_no_root_outside_of_a_review(tmp_path: Path) -> None:
    with pytest.raises(WrongUsageError) as refusal:
        find_root(tmp_path)
    assert str(refusal.value) == (
        f"{tmp_path}: no papers/review.yml here or in a folder above\n"
        "  hint: `litreview new DIR` makes a fresh review; `--root DIR` names one"
    )


def test_read_record_gives_the_record_and_its_text(corpus_root: Path) -> None:
    record, text = read_record(corpus_root, "papers/nd/nobodyndknows.yml")
    assert record.title == "Nobody Knows When This Was Written"
    assert text == "id: nobodyndknows\ntitle: Nobody Knows When This Was Written\n"


def test_abstracts_are_those_that_this_machine_holds(corpus_root: Path) -> None:
    ids = ["quill2021feather", "marsh2022tidal"]
    assert load_abstracts(corpus_root, ids) == {}
    folder = corpus_root / "papers/.abstracts"
    folder.mkdir()
    (folder / "quill2021feather.txt").write_bytes("  A féather.\n".encode())
    (folder / "other2021paper.txt").write_text("Not asked for.", "utf-8")
    assert load_abstracts(corpus_root, ids) == {"quill2021feather": "A féather."}


def test_an_abstract_in_another_encoding_stops_nothing(corpus_root: Path) -> None:
    folder = corpus_root / "papers/.abstracts"
    folder.mkdir()
    (folder / "marsh2022tidal.txt").write_bytes(b"A f\xe9ather.")
    assert load_abstracts(corpus_root, ["marsh2022tidal"]) == {"marsh2022tidal": "A f\ufffdather."}
