"""The search index by the real Pagefind, and a site without one."""

import json
import shutil
from functools import partial
from pathlib import Path

import pytest

from litreview.errors import LitreviewError
from litreview.model.corpus import Corpus, load_corpus
from litreview.site import search
from litreview.site.build import addresses_of, write_pages
from litreview.site.builder import build_site
from site_of import add_search, make_invented_review

HINT = "Browse shows its plain list until then; `pip install 'pagefind[bin]'` brings the program"


@pytest.fixture
def corpus(tmp_path: Path, corpus_root: Path) -> Corpus:
    """The invented review with its pages written."""
    corpus = load_corpus(make_invented_review(tmp_path / "whole", corpus_root))
    write_pages(corpus, addresses_of(corpus, {}))
    return corpus


def test_the_index_has_the_included_papers_and_nothing_else(corpus: Corpus, tmp_path: Path) -> None:
    assert add_search(corpus, tmp_path) == ()

    entry = json.loads((tmp_path / "pagefind/pagefind-entry.json").read_text("utf-8"))
    included = [record for record in corpus.records if record.decision == "included"]
    assert {name: each["page_count"] for name, each in entry["languages"].items()} == {"en": len(included)}


def test_the_index_comes_with_the_site(corpus: Corpus) -> None:
    assert build_site(corpus.root, strict=True, complete=partial(add_search, corpus)) == ()

    assert (corpus.root / "site/pagefind/pagefind.js").is_file()
    assert (corpus.root / "site/browse/facets.json").is_file()


def test_a_review_without_papers_needs_no_index(corpus: Corpus, tmp_path: Path) -> None:
    shutil.rmtree(corpus.root / "papers/2020", ignore_errors=True)
    for record in (corpus.root / "papers").glob("*/*.yml"):
        record.unlink()

    assert add_search(load_corpus(corpus.root), tmp_path) == ()
    assert list(tmp_path.glob("pagefind*")) == []


def without_program(monkeypatch: pytest.MonkeyPatch, _: Path) -> None:
    monkeypatch.setattr(search, "get_executable", lambda: None)


def with_half_a_package(monkeypatch: pytest.MonkeyPatch, _: Path) -> None:
    def find() -> Path:
        raise FileNotFoundError("Could not find any of [...]")

    monkeypatch.setattr(search, "get_executable", find)


def with_program_of_another_system(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    (folder / "pagefind").write_bytes(b"\x7fELF of nothing")
    (folder / "pagefind").chmod(0o755)
    monkeypatch.setattr(search, "get_executable", lambda: folder / "pagefind")


def with_failing_program(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    (folder / "pagefind").write_text("#!/bin/sh\necho 'The disk\n  is full.' >&2\nexit 1\n", "utf-8")
    (folder / "pagefind").chmod(0o755)
    monkeypatch.setattr(search, "get_executable", lambda: folder / "pagefind")


FAILURES = [
    pytest.param(without_program, "Pagefind is not installed", id="not-installed"),
    pytest.param(with_half_a_package, "Pagefind is not installed", id="installed-without-its-program"),
    pytest.param(
        with_program_of_another_system, "Pagefind cannot be run: Exec format error", id="cannot-run"
    ),
    pytest.param(with_failing_program, "Pagefind failed: The disk is full.", id="fails"),
]


@pytest.mark.parametrize(("breakage", "message"), FAILURES)
def test_without_the_index_the_site_is_built_with_a_warning(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, breakage: object, message: str
) -> None:
    assert callable(breakage)
    breakage(monkeypatch, tmp_path)

    problems = build_site(corpus.root, strict=False, complete=partial(add_search, corpus))

    assert [str(problem) for problem in problems] == [
        f"mkdocs.yml: warning: no search index: {message}\n  hint: {HINT}"
    ]
    assert (corpus.root / "site/browse/index.html").is_file()
    assert not (corpus.root / "site/pagefind").exists()


def test_a_strict_build_without_the_index_leaves_the_old_site(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    complete = partial(add_search, corpus)
    build_site(corpus.root, strict=True, complete=complete)
    monkeypatch.setattr(search, "get_executable", lambda: None)

    with pytest.raises(LitreviewError, match="no search index: Pagefind is not installed"):
        build_site(corpus.root, strict=True, complete=complete)

    assert (corpus.root / "site/pagefind/pagefind.js").is_file()
