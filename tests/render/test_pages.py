"""The whole output tree of the invented review, byte by byte, and the laws that every output keeps."""

from pathlib import Path

import pytest

from litreview.model.corpus import load_abstracts, load_corpus
from litreview.render.addresses import Addresses
from litreview.render.pages import render_files

GOLDEN = Path(__file__).parent / "golden"
ADDRESSES = Addresses("https://example.org/imaginary/review", "main", "https://example.org/review/")


def render(root: Path, addresses: Addresses = ADDRESSES) -> dict[str, str]:
    corpus = load_corpus(root)
    abstracts = load_abstracts(root, (record.id for record in corpus.records))
    return render_files(corpus, abstracts=abstracts, addresses=addresses)


def test_output_tree_is_the_golden_one(corpus_root: Path, refresh: bool) -> None:
    """`pytest --refresh` writes the tree anew; its diff is then what a reader of the site will see."""
    files = render(corpus_root)
    if refresh:
        for old in sorted(GOLDEN.rglob("*.*")):
            old.unlink()
        for path, text in files.items():
            (GOLDEN / path).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / path).write_bytes(text.encode())
    golden = {
        path.relative_to(GOLDEN).as_posix(): path.read_bytes().decode()
        for path in GOLDEN.rglob("*.*")
        if path.is_file()
    }

    assert sorted(golden) == sorted(files)
    assert golden == files


def test_order_of_files_on_disk_does_not_matter(corpus_root: Path) -> None:
    before = render(corpus_root)
    records = sorted((corpus_root / "papers").rglob("*.yml"), reverse=True)
    texts = {path: path.read_bytes() for path in records}
    for path in records:
        path.unlink()
    for path in records:
        path.write_bytes(texts[path])

    assert render(corpus_root) == before


def test_without_addresses_no_link_leads_to_a_repository(corpus_root: Path) -> None:
    pages = render(corpus_root, Addresses()).values()
    words = ("Edit this record", "Fix this", "Suggest a paper")

    assert not any(word in page for page in pages for word in words)
    assert all(any(word in page for page in render(corpus_root).values()) for word in words)


def test_included_papers_have_pages_and_excluded_ones_an_answer(corpus_root: Path) -> None:
    """Candidates have none: nobody has judged them yet."""
    corpus = load_corpus(corpus_root)
    files = render(corpus_root)

    by_decision: dict[str, set[str]] = {"included": set(), "excluded": set(), "candidate": set()}
    for record in corpus.records:
        by_decision[record.decision].add(record.id)
    former = {old for record in corpus.records for old in record.formerly}
    pages = {Path(path).stem for path in files if path.startswith("papers/") and path.endswith(".md")}
    assert pages == by_decision["included"] | by_decision["excluded"] | former
    assert all(by_decision.values())


def test_an_excluded_paper_is_named_on_its_own_page_alone(corpus_root: Path) -> None:
    """It says why; lists, searches, exports and feeds know nothing of it."""
    paper = load_corpus(corpus_root).by_id["blogger2020announcing"]
    files = render(corpus_root)

    page = files[f"papers/{paper.id}.md"]
    assert f"Reason: {paper.reason}" in page
    assert '  - ["robots", "noindex"]' in page
    assert [path for path, text in files.items() if paper.id in text or paper.title in text] == [
        f"papers/{paper.id}.md"
    ]


def test_the_former_address_of_an_excluded_paper_leads_to_its_page(corpus_root: Path) -> None:
    record = corpus_root / "papers/2020/blogger2020announcing.yml"
    record.write_text(record.read_text("utf-8") + "formerly: [blogger2020cup]\n", "utf-8")

    page = render(corpus_root)["papers/blogger2020cup.md"]

    assert "This page has moved: [Announcing a Cup](blogger2020announcing.md)" in page


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        pytest.param(True, True, id="the abstract is on this machine"),
        pytest.param(False, False, id="it is not"),
    ],
)
def test_local_abstracts_are_shown_where_they_are(corpus_root: Path, kept: bool, shown: bool) -> None:
    review = corpus_root / "papers" / "review.yml"
    review.write_text(review.read_text("utf-8").replace("abstracts: inline", "abstracts: local"), "utf-8")
    paper = next(
        record.id
        for record in load_corpus(corpus_root).records
        if record.decision == "included" and not record.abstract
    )
    if kept:
        folder = corpus_root / "papers" / ".abstracts"
        folder.mkdir()
        (folder / f"{paper}.txt").write_text("A text that only this machine holds.\n", "utf-8")

    page = render(corpus_root)[f"papers/{paper}.md"]

    assert ("A text that only this machine holds." in page) is shown
