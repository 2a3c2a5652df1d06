"""Two ways to add a row: always, or only where there is none like it; never a change.

Statements are built once for each table, since building one costs more than running it.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Column, Connection, Insert, Select, Table, bindparam, insert, select


def add_row(connection: Connection, table: Table, values: Mapping[str, object]) -> int:
    """Return the integer key of a new row; the first part of one of several columns."""
    key: int = connection.execute(_insert(table), values).scalar_one()
    return key


def find_or_add(connection: Connection, table: Table, values: Mapping[str, object]) -> int:
    """Return the integer key of the row that has these values; added where there is none.

    The caller holds the write lock, so nobody can add it in between.
    """
    query = _find(table, tuple(values))
    found: int | None = connection.execute(query, values).scalar_one_or_none()
    return add_row(connection, table, values) if found is None else found


@cache
def _insert(table: Table) -> Insert:
    return insert(table).returning(_key(table))


@cache
def _find(table: Table, names: tuple[str, ...]) -> Select[Any]:
    same = (table.c[name] == bindparam(name) for name in names)
    return select(_key(table)).where(*same)


def _key(table: Table) -> Column[int]:
    key: Column[int] = next(iter(table.primary_key.columns))
    return key
