"""Work in other processes: its answers, its notes and its failures come back, and nothing is left running."""

import gc
import os
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from litreview import processes
from litreview.processes import Progress, aside, count_processors, in_processes

pytestmark = pytest.mark.skipif(
    count_processors() < 2, reason="no processes can be made that begin with what this one knows"
)


def test_shares_are_done_and_notes_brought_together() -> None:
    notes: list[int] = [0]

    def work(share: Sequence[int], progress: Progress) -> dict[str, int]:
        notes.extend(int(number) for number in progress([str(number) for number in share]))
        return {str(number): os.getpid() for number in share}

    made = in_processes(work, [[1, 2], [3], [4]], iter, [notes])

    assert sorted(made) == ["1", "2", "3", "4"]
    assert made["1"] == os.getpid()
    assert len(set(made.values())) == 3
    assert sorted(notes) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("share", [pytest.param(0, id="here"), pytest.param(1, id="elsewhere")])
def test_what_a_share_raises_is_raised(share: int) -> None:
    def work(items: Sequence[int], _: Progress) -> dict[str, int]:
        if share in items:
            raise ValueError(f"not {share}")
        return {}

    with pytest.raises(ValueError, match=f"^not {share}$"):
        in_processes(work, [[0], [1]])


def test_a_process_that_dies_is_a_failure() -> None:
    def work(items: Sequence[int], _: Progress) -> dict[str, int]:
        if 1 in items:
            os._exit(3)
        return {}

    with pytest.raises(ChildProcessError, match=r"^a process has died that did a share of the work$"):
        in_processes(work, [[0], [1]])


@pytest.mark.parametrize("processors", [1, 2])
def test_work_aside_answers(monkeypatch: pytest.MonkeyPatch, processors: int) -> None:
    monkeypatch.setattr(processes, "count_processors", lambda: processors)
    with aside(os.getpid) as wait:
        assert (wait() == os.getpid()) == (processors == 1)


def test_what_work_aside_raises_is_raised_where_it_is_waited_for() -> None:
    def fail() -> None:
        raise ValueError("no")

    with aside(fail) as wait, pytest.raises(ValueError, match=r"^no$"):
        wait()


def test_work_that_nobody_waits_for_ends_and_cleans_up(tmp_path: Path) -> None:
    begun, cleaned = tmp_path / "begun", tmp_path / "cleaned"

    def work() -> None:
        begun.touch()
        try:
            time.sleep(600)
        finally:
            cleaned.touch()

    with aside(work):
        while not begun.exists():
            time.sleep(0.01)

    assert cleaned.exists()


def test_garbage_is_collected_again_afterwards() -> None:
    states: list[bool] = []
    with processes.without_garbage_collection():
        states.append(gc.isenabled())
    assert [*states, gc.isenabled()] == [False, True]
