"""Times that feeds and sitemaps state of articles, in SQL; never what such a time says."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    and_,
    bindparam,
    insert,
    select,
)

from provenance.archive.columns import ForeignText
from provenance.archive.tables import BLOB, CAPTURE, EXCHANGE, METADATA
from provenance.model import ClockSource, ListedTime, StatedTime, TimeBeside

LISTED_TIME = Table(
    "listed_time",
    METADATA,
    Column("listed_id", Integer, primary_key=True),
    Column("exchange_id", Integer, ForeignKey("exchange.exchange_id"), nullable=False),
    Column("run_id", Integer, ForeignKey("run.run_id"), nullable=False),
    Column("address", ForeignText, nullable=False),
    Column("source", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("value", ForeignText, nullable=False),
    Index("listed_time_by_address", "address", "run_id"),
)

_LISTING = EXCHANGE.alias("listing")
_OF_POST = (
    select(
        CAPTURE.c.capture_id,
        _LISTING.c.url,
        # An answer that holds no capture is in one piece, whose digest is that of its bytes.
        BLOB.c.digest,
        LISTED_TIME.c.source,
        LISTED_TIME.c.name,
        LISTED_TIME.c.value,
    )
    .join(EXCHANGE, EXCHANGE.c.exchange_id == CAPTURE.c.exchange_id)
    .join(
        LISTED_TIME,
        and_(LISTED_TIME.c.address == EXCHANGE.c.target, LISTED_TIME.c.run_id == EXCHANGE.c.run_id),
    )
    .join(_LISTING, _LISTING.c.exchange_id == LISTED_TIME.c.exchange_id)
    .join(BLOB, BLOB.c.blob_id == _LISTING.c.glue_id)
    .where(CAPTURE.c.post_no == bindparam("post_no"))
    .order_by(CAPTURE.c.capture_id, LISTED_TIME.c.listed_id)
)


def add_listed_times(
    connection: Connection, run_id: int, exchange_id: int, times: Sequence[ListedTime]
) -> None:
    """Record what an answer of a run states of the times of articles."""
    rows = [
        {
            "exchange_id": exchange_id,
            "run_id": run_id,
            "address": one.address,
            "source": one.stated.source.value,
            "name": one.stated.name,
            "value": one.stated.value,
        }
        for one in times
    ]
    if rows:
        connection.execute(insert(LISTED_TIME), rows)


def read_times_beside(connection: Connection, post_no: int) -> dict[int, tuple[TimeBeside, ...]]:
    """Return what feeds and sitemaps stated of a post, by the captures that they led to."""
    found: defaultdict[int, list[TimeBeside]] = defaultdict(list)
    for row in connection.execute(_OF_POST, {"post_no": post_no}):
        stated = StatedTime(source=ClockSource(row.source), name=row.name, value=row.value)
        found[row.capture_id].append(TimeBeside(url=row.url, digest=row.digest, stated=stated))
    return {capture_id: tuple(times) for capture_id, times in found.items()}
