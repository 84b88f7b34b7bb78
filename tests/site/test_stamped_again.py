"""A build over an older site makes what a build from nothing makes, whatever has changed in between; and writes no more than that."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from litreview.errors import LitreviewError
from litreview.model.corpus import load_corpus
from litreview.site.build import addresses_of, write_pages
from litreview.site.builder import build_site
from site_of import REPOSITORY, make_invented_review
from site_trees import copy_input, differences, stamp, tree_of

pytestmark = pytest.mark.usefixtures("quick_sites")

FEW = ("quill2021feather", "marsh2022tidal", "dolittle2023benchmark", "bogus2023counting")
QUILL = "papers/2021/quill2021feather.yml"
MARSH = "papers/2022/marsh2022tidal.yml"
Change = Callable[[Path], object]


@pytest.fixture(scope="module")
def living(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A review that has been built twice, so that there is a spare site, and goes on changing from test to test."""
    root = make_invented_review(tmp_path_factory.mktemp("living") / "review", REPOSITORY / "tests/corpus")
    for path in root.glob("papers/*/*.yml"):
        if path.stem not in FEW:
            path.unlink()
    stamp(root)
    edit("papers/review.yml", "An invented review", "An invented review, again")(root)
    stamp(root)
    return root


@pytest.fixture
def again(living: Path) -> Iterator[Path]:
    """The same with its input as it was once more after the test."""
    before = copy_input(living, living.parent / "before")
    yield living
    for name in ("papers", "docs", "overrides", "mkdocs.yml"):
        here = living / name
        if here.is_dir():
            shutil.rmtree(here)
            shutil.copytree(before / name, here)
        else:
            shutil.copy(before / name, here)
    shutil.rmtree(before)


def clean_tree(root: Path, target: Path) -> dict[str, bytes]:
    """What a build from nothing makes of the same input."""
    copy_input(root, target)
    stamp(target, strict=False)
    return tree_of(target / "site")


def edit(name: str, old: str, new: str) -> Change:
    def change(root: Path) -> None:
        path = root / name
        text = path.read_text("utf-8")
        assert old in text, old
        path.write_text(text.replace(old, new, 1), "utf-8")

    return change


def add(name: str, text: str) -> Change:
    def change(root: Path) -> None:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    return change


def remove(name: str) -> Change:
    def change(root: Path) -> None:
        path = root / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()

    return change


def all_of(*changes: Change) -> Change:
    def change(root: Path) -> None:
        for each in changes:
            each(root)

    return change


def rename(root: Path) -> None:
    old = root / QUILL
    text = old.read_text("utf-8").replace(
        "id: quill2021feather", "id: quill2021plume\nformerly: [quill2021feather]"
    )
    old.with_name("quill2021plume.yml").write_text(text, "utf-8")
    old.unlink()


def build_by_mkdocs(root: Path) -> None:
    write_pages(load_corpus(root), addresses_of(load_corpus(root), {}))
    build_site(root, strict=False)


NEW_RECORD = "id: nemo2024new\ntitle: A new teapot\nauthors: [Nemo, Ada, 'Quill, Ada Mock']\ndate: 2024-05-06\ntopics: [tuning]\nadded: 2025-03-09\n"
NEW_RECORD = NEW_RECORD.replace("[Nemo, Ada, ", "['Nemo, Ada', ")
SUBTOPIC = "      - {id: by-hand, title: Tuning by hand, definition: Hands that turn a screw.}\n"
CHILDREN = "    children:\n      - id: by-ear\n"
CHANGES = [
    pytest.param(all_of(edit("papers/review.yml", "owners: [The Imaginary Curators]", "owners: [Others]"), edit("papers/review.yml", "repository: https://example.org/imaginary/review", "repository: https://example.org/fork"), edit("papers/review.yml", "update_months: 3", "update_months: 1")), id="facts-of-the-review"),
    pytest.param(all_of(edit(QUILL, "models: [Feather 3M, Kettle 7B]", "models: [feather 3M, Kettle 9B]"), edit(QUILL, "benchmarks: [TeaspoonBench, PourQA]", "benchmarks: [PourQA]"), edit(QUILL, "venue: FABLE 2021\n", "")), id="names"),
    pytest.param(all_of(edit(QUILL, "  - Tested with green tea only.", "  - Tested with black tea only."), edit(QUILL, "A recipe for", "A receipt for"), edit(QUILL, "We imagine a language", "We dream a language"), edit(QUILL, "listing: moon_2021.txt", "listing: sun_2021.txt"), edit(QUILL, "domains: [tea]", "domains: [coffee]"), edit(QUILL, "kind: compares-with", "kind: uses")), id="texts"),
    pytest.param(edit(QUILL, "pour tea without spilling", "spill tea without pouring"), id="summary"),
    pytest.param(edit(QUILL, "Feather: Training", "Plume & <b>Feather</b>: Training"), id="title"),
    pytest.param(edit(QUILL, "  - Quill, Ada Mock\n", "  - Newcomer, Ann\n"), id="authors"),
    pytest.param(edit(QUILL, "[shrinking/teaspoons, tuning/by-spoon]", "[folklore]"), id="topics"),
    pytest.param(edit(QUILL, "accuracy, value: -1.5", "precision, value: 0.2"), id="results"),
    pytest.param(edit(QUILL, "added: 2025-03-02", "added: 2026-01-02"), id="day-of-the-build"),
    pytest.param(add("papers/2024/nemo2024new.yml", NEW_RECORD), id="record-added"),
    pytest.param(remove("papers/2023/dolittle2023benchmark.yml"), id="record-deleted"),
    pytest.param(edit(MARSH, "title: ", "title: Not "), id="title-of-a-related-paper"),
    pytest.param(edit(MARSH, "\ndate: 2022", "\ndate: 2019"), id="date-of-a-related-paper"),
    pytest.param(edit(QUILL, "[[marsh2022tidal]]", "[[bogus2023counting]]"), id="link-in-notes"),
    pytest.param(edit(QUILL, "id: quill2021feather", "id: quill2021feather\ndecision: candidate"), id="candidate"),
    pytest.param(rename, id="record-renamed"),
    pytest.param(edit(MARSH, "\nid: ", "\ndecision: excluded\nreason: Too wet.\nid: "), id="record-excluded"),
    pytest.param(edit("papers/taxonomy.yml", "title: Tuning\n", "title: Tuning of kettles\n"), id="topic-title"),
    pytest.param(edit("papers/taxonomy.yml", "Listening until", "Waiting until"), id="topic-definition"),
    pytest.param(edit("papers/taxonomy.yml", CHILDREN, "    children:\n" + SUBTOPIC + "      - id: by-ear\n"), id="subtopic-added"),
    pytest.param(edit("papers/review.yml", "title: An invented", "title: A reinvented"), id="title-of-the-review"),
    pytest.param(edit("papers/taxonomy.yml", "title: PourQA", "title: Pouring"), id="column-of-a-table"),
    pytest.param(edit("papers/taxonomy.yml", "  - id: folklore", "  - {id: myths, title: Myths, definition: Older tales.}\n  - id: folklore"), id="topic-added"),
    pytest.param(edit("papers/review.yml", "https://example.org/review/", "https://example.org/moved/"), id="address-of-the-site"),
    pytest.param(edit("mkdocs.yml", "primary: indigo", "primary: teal"), id="palette"),
    pytest.param(edit("mkdocs.yml", "An invented review", "Another name"), id="name-of-the-site"),
    pytest.param(edit("mkdocs.yml", "      - topics/folklore.md\n", ""), id="page-out-of-the-navigation"),
    pytest.param(edit("mkdocs.yml", "permalink: true", "permalink: false"), id="extensions"),
    pytest.param(edit("overrides/main.html", "</script>", "</script><!-- edited -->"), id="override-edited"),
    pytest.param(add("overrides/partials/copyright.html", "<p>Ours</p>"), id="override-added"),
    pytest.param(remove("overrides/404.html"), id="override-removed"),
    pytest.param(edit("docs/about.md", "# About this site", "# About that site"), id="title-of-a-page-by-hand"),
    pytest.param(edit("docs/about.md", "own words", "own words [here](papers/quill2021feather.md#cite)"), id="page-by-hand-edited"),
    pytest.param(all_of(add("docs/more.md", "# More\n"), edit("mkdocs.yml", "  - About: about.md\n", "  - About: about.md\n  - more.md\n")), id="page-by-hand-added"),
    pytest.param(all_of(remove("docs/about.md"), edit("mkdocs.yml", "  - About: about.md\n", "")), id="page-by-hand-removed"),
    pytest.param(add("docs/assets/litter.txt", "Litter"), id="asset-added"),
    pytest.param(build_by_mkdocs, id="built-by-mkdocs-in-between"),
    pytest.param(remove("site"), id="site-deleted"),
    pytest.param(remove(".cache"), id="cache-deleted"),
    pytest.param(all_of(edit(QUILL, "A recipe", "No recipe"), stamp, remove(".cache/stamped/spare")), id="spare-deleted"),
    pytest.param(add("site/strange.txt", "Whose is this?"), id="strange-file-in-the-site"),
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_a_build_again_is_a_build_from_nothing(again: Path, tmp_path: Path, change: Change) -> None:
    change(again)
    stamp(again, strict=False)
    assert differences(clean_tree(again, tmp_path / "clean"), tree_of(again / "site")) == []


def test_what_was_changed_and_changed_back_is_as_before(again: Path, tmp_path: Path) -> None:
    """Also where the spare site comes from before the change."""
    for old, new in (("Feather: Training", "Plume: Training"), ("Plume: Training", "Feather: Training")):
        edit(QUILL, old, new)(again)
        stamp(again)
    assert differences(clean_tree(again, tmp_path / "clean"), tree_of(again / "site")) == []


def test_settings_from_the_environment_are_settings(
    again: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit("mkdocs.yml", "copyright: The", "copyright: !ENV [OWNER_OF_TEA, Nobody] #")(again)
    stamp(again)
    monkeypatch.setenv("OWNER_OF_TEA", "Somebody")
    stamp(again)
    assert differences(clean_tree(again, tmp_path / "clean"), tree_of(again / "site")) == []
    assert b"Somebody" in (again / "site/index.html").read_bytes()


def test_a_build_without_a_change_writes_nothing(again: Path) -> None:
    stamp(again)
    stamp(again)
    before = identities(again)
    done = stamp(again).done
    assert (done.written, done.removed) == (0, 0)
    assert identities(again) == before


def identities(root: Path) -> dict[str, tuple[int, int]]:
    """For each file in the site and the spare one, which file it is and when it was written."""
    found = {}
    for folder in (root / "site", root / ".cache/stamped/spare"):
        for path in folder.rglob("*"):
            if path.is_file():
                found[f"{path.relative_to(folder)} {path.stat().st_ino}"] = (
                    path.stat().st_mtime_ns,
                    path.stat().st_size,
                )
    return found


def test_an_edited_summary_costs_few_files(again: Path) -> None:
    stamp(again)
    stamp(again)  # the spare is as the site
    edit(QUILL, "pour tea without spilling", "spill tea without pouring")(again)
    done = stamp(again).done
    assert done.written < done.unchanged
    assert done.removed == 0


def test_a_strict_build_with_a_warning_leaves_the_site(again: Path, tmp_path: Path) -> None:
    stamp(again)
    before = tree_of(again / "site")
    edit(QUILL, "Feather: Training", "Plume: Training")(again)
    add("docs/about.md", "# About\n\n[nowhere](nowhere.md)\n")(again)
    with pytest.raises(LitreviewError, match=r"'nowhere\.md', but the target is not found"):
        stamp(again)
    assert differences(before, tree_of(again / "site")) == []
    stamp(again, strict=False)
    assert differences(clean_tree(again, tmp_path / "clean"), tree_of(again / "site")) == []


def test_warnings_are_said_again(again: Path) -> None:
    """Also if nothing has changed since they were said; and a strict build fails for them."""
    add("docs/about.md", "# About\n\n[nowhere](nowhere.md)\n")(again)
    first = stamp(again, strict=False).problems
    assert len(first) == 1
    assert stamp(again, strict=False).problems == first
    with pytest.raises(LitreviewError):
        stamp(again)
