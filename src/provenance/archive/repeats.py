"""Captures that were asked for again right after another, and whether one has to be.

Never decides what a difference between them means.
"""

from sqlalchemy import Column, Connection, ForeignKey, Index, Integer, Table, bindparam, select

from provenance.archive.inserts import add_row
from provenance.archive.tables import CAPTURE, METADATA, SNAPSHOT

REPEAT = Table(
    "repeat",
    METADATA,
    Column("capture_id", Integer, ForeignKey("capture.capture_id"), primary_key=True),
    Column("first_id", Integer, ForeignKey("capture.capture_id"), nullable=False),
    Index("repeat_by_first", "first_id"),
)

_SHOWN = (
    select(
        CAPTURE.c.capture_id,
        CAPTURE.c.post_no,
        CAPTURE.c.context_id,
        REPEAT.c.first_id,
        SNAPSHOT.c.content,
    )
    .join(SNAPSHOT, SNAPSHOT.c.snapshot_id == CAPTURE.c.snapshot_id)
    .outerjoin(REPEAT, REPEAT.c.capture_id == CAPTURE.c.capture_id)
)
_ONE = _SHOWN.where(CAPTURE.c.capture_id == bindparam("capture_id"))
_BEFORE = (
    _SHOWN.where(
        CAPTURE.c.post_no == bindparam("post_no"),
        CAPTURE.c.context_id == bindparam("context_id"),
        CAPTURE.c.capture_id < bindparam("capture_id"),
    )
    .order_by(CAPTURE.c.capture_id.desc())
    .limit(1)
)
_ROUND = _SHOWN.where(
    (REPEAT.c.first_id == bindparam("first_id")) | (CAPTURE.c.capture_id == bindparam("first_id"))
)


def add_repeat(connection: Connection, capture_id: int, first_id: int) -> None:
    """Record that a capture was asked for again right after another."""
    add_row(connection, REPEAT, {"capture_id": capture_id, "first_id": first_id})


def is_other_text(connection: Connection, capture_id: int) -> bool:
    """Return whether a capture shows another text than the answers before it in its context.

    Of answers that were asked for together each counts. A first text is no other.
    """
    shown = connection.execute(_ONE, {"capture_id": capture_id}).one_or_none()
    if shown is None:
        return False
    place = {"post_no": shown.post_no, "context_id": shown.context_id, "capture_id": capture_id}
    last = connection.execute(_BEFORE, place).one_or_none()
    if last is None:
        return False
    first_id = last.capture_id if last.first_id is None else last.first_id
    texts = {row.content for row in connection.execute(_ROUND, {"first_id": first_id})}
    return texts != {shown.content}
