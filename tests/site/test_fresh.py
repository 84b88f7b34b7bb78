"""A fresh review, and the two copies of mkdocs.yml."""

from pathlib import Path

import pytest

from conftest import REPOSITORY
from litreview.errors import WrongUsageError
from litreview.model.corpus import load_corpus
from litreview.site.build import addresses_of, write_pages
from litreview.site.builder import build_site
from litreview.site.fresh import make_review


def test_a_fresh_review_builds_at_once(tmp_path: Path) -> None:
    fresh = make_review(tmp_path / "mine", 'Tea & "models": a review')
    corpus = load_corpus(tmp_path / "mine")

    write_pages(corpus, addresses_of(corpus, {}))

    assert build_site(tmp_path / "mine", strict=True) == ()
    assert corpus.review.title == 'Tea & "models": a review'
    assert corpus.findings == ()
    assert fresh.with_generator
    assert "No paper is included yet" in (tmp_path / "mine/docs/index.md").read_text("utf-8")


def test_the_generator_and_the_workflows_go_along(tmp_path: Path) -> None:
    make_review(tmp_path, "Mine")

    for path in (
        "Makefile",
        "requirements.lock",
        "generator/litreview/cli.py",
        ".github/workflows/pages.yml",
        ".github/ISSUE_TEMPLATE/fix-a-record.yml",
        ".github/ISSUE_TEMPLATE/suggest-a-paper.yml",
        ".gitignore",
    ):
        assert (tmp_path / path).is_file(), path
    assert not (tmp_path / "tests").exists()


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("years of work", "utf-8")

    with pytest.raises(WrongUsageError, match="is not empty"):
        make_review(tmp_path, "Mine")

    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]


def test_settings_of_this_review_and_of_fresh_ones_differ_in_name_and_navigation_alone() -> None:
    """One is a copy of the other: a change of theme or extensions belongs into both."""
    own = (REPOSITORY / "mkdocs.yml").read_text("utf-8").splitlines()
    fresh = (REPOSITORY / "generator/litreview/fresh/mkdocs.yml").read_text("utf-8").splitlines()
    places = (
        "site_name:",
        "      - topics/",
        "  - About:",
        "      - about.md",
        "      - fields.md",
        "      - decisions/",
        "      - findings.md",
        "  /decisions/**",
    )

    assert [line for line in own if not line.startswith(places)] == [
        line for line in fresh if not line.startswith(places)
    ]


@pytest.mark.parametrize("name", ["main.html", "sitemap.xml"])
def test_both_print_heads_and_sitemap_alike(name: str) -> None:
    own = (REPOSITORY / "overrides" / name).read_text("utf-8")
    fresh = (REPOSITORY / "generator/litreview/fresh/overrides" / name).read_text("utf-8")
    assert fresh == own
