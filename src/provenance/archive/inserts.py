"""Two ways to add a row: always, or only where there is none like it; never a change."""

from collections.abc import Mapping

from sqlalchemy import Column, Connection, Table, and_, insert, select


def add_row(connection: Connection, table: Table, values: Mapping[str, object]) -> int:
    """Return the integer key of a new row; the first part of one of several columns."""
    new = insert(table).values(values).returning(_key(table))
    return connection.execute(new).scalar_one()


def find_or_add(connection: Connection, table: Table, values: Mapping[str, object]) -> int:
    """Return the integer key of the row that has these values; added where there is none.

    The caller holds the write lock, so nobody can add it in between.
    """
    same = and_(*(table.c[name] == value for name, value in values.items()))
    found = connection.execute(select(_key(table)).where(same)).scalar_one_or_none()
    return add_row(connection, table, values) if found is None else found


def _key(table: Table) -> Column[int]:
    key: Column[int] = next(iter(table.primary_key.columns))
    return key
