"""Whatever is changed in the file behind the program's back is noticed where it is read."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from provenance.archive import Archive, StoredCheckpoint
from provenance.archive.entries import append_entries
from provenance.archive.tables import METADATA
from provenance.digest import format_digest, sha256
from provenance.errors import DigestMismatchError
from provenance.model import Hop, PostKey, Reading
from tests.unit.archive.building import (
    KEY,
    NOW,
    RUN,
    Told,
    add,
    exchange,
    page,
    record,
)

FIRST = Told(raw=b"<p>The first text, long enough to be the keyframe of its post.</p>" * 3)
SECOND = replace(FIRST, raw=FIRST.raw.replace(b"first", b"other"), content=b"2")
CHECKPOINT = StoredCheckpoint(
    size=200, origin="example.org", key_id=bytes(4), root=bytes(32), note=b"note", signed_at=NOW
)

# What these tables hold is recorded, and tried, with what asks sites for it.
ROWS = (
    "revision VALUES (1, 0, 1, 9, NULL, NULL, NULL, '7-revision-v1', 'revision', 1)",
    "revision_list VALUES (1, 1, 1, 1, 1, 'editor', NULL, NULL)",
    "neighbour VALUES (1, 1, 'example.org', 'media', 9, 0)",
    "sweep VALUES (1, 1, 't', 'example.org', '/posts', 'full', '[]', 1, 1, 1, 1, 0, 1, '[]', 0)",
    "followed VALUES (1, 1, 't', 10, 5, 0, 1, 0)",
    "repeat VALUES (2, 1)",
    "page_beside VALUES (2, 1)",
    "listed_time VALUES (1, 1, 1, 'https://example.org/7/', 'feed', 'published', '2026-05-28')",
    "watch VALUES (1, 0, '[]')",
    "timestamp_token VALUES (1, 200, zeroblob(32), x'30', 'https://example.org/tsr', 0)",
    "poll VALUES (1, 'example.org', '/wp/v2/posts', 1, 0, 0)",
    f"annotation VALUES (1, 1, x'{'11' * 32}', 0, 'Ann', 'confirmed', NULL, NULL)",
    f"custody VALUES (1, 0, NULL, 1, '[0]', '[]', 0, x'{'11' * 32}', 1, '0.1')",
)


@contextmanager
def behind_its_back(path: Path) -> Iterator[sqlite3.Connection]:
    """Give the file with every guard of ours taken down."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        named = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        for (name,) in named.fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        yield connection


@pytest.fixture(scope="module")
def filled_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with a row in every table."""
    path = tmp_path_factory.mktemp("filled") / "provenance.db"
    posts = [FIRST, replace(SECOND, key=PostKey(site="example.org", post_id=8))]
    body, captures = page(posts)
    hop = Hop(url="http://example.org/", status=301, headers=(), address=None, certificate=None)
    hopped = replace(exchange(body), hops=(hop,))
    with Archive.open(path) as archive:
        record(archive, FIRST, SECOND)
        with archive.recording(RUN) as recording:
            with recording.transaction() as tx:
                tx.add_exchange(Reading(exchange=hopped, captures=captures))
                add(tx, FIRST)
            recording.finish(finished_at=NOW)
        archive.findings().remember(KEY, [bytes(32)])
        with archive._writing() as connection:
            append_entries(connection, [b"entry %d" % index for index in range(256)])
        with archive.log().hold() as log:
            log.add_checkpoint(CHECKPOINT)
            log.add_cosignature(CHECKPOINT.size, "line\n")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for row in ROWS:
            connection.execute(f"INSERT INTO {row}")
    return path


@pytest.fixture
def filled(filled_once: Path, path: Path) -> Path:
    shutil.copy(filled_once, path)
    return path


def stored(path: Path, digest: bytes) -> bytes:
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT data FROM blob WHERE digest = ?"
        return bytes(connection.execute(query, [digest]).fetchone()[0])


@pytest.mark.parametrize("told", [FIRST, SECOND], ids=["keyframe", "delta"])
def test_no_flipped_byte_of_a_blob_gives_other_bytes(filled: Path, told: Told) -> None:
    digest = sha256(told.raw)
    data = stored(filled, digest)
    noticed = 0
    with behind_its_back(filled) as connection, Archive.open(filled, read_only=True) as archive:
        for position in range(len(data)):
            flipped = data[:position] + bytes([data[position] ^ 1]) + data[position + 1 :]
            connection.execute("UPDATE blob SET data = ? WHERE digest = ?", [flipped, digest])
            try:
                body = archive.body(digest)
            except DigestMismatchError as error:
                noticed += format_digest(digest) in error.what
            else:
                # A bit of a frame's header that says nothing changes no byte of what it holds.
                assert body == told.raw
        connection.execute("UPDATE blob SET data = ? WHERE digest = ?", [data, digest])
        assert archive.body(digest) == told.raw
    assert noticed >= len(data) - 3


def test_a_flipped_keyframe_is_noticed_under_its_delta(filled: Path) -> None:
    keyframe = sha256(FIRST.raw)
    data = bytearray(stored(filled, keyframe))
    data[-1] ^= 0xFF
    with behind_its_back(filled) as connection:
        connection.execute("UPDATE blob SET data = ? WHERE digest = ?", [data, keyframe])
    with Archive.open(filled) as archive, pytest.raises(DigestMismatchError) as caught:
        archive.body(sha256(SECOND.raw))
    assert format_digest(keyframe) in caught.value.what


def test_a_blob_that_holds_another_whole_body_is_noticed(filled: Path) -> None:
    with behind_its_back(filled) as connection:
        connection.execute(
            "UPDATE blob SET (size_bytes, base_id, data) ="
            " (SELECT size_bytes, base_id, data FROM blob WHERE digest = ?) WHERE digest = ?",
            [sha256(FIRST.raw), sha256(SECOND.raw)],
        )
    with Archive.open(filled) as archive, pytest.raises(DigestMismatchError):
        archive.body(sha256(SECOND.raw))


def test_headers_that_were_changed_are_noticed(filled: Path) -> None:
    with behind_its_back(filled) as connection:
        connection.execute(
            "UPDATE blob SET data = substr(data, 1, length(data) - 1)"
            " WHERE blob_id = (SELECT headers_id FROM exchange LIMIT 1)"
        )
    with Archive.open(filled) as archive, pytest.raises(DigestMismatchError):
        archive.captures(KEY)


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM slice WHERE exchange_id = 3 AND start = 1",
        "UPDATE slice SET start = start + 1 WHERE exchange_id = 3",
        "UPDATE slice SET blob_id = (SELECT min(blob_id) FROM slice)",
        "UPDATE exchange SET glue_id = (SELECT min(glue_id) FROM exchange)",
        "UPDATE exchange SET body = zeroblob(32)",
    ],
)
def test_a_page_that_rebuilds_to_other_bytes_is_noticed(filled: Path, change: str) -> None:
    with Archive.open(filled) as archive:
        assert len(archive.exchange(3).body) > len(FIRST.raw)
    with behind_its_back(filled) as connection:
        connection.execute(change)
    with (
        Archive.open(filled) as archive,
        pytest.raises(DigestMismatchError, match="the body of answer 3"),
    ):
        archive.exchange(3)


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM slice WHERE exchange_id = 1",
        "UPDATE slice SET blob_id = (SELECT max(blob_id) FROM slice) WHERE exchange_id = 1",
        "UPDATE exchange SET glue_id = headers_id WHERE exchange_id = 1",
        "UPDATE exchange SET body = zeroblob(32) WHERE exchange_id = 1",
    ],
)
def test_an_answer_that_one_post_is_all_of_is_held_against_its_digest_too(
    filled: Path, change: str
) -> None:
    with Archive.open(filled) as archive:
        assert archive.exchange(1).body == FIRST.raw
    with behind_its_back(filled) as connection:
        connection.execute(change)
    with (
        Archive.open(filled) as archive,
        pytest.raises(DigestMismatchError, match="the body of answer 1 is no longer"),
    ):
        archive.exchange(1)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE entry SET body = CAST('other' AS BLOB) WHERE seq = 1",
        "UPDATE entry SET leaf = zeroblob(32) WHERE seq = 1",
        "DELETE FROM entry WHERE seq = 1",
        "UPDATE entry SET seq = seq + 1024",
    ],
)
def test_an_entry_that_was_changed_or_taken_is_noticed(filled: Path, change: str) -> None:
    with behind_its_back(filled) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(change)
    with Archive.open(filled) as archive, pytest.raises(DigestMismatchError, match="log entry"):
        list(archive.entries())


@pytest.mark.parametrize("table", sorted(METADATA.tables))
def test_no_row_is_changed_taken_or_replaced(filled: Path, table: str) -> None:
    column = next(iter(METADATA.tables[table].columns)).name
    with closing(sqlite3.connect(filled, isolation_level=None)) as connection:
        before = connection.execute(f"SELECT * FROM {table}").fetchall()
        assert before, "a trigger for each row is no trigger without one"
        for change in (
            f"UPDATE {table} SET {column} = {column}",
            f"DELETE FROM {table}",
            f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
            f"INSERT OR IGNORE INTO {table} SELECT * FROM {table}",
        ):
            with pytest.raises(sqlite3.IntegrityError, match=r"never|append"):
                connection.execute(change)
        assert connection.execute(f"SELECT * FROM {table}").fetchall() == before


@pytest.mark.parametrize(
    ("table", "key"),
    [("blob", "blob_id"), ("version", "version_id"), ("snapshot", "snapshot_id")],
)
def test_no_row_is_replaced_under_a_key_of_its_own(filled: Path, table: str, key: str) -> None:
    columns = [column.name for column in METADATA.tables[table].columns]
    values = ", ".join("999" if name == key else name for name in columns)
    with (
        closing(sqlite3.connect(filled, isolation_level=None)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="never replaced"),
    ):
        connection.execute(f"INSERT OR REPLACE INTO {table} SELECT {values} FROM {table}")


def test_a_delta_never_rests_on_a_delta(filled: Path) -> None:
    with (
        closing(sqlite3.connect(filled, isolation_level=None)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="a delta rests on a keyframe"),
    ):
        connection.execute(
            "INSERT INTO blob (digest, size_bytes, base_id, data) SELECT zeroblob(32), 0, blob_id,"
            " zeroblob(9) FROM blob WHERE base_id IS NOT NULL LIMIT 1"
        )


@pytest.mark.parametrize("seq", [0, 2, 99, -1])
def test_entries_append_at_the_end_alone(filled: Path, seq: int) -> None:
    with (
        closing(sqlite3.connect(filled, isolation_level=None)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="entries append at the end"),
    ):
        connection.execute(
            "INSERT INTO entry (seq, body, leaf) VALUES (?, x'00', zeroblob(32))", [seq]
        )
