"""A planned file tells by its digest whether its text is as it was: equal digests, equal texts, whatever changes in any record."""

from functools import cache

import pytest

from litreview.model.corpus import Corpus, RecordFile, load_corpus
from litreview.model.record import Record
from litreview.render.addresses import Addresses
from litreview.render.inputs import Planned
from litreview.render.pages import plan_files
from render.papers import REPOSITORY

ADDRESSES = Addresses(repository=None, branch="main", site="https://example.org/site/")
PAPERS = ("quill2021feather", "marsh2022tidal")
CHANGES = {
    "title": "Another title",
    "authors": ("Quill, Ada Mock", "Newcomer, Ann"),
    "date": "2019-01-02",
    "arxiv": "2102.99999",
    "primary_class": "cs.AI",
    "doi": "10.5555/other.1",
    "acl": "2021.other-main.1",
    "venue": "OTHER 2020",
    "code": "https://example.org/other",
    "url": "https://example.org/page",
    "type": "survey",
    "topics": ("folklore",),
    "domains": ("coffee",),
    "languages": ("Sunnish",),
    "models": ("kettle 7b", "Moonshine-1B"),
    "benchmarks": ("pourqa",),
    "abstract": "Nothing.",
    "summary": "Nothing. At all.",
    "contributions": ("A kettle.",),
    "results": (),
    "limitations": ("None.",),
    "related": (),
    "notes": "See [[bogus2023counting]].",
    "decision": "candidate",
    "found": (),
    "added": "2025-12-24",
    "formerly": ("quill2020other",),
}


@cache
def corpus() -> Corpus:
    return load_corpus(REPOSITORY / "tests/corpus")


def plan(made: Corpus) -> dict[str, Planned]:
    return plan_files(made, abstracts={}, addresses=ADDRESSES, draw=lambda _: "<svg></svg>")


@cache
def before() -> dict[str, tuple[str | None, str]]:
    """Digest and text of each file of the invented review."""
    return {path: (file.made_of, file.render()) for path, file in plan(corpus()).items()}


def changed(paper: str, field: str) -> Corpus:
    """The invented review with another value in one field of one record."""
    old = corpus()
    record = old.by_id[paper]
    fields = record.model_dump(exclude_none=True) | {field: CHANGES[field]}
    made = Record.model_validate(fields)
    files = tuple(
        RecordFile(f"papers/{each.folder}/{each.id}.yml", made if each.id == paper else each)
        for each in old.records
    )
    return Corpus(old.root, old.review, old.taxonomy, files, ())


@pytest.mark.parametrize("field", CHANGES)
@pytest.mark.parametrize("paper", PAPERS)
def test_equal_digests_are_equal_texts(paper: str, field: str) -> None:
    known = before()
    files = plan(changed(paper, field))
    same = {
        path: file
        for path, file in files.items()
        if file.made_of and known.get(path, ("", ""))[0] == file.made_of
    }
    assert [path for path, file in same.items() if file.render() != known[path][1]] == []


def test_a_changed_summary_leaves_the_pages_of_papers_far_from_it() -> None:
    files = plan(changed("quill2021feather", "summary"))
    same = {path for path, file in files.items() if file.made_of and before()[path][0] == file.made_of}
    assert {"papers/xu2024chahu.md", "papers/bogus2023counting.md", "papers/placeholder2024sixty.md"} <= same
    assert "papers/quill2021feather.md" not in same
