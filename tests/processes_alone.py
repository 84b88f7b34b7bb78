"""Work in other processes, as `tests/test_processes.py` has it done by a process without threads: `python processes_alone.py NAME`."""

import gc
import multiprocessing
import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from unittest.mock import patch

import pytest

from litreview import processes
from litreview.model import corpus as loading
from litreview.model.corpus import Corpus, load_corpus
from litreview.processes import Item, aside, in_processes


def shares_are_done_once_each_and_notes_brought_together() -> None:
    notes: list[int] = [0]
    others: list[str] = []
    seen: list[object] = []
    shares = [[number, number + 1] for number in range(2, 402, 2)]

    def work(items: Iterable[int]) -> dict[str, int]:
        done = {}
        for number in items:
            notes.append(number)
            others.extend(["4"] if number == 4 else [])
            done[str(number)] = os.getpid()
        return done

    def progress(items: Sequence[Item]) -> Iterable[Item]:
        for item in items:
            seen.append(item)
            yield item

    with patch.object(processes, "_AT_ONCE", 2), patch.object(processes, "count_processors", lambda: 3):
        made = in_processes(work, shares, own=[0, 1], progress=progress, noted=[notes, others])

    assert sorted(map(int, made)) == list(range(402))
    assert made["0"] == made["1"] == os.getpid()
    assert all(made[str(first)] == made[str(second)] for first, second in shares)
    assert sorted(notes) == [0, *range(402)]
    assert notes[1:3] == [0, 1]
    assert others == ["4"]
    assert seen == list(range(len(shares)))


def every_process_has_its_share() -> None:
    def work(items: Iterable[int]) -> dict[str, int]:
        done = {}
        for number in items:
            done[str(number)] = os.getpid()
            (folder / str(os.getpid())).touch()
            while len(list(folder.iterdir())) < 3:  # each waits for the others
                time.sleep(0.001)
        return done

    with tempfile.TemporaryDirectory() as name, patch.object(processes, "count_processors", lambda: 3):
        folder = Path(name)
        made = in_processes(work, [[number] for number in range(6)])

    assert len(set(made.values())) == 3
    assert made["0"] == os.getpid()


def without_semaphores_one_process_does_all() -> None:
    done: list[object] = []

    def work(items: Iterable[int]) -> dict[str, int]:
        done.extend(items)
        return {str(number): os.getpid() for number in done if isinstance(number, int)}

    def progress(shares: Sequence[Item]) -> Iterable[Item]:
        for share in shares:
            done.append("bar")
            yield share

    for error in (OSError, ImportError):
        with patch.object(multiprocessing.get_context("fork"), "Array", side_effect=error):
            done.clear()
            made = in_processes(work, [[1], [2, 3]], own=[0], progress=progress)
        assert made == dict.fromkeys("0123", os.getpid())
        assert done == [0, "bar", 1, "bar", 2, 3]  # the bar goes along with the work


def what_a_share_raises_is_raised() -> None:
    def work(items: Iterable[int]) -> dict[str, int]:
        if (os.getpid() == here) == is_here:
            raise ValueError(f"not {is_here}")
        return dict.fromkeys(map(str, items), 0)

    here = os.getpid()
    for is_here in (True, False):
        with (
            patch.object(processes, "count_processors", lambda: 2),
            pytest.raises(ValueError, match=rf"^not {is_here}$"),
        ):
            in_processes(work, [[0], [1]])


def a_process_that_dies_is_a_failure() -> None:
    def work(items: Iterable[int]) -> dict[str, int]:
        if os.getpid() != here:
            os._exit(3)
        return dict.fromkeys(map(str, items), 0)

    here = os.getpid()
    with (
        patch.object(processes, "count_processors", lambda: 2),
        pytest.raises(ChildProcessError, match=r"^a process has died that did a share of the work$"),
    ):
        in_processes(work, [[0], [1]])


def an_interrupt_is_for_the_first_process() -> None:
    def work(items: Iterable[int]) -> dict[str, int]:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGINT)
        return dict.fromkeys(map(str, items), 1)

    here = os.getpid()
    with patch.object(processes, "count_processors", lambda: 2):
        assert in_processes(work, [[0], [1]]) == {"0": 1, "1": 1}
        with aside(lambda: work([2])) as wait:
            assert wait() == {"2": 1}


def work_aside_answers() -> None:
    for processors in (1, 2):
        with patch.object(processes, "count_processors", lambda: processors), aside(os.getpid) as wait:  # noqa: B023  # asked in the block
            assert (wait() == os.getpid()) == (processors == 1)


def what_work_aside_raises_is_raised_where_it_is_waited_for() -> None:
    def fail() -> None:
        raise ValueError("no")

    with aside(fail) as wait, pytest.raises(ValueError, match=r"^no$"):
        wait()


def work_that_nobody_waits_for_ends_and_cleans_up() -> None:
    with tempfile.TemporaryDirectory() as name:
        begun, cleaned = Path(name) / "begun", Path(name) / "cleaned"

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


def garbage_is_collected_again_afterwards() -> None:
    states: list[bool] = []
    with processes.without_garbage_collection():
        states.append(gc.isenabled())
    assert [*states, gc.isenabled()] == [False, True]


def records_are_loaded_as_by_one() -> None:
    """Records, and findings about files that are none, in the order of their paths; also where some are known from before."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        for number in range(9):
            text = (
                ["title: [", "titel: x", f"id: a2021n{number}\ntitle: Tea # {number}"][number % 3]
                if number > 5
                else ""
            )
            path = root / f"papers/2021/a2021n{number}.yml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(
                text
                or f"id: a2021n{number}\ntitle: Tea {number}\nresults: [{{what: tea, metric: heat, value: 2.50, kind: absolute, source: abstract}}]\n",
                "utf-8",
            )
        (root / "papers/review.yml").write_text("title: Tea\n", "utf-8")
        (root / "papers/taxonomy.yml").write_text(
            "topics: [{id: tea, title: Tea, definition: Leaves.}]\n", "utf-8"
        )
        alone = load_corpus(root)
        assert len(alone.files) == 7
        assert len(alone.findings) > 2
        for kept in range(2):
            with patch.object(loading, "MANY", -100):
                if kept:
                    (root / "papers/2021/a2021n1.yml").write_text("id: a2021n1\ntitle: Coffee\n", "utf-8")
                together = load_corpus(root, cache=root / ".cache/records")
            assert told(together) == told(load_corpus(root))


def told(corpus: Corpus) -> list[object]:
    """All that there is to say of a corpus: also which fields were set, and how its numbers are written."""
    shown = [(file.record.model_fields_set, file.record.model_dump_json()) for file in corpus.files]
    return [corpus, *shown, *corpus.findings]


DONE = 23  # the code with which a test ends that was run to its end
TESTS = (
    shares_are_done_once_each_and_notes_brought_together,
    every_process_has_its_share,
    without_semaphores_one_process_does_all,
    what_a_share_raises_is_raised,
    a_process_that_dies_is_a_failure,
    an_interrupt_is_for_the_first_process,
    work_aside_answers,
    what_work_aside_raises_is_raised_where_it_is_waited_for,
    work_that_nobody_waits_for_ends_and_cleans_up,
    garbage_is_collected_again_afterwards,
    records_are_loaded_as_by_one,
)

if __name__ == "__main__":
    next(test for test in TESTS if test.__name__ == sys.argv[1])()
    sys.exit(DONE)
