"""The `.sql` files of the migrations, statement by statement; never runs one."""

import sqlite3
from collections.abc import Iterator
from importlib.resources import files


def statements(name: str) -> Iterator[str]:
    """Yield the statements of `sql/<name>` in order.

    One by one, since `executescript` would commit first and leave half a schema behind a crash.
    """
    text = (files("provenance.archive.migrations") / "sql" / name).read_text(encoding="utf-8")
    statement = ""
    for line in text.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement.strip()
            statement = ""
