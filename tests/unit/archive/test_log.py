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
    Archive.open(path).close()
    monkeypatch.undo()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("0002",)
        rows = [(index, body(index), leaf_hash(body(index))) for index in range(700)]
        connection.executemany("INSERT INTO entry VALUES (?, ?, ?)", rows)
        connection.commit()
    with Archive.open(path) as archive, archive.log().read() as log:
        assert LogTree(700, log).root() == root(700)
        assert LogTree(300, log).root() == root(300)
        assert list(log.entries()) == [body(index) for index in range(700)]
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM tile").fetchone() == (2,)
    assert revisions.HEAD == "0003"


def test_appending_reads_nothing_of_the_log_but_where_a_tile_fills(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    grow(archive, 0, 254)
    reads: list[Tile] = []

    def counted(connection: Connection, tile: Tile) -> bytes:
        reads.append(tile)
        return read_tile(connection, tile)

    from provenance.archive import tiles

    read_tile = tiles.read_tile
    monkeypatch.setattr(tiles, "read_tile", counted)
    grow(archive, 254, 255)
    assert not reads
    grow(archive, 255, 300)
    grow(archive, 300, 511)
    assert reads == [Tile(0, 0, 255)]


def rows_of(path: Path) -> list[tuple[int, int]]:
    """Return where each row of entries begins, and how many stand in it."""
    count = "SELECT seq, 1 + coalesce(length(further_leaves), 0) / 32 FROM entry ORDER BY seq"
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(count).fetchall()


def test_entries_that_come_together_share_rows_that_end_with_their_tile(
    archive: Archive, path: Path
) -> None:
    for first, last in ((0, 1), (1, 200), (200, 520), (520, 521)):
        grow(archive, first, last)
    assert rows_of(path) == [(0, 1), (1, 199), (200, 56), (256, 256), (512, 8), (520, 1)]
    with archive.log().read() as log:
        assert log.size == 521
        assert LogTree(521, log).root() == root(521)


def test_appending_nothing_leaves_the_log_as_it_was(archive: Archive, path: Path) -> None:
    grow(archive, 0, 3)
    grow(archive, 3, 3)
    assert rows_of(path) == [(0, 3)]


@pytest.mark.parametrize("length", [0, 1, 65_535])
def test_an_entry_of_any_length_that_a_log_publishes_shares_a_row(
    archive: Archive, length: int
) -> None:
    bodies = [b"first", bytes(length), b"last"]
    with archive._writing() as connection:
        append_entries(connection, bodies)
    assert list(archive.entries()) == bodies


@pytest.mark.parametrize(
    ("further_bodies", "further_leaves"),
    [
        (None, bytes(32)),
        (b"\0\1a", None),
        (b"", b""),
        (b"\0\1a", bytes(31)),
        (b"\0\1a", bytes(33)),
        (b"\0\1a" * 252, bytes(32) * 252),
    ],
    ids=["no body", "no leaf", "empty", "too short", "too long", "beyond its tile"],
)
def test_a_row_that_is_none_of_ours_is_refused(
    archive: Archive, path: Path, further_bodies: bytes | None, further_leaves: bytes | None
) -> None:
    grow(archive, 0, 4)
    row = [4, b"a", bytes(32), further_bodies, further_leaves]
    with closing(sqlite3.connect(path)) as connection:
        with pytest.raises(sqlite3.IntegrityError, match="CHECK constraint failed"):
            connection.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?)", row)
        row[3:] = [b"\0\1a" * 251, bytes(32) * 251]
        connection.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?)", row)
