"""The table of formats, and every file that is made from it for a review."""

from pathlib import Path

import pytest

from litreview.model.corpus import Corpus, load_corpus
from litreview.render.bibtex import OVERLEAF_LIMIT
from litreview.render.exports import FORMATS, MadeEntries, entries_when_asked, plan_exports
from litreview.render.exports.tables import results_csv
from litreview.render.index import index_corpus
from litreview.render.inputs import Inputs
from litreview.render.results.claims import collect_claims
from render.papers import REPOSITORY, REVIEW, record


def test_formats_by_name() -> None:
    assert [(name, each.suffix, each.media_type) for name, each in FORMATS.items()] == [
        ("bibtex", ".bib", "application/x-bibtex"),
        ("ris", ".ris", "application/x-research-info-systems"),
        ("csl-json", ".csl.json", "application/vnd.citationstyles.csl+json"),
        ("csv", ".csv", "text/csv"),
        ("json", ".json", "application/json"),
    ]


@pytest.mark.parametrize(
    ("name", "beginning"),
    [
        pytest.param("bibtex", "@misc{marsh2023tidal,\n", id="bibtex"),
        pytest.param("ris", "TY  - UNPB\r\n", id="ris"),
        pytest.param("csl-json", '[\n{"id": "marsh2023tidal", ', id="csl-json"),
        pytest.param("csv", '\ufeff"id","title",', id="csv"),
        pytest.param("json", '{\n"title": "A review of \\"nothing\\"",\n', id="json"),
    ],
)
def test_a_format_renders(name: str, beginning: str) -> None:
    assert FORMATS[name].render([record()], REVIEW).startswith(beginning)


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    """The exports of the invented review."""
    return export_files(load_corpus(REPOSITORY / "tests" / "corpus"))


def export_files(corpus: Corpus, bib_limit: int = OVERLEAF_LIMIT) -> dict[str, str]:
    index = index_corpus(corpus)
    inputs = Inputs(index, collect_claims(index), {}, "")
    planned = plan_exports(
        index, corpus.review, entries_when_asked(index, inputs, MadeEntries()), inputs, bib_limit
    )
    return {path: file.render() for path, file in planned.items()}


def test_files_of_a_review(files: dict[str, str]) -> None:
    """The whole review and each topic and subtopic in every format, each included paper in all but CSV."""
    corpus = load_corpus(REPOSITORY / "tests" / "corpus")
    several = ["review", *(f"topics/{path}" for path, _ in corpus.taxonomy.walk())]
    papers = [f"papers/{paper.id}" for paper in corpus.records if paper.decision == "included"]
    assert set(files) == {
        "results.csv",
        "review.schema.json",
        *(f"{stem}{suffix}" for stem in several for suffix in (".bib", ".ris", ".csl.json", ".csv", ".json")),
        *(f"{stem}{suffix}" for stem in papers for suffix in (".bib", ".ris", ".csl.json", ".json")),
    }


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_is_what_its_format_renders(files: dict[str, str], name: str) -> None:
    """Newest first, a topic with its subtopics' papers."""
    corpus = load_corpus(REPOSITORY / "tests" / "corpus")
    index, each = index_corpus(corpus), FORMATS[name]
    assert files[f"review{each.suffix}"] == each.render(index.papers, corpus.review)
    assert files[f"topics/tuning{each.suffix}"] == each.render(index.by_topic["tuning"], corpus.review)
    assert files[f"topics/tuning/by-ear{each.suffix}"] == each.render(
        index.by_topic["tuning/by-ear"], corpus.review
    )
    if each.of_one:
        paper = index.by_id["xu2024chahu"]
        assert files[f"papers/xu2024chahu{each.suffix}"] == each.render([paper], corpus.review)
    assert files["results.csv"] == results_csv(index.papers)


def test_a_large_bib_has_parts_beside_it() -> None:
    """The whole stays at its address, for those whose program takes it."""
    corpus = load_corpus(REPOSITORY / "tests" / "corpus")
    plain, parted = (export_files(corpus, limit) for limit in (OVERLEAF_LIMIT, 4000))
    assert sorted(set(parted) - set(plain)) == [
        "review-2021.bib",
        "review-2022.bib",
        "review-2023.bib",
        "review-2024.bib",
        "review-undated.bib",
    ]
    assert parted["review.bib"] == plain["review.bib"]


def test_every_export_can_be_written(files: dict[str, str]) -> None:
    """Also with characters that text may have and a file may not."""
    assert [path for path, text in files.items() if not text.encode()] == []


def test_nothing_is_written_outside(files: dict[str, str]) -> None:
    assert [path for path in files if Path(path).is_absolute() or ".." in Path(path).parts] == []
