"""Records kept from one run to the next: they make loading quicker, and nothing else."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from any_record import RECORDS
from litreview.model import corpus as loading
from litreview.model import kept
from litreview.model.corpus import Corpus, load_corpus
from litreview.model.kept import Kept, read_kept, write_kept
from litreview.model.lines import digest_of
from litreview.model.record import Record

PAPERS = ("papers/2021/quill2021feather.yml", "papers/2022/marsh2022tidal.yml", "papers/2026/late2026tea.yml")
TEXTS = (
    "id: quill2021feather\ntitle: One\n",
    "id: quill2021feather\ntitle: Two\n",  # of the same length
    "id: late2026tea\ntitle: Late\nvenue: Tea # 1\n",  # with a warning
    "id: late2026tea\ntitle: Late\nresults: [{what: tea, metric: heat, value: 2.50, kind: absolute, source: abstract}]\n",
    "titel: broken\n",
    "id: [\n",
    "",
)
EDITS = st.lists(
    st.tuples(st.sampled_from(PAPERS), st.none() | st.sampled_from(TEXTS) | st.sampled_from(PAPERS)),
    max_size=6,
)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "records"


@pytest.fixture
def no_parsing(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Call it, and a record that is parsed is a failure."""
    parse_model = loading.parse_model

    def refuse(model: type, text: str, file: str) -> object:
        assert model is not Record, f"{file} is parsed again"
        return parse_model(model, text, file)

    return lambda: monkeypatch.setattr(loading, "parse_model", refuse)


def edit(root: Path, path: str, change: str | None) -> None:
    """Deletes the file, renames it, or gives it a text and the time that it always has."""
    file = root / path
    file.parent.mkdir(exist_ok=True)
    if change in PAPERS:
        if file.exists():
            (root / change).parent.mkdir(exist_ok=True)
            file.rename(root / change)
    elif change is None:
        file.unlink(missing_ok=True)
    else:
        file.write_text(change, "utf-8")
        os.utime(file, (1, 1))


def told(corpus: Corpus) -> list[object]:
    """All that there is to say of a corpus: also which fields were set, and how its numbers are written."""
    shown = [(file.record.model_fields_set, file.record.model_dump_json()) for file in corpus.files]
    return [corpus, *shown, *corpus.findings]


@given(runs=st.lists(EDITS, max_size=4))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_loading_with_kept_records_is_loading_afresh(
    runs: list[list[tuple[str, str | None]]], corpus_root: Path, cache: Path
) -> None:
    """Whatever was changed between runs, also within the same moment and to the same length."""
    for edits in [[], *runs]:
        for path, change in edits:
            edit(corpus_root, path, change)
        assert told(load_corpus(corpus_root)) == told(load_corpus(corpus_root, cache=cache))


@given(record=RECORDS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_record_comes_back_as_it_was_kept(record: Record, cache: Path) -> None:
    """Equal, with the same fields set and the same digits, and as immutable as before."""
    write_kept(cache, Kept(), {digest_of(b"x"): record})
    back = read_kept(cache).records[digest_of(b"x")]
    assert back == record
    assert back.model_fields_set == record.model_fields_set
    assert repr(back) == repr(record)
    assert hash(back) == hash(record)


def test_what_is_unchanged_is_not_parsed_again(
    corpus_root: Path, cache: Path, no_parsing: Callable[[], None]
) -> None:
    """Nor is a file that only got another name, another time or another place."""
    load_corpus(corpus_root, cache=cache)
    edit(corpus_root, PAPERS[0], PAPERS[2])
    os.utime(corpus_root / PAPERS[1])
    no_parsing()
    assert len(load_corpus(corpus_root, cache=cache).files) == 12


def test_what_is_unchanged_is_not_written_again(corpus_root: Path, cache: Path) -> None:
    load_corpus(corpus_root, cache=cache)
    os.utime(cache, (1, 1))
    load_corpus(corpus_root, cache=cache)
    assert cache.stat().st_mtime == 1


def test_warnings_are_said_every_time(corpus_root: Path, cache: Path) -> None:
    edit(corpus_root, PAPERS[2], TEXTS[2])
    first, second = (load_corpus(corpus_root, cache=cache).findings for _ in range(2))
    assert [finding.message for finding in first] == [
        '"Tea" ends before " #": the rest of the line is a comment'
    ]
    assert second == first


def test_what_is_gone_is_forgotten(corpus_root: Path, cache: Path) -> None:
    load_corpus(corpus_root, cache=cache)
    for path in corpus_root.glob("papers/*/*.yml"):
        path.unlink()
    load_corpus(corpus_root, cache=cache)
    assert read_kept(cache) == Kept()


def test_nothing_is_kept_unless_asked_for(corpus_root: Path) -> None:
    before = sorted(corpus_root.rglob("*"))
    load_corpus(corpus_root)
    assert sorted(corpus_root.rglob("*")) == before


def flip_last_letter(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[-5] ^= 1
    file.write_bytes(data)


DAMAGES = [
    pytest.param(Path.unlink, id="deleted"),
    pytest.param(lambda file: file.write_bytes(b""), id="empty"),
    pytest.param(lambda file: file.write_bytes(b"\x80\x05\x95\xff\n" * 9), id="another kind of file"),
    pytest.param(lambda file: file.write_bytes(file.read_bytes()[:-40]), id="cut off"),
    pytest.param(lambda file: file.write_bytes(file.read_bytes().partition(b"\n")[2]), id="without its head"),
    pytest.param(lambda file: file.write_bytes(file.read_bytes() + b"\n{}"), id="with something behind it"),
    pytest.param(flip_last_letter, id="one letter changed"),
    pytest.param(lambda file: (file.unlink(), file.mkdir()), id="a folder"),
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_no_file(damage: Callable[[Path], object], corpus_root: Path, cache: Path) -> None:
    expected = load_corpus(corpus_root, cache=cache)
    damage(cache)
    assert read_kept(cache) == Kept()
    assert load_corpus(corpus_root, cache=cache) == expected


def test_another_version_believes_nothing(
    corpus_root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_corpus(corpus_root, cache=cache)
    assert len(read_kept(cache).records) == 12
    kept._version.cache_clear()  # noqa: SLF001
    monkeypatch.setattr(kept, "__version__", "0.0.0+another")
    assert read_kept(cache) == Kept()
    kept._version.cache_clear()  # noqa: SLF001


def test_where_nothing_can_be_written_nothing_is_kept(corpus_root: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    corpus = load_corpus(corpus_root, cache=tmp_path / "file" / "records")
    assert corpus == load_corpus(corpus_root)
    assert (tmp_path / "file").read_text("utf-8") == "in the way"


def test_links_are_not_written_through(corpus_root: Path, cache: Path, tmp_path: Path) -> None:
    """A pull request could otherwise have somebody's files overwritten."""
    precious = tmp_path / "precious"
    precious.write_text("mine", "utf-8")
    cache.parent.mkdir()
    for name in ("records", "records.new"):
        (cache.parent / name).symlink_to(precious)
    load_corpus(corpus_root, cache=cache)
    assert precious.read_text("utf-8") == "mine"
    assert len(read_kept(cache).records) == 12
