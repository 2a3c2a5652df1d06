"""Time stamp tokens in SQL, beside the checkpoint that they are over; never reads what one says."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Integer,
    LargeBinary,
    Table,
    UniqueConstraint,
    select,
)

from provenance.archive.columns import ForeignText, Instant
from provenance.archive.inserts import add_row
from provenance.archive.tables import METADATA
from provenance.digest import format_digest, sha256
from provenance.errors import DigestMismatchError

TIMESTAMP_TOKEN = Table(
    "timestamp_token",
    METADATA,
    Column("token_id", Integer, primary_key=True),
    Column("size", Integer, ForeignKey("checkpoint.size"), nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("token", LargeBinary, nullable=False),
    Column("tsa", ForeignText, nullable=False),
    Column("asked_at", Instant, nullable=False),
    UniqueConstraint("size", "digest", name="timestamp_token_once"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredToken:
    """A token as a TSA gave it.

    Attributes:
        size: Size of the checkpoint that it, or the token that it renews, is over.
        token: The TimeStampToken in DER, byte for byte.
        tsa: Address that gave it.
        asked_at: When it was asked for, by this machine's clock; aware, UTC.
    """

    size: int
    token: bytes
    tsa: str
    asked_at: datetime


def add_token(connection: Connection, stored: StoredToken) -> None:
    """Add a token; the table refuses one that is there already."""
    row = {
        "size": stored.size,
        "digest": sha256(stored.token),
        "token": stored.token,
        "tsa": stored.tsa,
        "asked_at": stored.asked_at,
    }
    add_row(connection, TIMESTAMP_TOKEN, row)


def read_tokens(connection: Connection) -> tuple[StoredToken, ...]:
    """Return every token, the smallest checkpoint's first, each in the order of their coming.

    Raises:
        DigestMismatchError: One is no longer what was given.
    """
    rows = connection.execute(
        select(TIMESTAMP_TOKEN).order_by(TIMESTAMP_TOKEN.c.size, TIMESTAMP_TOKEN.c.token_id)
    ).mappings()
    found = []
    for row in rows:
        if sha256(row["token"]) != row["digest"]:
            raise DigestMismatchError(
                f"a time stamp token over {row['size']:,} entries is no longer"
                f" {format_digest(row['digest'])}",
                remedy="the archive was damaged or altered; restore it from a copy",
            )
        found.append(
            StoredToken(
                size=row["size"],
                token=row["token"],
                tsa=row["tsa"],
                asked_at=row["asked_at"],
            )
        )
    return tuple(found)
