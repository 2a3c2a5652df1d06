"""Real processes on one archive: at once, killed, and out of disk."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from provenance.archive import Archive
from provenance.digest import sha256
from provenance.model import PostKey
from tests.unit.archive.building import KEY, Told, record

AN_EMPTY_ARCHIVE_BYTES = 100_000  # about
ROOT = Path(__file__).parents[3]
WRITER = """
import sys
from pathlib import Path
from provenance.archive import Archive
from tests.unit.archive.building import KEY, RUN, Told, add, record

path, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
sys.stdin.readline()
with Archive.open(path) as archive:
    for number in range(count):
        record(archive, Told(raw=f"{name} {number}".encode(), content=f"{number}".encode()))
        print(number, flush=True)
"""
HANGER = """
import sys, time
from pathlib import Path
from provenance.archive import Archive
from tests.unit.archive.building import RUN, Told, add

with Archive.open(Path(sys.argv[1])) as archive, archive.recording(RUN) as recording:
    with recording.transaction() as tx:
        for number in range(200):
            add(tx, Told(raw=b"%d " % number * 2000, content=b"%d" % number))
        print("inside", flush=True)
        time.sleep(600)
"""
FILLER = """
import random, resource, sys
from pathlib import Path
from provenance.archive import Archive
from provenance.errors import ArchiveError
from tests.unit.archive.building import Told, record

path, limit = Path(sys.argv[1]), int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
acknowledged = 0
try:
    with Archive.open(path) as archive:
        for number in range(1000):
            noise = random.Random(number).randbytes(20_000)
            record(archive, Told(raw=noise, content=b"%d" % number))
            acknowledged += 1
except ArchiveError as error:
    print(acknowledged, type(error).__name__, error)
"""


def start(program: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)],
        cwd=ROOT,
        env=_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _environment() -> dict[str, str]:
    """Return this process's, less what has coverage write files that a kill would cut."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    return kept | {"PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}


def check_whole(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_processes_that_make_and_fill_one_archive_at_once_lose_nothing(path: Path) -> None:
    count, names = 15, ["a", "b", "c"]
    writers = [start(WRITER, path, name, count) for name in names]
    for writer in writers:  # all are up; now all begin
        assert writer.stdin is not None
        writer.stdin.write("\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate(timeout=120)
        assert writer.returncode == 0
    with Archive.open(path) as archive:
        held = archive.captures(KEY)
        assert {each.raw_digest for each in held} == {
            sha256(f"{name} {number}".encode()) for name in names for number in range(count)
        }
        assert len(archive.versions(KEY)) == count
        logged = [each.entry for each in sorted(held, key=lambda each: each.capture_id)]
        entries = [index for index in logged if index is not None]
        assert entries == list(range(len(list(archive.entries()))))
    check_whole(path)


def test_a_kill_in_the_middle_of_an_answer_leaves_all_before_it_and_none_of_it(path: Path) -> None:
    with Archive.open(path) as archive:
        record(archive, Told(raw=b"acknowledged"))
    hanger = start(HANGER, path)
    assert hanger.stdout is not None
    assert hanger.stdout.readline() == "inside\n"
    hanger.send_signal(signal.SIGKILL)
    hanger.communicate(timeout=30)
    with Archive.open(path) as archive:
        assert [held.raw_digest for held in archive.captures(KEY)] == [sha256(b"acknowledged")]
        record(archive, Told(raw=b"after", content=b"after"))
        assert [held.entry for held in archive.captures(KEY)] == [0, 1]
    check_whole(path)


def test_a_kill_at_any_time_keeps_what_was_acknowledged(path: Path) -> None:
    chosen = random.Random(7)
    for attempt in range(4):
        writer = start(WRITER, path, attempt, 1000)
        assert writer.stdin is not None
        assert writer.stdout is not None
        writer.stdin.write("\n")
        writer.stdin.flush()
        said = [int(writer.stdout.readline()) for _ in range(chosen.randrange(1, 12))]
        writer.send_signal(signal.SIGKILL)
        rest, _ = writer.communicate(timeout=30)
        said += [int(line) for line in rest.splitlines()]
        with Archive.open(path) as archive:
            kept = {held.raw_digest for held in archive.captures(KEY)}
            assert {sha256(f"{attempt} {number}".encode()) for number in said} <= kept
            list(archive.entries())
        check_whole(path)


@pytest.mark.parametrize("limit", [1_000, 70_000, 400_000])
def test_a_disk_that_fills_up_is_one_sentence_and_loses_nothing(path: Path, limit: int) -> None:
    filler = start(FILLER, path, limit)
    out, _ = filler.communicate(timeout=120)
    acknowledged, kind, said = out.split(maxsplit=2)
    assert filler.returncode == 0
    assert kind == "ArchiveError"
    assert str(path) in said
    assert "what was recorded before is whole" in said
    assert said.count("\n") == 1
    with Archive.open(path) as archive:
        assert archive.created is (limit < AN_EMPTY_ARCHIVE_BYTES)
        held = archive.captures(KEY)
        assert len(held) >= int(acknowledged)
        for each in held:
            archive.body(each.raw_digest)
        record(archive, Told(raw=b"with room again", key=PostKey(site="s", post_id=1)))
    check_whole(path)
