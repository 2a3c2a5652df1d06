"""No value of any row changes unseen, whatever the table; and none is added or taken out."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from provenance.archive import Archive
from provenance.archive.row_roots import COVERED, LEFT_OUT, parse_rows_document
from provenance.archive.tables import METADATA
from provenance.digest import canonical_json
from provenance.errors import MalformedError, VerificationError
from provenance.model import Hop, Outcome, Reading, Verification
from provenance.pipeline import Settings, Trust, snapshot, verify_target
from tests.tamper.archive.test_tampering import ROWS, behind_its_back
from tests.unit.archive.building import RUN, Told, exchange, page
from tests.unit.report.samples import answer

HOP = Hop(url="http://example.org/", status=301, headers=(), address=None, certificate=None)
COLUMNS = [(name, column.name) for name in COVERED for column in METADATA.tables[name].columns]
HASHES = Trust(hashes_only=True)
# Where a value names a row that is not there, SQLite says so before anybody counts hashes.
NAMED = r"table|row of|damaged|answer|capture|records|run "


@pytest.fixture(scope="module")
def filled_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with a row in every table that the log commits to, and an entry over them."""
    folder = tmp_path_factory.mktemp("rows")
    settings = Settings(archive=folder / "provenance.db")
    files = []
    for text in ("a", "b"):
        files.append(folder / f"{text}.json")
        files[-1].write_bytes(answer(f"<p>{text}</p>"))
    snapshot([str(path) for path in files], settings)
    body, parts = page([Told(raw=b"<p>one</p>"), Told(raw=b"<p>other</p>")])
    with Archive.open(settings.archive) as archive:
        with archive.recording(RUN) as recording, recording.transaction() as tx:
            tx.add_exchange(Reading(exchange=replace(exchange(body), hops=(HOP,)), captures=parts))
        with archive._writing() as connection:
            for row in ROWS:
                if row.split()[0] in COVERED:
                    connection.exec_driver_sql(f"INSERT INTO {row}")
        with archive.log().hold() as log:
            assert log.cover_rows() == 3
            assert log.cover_rows() is None
    return settings.archive


@pytest.fixture
def filled(filled_once: Path, path: Path) -> Path:
    shutil.copy(filled_once, path)
    return path


@pytest.fixture
def opened(filled: Path) -> Iterator[sqlite3.Connection]:
    with behind_its_back(filled) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        yield connection


def test_every_table_is_committed_to_or_left_out_with_a_reason() -> None:
    assert COVERED.keys() | LEFT_OUT.keys() == METADATA.tables.keys()
    assert not COVERED.keys() & LEFT_OUT.keys()


def test_an_archive_whose_every_table_has_rows_holds(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as connection:
        for name in COVERED:
            assert connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0], name
    verification = verify_target(filled, Trust())
    assert isinstance(verification, Verification)
    assert {step.outcome for step in verification.steps[:-1]} == {Outcome.HOLDS}


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_a_changed_value_is_found(
    filled: Path, opened: sqlite3.Connection, table: str, column: str
) -> None:
    last = f"WHERE rowid = (SELECT max(rowid) FROM {table})"
    (kind,) = opened.execute(
        "SELECT type FROM pragma_table_info(?) WHERE name = ?", [table, column]
    ).fetchone()
    changed = {
        "INTEGER": f"coalesce({column}, 0) + 1",
        "TEXT": f"coalesce({column}, '') || '~'",
        "BLOB": "zeroblob(32)",
    }[kind]
    assert opened.execute(f"UPDATE {table} SET {column} = {changed} {last}").rowcount == 1
    with pytest.raises(VerificationError, match=NAMED):
        verify_target(filled, HASHES)


@pytest.mark.parametrize("table", COVERED)
def test_a_row_that_was_taken_out_is_found(
    filled: Path, opened: sqlite3.Connection, table: str
) -> None:
    opened.execute(f"DELETE FROM {table} WHERE rowid = (SELECT max(rowid) FROM {table})")
    with pytest.raises(VerificationError, match=NAMED):
        verify_target(filled, HASHES)


@pytest.mark.parametrize("table", ["neighbour", "poll", "revision", "sweep", "watch"])
def test_a_row_that_was_slipped_in_is_found(
    filled: Path, opened: sqlite3.Connection, table: str
) -> None:
    key = COVERED[table]
    names = [column.name for column in METADATA.tables[table].columns]
    values = ", ".join("-5" if name == key else name for name in names)
    opened.execute(f"INSERT INTO {table} SELECT {values} FROM {table} LIMIT 1")
    with pytest.raises(VerificationError, match=NAMED):
        verify_target(filled, HASHES)


GOOD = {"last": {"post": 1}, "roots": {"post": "sha256:00"}, "run_end": None}


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"[]",
        b"7",
        b"{}",
        canonical_json(GOOD) + b" ",
        canonical_json(GOOD | {"more": 1}),
        canonical_json(GOOD | {"last": {}}),
        canonical_json(GOOD | {"last": {"post": "1"}}),
        canonical_json(GOOD | {"last": 5}),
        canonical_json({"last": {"entry": 1}, "roots": {"entry": "x"}, "run_end": None}),
        b"\xff",
    ],
)
def test_what_says_nothing_of_rows_is_refused(document: bytes) -> None:
    assert parse_rows_document(canonical_json(GOOD)).last == {"post": 1}
    with pytest.raises(MalformedError, match="says nothing of rows"):
        parse_rows_document(document)
