"""What the log commits to of the archive's own rows: a root over each table's new ones.

Records commit to what was received. That a run asked for it, in which list it stood, that a post
was asked twice: such rows are in no record, and lie here (`docs/spec/log.md`, "Rows"). Never reads
what a row means.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    Integer,
    LargeBinary,
    Select,
    Table,
    bindparam,
    func,
    insert,
    select,
    type_coerce,
)
from sqlalchemy.types import NullType

from provenance.archive.tables import METADATA
from provenance.digest import RunningRoot, canonical_json, format_digest, leaf_hash
from provenance.errors import MalformedError

ROW_ROOT = Table(
    "row_root",
    METADATA,
    Column("entry_seq", Integer, ForeignKey("entry.seq"), primary_key=True),
    Column("document", LargeBinary, nullable=False),
)

# SQLite's smallest integer: no row escapes by a key that none of ours has.
_BEFORE_ALL: Final = -(1 << 63)

# Each table and the column that rises in it with every transaction.
COVERED: Final = MappingProxyType(
    {
        "annotation": "annotation_id",
        "capture": "capture_id",
        "context": "context_id",
        "custody": "custody_id",
        "exchange": "exchange_id",
        "followed": "followed_id",
        "hop": "exchange_id",
        "listed_time": "listed_id",
        "neighbour": "neighbour_id",
        "page_beside": "exchange_id",
        "poll": "poll_id",
        "post": "post_no",
        "profile": "profile_id",
        "repeat": "capture_id",
        "revision": "exchange_id",
        "revision_list": "list_id",
        "run": "run_id",
        "slice": "exchange_id",
        "snapshot": "snapshot_id",
        "sweep": "sweep_id",
        "version": "version_id",
        "watch": "watch_id",
    }
)
# And each that is left out, and why nothing is lost by it.
LEFT_OUT: Final = MappingProxyType(
    {
        "blob": "its digest is checked, and rows name it",
        "checkpoint": "it is the log's, and signed",
        "cosignature": "it is the log's, and signed",
        "entry": "it is the log's, and the tree is over it",
        "keyframe": "it decides how small new blobs become, and nothing else",
        "known_finding": "it says of a finding that an earlier report had it, and nothing else",
        "row_root": "the log's entry has its digest",
        "run_end": "the document of the run's entry holds it",
        "tile": "it is the log's, and made anew from the entries",
        "timestamp_token": "it is the log's, and signed",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowRoot:
    """What one log entry says of the archive's rows.

    Attributes:
        entry: Index of the entry.
        document: RFC 8785 bytes; the entry has their digest.
    """

    entry: int
    document: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsDocument:
    """What the document of an entry says.

    Attributes:
        last: The last key in each table that an entry covers, this one or one before.
        roots: Text form of the root over each table's new rows; none for a table without.
        run_end: `run_id`, and `finished_at` in microseconds, where it is a run's; else None.
    """

    last: Mapping[str, int]
    roots: Mapping[str, str]
    run_end: Mapping[str, int] | None


def parse_rows_document(document: bytes) -> RowsDocument:
    """Return what a document says.

    Raises:
        MalformedError: It is none, or not spelled as one.
    """
    try:
        value = json.loads(document)
        if canonical_json(value) == document and _is_of_rows(value):
            return RowsDocument(**value)
    except (ValueError, TypeError, KeyError, AttributeError):
        pass
    raise MalformedError(f"the archive holds {document[:80]!r}, which says nothing of rows")


def _is_of_rows(value: Mapping[str, Mapping[str, object]]) -> bool:
    """Tell whether each root is of a table that is known, and reaches as far as a number says."""
    last, roots = value["last"], value["roots"]
    is_known = COVERED.keys() >= last.keys() >= roots.keys()
    return is_known and all(isinstance(key, int) for key in last.values())


def rows_document(connection: Connection, run_end: Mapping[str, int] | None) -> bytes:
    """Return the document over all rows that no entry covers yet.

    Args:
        connection: Where to read; the caller holds the write lock.
        run_end: Which run ended, and when in microseconds, for its own entry; None for another.
    """
    last, roots = reached(connection), {}
    for name in COVERED:
        root, key = running_root(connection, name, after=last.get(name), last=None)
        if key is not None:
            last[name], roots[name] = key, format_digest(root.root())
    told = None if run_end is None else {**run_end}
    return canonical_json({"last": last, "roots": roots, "run_end": told})


def uncovered(connection: Connection) -> dict[str, int]:
    """Return how many rows of which table no entry covers yet."""
    last, counts = reached(connection), {}
    for name in COVERED:
        count = select(func.count()).where(_key(name) > last.get(name, _BEFORE_ALL))
        found: int = connection.execute(count).scalar_one()
        if found:
            counts[name] = found
    return counts


def add_row_root(connection: Connection, entry: int, document: bytes) -> None:
    """Add the document of an entry."""
    connection.execute(insert(ROW_ROOT), {"entry_seq": entry, "document": document})


def read_row_roots(connection: Connection) -> Iterator[RowRoot]:
    """Yield every document in the order of the log."""
    for row in connection.execute(select(ROW_ROOT).order_by(ROW_ROOT.c.entry_seq)):
        yield RowRoot(entry=row.entry_seq, document=row.document)


def read_row_root(connection: Connection, entry: int) -> RowRoot | None:
    """Return the document of one entry; None where it has none."""
    wanted = select(ROW_ROOT.c.document).where(ROW_ROOT.c.entry_seq == entry)
    document = connection.execute(wanted).scalar_one_or_none()
    return None if document is None else RowRoot(entry=entry, document=document)


def reached(connection: Connection) -> dict[str, int]:
    """Return the last key that an entry covers in each table; none for a table without one."""
    newest = select(ROW_ROOT.c.document).order_by(ROW_ROOT.c.entry_seq.desc()).limit(1)
    document = connection.execute(newest).scalar_one_or_none()
    return {} if document is None else dict(parse_rows_document(document).last)


def running_root(
    connection: Connection, name: str, *, after: int | None, last: int | None
) -> tuple[RunningRoot, int | None]:
    """Return the tree over a table's rows, and the last key among them; None for no row.

    Args:
        connection: Where to read.
        name: Which table.
        after: The last key that is covered already; None for none.
        last: The last key that belongs to it; None for all that there are.
    """
    root, key = RunningRoot(), None
    columns = [str(column.name) for column in METADATA.tables[name].columns]
    place = columns.index(COVERED[name])
    bounds = {
        "after": _BEFORE_ALL if after is None else after,
        "last": -_BEFORE_ALL - 1 if last is None else last,
    }
    for row in connection.execute(_rows(name), bounds):
        key = row[place]
        root.add(leaf_hash(_record(name, columns, row)))
    return root, key


def _record(name: str, columns: Iterable[str], row: Iterable[object]) -> bytes:
    """Return a row as RFC 8785 bytes, integers in full; a column without a value is left out.

    So that a column that a later version adds changes no record of an older row.
    """
    values = {
        column: value.hex() if isinstance(value, bytes) else value
        for column, value in zip(columns, row, strict=True)
        if value is not None
    }
    return canonical_json({name: values})


@cache
def _rows(name: str) -> Select[Any]:
    """Return the query for a table's rows, each value as SQLite has it."""
    table = METADATA.tables[name]
    columns: list[ColumnElement[Any]] = [type_coerce(one, NullType()) for one in table.columns]
    between = (_key(name) > bindparam("after"), _key(name) <= bindparam("last"))
    query: Select[Any] = select(*columns)
    return query.where(*between).order_by(*table.primary_key.columns)


def _key(name: str) -> Column[int]:
    key: Column[int] = METADATA.tables[name].c[COVERED[name]]
    return key
