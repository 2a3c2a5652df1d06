"""Feeds and sitemaps followed to articles, in SQL: how many they named, and were asked for."""

from sqlalchemy import Column, Connection, ForeignKey, Integer, Table

from provenance.archive.columns import ForeignText, Instant, Truth
from provenance.archive.inserts import add_row
from provenance.archive.tables import METADATA
from provenance.model import Followed

FOLLOWED = Table(
    "followed",
    METADATA,
    Column("followed_id", Integer, primary_key=True),
    Column("run_id", Integer, ForeignKey("run.run_id"), nullable=False),
    Column("target", ForeignText, nullable=False),
    Column("named", Integer, nullable=False),
    Column("asked", Integer, nullable=False),
    Column("unread", Integer, nullable=False),
    Column("is_cut", Truth, nullable=False),
    Column("finished_at", Instant, nullable=False),
)


def add_followed(connection: Connection, run_id: int, followed: Followed) -> None:
    """Record that a run has followed a feed or a sitemap."""
    row: dict[str, object] = {
        column.name: getattr(followed, column.name)
        for column in FOLLOWED.columns
        if column.name not in {"followed_id", "run_id"}
    }
    add_row(connection, FOLLOWED, row | {"run_id": run_id})
