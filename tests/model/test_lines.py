"""Lines kept from one run to the next: what was written is read back, however little of the file was written anew."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from litreview.model.lines import digest_of, read_lines, write_lines

VERSION = b"v1"
MANY = {digest_of(b"%d" % number): b"x" * 100 for number in range(100)}
ONE_MORE = {**MANY, digest_of(b"more"): b"a line more"}
KEPT = st.sets(st.sampled_from([*MANY][:9])).map(lambda keys: dict.fromkeys(sorted(keys), b"what it keeps"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "lines"


def change(file: Path, lines: dict[bytes, bytes]) -> None:
    write_lines(file, VERSION, lines, read_lines(file, VERSION))


@given(states=st.lists(KEPT, max_size=9))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_was_written_last_is_read(states: list[dict[bytes, bytes]], file: Path) -> None:
    """A key always keeps the same: it is a digest."""
    for state in [{}, *states]:  # the file is there from the example before
        change(file, state)
        assert read_lines(file, VERSION) == state


def test_a_small_change_is_a_small_write(file: Path) -> None:
    change(file, MANY)
    before = file.read_bytes()
    change(file, ONE_MORE)
    assert file.read_bytes().startswith(before)
    assert file.stat().st_size < len(before) + 300


def test_a_file_does_not_grow_for_ever(file: Path) -> None:
    change(file, MANY)
    whole = file.stat().st_size
    for number in range(500):
        change(file, MANY | {digest_of(b"y%d" % number): b"y" * 100})
    assert file.stat().st_size < whole * 1.5


def test_a_write_that_was_cut_off_harms_nothing(file: Path) -> None:
    change(file, MANY)
    first = file.stat().st_size
    change(file, ONE_MORE)
    whole = file.read_bytes()
    for end in range(first, len(whole)):
        file.write_bytes(whole[:end])
        assert read_lines(file, VERSION) == (MANY if end == first else {})
        change(file, ONE_MORE)
        assert read_lines(file, VERSION) == ONE_MORE


@pytest.mark.parametrize("where", range(-250, 0, 3))
def test_a_changed_letter_is_noticed(file: Path, where: int) -> None:
    change(file, MANY)
    change(file, ONE_MORE)
    data = bytearray(file.read_bytes())
    data[where] ^= 1
    file.write_bytes(data)
    assert read_lines(file, VERSION) == {}


def test_blocks_of_two_versions_keep_nothing(file: Path) -> None:
    change(file, MANY)
    write_lines(file, b"v2", ONE_MORE, MANY)
    assert read_lines(file, VERSION) == read_lines(file, b"v2") == {}


def test_nothing_is_added_through_a_link(file: Path, tmp_path: Path) -> None:
    change(file, MANY)
    precious = tmp_path / "precious"
    before = file.read_bytes()
    precious.write_bytes(before)
    file.unlink()
    file.symlink_to(precious)
    change(file, ONE_MORE)
    assert precious.read_bytes() == before
    assert read_lines(file, VERSION) == ONE_MORE
