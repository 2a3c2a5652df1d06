"""A command line in a process that can be killed, and what an archive must be after that.

Processes are forked from one that has loaded the program, so that a run takes as long as its work.
"""

import multiprocessing
import os
import signal
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path

from provenance.archive import Archive
from provenance.cli.main import main
from provenance.digest import sha256

_PRELOADED = ["provenance.cli.main", "provenance.pipeline", "provenance.archive", __name__]
# The run's row apart, everything that a run says of a post; ids, times and ports are the run's own.
_CAPTURES = """
    SELECT post.post_id, version.number, hex(snapshot.content), hex(snapshot.metadata),
           hex(snapshot.claims), hex(raw.digest), context.route, capture.error_code, capture.problem
    FROM capture
    JOIN exchange USING (exchange_id)
    JOIN post USING (post_no)
    JOIN context USING (context_id)
    JOIN blob AS raw ON raw.blob_id = capture.raw_id
    LEFT JOIN snapshot USING (snapshot_id)
    LEFT JOIN version USING (version_id)
    WHERE exchange.run_id = ?
    ORDER BY post.post_id, capture.capture_id
"""
_VERSIONS = """
    SELECT post.post_id, version.number, hex(content), hex(metadata), hex(words), title
    FROM version JOIN post USING (post_no) ORDER BY post.post_id, version.number
"""
_ENTRIES = "SELECT count(*) FROM capture WHERE entry_seq IS NOT NULL"
Row = tuple[object, ...]


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What an undisturbed run and one after kills have alike (docs/adr/0114).

    Attributes:
        versions: Every version of every post: number, digests, title.
        captures: What the last run saw of every post, digests and kind of route.
        logged: How many captures have a log entry: those that differ from the one before.
    """

    versions: tuple[Row, ...]
    captures: tuple[Row, ...]
    logged: int


def nursery() -> ForkServerContext:
    """Return what forks runs from a process that has loaded the program."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    starter = context.Process(target=int)
    starter.start()
    starter.join(60)
    return context


@dataclass(frozen=True, kw_only=True)
class Program:
    """A command line but for its archive, and how it is run, killed and left alone.

    Attributes:
        context: From `nursery`.
        arguments: The command and its targets.
        log: Where its output goes.
    """

    context: ForkServerContext
    arguments: Sequence[str]
    log: Path

    def begin(self, archive: Path) -> ForkServerProcess:
        """Return a run that has begun."""
        arguments = [*self.arguments, "--archive", str(archive)]
        process = self.context.Process(target=_run, args=(arguments, str(self.log)))
        process.start()
        return process

    def finish(self, archive: Path) -> None:
        """Run it to its end, which has to be a good one."""
        process = self.begin(archive)
        process.join(60)
        assert process.exitcode == 0, self.log.read_text(encoding="utf-8")


def _run(arguments: list[str], log: str) -> None:
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(output, stream.fileno())
    code = main(arguments)
    sys.stdout.flush()
    os._exit(code)


def kill(process: ForkServerProcess) -> bool:
    """Kill a run as nothing can be refused; return whether it was still under way."""
    assert process.pid is not None
    if process.is_alive():
        os.kill(process.pid, signal.SIGKILL)
    process.join(30)
    return process.exitcode == -signal.SIGKILL


def check_whole(path: Path) -> None:
    """Check everything that an archive promises of itself, at whatever moment its writer died."""
    if not path.exists():
        return
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
        if "entry" not in tables:
            return  # killed before the first schema was whole: nothing was ever there
        digests = [digest for (digest,) in connection.execute("SELECT digest FROM blob")]
        answers = [number for (number,) in connection.execute("SELECT exchange_id FROM exchange")]
        captures = [number for (number,) in connection.execute("SELECT capture_id FROM capture")]
        logged = connection.execute("SELECT seq FROM entry ORDER BY seq").fetchall()
    assert logged == [(number,) for number in range(len(logged))]
    with Archive.open(path) as archive:
        for digest in digests:
            assert sha256(archive.body(digest)) == digest
        for number in answers:  # rebuilt from its parts, and held against its digest
            archive.exchange(number)
        for number in captures:
            archive.capture(number)
        assert len(list(archive.entries())) == len(logged)


def held(path: Path) -> int:
    """Return how many captures an archive holds; none where it was never made."""
    return _count(path, "SELECT count(*) FROM capture")


def contents(path: Path) -> Contents:
    """Return what is to be alike."""
    with closing(sqlite3.connect(path)) as connection:
        (last,) = connection.execute("SELECT max(run_id) FROM run").fetchone()
        return Contents(
            versions=tuple(connection.execute(_VERSIONS)),
            captures=tuple(connection.execute(_CAPTURES, (last,))),
            logged=connection.execute(_ENTRIES).fetchone()[0],
        )


def _count(path: Path, query: str) -> int:
    if not path.exists():
        return 0
    with closing(sqlite3.connect(path)) as connection:
        try:
            return int(connection.execute(query).fetchone()[0])
        except sqlite3.OperationalError:  # no such table yet
            return 0
