"""Posts read by processes beside this one, each at the moment of the archive at which it began.

Owns those processes, and what each is asked. What one cannot read it leaves to whoever asked, so
that an error is met in one place, and in the order of the posts.
"""

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import cast

from provenance.archive import Archive
from provenance.errors import ProvenanceError
from provenance.model import PostDossier, PostKey
from provenance.pipeline.dossier_reader import DossierReader
from provenance.pipeline.settings import Progress

# Each has a Python and the lists of words of its own, and one process writes what all have read.
_MOST = 4


def useful_processes() -> int:
    """Return how many processes may read at once on this machine; at least one."""
    try:
        usable = len(os.sched_getaffinity(0))
    except AttributeError:  # macOS and Windows do not say which a process may use
        usable = os.cpu_count() or 1
    return min(usable, _MOST)


@contextmanager
def reading_beside(
    archive: Path, *, language: str | None, processes: int
) -> Iterator[tuple[Connection, ...]]:
    """Give a pipe to each of some processes that have begun to read an archive, without texts.

    One that could not begin is left out.
    """
    with ExitStack() as stack:
        pipes = [stack.enter_context(_started(archive, language)) for _ in range(processes)]
        yield tuple(pipe for pipe in pipes if _received(pipe) is not None)


def hand_out(
    groups: Sequence[Sequence[PostKey]], pipes: Sequence[Connection], progress: Progress
) -> dict[int, list[PostDossier]]:
    """Return what processes read, by the group's place; without the groups that they could not."""
    read: dict[int, list[PostDossier]] = {}
    left = deque(enumerate(groups))
    asked: dict[Connection, int] = {}

    def ask(pipe: Connection) -> None:
        if left:
            place, group = left.popleft()
            with suppress(OSError):
                pipe.send(group)
                asked[pipe] = place

    for pipe in pipes:
        ask(pipe)
    while asked:
        for pipe in cast("list[Connection]", wait([*asked])):
            place, posts = asked.pop(pipe), _received(pipe)
            ask(pipe)
            if posts is not None:
                read[place] = posts
                progress.advance(len(posts))
    return read


@contextmanager
def _started(archive: Path, language: str | None) -> Iterator[Connection]:
    # A fork would take along threads and open transactions; a new process takes what it is given.
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, archive, language), daemon=True)
    process.start()
    theirs.close()
    try:
        yield ours
    except BaseException:
        process.terminate()
        raise
    finally:
        ours.close()
        process.join()


def _received(pipe: Connection) -> list[PostDossier] | None:
    """Return what a process read; None where it could not, or has ended."""
    try:
        return cast("list[PostDossier] | None", pipe.recv())
    except (EOFError, OSError):
        return None


def _serve(pipe: Connection, path: Path, language: str | None) -> None:
    """Read the posts that are asked for, until nobody asks."""
    # An interrupt reaches every process of a terminal; whoever began this one ends it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with (
        suppress(EOFError, OSError, ProvenanceError),
        Archive.open(path, create=False, read_only=True) as archive,
        archive.at_one_moment(),
        archive.log().read() as log,
    ):
        reader = DossierReader(archive, log, language=language, has_text=False)
        pipe.send([])  # it has begun
        while True:
            pipe.send(_posts(reader, pipe.recv()))


def _posts(reader: DossierReader, keys: Sequence[PostKey]) -> list[PostDossier] | None:
    try:
        return [reader.read(key) for key in keys]
    except Exception:  # noqa: BLE001 - whoever asked reads these posts too, and tells of it
        return None
