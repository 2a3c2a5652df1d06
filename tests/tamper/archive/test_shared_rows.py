"""Entries that share a row are told apart where one of them was changed."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from provenance.archive import Archive
from provenance.archive.entries import append_entries
from provenance.digest import DIGEST_SIZE, leaf_hash
from provenance.errors import DigestMismatchError
from provenance.log import bundle, split_bundle, split_hashes
from tests.tamper.archive.test_tampering import behind_its_back

BODIES = [b"entry %d" % index for index in range(8)]
MORE = [b"later %d" % index for index in range(3)]
# A body behind its length, as it lies in the row.
PIECE = 2 + len(BODIES[1])


@pytest.fixture
def shared(path: Path) -> Path:
    """An archive whose first eight entries share a row, as the three behind them do."""
    with Archive.open(path) as archive:
        for bodies in (BODIES, MORE):
            with archive._writing() as connection:
                append_entries(connection, bodies)
        assert list(archive.entries()) == BODIES + MORE
    return path


@pytest.fixture
def opened(shared: Path) -> Iterator[sqlite3.Connection]:
    with behind_its_back(shared) as connection:
        yield connection


def read(path: Path, first: int = 0, last: int | None = None) -> list[bytes]:
    with Archive.open(path, read_only=True) as archive, archive.log().read() as log:
        return list(log.entries(first, last))


def further(connection: sqlite3.Connection, column: str) -> bytes:
    (value,) = connection.execute(f"SELECT further_{column} FROM entry WHERE seq = 0").fetchone()
    return bytes(value)


def put(connection: sqlite3.Connection, column: str, value: bytes) -> None:
    connection.execute(f"UPDATE entry SET further_{column} = ? WHERE seq = 0", [value])


@pytest.mark.parametrize(("column", "piece"), [("bodies", PIECE), ("leaves", DIGEST_SIZE)])
@pytest.mark.parametrize("mask", [0x01, 0x80])
def test_a_flipped_bit_names_its_entry_and_none_of_the_others(
    shared: Path, opened: sqlite3.Connection, column: str, piece: int, mask: int
) -> None:
    stored = further(opened, column)
    with Archive.open(shared, read_only=True) as archive:
        for at in range(len(stored)):
            put(opened, column, stored[:at] + bytes([stored[at] ^ mask]) + stored[at + 1 :])
            entry = 1 + at // piece
            with archive.log().read() as log:
                with pytest.raises(DigestMismatchError, match=f"log entry {entry} is missing"):
                    list(log.entries())
                assert list(log.entries(0, entry)) == BODIES[:entry]
                assert list(log.entries(8)) == MORE
    put(opened, column, stored)
    assert read(shared) == BODIES + MORE


def test_entries_behind_a_changed_one_are_read_all_the_same(
    shared: Path, opened: sqlite3.Connection
) -> None:
    put(opened, "bodies", further(opened, "bodies").replace(b"entry 3", b"Entry 3"))
    assert read(shared, 4) == BODIES[4:] + MORE
    with pytest.raises(DigestMismatchError, match="log entry 3 is missing"):
        read(shared, 3, 4)


def test_two_swapped_entries_of_a_row_are_named_by_the_first(
    shared: Path, opened: sqlite3.Connection
) -> None:
    some = split_bundle(further(opened, "bodies"))
    put(opened, "bodies", bundle([some[0], some[4], *some[2:4], some[1], *some[5:]]))
    with pytest.raises(DigestMismatchError, match="log entry 2 is missing"):
        read(shared)


@pytest.mark.parametrize(
    ("change", "entry"),
    [
        ("DELETE FROM entry WHERE seq = 0", 0),
        ("UPDATE entry SET further_bodies = NULL, further_leaves = NULL WHERE seq = 0", 1),
        ("UPDATE entry SET seq = 7 WHERE seq = 8", 8),
        ("UPDATE entry SET seq = 9 WHERE seq = 8", 8),
        ("UPDATE entry SET seq = 3 WHERE seq = 0", 0),
    ],
)
def test_a_row_that_was_taken_cut_or_moved_is_named_by_the_first_it_lacks(
    shared: Path, opened: sqlite3.Connection, change: str, entry: int
) -> None:
    opened.execute(change)
    with pytest.raises(DigestMismatchError, match=f"log entry {entry} is missing"):
        read(shared)


def test_the_end_of_a_row_that_was_taken_is_missed_where_it_is_asked_for(
    shared: Path, opened: sqlite3.Connection
) -> None:
    opened.execute("UPDATE entry SET further_bodies = NULL, further_leaves = NULL WHERE seq = 0")
    for first in (1, 5):
        with pytest.raises(DigestMismatchError, match=f"log entry {first} is missing"):
            read(shared, first, 8)
    assert read(shared, 0, 1) == BODIES[:1]


@pytest.mark.parametrize("change", ["body", "leaf"])
def test_an_entry_that_was_put_into_a_row_is_noticed(
    shared: Path, opened: sqlite3.Connection, change: str
) -> None:
    if change == "body":
        put(opened, "bodies", further(opened, "bodies") + bundle([b"put in"]))
    else:
        put(opened, "leaves", further(opened, "leaves") + leaf_hash(b"put in"))
    with pytest.raises(DigestMismatchError, match="log entry 8 is missing"):
        read(shared)


def test_leaves_are_one_for_each_body(shared: Path) -> None:
    with closing(sqlite3.connect(shared)) as connection:
        leaves = split_hashes(further(connection, "leaves"))
    assert leaves == [leaf_hash(body) for body in BODIES[1:]]
