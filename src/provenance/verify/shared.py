"""The check of an archive's answers by several processes at once.

Owns the processes, what is under way between them, and the order in which they answer. Each reads
the archive itself. All that it can say is that a range of answers holds: whatever else there is,
the process that began it finds out itself.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from provenance.archive import Archive, ExchangeRange, Replays
from provenance.errors import WorkerError
from provenance.verify.stored_captures import CheckAll, Checked, check_exchanges

# Ranges under way for each process: one that it has, and one that waits for it.
_AHEAD = 2
# What a process of its own reads, and what lets go of it when that ends.
_OWN: list[Replays] = []
_HELD = ExitStack()


def check_shared(path: Path, processes: int) -> CheckAll:
    """Return what has an archive's answers checked by so many processes of their own.

    Args:
        path: The archive, which this process has open.
        processes: How many.
    """

    def check(replays: Replays) -> Iterator[Checked]:
        with _pool(path, processes) as pool:
            under_way: deque[tuple[ExchangeRange, Future[Checked | None]]] = deque()
            for some in replays.ranges():
                with _undisturbed():
                    under_way.append((some, pool.submit(try_range, some)))
                if len(under_way) == processes * _AHEAD:
                    yield _answered(replays, *under_way.popleft())
            while under_way:
                yield _answered(replays, *under_way.popleft())

    return check


def try_range(some: ExchangeRange) -> Checked | None:
    """Check answers in a process of its own; None where one does not hold, or cannot be checked."""
    try:
        (replays,) = _OWN
        return check_exchanges(replays.exchanges(some))
    except Exception:  # noqa: BLE001 - the process that reads checks it again, and says what it is
        return None


def begin(path: Path, file: tuple[int, int]) -> None:
    """Begin in a process: it ends when the one that it works for does, however that ends.

    Where the archive cannot be opened, or is another file by now, it can check nothing.

    Args:
        path: The archive.
        file: Device and number of the file that lay there when the check of captures began.
    """
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with suppress(Exception):
        archive = _HELD.enter_context(Archive.open(path, create=False, read_only=True))
        if file_of(path) == file:
            _OWN[:] = [_HELD.enter_context(archive.replays())]


def file_of(path: Path) -> tuple[int, int]:
    """Return device and number of the file at `path`."""
    status = path.stat()
    return status.st_dev, status.st_ino


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _answered(replays: Replays, some: ExchangeRange, future: "Future[Checked | None]") -> Checked:
    """Return what came of a range; one that was not said to hold is checked here."""
    return future.result() or check_exchanges(replays.exchanges(some))


@contextmanager
def _pool(path: Path, processes: int) -> Iterator[ProcessPoolExecutor]:
    # They come of a process that is begun anew, and that has loaded once what all of them need:
    # they share no lock, no thread and no database connection with this one.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([check_exchanges.__module__])
    asked = path.absolute(), file_of(path)
    pool = ProcessPoolExecutor(processes, mp_context=context, initializer=begin, initargs=asked)
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
