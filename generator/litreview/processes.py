"""Much work in little time: shared among processes that begin with all that this one knows, where the system can make such; and left
alone by the search for garbage.
"""

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

if TYPE_CHECKING:
    from multiprocessing.sharedctypes import SynchronizedArray

Item = TypeVar("Item")
Answer = TypeVar("Answer")
Work = Callable[[Iterable[Item]], dict[str, Any]]
_AT_ONCE = 500  # notes that are sent to another process in one go: they are in memory twice meanwhile


class Progress(Protocol):
    """Draws a bar while items are gone through, or just goes through them."""

    def __call__(self, items: Sequence[Item], /) -> Iterable[Item]: ...  # noqa: D102  # said above


def count_processors() -> int:
    """How many processes get something to do; 1 where none can be made that share what this one knows.

    A process with threads cannot be forked: a lock that another thread holds would stay locked in the new one.
    """
    if "fork" not in multiprocessing.get_all_start_methods() or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_processes(
    work: Work[Item],
    shares: Sequence[Sequence[Item]],
    *,
    own: Sequence[Item] = (),
    progress: Progress = iter,
    noted: Sequence[list[Any]] = (),
) -> dict[str, Any]:
    """What `work` makes of all `shares`: each processor has a process that takes one after the other, as long as there are any.

    Each process begins elsewhere, since shares beside each other are often alike: who has done one has learnt what the next one needs.

    Args:
        work: gets the items of all shares that a process takes.
        shares: this process begins with the first. Where processes can have nothing in common, it does them all.
        own: items that have to be done in this process; it does them before it takes a share.
        progress: goes through the shares.
        noted: lists to which `work` adds; what the processes add to theirs is in them, too.

    Raises:
        Exception: what a process raised.
    """
    context = multiprocessing.get_context("fork")
    try:
        taken = context.Array("b", len(shares))
    except (ImportError, OSError):  # a system without semaphores
        return work(chain(own, chain.from_iterable(progress(shares))))
    numbers = range(len(shares))
    workers = count_processors()
    helpers = []
    for worker in range(1, workers):
        ours, theirs = context.Pipe(duplex=False)
        first = len(shares) * worker // workers
        items = _take(shares, [*numbers[first:], *numbers[:first]], taken)
        process = context.Process(target=_do, args=(theirs, work, items, noted))
        process.start()
        theirs.close()
        helpers.append((process, ours))
    try:
        made = work(chain(own, _take(shares, progress(numbers), taken)))
        for process, connection in helpers:
            made |= _answer(connection)
            for notes in noted:
                while more := _answer(connection):
                    notes.extend(more)
            process.join()
    finally:
        for process, _ in helpers:
            process.kill()
    return made


def _take(
    shares: Sequence[Sequence[Item]], numbers: Iterable[int], taken: "SynchronizedArray[int]"
) -> Iterator[Item]:
    """The items of those `shares` that no other process has `taken` when it is their number's turn."""
    for number in numbers:
        with taken.get_lock():
            is_free = not taken[number]
            taken[number] = 1
        if is_free:
            yield from shares[number]


@contextlib.contextmanager
def aside(work: Callable[[], Answer]) -> Iterator[Callable[[], Answer]]:
    """What waits for the answer of `work`, which goes on in a process of its own meanwhile, and ends with this block.

    Where no process can be made, the work is done when the answer is asked for. What `work` raises is raised there.
    """
    if count_processors() == 1:
        yield work
        return
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_do_aside, args=(theirs, work))
    process.start()
    theirs.close()

    try:
        yield lambda: cast("Answer", _answer(ours))
    finally:
        process.terminate()
        process.join()


def _do_aside(connection: Connection, work: Callable[[], Any]) -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what it has begun is cleaned up
    _do(connection, lambda _: work(), (), ())


def _answer(connection: Connection) -> Any:  # noqa: ANN401  # whatever the work makes
    try:
        answer, error = connection.recv()
    except EOFError:
        raise ChildProcessError("a process has died that did a share of the work") from None
    if error is not None:
        raise error
    return answer


def _do(connection: Connection, work: Work[Item], items: Iterable[Item], noted: Sequence[list[Any]]) -> None:
    # Ctrl+C reaches all processes: the first one ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    before = [len(notes) for notes in noted]
    try:
        connection.send((work(items), None))
        for notes, first in zip(noted, before, strict=True):
            for begin in range(first, len(notes), _AT_ONCE):
                connection.send((notes[begin : begin + _AT_ONCE], None))
            connection.send(([], None))
    except Exception as error:  # noqa: BLE001  # raised again where the process was made
        connection.send((None, error))
    finally:
        connection.close()


@contextlib.contextmanager
def without_garbage_collection() -> Iterator[None]:
    """Records, pages and plans are needed to the end; to look through them for cycles, again and again, took a quarter of a large build."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            # Whoever looks next would look through all that is left: it counts as old from here on.
            gc.freeze()
            gc.unfreeze()
            gc.enable()
