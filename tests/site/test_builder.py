"""docs/ to site/ by the real MkDocs and Material."""

from pathlib import Path

import pytest

from litreview.errors import LitreviewError
from litreview.model.corpus import load_corpus
from litreview.site.build import addresses_of, write_pages
from litreview.site.builder import build_site, environment
from site_of import make_invented_review


@pytest.fixture
def root(tmp_path: Path, corpus_root: Path) -> Path:
    """The invented review with its pages written."""
    made = make_invented_review(tmp_path / "site", corpus_root)
    corpus = load_corpus(made)
    write_pages(corpus, addresses_of(corpus, {}))
    return made


def test_the_whole_review_builds_without_a_warning(root: Path) -> None:
    assert build_site(root, strict=True) == ()
    for page in (
        "index.html",
        "papers/quill2021feather/index.html",
        "topics/tuning/by-ear/index.html",
        "review.bib",
    ):
        assert (root / "site" / page).is_file(), page


def test_the_sites_address_comes_from_the_environment(root: Path) -> None:
    with environment({"LITREVIEW_SITE_URL": "https://example.org/review/"}):
        build_site(root, strict=True)

    page = (root / "site/papers/quill2021feather/index.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://example.org/review/papers/quill2021feather/">' in page


def test_a_strict_build_with_a_dead_link_leaves_the_old_site(root: Path) -> None:
    build_site(root, strict=True)
    before = (root / "site/about/index.html").read_bytes()
    (root / "docs/about.md").write_text("# About\n\n[nowhere](nowhere.md)\n", "utf-8")

    with pytest.raises(LitreviewError) as caught:
        build_site(root, strict=True)

    assert [str(problem) for problem in caught.value.problems] == [
        "mkdocs.yml: warning: Doc file 'about.md' contains a link 'nowhere.md', but the target is not found among documentation files."
    ]
    assert (root / "site/about/index.html").read_bytes() == before


def test_a_dead_link_is_a_warning_otherwise(root: Path) -> None:
    (root / "docs/about.md").write_text("# About\n\n[nowhere](nowhere.md)\n", "utf-8")

    assert len(build_site(root, strict=False)) == 1
    assert (root / "site/about/index.html").is_file()


def test_missing_settings_are_named(root: Path) -> None:
    (root / "mkdocs.yml").unlink()

    with pytest.raises(LitreviewError, match=r"mkdocs\.yml: Config file .* does not exist"):
        build_site(root, strict=False)


def test_no_page_names_another_host_to_load_from(root: Path) -> None:
    """Links lead anywhere; what is loaded (scripts, styles, fonts, pictures) is the site's own."""
    build_site(root, strict=True)
    for page in (root / "site").rglob("*.html"):
        text = page.read_text("utf-8")
        assert 'src="http' not in text, page
        assert 'rel="stylesheet" href="http' not in text, page
        assert "fonts.g" not in text, page
