"""What `serve` shows of an edited record before the site is built anew."""

from pathlib import Path

import pytest

from litreview.model.corpus import load_corpus, read_record
from litreview.site.build import addresses_of
from litreview.site.preview import prepare_preview
from site_of import make_invented_review
from site_trees import stamp

pytestmark = pytest.mark.usefixtures("quick_sites")
PAPER = "papers/2021/quill2021feather.yml"


@pytest.fixture
def root(tmp_path: Path, corpus_root: Path) -> Path:
    """The invented review, built."""
    made = make_invented_review(tmp_path / "previewed", corpus_root)
    stamp(made, strict=False)
    return made


def test_an_edited_record_is_shown_as_it_will_be_built(root: Path) -> None:
    corpus = load_corpus(root)
    preview = prepare_preview(corpus, addresses_of(corpus, {}))
    record = root / PAPER
    record.write_text(record.read_text("utf-8").replace("Feather asks", "Feather wonders"), "utf-8")

    shown = preview(read_record(root, PAPER)[0])

    stamp(root, strict=False)
    assert shown == (
        "papers/quill2021feather",
        (root / "site/papers/quill2021feather/index.html").read_bytes(),
    )
    assert b"Feather wonders" in shown[1]


def test_a_name_that_nobody_else_has_waits_for_the_build(root: Path) -> None:
    corpus = load_corpus(root)
    preview = prepare_preview(corpus, addresses_of(corpus, {}))
    changed = read_record(root, PAPER)[0].model_copy(update={"models": ("A new name 1B",)})

    assert preview(changed) is None


def test_without_a_site_there_is_nothing_to_show(tmp_path: Path, corpus_root: Path) -> None:
    root = make_invented_review(tmp_path / "previewed", corpus_root)
    corpus = load_corpus(root)

    assert prepare_preview(corpus, addresses_of(corpus, {}))(corpus.records[0]) is None
