import resource
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import NullPool, create_engine, text

from provenance.archive.failures import archive_errors
from provenance.errors import ArchiveError, NotAnArchiveError, ReadOnlyArchiveError

PAGES = 3


def fill(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA max_page_count = {PAGES}")
    try:
        connection.execute("CREATE TABLE t (a)")
        connection.execute("INSERT INTO t VALUES (zeroblob(100000))")
    finally:
        connection.close()


def fill_past_the_limit_on_files(path: Path) -> None:
    """Write past what the system lets a file be, as a quota does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    connection = sqlite3.connect(path)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, hard))
    try:
        connection.execute("CREATE TABLE t (a)")
        connection.execute("INSERT INTO t VALUES (zeroblob(100000))")
        connection.commit()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        connection.close()


def read_nonsense(path: Path) -> None:
    path.write_bytes(b"nonsense" * 1000)
    read(path)


def read_damaged(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t (a)")
    connection.close()
    damaged = bytearray(path.read_bytes())
    damaged[100:200] = b"\xff" * 100
    path.write_bytes(damaged)
    read(path)


def read(path: Path) -> None:
    connection = sqlite3.connect(path)
    try:
        connection.execute("SELECT * FROM t")
    finally:
        connection.close()


def write_frozen(path: Path) -> None:
    sqlite3.connect(path).close()
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        connection.execute("CREATE TABLE t (a)")
    finally:
        connection.close()


def open_folder(path: Path) -> None:
    path.mkdir()
    read(path)


@pytest.mark.parametrize(
    ("act", "kind", "says"),
    [
        (fill, ArchiveError, "is full; what was recorded before is whole; make room"),
        (
            fill_past_the_limit_on_files,
            ArchiveError,
            "could not be read or written .SQLITE_IOERR_WRITE.; what was recorded before is whole",
        ),
        (read_nonsense, NotAnArchiveError, "is no provenance archive"),
        (read_damaged, ArchiveError, "is damaged: .*; restore it from a copy"),
        (read, ArchiveError, "refused: no such table: t"),
        (write_frozen, ReadOnlyArchiveError, "cannot be written; check the permissions"),
        (open_folder, ArchiveError, "cannot be opened; check the permissions"),
    ],
)
def test_what_the_database_refuses_is_one_sentence(
    path: Path, act: Callable[[Path], None], kind: type[ArchiveError], says: str
) -> None:
    with pytest.raises(kind, match=says) as caught, archive_errors(path):
        act(path)
    assert type(caught.value) is kind
    assert str(path) in caught.value.what


def test_other_errors_pass(path: Path) -> None:
    with pytest.raises(KeyError), archive_errors(path):
        raise KeyError


def test_text_that_was_no_utf8_elsewhere_is_not_blamed_on_the_archive(path: Path) -> None:
    with pytest.raises(UnicodeDecodeError), archive_errors(path):
        b"\xff".decode()


def test_a_name_in_the_archive_that_is_no_utf8_is_damage(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE t (a)")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_schema SET name = CAST(x'ff' AS TEXT), sql = 'x'")
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)
    with (
        pytest.raises(ArchiveError, match="is damaged: a text in it is no UTF-8"),
        archive_errors(path),
        engine.connect() as connected,
    ):
        connected.execute(text("SELECT * FROM t"))
