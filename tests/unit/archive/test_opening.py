import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from provenance.archive import Archive
from provenance.archive.revisions import upgrade
from provenance.errors import (
    ArchiveError,
    BusyArchiveError,
    MissingArchiveError,
    NewerArchiveError,
    NotAnArchiveError,
    ReadOnlyArchiveError,
)
from provenance.model import PostKey
from tests.unit.archive.building import KEY, RUN, Told, add, record

A = Told(raw=b'{"a":1}')
NOBODY = 65534


@contextmanager
def as_nobody() -> Iterator[None]:
    """Give up root's right to write everything, where there is one."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that everybody can reach; pytest's own can be entered by its owner alone."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


def freeze(path: Path) -> None:
    path.chmod(0o444)
    path.parent.chmod(0o555)


def contents(folder: Path) -> dict[str, bytes]:
    return {item.name: item.read_bytes() for item in folder.iterdir()}


def test_an_archive_is_made_once(path: Path) -> None:
    with Archive.open(path) as archive:
        assert (archive.path, archive.created) == (path, True)
    with Archive.open(path) as archive:
        assert not archive.created


def test_an_empty_file_becomes_an_archive(path: Path) -> None:
    path.touch()
    with Archive.open(path) as archive:
        assert archive.created


def test_a_name_that_means_something_in_an_address_is_only_a_name(tmp_path: Path) -> None:
    path = tmp_path / "50% #1?mode=ro.db"
    with Archive.open(path) as archive:
        record(archive, A)
    assert [item.name for item in tmp_path.iterdir()] == [path.name]


def test_a_relative_path_is_kept_as_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Archive.open(Path("here.db")) as archive:
        assert archive.path == Path("here.db")
    assert (tmp_path / "here.db").exists()


def test_an_archive_that_is_written_can_be_read_beside_it(path: Path) -> None:
    with Archive.open(path) as writer, Archive.open(path, read_only=True) as reader:
        record(writer, A)
        with writer.recording(RUN) as recording, recording.transaction() as tx:
            add(tx, replace(A, raw=b"2", content=b"2"))
            assert len(reader.captures(KEY)) == 1
        assert len(reader.captures(KEY)) == 2


def test_a_file_stays_durable_and_checked(path: Path) -> None:
    with Archive.open(path) as archive, archive._reading() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "application_id")
        }
    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "application_id": 0x50524F56,
    }


@pytest.mark.parametrize("options", [{"create": False}, {"read_only": True}])
def test_an_archive_that_is_missing_is_not_made(path: Path, options: dict[str, bool]) -> None:
    with pytest.raises(MissingArchiveError, match="there is no archive at"):
        Archive.open(path, **options)
    assert not path.exists()


def test_an_archive_in_a_folder_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingArchiveError, match="make the folder first"):
        Archive.open(tmp_path / "missing" / "provenance.db")


def other_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE notes (text)")
    connection.close()


def database_left_by_a_killed_program(path: Path) -> None:
    """Write a database of another program whose latest change is in its log alone."""
    made = path.with_name("made")
    other_database(made)
    connection = sqlite3.connect(made, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("INSERT INTO notes VALUES ('x')")
    for suffix in ("", "-wal", "-shm"):
        shutil.copy(f"{made}{suffix}", f"{path}{suffix}")
    connection.close()
    made.unlink()


@pytest.mark.parametrize(
    "make",
    [
        other_database,
        database_left_by_a_killed_program,
        lambda path: path.write_bytes(b"{}"),
        lambda path: path.write_bytes(b"SQLite format 3\x00"),
        lambda path: path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000),
        lambda path: path.write_bytes(bytes(4096)),
    ],
)
@pytest.mark.parametrize("read_only", [True, False])
def test_a_file_that_is_no_archive_is_left_as_it_was(
    path: Path, make: Callable[[Path], object], read_only: bool
) -> None:
    make(path)
    before = contents(path.parent)
    with pytest.raises(NotAnArchiveError, match="no provenance archive"):
        Archive.open(path, read_only=read_only)
    assert contents(path.parent) == before


def test_an_empty_file_is_no_archive_to_read(path: Path) -> None:
    path.touch()
    with pytest.raises(NotAnArchiveError):
        Archive.open(path, read_only=True)
    with pytest.raises(NotAnArchiveError):
        Archive.open(path, create=False)
    assert path.read_bytes() == b""


def test_a_folder_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(NotAnArchiveError, match="is no file"):
        Archive.open(tmp_path)


def test_a_file_with_our_mark_and_other_bytes_is_no_archive(path: Path) -> None:
    header = bytearray(b"SQLite format 3\x00" + bytes(5000))
    header[68:72] = (0x50524F56).to_bytes(4, "big")
    path.write_bytes(header)
    with pytest.raises(NotAnArchiveError):
        Archive.open(path)
    assert path.read_bytes() == header


@pytest.mark.parametrize("read_only", [True, False])
def test_an_archive_of_a_newer_version_is_left_as_it_was(path: Path, read_only: bool) -> None:
    with Archive.open(path):
        pass
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = contents(path.parent)
    with pytest.raises(NewerArchiveError, match="schema 9999, known up to 0003") as caught:
        Archive.open(path, read_only=read_only)
    assert caught.value.remedy == "install that version"
    assert contents(path.parent) == before


def test_an_archive_without_its_revision_is_not_read(path: Path) -> None:
    with Archive.open(path):
        pass
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("DELETE FROM alembic_version")
    connection.close()
    with pytest.raises(ReadOnlyArchiveError, match="opened for reading alone"):
        Archive.open(path, read_only=True)
    with pytest.raises(ArchiveError):
        Archive.open(path)


def test_what_is_opened_for_reading_is_not_written(path: Path) -> None:
    with Archive.open(path) as archive:
        record(archive, A)
    before = contents(path.parent)
    with Archive.open(path, read_only=True) as archive:
        with pytest.raises(ReadOnlyArchiveError):
            record(archive, A)
        with pytest.raises(ReadOnlyArchiveError):
            archive.findings().remember(KEY, [bytes(32)])
        assert archive.find_post("a title") == KEY
    assert contents(path.parent) == before


def test_an_archive_that_cannot_be_written_can_be_read(shared: Path) -> None:
    path = shared / "provenance.db"
    with Archive.open(path) as archive:
        record(archive, A)
    freeze(path)
    before = contents(shared)
    with as_nobody():
        with Archive.open(path, read_only=True) as archive:
            assert archive.body(archive.captures(KEY)[0].raw_digest) == A.raw
            assert len(archive.versions(KEY)) == 1
        with pytest.raises(ReadOnlyArchiveError, match="cannot be written") as caught:
            Archive.open(path)
    assert "permissions" in caught.value.remedy
    assert contents(shared) == before


def test_what_another_process_writes_is_seen_where_nothing_can_be_written(shared: Path) -> None:
    path = shared / "provenance.db"
    with Archive.open(path) as writer:
        record(writer, A)
        for item in shared.iterdir():
            item.chmod(0o644)
        shared.chmod(0o555)
        with as_nobody(), Archive.open(path, read_only=True) as reader:
            assert len(reader.captures(KEY)) == 1
    shared.chmod(0o755)


def test_a_folder_that_cannot_be_written_gets_no_archive(shared: Path) -> None:
    shared.chmod(0o555)
    with as_nobody(), pytest.raises(ReadOnlyArchiveError, match="its folder cannot be written"):
        Archive.open(shared / "provenance.db")


def test_an_archive_that_cannot_be_read_is_told(shared: Path) -> None:
    path = shared / "provenance.db"
    with Archive.open(path):
        pass
    path.chmod(0)
    with as_nobody(), pytest.raises(ArchiveError, match="cannot be read: Permission denied"):
        Archive.open(path, read_only=True)


def test_a_lock_that_is_kept_too_long_is_told(path: Path) -> None:
    with Archive.open(path) as archive:
        holder = sqlite3.connect(path, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        with (
            Archive.open(path, busy_timeout_s=0.05) as second,
            pytest.raises(BusyArchiveError, match=r"keeps the archive .* locked"),
        ):
            record(second, A)
        holder.execute("ROLLBACK")
        holder.close()
        record(archive, A)
        assert len(archive.captures(KEY)) == 1


def test_a_file_that_nobody_may_read_just_now_is_told(path: Path) -> None:
    with Archive.open(path):
        pass
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("PRAGMA journal_mode = DELETE")
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(BusyArchiveError):
            Archive.open(path, busy_timeout_s=0.05)
    with Archive.open(path), closing(sqlite3.connect(path)) as reader:
        assert reader.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_an_upgrade_that_another_process_made_meanwhile_is_left_to_it(path: Path) -> None:
    with Archive.open(path) as archive:
        assert upgrade(archive._engine) is False
        record(archive, A)


def test_opening_an_archive_that_is_up_to_date_is_cheap(path: Path) -> None:
    with Archive.open(path):
        pass
    program = (
        "import sys; from pathlib import Path; from provenance.archive import Archive\n"
        "Archive.open(Path(sys.argv[1])).close()\n"
        "print([name for name in ('alembic', 'mako', 'requests', 'click') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, path], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_a_post_key_of_another_site_is_another_post(path: Path) -> None:
    with Archive.open(path) as archive:
        record(archive, A)
        assert archive.captures(PostKey(site="example.com", post_id=KEY.post_id)) == ()


def test_a_new_archive_is_no_more_open_than_the_users_files(path: Path) -> None:
    with Archive.open(path):
        pass
    umask = os.umask(0)
    os.umask(umask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o644 & ~umask


@contextmanager
def held_before_its_first_log(path: Path) -> Iterator[sqlite3.Connection]:
    """Give an archive that is not written ahead yet, locked by somebody who writes."""
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN IMMEDIATE")
        yield other


def test_an_archive_that_another_is_making_is_waited_for(path: Path) -> None:
    Archive.open(path).close()
    with held_before_its_first_log(path) as other:
        release = threading.Timer(0.3, other.execute, ["COMMIT"])
        release.start()
        with Archive.open(path, busy_timeout_s=30) as archive:
            assert archive.posts() == ()
        release.join()
    with closing(sqlite3.connect(path)) as looked:
        assert looked.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_an_archive_that_another_keeps_making_is_not_waited_for_longer(path: Path) -> None:
    Archive.open(path).close()
    with held_before_its_first_log(path), pytest.raises(BusyArchiveError):
        Archive.open(path, busy_timeout_s=0.2)


def test_an_archive_that_is_opened_twice_keeps_its_write_ahead_log(path: Path) -> None:
    post = PostKey(site="example.org", post_id=7)
    command = (
        "import sys; from pathlib import Path; from provenance.archive import Archive\n"
        "with Archive.open(Path(sys.argv[1]), read_only=True) as archive: archive.posts()"
    )
    with Archive.open(path) as archive:
        archive.findings().remember(post, [bytes(32)])
        with Archive.open(path) as again:
            assert again.findings().known(post)
        # Whoever closes an archive last takes its log away; this process has not closed it.
        subprocess.run([sys.executable, "-c", command, str(path)], check=True)
        assert path.with_name(f"{path.name}-wal").exists()
        archive.findings().remember(post, [b"\x01" * 32])
        copy = path.with_name("killed.db")
        for suffix in ("", "-wal"):
            shutil.copy(f"{path}{suffix}", f"{copy}{suffix}")
    with Archive.open(copy) as recovered:
        assert len(recovered.findings().known(post)) == 2
