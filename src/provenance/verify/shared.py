"""The check of an archive's answers by several processes at once.

Owns the processes, what is under way between them, and the order in which they answer. All that a
process can say is that a group of answers holds: whatever else there is, this one finds out itself.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

from provenance.errors import WorkerError
from provenance.verify.stored_captures import Checked, CheckGroups, Group, check_group

# Groups under way for each process: one that it has, and one that waits for it. What is in memory
# is so many groups, however large the archive.
_AHEAD = 2


def check_shared(processes: int) -> CheckGroups:
    """Return what has groups checked by so many processes of their own."""

    def check(groups: Iterable[Group]) -> Iterator[Checked]:
        with _pool(processes) as pool:
            under_way: deque[tuple[Group, Future[Checked | None]]] = deque()
            for group in groups:
                with _undisturbed():
                    under_way.append((group, pool.submit(try_group, group)))
                if len(under_way) == processes * _AHEAD:
                    yield _answered(*under_way.popleft())
            while under_way:
                yield _answered(*under_way.popleft())

    return check


def try_group(group: Group) -> Checked | None:
    """Check a group in a process of its own; None where it does not hold, or cannot be checked."""
    try:
        return check_group(group)
    except Exception:  # noqa: BLE001 - the process that reads checks it again, and says what it is
        return None


def begin() -> None:
    """Begin in a process: it ends when the one that it works for does, however that ends."""
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _answered(group: Group, future: "Future[Checked | None]") -> Checked:
    """Return what came of a group; one that was not said to hold is checked here."""
    return future.result() or check_group(group)


@contextmanager
def _pool(processes: int) -> Iterator[ProcessPoolExecutor]:
    # They come of a process that is begun anew, and that has loaded once what all of them need:
    # they share no lock, no thread and no database connection with this one.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([check_group.__module__])
    pool = ProcessPoolExecutor(processes, mp_context=context, initializer=begin)
    try:
        yield pool
    except BrokenProcessPool as error:
        raise WorkerError(
            "a process that checked captures was ended before it answered, so that nothing is"
            " known of them",
            remedy="check once more; where memory is short, with --jobs 1",
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let Ctrl-C reach this process alone: one that is begun inside is deaf to it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
