"""What watching leaves in the archive, and what it finds there: targets, polls, live captures.

Never decides when anything is to be asked.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import (
    Column,
    Connection,
    Index,
    Integer,
    Table,
    bindparam,
    func,
    select,
)

from provenance.archive.blobs import Blobs
from provenance.archive.columns import Document, ForeignText, Instant, Truth
from provenance.archive.inserts import add_row
from provenance.archive.sweeps import SWEEP
from provenance.archive.tables import (
    CAPTURE,
    CONTEXT,
    EXCHANGE,
    METADATA,
    POST,
    RUN,
    SNAPSHOT,
)
from provenance.model import Basis, PostKey, Route, Source

Connecting = Callable[[], AbstractContextManager[Connection]]

WATCH = Table(
    "watch",
    METADATA,
    Column("watch_id", Integer, primary_key=True),
    Column("started_at", Instant, nullable=False),
    Column("targets", Document, nullable=False),
)
POLL = Table(
    "poll",
    METADATA,
    Column("poll_id", Integer, primary_key=True),
    Column("site", ForeignText, nullable=False),
    Column("collection", ForeignText, nullable=False),
    Column("is_whole", Truth, nullable=False),
    Column("window_from", Instant, nullable=False),
    Column("polled_at", Instant, nullable=False),
    Index("poll_by_list", "site", "collection", "poll_id"),
)

# So many texts are read, and held, at once.
_TOGETHER = 200
_TARGETS = select(WATCH.c.targets).order_by(WATCH.c.watch_id.desc()).limit(1)
_LAST_POLLS = select(POLL).where(
    POLL.c.poll_id.in_(
        select(func.max(POLL.c.poll_id)).group_by(POLL.c.site, POLL.c.collection, POLL.c.is_whole)
    )
)
# Walks that took a part of a list alone do not make a site watched.
_SWEPT = (
    select(
        SWEEP.c.target,
        SWEEP.c.site,
        SWEEP.c.collection,
        SWEEP.c.complete,
        SWEEP.c.finished_at,
    )
    .where(
        SWEEP.c.sweep_id.in_(
            select(func.max(SWEEP.c.sweep_id))
            .join(RUN, RUN.c.run_id == SWEEP.c.run_id)
            .where(RUN.c.observer == bindparam("observer"), SWEEP.c.filters == [])
            .group_by(SWEEP.c.target, SWEEP.c.site, SWEEP.c.collection)
        )
    )
    .order_by(SWEEP.c.sweep_id)
)
_SIGHTINGS = (
    select(
        CAPTURE.c.capture_id,
        POST.c.site,
        POST.c.post_id,
        EXCHANGE.c.target,
        EXCHANGE.c.final_url,
        EXCHANGE.c.received_at,
        CONTEXT.c.route,
        SNAPSHOT.c.content,
        CAPTURE.c.raw_id,
    )
    .join(POST, POST.c.post_no == CAPTURE.c.post_no)
    .join(EXCHANGE, EXCHANGE.c.exchange_id == CAPTURE.c.exchange_id)
    .join(CONTEXT, CONTEXT.c.context_id == CAPTURE.c.context_id)
    .outerjoin(SNAPSHOT, SNAPSHOT.c.snapshot_id == CAPTURE.c.snapshot_id)
    .where(
        CAPTURE.c.capture_id > bindparam("after"),
        CONTEXT.c.observer == bindparam("observer"),
        # What a web archive gives, and claims without a text, show no text of now.
        EXCHANGE.c.source == Source.HTTP,
        CAPTURE.c.basis == Basis.OBSERVED,
        CONTEXT.c.route.in_([Route.SINGLE.value, Route.LIST.value]),
    )
    .order_by(CAPTURE.c.capture_id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveCapture:
    """One capture over the network, as far as watching needs it.

    Attributes:
        capture_id: The archive's number for it; they rise in recording order.
        key: Which post.
        target: What the user, or a pass of watching, asked for.
        url: The address that answered.
        received_at: When; aware, UTC.
        route: Single or list: captures of different kinds are never successive.
        content: Content digest, 32 bytes; None where no text was shown.
        raw_id: The archive's number for the kept bytes.
    """

    capture_id: int
    key: PostKey
    target: str
    url: str
    received_at: datetime
    route: Route
    content: bytes | None
    raw_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Swept:
    """The last walk through one whole list of a site.

    Attributes:
        target: What the user asked for, as typed.
        site: As `PostKey.site`.
        collection: The list's route: `/wp/v2/posts`.
        complete: Whether every post of the list came, or was known.
        finished_at: When its last answer was received; aware, UTC.
    """

    target: str
    site: str
    collection: str
    complete: bool
    finished_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """One list of what was saved at a site, all of which was then asked for.

    Attributes:
        site: As `PostKey.site`.
        collection: The list's route: `/wp/v2/posts`.
        is_whole: Whether all of the list was asked about, and not some posts of it.
        window_from: From when on what was saved was listed; aware, UTC.
        polled_at: When it was asked for; aware, UTC.
    """

    site: str
    collection: str
    is_whole: bool
    window_from: datetime
    polled_at: datetime


class Watching:
    """What is watched, and how far that has come; made by `Archive.watching`."""

    def __init__(self, *, reading: Connecting, writing: Connecting) -> None:
        self._reading = reading
        self._writing = writing

    def targets(self) -> tuple[str, ...]:
        """Return what was last told to be watched, as typed; empty where nothing ever was."""
        with self._reading() as connection:
            return tuple(connection.execute(_TARGETS).scalar_one_or_none() or ())

    def remember_targets(self, targets: Sequence[str], *, started_at: datetime) -> None:
        """Record what is watched from now on, where that is not what was watched before."""
        if tuple(targets) != self.targets():
            with self._writing() as connection:
                add_row(connection, WATCH, {"started_at": started_at, "targets": list(targets)})

    def last_polls(self) -> tuple[Poll, ...]:
        """Return the last poll of each list."""
        with self._reading() as connection:
            return tuple(
                Poll(
                    site=row.site,
                    collection=row.collection,
                    is_whole=row.is_whole,
                    window_from=row.window_from,
                    polled_at=row.polled_at,
                )
                for row in connection.execute(_LAST_POLLS)
            )

    def swept(self, *, observer: str) -> Mapping[str, Sequence[Swept]]:
        """Return an observer's last walk through each whole list, by what was asked for."""
        found: defaultdict[str, list[Swept]] = defaultdict(list)
        with self._reading() as connection:
            for row in connection.execute(_SWEPT, {"observer": observer}):
                one = Swept(
                    target=row.target,
                    site=row.site,
                    collection=row.collection,
                    complete=row.complete,
                    finished_at=row.finished_at,
                )
                found[one.target].append(one)
        return dict(found)

    def add_poll(self, poll: Poll) -> None:
        """Record a poll whose posts were all asked for."""
        with self._writing() as connection:
            add_row(connection, POLL, asdict(poll))

    def live_captures(self, *, observer: str, after: int = 0) -> tuple[LiveCapture, ...]:
        """Return an observer's captures over the network, in recording order.

        Args:
            observer: Whose.
            after: Those with a higher number than this alone.
        """
        with self._reading() as connection:
            rows = connection.execute(_SIGHTINGS, {"observer": observer, "after": after})
            return tuple(
                LiveCapture(
                    capture_id=row.capture_id,
                    key=PostKey(site=row.site, post_id=row.post_id),
                    target=row.target,
                    url=row.final_url,
                    received_at=row.received_at,
                    route=Route(row.route),
                    content=row.content,
                    raw_id=row.raw_id,
                )
                for row in rows
            )

    def texts(self, captures: Sequence[LiveCapture]) -> Iterator[tuple[LiveCapture, bytes]]:
        """Yield each capture with its kept bytes.

        Raises:
            DigestMismatchError: They are no longer those that were stored.
        """
        for begin in range(0, len(captures), _TOGETHER):
            some = captures[begin : begin + _TOGETHER]
            with self._reading() as connection:
                kept = Blobs(connection).get_many(one.raw_id for one in some)
            yield from ((one, kept[one.raw_id]) for one in some)
