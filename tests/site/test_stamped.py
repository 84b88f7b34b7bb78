"""`litreview build` makes the site that `mkdocs build` makes of the same review, byte for byte, whatever its settings are."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from litreview.errors import LitreviewError
from litreview.model.corpus import load_corpus
from litreview.site import shells
from litreview.site.build import addresses_of, write_pages
from render.test_encode_markdown import EXTENSIONS as ENCODED_FOR
from site_of import REPOSITORY, make_invented_review
from site_trees import by_mkdocs, copy_input, differences, stamp, tree_of

pytestmark = pytest.mark.usefixtures("quick_sites")

SITE = "https://example.org/elsewhere/"
FEW = ("quill2021feather", "marsh2022tidal", "dolittle2023benchmark", "blogger2020announcing")
Change = Callable[[Path], None]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented review, its pictures drawn; to be copied."""
    root = make_invented_review(tmp_path_factory.mktemp("drawn") / "review", REPOSITORY / "tests/corpus")
    write_pages(load_corpus(root), addresses_of(load_corpus(root), {}))
    return root


@pytest.fixture(scope="module")
def drawn_few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same of a few of its papers."""
    root = make_invented_review(tmp_path_factory.mktemp("few") / "review", REPOSITORY / "tests/corpus")
    for path in root.glob("papers/*/*.yml"):
        if path.stem not in FEW:
            path.unlink()
    write_pages(load_corpus(root), addresses_of(load_corpus(root), {}))
    return root


@pytest.fixture
def review(tmp_path: Path, drawn: Path) -> Path:
    """The invented review without generated files in docs/."""
    return _clean(copy_input(drawn, tmp_path / "review"))


@pytest.fixture
def few(tmp_path: Path, drawn_few: Path) -> Path:
    """A few invented papers, for what has nothing to do with the papers."""
    return _clean(copy_input(drawn_few, tmp_path / "review"))


def _clean(root: Path) -> Path:
    """`root` without the generated files in its docs/."""
    for path in (root / "docs").iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != "about.md":
            path.unlink()
    return root


def assert_same(root: Path, *, strict: bool = True, by_stamping: bool = True, **variables: str) -> None:
    """The site that is at `root` now is MkDocs' own, and so are the warnings."""
    built = stamp(root, strict=strict, **variables)
    assert built.by_mkdocs != by_stamping
    made = by_mkdocs(root, root.parent / "plain", **variables)
    assert differences(tree_of(made.site), tree_of(root / "site")) == []
    assert [problem.message for problem in built.problems] == list(made.warnings)


def settings(old: str, new: str) -> Change:
    """A change of mkdocs.yml."""

    def change(root: Path) -> None:
        path = root / "mkdocs.yml"
        text = path.read_text("utf-8")
        assert old in text, old
        path.write_text(text.replace(old, new), "utf-8")

    return change


def written(name: str, text: str) -> Change:
    """A file written by hand."""

    def change(root: Path) -> None:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    return change


def both(*changes: Change) -> Change:
    def change(root: Path) -> None:
        for each in changes:
            each(root)

    return change


# --- The invented review ---


@pytest.mark.parametrize("without", [0, 1, 2], ids="{} pages of each kind rendered by the theme".format)
def test_the_review_with_addresses(review: Path, monkeypatch: pytest.MonkeyPatch, without: int) -> None:
    monkeypatch.setattr(shells, "WITHOUT", without)
    assert_same(review)
    assert (review / "site/papers/quill2021feather/index.html").is_file()
    assert sorted(path.name for path in (review / "docs").iterdir()) == ["about.md"]


def test_the_review_without_addresses(review: Path) -> None:
    path = review / "papers/review.yml"
    path.write_text(re.sub(r"(?m)^(?:repository|site):.*\n", "", path.read_text("utf-8")), "utf-8")
    assert_same(review)
    assert b"canonical" not in (review / "site/index.html").read_bytes()


def test_the_review_with_addresses_of_the_workflow(review: Path) -> None:
    assert_same(
        review, LITREVIEW_SITE_URL=SITE.rstrip("/"), LITREVIEW_REPOSITORY="https://example.org/a/fork"
    )
    assert SITE.encode() in (review / "site/sitemap.xml").read_bytes()


def test_pages_in_docs_change_nothing(review: Path) -> None:
    """Those that `--pages-only` left there, though they are of another day."""
    write_pages(load_corpus(review), addresses_of(load_corpus(review), {}))
    (review / "docs/papers/quill2021feather.md").write_text("# Stale\n", "utf-8")
    (review / "papers/2020/blogger2020announcing.yml").unlink()
    stamp(review)
    stale = tree_of(review / "site")
    assert_same(_clean(review))
    assert differences(tree_of(review / "site"), stale) == []


def test_the_repositorys_own_review(tmp_path: Path) -> None:
    root = tmp_path / "review"
    for name in ("papers", "docs", "overrides"):
        shutil.copytree(REPOSITORY / name, root / name)
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    assert_same(root)
    made = tree_of(root / "site")
    # Once more by a process without threads, which shares so many files with others.
    for folder in ("site", ".cache/stamped"):
        shutil.rmtree(root / folder)
    subprocess.run(
        (sys.executable, "-m", "litreview", "build", "--strict"), cwd=root, check=True, capture_output=True
    )
    assert differences(made, tree_of(root / "site")) == []


# --- Settings, themes, pages written by hand ---

PAGE_FACTS = """{% extends "base.html" %}
{% block extrahead %}
{% if page %}
  <meta name="x-url" content="{{ page.url }}">
  <meta name="x-abs" content="{{ page.abs_url }}">
  <meta name="x-file" content="{{ page.file.src_uri }} {{ page.file.dest_uri }} {{ page.file.name }}">
  <meta name="x-description" content="{{ (page.meta.description or '') | truncate(20) }}">
{% endif %}
{% endblock %}
{% block htmltitle %}{% if page %}<title>{{ page.title | upper }} / {{ page.title | length }}</title>{% endif %}{% endblock %}
"""
TITLE_PARTS = """{% extends "base.html" %}
{% block htmltitle %}{% if page %}<title>{{ page.title[:3] }} of {{ page.title | urlencode }}</title>{% endif %}{% endblock %}
"""
HAND_WRITTEN = """# By hand

[a paper](papers/quill2021feather.md), [its summary](papers/quill2021feather.md#summary), [a topic](topics/tuning.md#papers),
[an export](review.bib), [home](index.md), [the style](assets/litreview.css)
"""

# All that may not move MkDocs to render each page itself.
EXTENSIONS = "".join(f"\n  - {name}" for name in ENCODED_FOR if name != "toc") + "\n  - sane_lists\n"


def features(*names: str) -> Change:
    """Further features of the theme."""
    first = "    - content.code.copy\n"
    return settings(first, first + "".join(f"    - {name}\n" for name in names))


def in_navigation(*names: str) -> Change:
    """Further pages at the end of the navigation."""
    last = "  - About: about.md\n"
    return settings(last, last + "".join(f"  - {name}\n" for name in names))


def no_navigation(root: Path) -> None:
    """MkDocs makes one of all pages."""
    path = root / "mkdocs.yml"
    path.write_text(re.sub(r"(?ms)^nav:\n.*?(?=^theme:)", "", path.read_text("utf-8")), "utf-8")


EXTRA = "navigation.path navigation.footer navigation.sections navigation.expand toc.integrate content.action.edit".split()
FORGE = settings('edit_uri: ""', "repo_url: https://example.org/forge/review\nedit_uri: edit/main/docs/")
NO_SEARCH = settings("plugins:\n  - search:", "plugins: []\nx:\n  - search:")
ROWS = [
    pytest.param(both(settings("    - navigation.tabs\n", ""), features("navigation.path")), id="path-and-no-tabs"),
    pytest.param(both(settings("      - topics/folklore.md\n", ""), settings("  - Statistics: stats.md\n", "  - Feather: papers/quill2021feather.md\n  - stats.md\n")), id="navigation-with-a-paper-and-without-a-topic"),
    pytest.param(both(settings("permalink: true", "permalink: false"), settings("primary: indigo", "primary: teal"), settings("language: en", "language: he")), id="no-permalinks-another-palette-from-right-to-left"),
    pytest.param(settings("permalink: true", "permalink: ⚓︎\n      toc_depth: 2\n      baselevel: 1"), id="contents-of-two-levels"),
    pytest.param(settings("permalink: true", "anchorlink: true"), id="headings-that-are-links"),
    pytest.param(both(features(*EXTRA), FORGE), id="many-features-and-a-forge"),
    pytest.param(features("navigation.prune"), id="pruned-navigation"),
    pytest.param(settings("name: material\n  custom_dir: overrides", "name: material\n  #"), id="no-overrides"),
    pytest.param(NO_SEARCH, id="no-search"),
    pytest.param(both(NO_SEARCH, settings("name: material\n  custom_dir: overrides", "name: mkdocs\n  locale: de\nx-theme:\n  x: 1")), id="another-theme"),
    pytest.param(settings("\n  - admonition\n", EXTENSIONS), id="many-extensions"),
    pytest.param(both(settings("  - attr_list\n", ""), settings("  - tables\n", ""), settings("  - footnotes\n", "")), id="few-extensions"),
    pytest.param(settings("not_in_nav:", "exclude_docs: |\n  /drafts/**\nnot_in_nav:"), id="excluded-drafts"),
    pytest.param(settings("  /papers/**\n  /results/**\n", ""), id="papers-that-the-navigation-should-have"),
    pytest.param(no_navigation, id="no-navigation"),
    pytest.param(written("overrides/main.html", PAGE_FACTS), id="page-facts-in-the-theme"),
    pytest.param(written("overrides/main.html", TITLE_PARTS), id="parts-of-titles-in-the-theme"),
    pytest.param(both(written("overrides/.hidden/a.css", "a {}"), written("overrides/deep/.b.css", ""), written("overrides/deep/er/.c/d.css", ""), written("overrides/deep/er/e.css", ""), written("overrides/a b/é.js", "")), id="files-of-the-theme"),
    pytest.param(written("overrides/partials/content.html", "<p>{{ page.toc | length }} {{ page.is_homepage }}</p>{{ page.content }}"), id="content-by-an-override"),
    pytest.param(both(written("docs/assets/extra.js", "'use strict'"), written("docs/img/deep/er/x.svg", "<svg/>"), written("docs/.hidden/x.md", "# Hidden")), id="assets-and-hidden-files"),
    pytest.param(both(written("docs/by-hand.md", HAND_WRITTEN), in_navigation("by-hand.md")), id="links-from-a-page-by-hand"),
    pytest.param(both(written("docs/papers/README.md", "# Papers\n\n[One](quill2021feather.md#cite)\n"), in_navigation("papers/README.md")), id="a-page-by-hand-among-papers"),
]  # fmt: skip


@pytest.mark.parametrize("change", ROWS)
def test_other_settings(few: Path, change: Change) -> None:
    change(few)
    assert_same(few, strict=False)


WARNED = """# About

[no paper](papers/nobody2020none.md), [no heading](papers/quill2021feather.md#nothing), [no heading](topics/tuning.md#nothing),
[no heading here](#nothing), [absolute](/papers/quill2021feather.md), [an address](papers/quill2021feather/),
![no picture](papers/none.png), [a heading](papers/quill2021feather.md#cite)
"""


def test_warnings_about_pages_by_hand(few: Path) -> None:
    written("docs/about.md", WARNED)(few)
    written("docs/extra.md", "# In no navigation\n")(few)
    assert_same(few, strict=False)


def test_settings_that_say_strict_are_strict(few: Path) -> None:
    stamp(few)
    before = tree_of(few / "site")
    settings("copyright:", "strict: true\ncopyright:")(few)
    written("docs/about.md", WARNED)(few)
    with pytest.raises(LitreviewError):
        stamp(few, strict=False)
    assert differences(before, tree_of(few / "site")) == []


# --- Where MkDocs has to render each page itself ---

HOOK = """def on_page_markdown(markdown, **_):
    return markdown + "\\n\\nSaid by a hook.\\n"
"""


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(both(written("hook.py", HOOK), settings("plugins:\n", "hooks: [hook.py]\nplugins:\n")), id="hook"),
        pytest.param(settings("plugins:\n", "plugins:\n  - tags\n"), id="another-plugin"),
        pytest.param(settings("not_in_nav:", "exclude_docs: |\n  /authors/**\n  *.bib\nnot_in_nav:"), id="excluded-pages"),
        pytest.param(settings("not_in_nav:", "draft_docs: stats.md\nnot_in_nav:"), id="draft-pages"),
        pytest.param(settings("  - md_in_html\n", ""), id="no-markdown-in-html"),
        pytest.param(both(settings("  - footnotes\n", "  - pymdownx.snippets:\n      auto_append: [words.txt]\n  - abbr\n"), written("words.txt", "*[Feather]: A light one\n")), id="words-from-a-file"),
        pytest.param(settings("use_directory_urls: true", "use_directory_urls: false"), id="pages-as-files"),
    ],
)  # fmt: skip
def test_what_stamping_cannot_know_mkdocs_renders(few: Path, change: Change) -> None:
    change(few)
    assert_same(few, strict=False, by_stamping=False)
