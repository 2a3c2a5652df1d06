"""Which page was asked beside which capture of a post; never what such a page shows."""

from sqlalchemy import Column, Connection, ForeignKey, Integer, Table, bindparam, select

from provenance.archive.inserts import add_row
from provenance.archive.tables import CAPTURE, METADATA

PAGE_BESIDE = Table(
    "page_beside",
    METADATA,
    Column("capture_id", Integer, ForeignKey("capture.capture_id"), primary_key=True),
    Column("exchange_id", Integer, ForeignKey("exchange.exchange_id"), nullable=False),
)

_OF_POST = (
    select(PAGE_BESIDE.c.capture_id, PAGE_BESIDE.c.exchange_id)
    .join(CAPTURE, CAPTURE.c.capture_id == PAGE_BESIDE.c.capture_id)
    .where(CAPTURE.c.post_no == bindparam("post_no"))
    .order_by(PAGE_BESIDE.c.capture_id)
)


def add_page_beside(connection: Connection, capture_id: int, exchange_id: int) -> None:
    """Record that an answer is the page of a post, asked beside a capture of it."""
    add_row(connection, PAGE_BESIDE, {"capture_id": capture_id, "exchange_id": exchange_id})


def read_pages_beside(connection: Connection, post_no: int) -> dict[int, int]:
    """Return the answers that are pages of a post, by the captures that they were asked beside."""
    rows = connection.execute(_OF_POST, {"post_no": post_no})
    return {row.capture_id: row.exchange_id for row in rows}
