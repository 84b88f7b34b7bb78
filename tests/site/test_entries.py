"""Entries of exports that are kept from one build to the next: made once for each record, and by the same program."""

from pathlib import Path

import pytest

from litreview.model.corpus import Corpus, RecordFile, load_corpus
from litreview.render.addresses import Addresses
from litreview.render.pages import plan_files
from litreview.site import entries as keeping
from litreview.site.entries import entries_kept_in


@pytest.fixture
def corpus(corpus_root: Path) -> Corpus:
    return load_corpus(corpus_root)


def export(corpus: Corpus, file: Path) -> tuple[dict[str, str], int]:
    """The exports of the whole review, and how many papers' entries had to be made for them."""
    with entries_kept_in(file) as made:
        planned = plan_files(corpus, abstracts={}, addresses=Addresses(), made=made)
        texts = {path: planned[path].render() for path in planned if path.startswith("review.")}
        return texts, len(made.new)


def retitled(corpus: Corpus) -> Corpus:
    """The corpus, its first included paper under another title."""
    first = next(file for file in corpus.files if file.record.decision == "included")
    changed = RecordFile(first.path, first.record.model_copy(update={"title": "Another title"}))
    files = tuple(changed if file == first else file for file in corpus.files)
    return Corpus(corpus.root, corpus.review, corpus.taxonomy, files, ())


def test_entries_are_made_once(corpus: Corpus, tmp_path: Path) -> None:
    file = tmp_path / "kept/entries"
    first, made = export(corpus, file)
    assert made == len([record for record in corpus.records if record.decision == "included"])
    assert export(corpus, file) == (first, 0)


def test_a_changed_record_is_made_anew_and_what_it_was_is_forgotten(corpus: Corpus, tmp_path: Path) -> None:
    file = tmp_path / "entries"
    export(corpus, file)
    after = retitled(corpus)

    kept, made = export(after, file)

    assert made == 1
    assert kept == export(after, tmp_path / "afresh")[0]
    assert export(corpus, file)[1] == 1


def test_another_program_believes_nothing(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "entries"
    texts, made = export(corpus, file)
    monkeypatch.setattr(keeping, "made_of_programs", lambda: [b"another"])
    assert export(corpus, file) == (texts, made)


@pytest.mark.parametrize(
    "damage", [pytest.param(lambda data: data[:-9], id="cut"), pytest.param(lambda _: b"x", id="other")]
)
def test_a_damaged_file_is_no_harm(corpus: Corpus, tmp_path: Path, damage: object) -> None:
    file = tmp_path / "entries"
    texts, made = export(corpus, file)
    assert callable(damage)
    file.write_bytes(damage(file.read_bytes()))
    assert export(corpus, file) == (texts, made)
