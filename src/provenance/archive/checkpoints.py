"""Signed checkpoints in SQL: each larger than the one before; never signs one."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Integer,
    LargeBinary,
    RowMapping,
    Table,
    UniqueConstraint,
    insert,
    select,
)

from provenance.archive.columns import ForeignText, Instant
from provenance.archive.inserts import find_or_add
from provenance.archive.tables import METADATA

CHECKPOINT = Table(
    "checkpoint",
    METADATA,
    Column("size", Integer, primary_key=True),
    Column("origin", ForeignText, nullable=False),
    Column("key_id", LargeBinary, nullable=False),
    Column("root", LargeBinary, nullable=False),
    Column("note", LargeBinary, nullable=False),
    Column("signed_at", Instant, nullable=False),
)

COSIGNATURE = Table(
    "cosignature",
    METADATA,
    Column("cosignature_id", Integer, primary_key=True),
    Column("size", Integer, ForeignKey("checkpoint.size"), nullable=False),
    Column("line", ForeignText, nullable=False),
    UniqueConstraint("size", "line", name="cosignature_once"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCheckpoint:
    """A checkpoint that was signed over the log.

    Attributes:
        size: How many entries it is over.
        origin: The log's name.
        key_id: Identifier of the key that signed it; 4 bytes.
        root: Root hash over the entries; 32 bytes.
        note: The signed note, byte for byte.
        signed_at: When, by this machine's clock; aware, UTC. Nothing vouches for it.
        cosignatures: Lines of its witnesses, in the order in which they came; each ends with a
            line feed.
    """

    size: int
    origin: str
    key_id: bytes
    root: bytes
    note: bytes
    signed_at: datetime
    cosignatures: tuple[str, ...] = ()

    @property
    def cosigned(self) -> bytes:
        """Return the note with the lines of its witnesses."""
        return self.note + "".join(self.cosignatures).encode()


def add_cosignature(connection: Connection, size: int, line: str) -> None:
    """Add a witness's line to the checkpoint of a size; once, however often it is added."""
    find_or_add(connection, COSIGNATURE, {"size": size, "line": line})


def add_checkpoint(connection: Connection, checkpoint: StoredCheckpoint) -> None:
    """Add a checkpoint; the table refuses one that is no larger than the last."""
    row = {
        "size": checkpoint.size,
        "origin": checkpoint.origin,
        "key_id": checkpoint.key_id,
        "root": checkpoint.root,
        "note": checkpoint.note,
        "signed_at": checkpoint.signed_at,
    }
    connection.execute(insert(CHECKPOINT), row)


def read_checkpoints(connection: Connection) -> tuple[StoredCheckpoint, ...]:
    """Return every checkpoint, the smallest first."""
    rows = connection.execute(select(CHECKPOINT).order_by(CHECKPOINT.c.size)).mappings().all()
    return tuple(_read(connection, row) for row in rows)


def read_last_checkpoint(connection: Connection) -> StoredCheckpoint | None:
    """Return the largest checkpoint; None where the log was never signed."""
    last = select(CHECKPOINT).order_by(CHECKPOINT.c.size.desc()).limit(1)
    row = connection.execute(last).mappings().one_or_none()
    return None if row is None else _read(connection, row)


def _read(connection: Connection, row: RowMapping) -> StoredCheckpoint:
    lines = select(COSIGNATURE.c.line).where(COSIGNATURE.c.size == row["size"])
    ordered = connection.execute(lines.order_by(COSIGNATURE.c.cosignature_id)).scalars()
    return StoredCheckpoint(**row, cosignatures=tuple(ordered))
