"""Posts in SQL: their numbers in this archive, and the list of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

from provenance.archive.inserts import find_or_add
from provenance.archive.order import reading_order
from provenance.archive.tables import CAPTURE, POST, SNAPSHOT, VERSION
from provenance.model import Basis, Moment, PostKey, PostRecord

_SHOWN = (
    select(
        CAPTURE.c.post_no,
        CAPTURE.c.capture_id,
        CAPTURE.c.seen_at,
        CAPTURE.c.basis,
        SNAPSHOT.c.version_id,
    )
    .outerjoin(SNAPSHOT, SNAPSHOT.c.snapshot_id == CAPTURE.c.snapshot_id)
    .order_by(CAPTURE.c.capture_id)
)
_NUMBER = select(POST.c.post_no).where(
    POST.c.site == bindparam("site"), POST.c.post_id == bindparam("post_id")
)
_TITLES = select(VERSION.c.version_id, VERSION.c.title, VERSION.c.link)
_SHOWN_OF_POST = _SHOWN.where(CAPTURE.c.post_no == bindparam("post_no"))
_TITLES_OF_POST = _TITLES.where(VERSION.c.post_no == bindparam("post_no"))


class _Shown(NamedTuple):
    post_no: int
    capture_id: int
    seen_at: datetime | None
    basis: str
    version_id: int | None


def add_post(connection: Connection, key: PostKey) -> int:
    """Return the post's number in this archive; added where it has none."""
    return find_or_add(connection, POST, asdict(key))


def number_of_post(connection: Connection, key: PostKey) -> int | None:
    """Return the post's number in this archive; None where it has none."""
    return connection.execute(_NUMBER, asdict(key)).scalar_one_or_none()


def read_posts(connection: Connection) -> tuple[PostRecord, ...]:
    """Return every post that has a capture, in the order in which they first came."""
    captures: defaultdict[int, list[_Shown]] = defaultdict(list)
    for row in connection.execute(_SHOWN):
        captures[row.post_no].append(_Shown(*row))
    titles = {row.version_id: (row.title, row.link) for row in connection.execute(_TITLES)}
    keys = {
        row.post_no: PostKey(site=row.site, post_id=row.post_id)
        for row in connection.execute(select(POST))
    }
    return tuple(_record(keys[number], rows, titles) for number, rows in captures.items())


def read_post(connection: Connection, key: PostKey) -> PostRecord | None:
    """Return one post as a list shows it; None where it has no capture."""
    of_post = {"post_no": number_of_post(connection, key)}
    shown = [_Shown(*row) for row in connection.execute(_SHOWN_OF_POST, of_post)]
    titles = {
        row.version_id: (row.title, row.link)
        for row in connection.execute(_TITLES_OF_POST, of_post)
    }
    return _record(key, shown, titles) if shown else None


def _record(
    key: PostKey, rows: Sequence[_Shown], titles: Mapping[int, tuple[str, str | None]]
) -> PostRecord:
    ordered = reading_order(rows, lambda row: row.seen_at)
    shown = [row.version_id for row in ordered if row.version_id is not None]
    title, link = titles[shown[-1]] if shown else ("", None)
    # Known times rise in this order, so the first and the last of them are the extremes.
    timed = [row for row in ordered if row.seen_at is not None] or ordered
    first, last = (Moment(at=row.seen_at, basis=Basis(row.basis)) for row in (timed[0], timed[-1]))
    return PostRecord(
        key=key,
        title=title,
        link=link,
        captures=len(ordered),
        versions=len(set(shown)),
        first=first,
        last=last,
    )
