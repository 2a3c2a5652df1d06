import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Connection

from provenance.archive import Archive, StoredCheckpoint, revisions
from provenance.archive.entries import append_entries
from provenance.digest import leaf_hash, root_hash
from provenance.errors import ArchiveError, DigestMismatchError
from provenance.log import LogTree, Tile
from tests.unit.archive.building import NOW

CHECKPOINT = StoredCheckpoint(
    size=3, origin="example.org/log", key_id=b"abcd", root=bytes(32), note=b"note\n", signed_at=NOW
)


def body(index: int) -> bytes:
    return b"entry %d" % index


def grow(archive: Archive, first: int, last: int) -> None:
    with archive._writing() as connection:
        assert append_entries(connection, [body(index) for index in range(first, last)]) == first


def root(size: int) -> bytes:
    return root_hash([leaf_hash(body(index)) for index in range(size)])


def test_the_tree_grows_with_the_entries_and_keeps_its_earlier_roots(archive: Archive) -> None:
    size = 0
    for more in (1, 254, 1, 1, 255, 300):
        grow(archive, size, size + more)
        size += more
        with archive.log().read() as log:
            assert log.size == size
            for earlier in {1, size // 2, size - 1, size} - {0}:
                assert LogTree(earlier, log).root() == root(earlier)


def test_two_levels_of_tiles_fill_where_the_65536th_entry_comes(archive: Archive) -> None:
    with archive._writing() as connection:
        append_entries(connection, [body(index) for index in range(65_537)])
    with archive.log().read() as log:
        assert LogTree(65_537, log).root() == root(65_537)
        assert len(log.read_tile(Tile(1, 0))) == 8192
        assert log.read_tile(Tile(2, 0, 1)) == root(65_536)


def test_an_empty_log_has_no_entry_and_no_checkpoint(archive: Archive) -> None:
    with archive.log().read() as log:
        assert (log.size, list(log.entries()), log.checkpoints()) == (0, [], ())
        assert log.last_checkpoint() is None


def test_some_of_the_entries_are_read_without_the_others(archive: Archive) -> None:
    grow(archive, 0, 5)
    with archive.log().read() as log:
        assert list(log.entries(1, 3)) == [body(1), body(2)]
        with pytest.raises(DigestMismatchError, match="log entry 5 is missing"):
            list(log.entries(3, 6))


@pytest.mark.parametrize("tile", [Tile(0, 0), Tile(0, 0, 6), Tile(1, 0, 1)])
def test_a_tile_that_is_not_all_there_is_an_error(archive: Archive, tile: Tile) -> None:
    grow(archive, 0, 5)
    with (
        archive.log().read() as log,
        pytest.raises(DigestMismatchError, match="hashes of the log are missing"),
    ):
        log.read_tile(tile)


def test_checkpoints_come_back_and_only_grow(archive: Archive) -> None:
    later = replace(CHECKPOINT, size=7)
    with archive.log().hold() as log:
        log.add_checkpoint(CHECKPOINT)
        log.add_checkpoint(later)
        assert log.checkpoints() == (CHECKPOINT, later)
        assert log.last_checkpoint() == later
    for size in (3, 6, 7):
        with pytest.raises(ArchiveError), archive.log().hold() as log:
            log.add_checkpoint(replace(CHECKPOINT, size=size, note=b"another"))
    with archive.log().read() as log:
        assert log.checkpoints() == (CHECKPOINT, later)


def test_an_older_archive_gets_the_tiles_that_its_entries_fill(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    upgrade = command.upgrade

    def stop_before(config: object, _revision: str) -> None:
        upgrade(config, "0002")  # type: ignore[arg-type]  # alembic's own type

    monkeypatch.setattr(command, "upgrade", stop_before)
    monkeypatch.setattr("provenance.archive.entries.complete_tiles", lambda *_: None)
    with Archive.open(path) as old:
        grow(old, 0, 700)
    monkeypatch.undo()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("0002",)
    with Archive.open(path) as archive, archive.log().read() as log:
        assert LogTree(700, log).root() == root(700)
        assert LogTree(300, log).root() == root(300)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM tile").fetchone() == (2,)
    assert revisions.HEAD == "0003"


def test_appending_reads_nothing_of_the_log_but_where_a_tile_fills(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    grow(archive, 0, 255)
    reads: list[Tile] = []

    def counted(connection: Connection, tile: Tile) -> bytes:
        reads.append(tile)
        return read_below(connection, tile)

    from provenance.archive import tiles

    read_below = tiles._read_below
    monkeypatch.setattr(tiles, "_read_below", counted)
    grow(archive, 255, 300)
    assert reads == [Tile(0, 0)]
