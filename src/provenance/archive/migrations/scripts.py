"""The `.sql` files of the migrations, statement by statement; never runs one."""

import sqlite3
from collections.abc import Iterator
from importlib.resources import files


def scripts(revision: str) -> list[str]:
    """Return the names of a revision's scripts, in the order of their names."""
    folder = files("provenance.archive.migrations") / "sql"
    names = sorted(entry.name for entry in folder.iterdir())
    return [name for name in names if name.startswith(f"{revision}_") and name.endswith(".sql")]


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
