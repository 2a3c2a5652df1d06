"""Everything that is recorded of one answer: all of it, or nothing.

Holds the write lock from beginning to end, so that what is read here still holds when it is
written: the log's next index, a post's previous capture, the sequence of its bodies.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from provenance.archive import captures, exchanges, snapshots
from provenance.archive.blobs import Blobs
from provenance.archive.entries import append_entries
from provenance.archive.listed_times import add_listed_times
from provenance.archive.listings import add_listing, add_neighbour, add_revision
from provenance.archive.pages_beside import add_page_beside
from provenance.archive.posts import add_post, number_of_post
from provenance.archive.records import StoredCapture
from provenance.archive.repeats import add_repeat
from provenance.archive.tables import BLOB, CAPTURE
from provenance.digest import format_digest, leaf_hash, sha256
from provenance.errors import DigestMismatchError
from provenance.model import (
    Capture,
    ListedTime,
    Listing,
    Neighbour,
    PostKey,
    Reading,
    Revision,
    Snapshot,
)

_SEQUENCE = (
    select(BLOB.c.digest, CAPTURE.c.seen_at)
    .join(CAPTURE, CAPTURE.c.raw_id == BLOB.c.blob_id)
    .where(CAPTURE.c.post_no == bindparam("post_no"))
    .order_by(CAPTURE.c.capture_id)
)

_LAST_STATEMENT = (
    select(BLOB.c.digest)
    .join(CAPTURE, CAPTURE.c.statement_id == BLOB.c.blob_id)
    .where(CAPTURE.c.post_no == bindparam("post_no"))
    .order_by(CAPTURE.c.capture_id.desc())
    .limit(1)
)


class Transaction:
    """What can be read and recorded of one answer; made by `Recording.transaction`."""

    def __init__(self, connection: Connection, run_id: Callable[[Connection], int]) -> None:
        self._connection = connection
        self._run_id = run_id
        self._blobs = Blobs(connection)
        self._slices: dict[tuple[int, int], Capture | Revision] = {}

    def raw_sequence(self, key: PostKey) -> tuple[tuple[bytes, datetime | None], ...]:
        """Return raw digest (32 bytes) and time of the post's captures in recording order."""
        number = number_of_post(self._connection, key)
        rows = self._connection.execute(_SEQUENCE, {"post_no": number})
        return tuple((row.digest, row.seen_at) for row in rows)

    def last(self, key: PostKey) -> StoredCapture | None:
        """Return the post's capture that was recorded last; None where there is none."""
        number = number_of_post(self._connection, key)
        return None if number is None else captures.read_last(self._connection, number)

    def last_statement(self, key: PostKey) -> bytes | None:
        """Return the digest, 32 bytes, of the post's newest statement; None where it has none."""
        number = number_of_post(self._connection, key)
        return self._connection.execute(_LAST_STATEMENT, {"post_no": number}).scalar()

    def differs(self, key: PostKey, snapshot: Snapshot) -> bool:
        """Return whether content, metadata or claims differ from the post's previous capture.

        Where they do, the capture gets a statement and a log entry.
        """
        number = number_of_post(self._connection, key)
        return snapshots.is_change(self._connection, number, snapshot)

    def add_exchange(self, reading: Reading, *, record: bytes | None = None) -> int:
        """Return the id of the answer, recorded whole.

        Args:
            reading: The answer; its captures tell where its body is cut.
            record: What stands for an answer without captures in the run's tree.
        """
        body = reading.exchange.body
        parts: list[Capture | Revision] = [*reading.captures, *reading.revisions]
        slices, glue = exchanges.cut(body, parts)
        exchange_id = exchanges.add_exchange(
            self._connection,
            self._run_id(self._connection),
            reading.exchange,
            glue=glue,
            record=record,
        )
        self._slices |= {(exchange_id, capture.start): capture for capture in slices}
        return exchange_id

    def add_capture(
        self,
        exchange_id: int,
        key: PostKey,
        capture: Capture,
        snapshot: Snapshot | None,
        *,
        problem: str | None,
        statement: bytes | None,
        entry: bytes | None,
        record: bytes,
    ) -> int:
        """Return the id of the capture, recorded with its version, statement and log entry.

        Args:
            exchange_id: The answer that it came in.
            key: Which post it turned out to be.
            capture: The capture.
            snapshot: Its canonical record; None for a refusal or a body with a `problem`.
            problem: Why the body cannot be assessed; None where it can.
            statement: Bytes of the snapshot statement; None where it does not differ.
            entry: Bytes of the log entry; None likewise.
            record: Bytes of the capture record; the run's tree is over these.

        Raises:
            DigestMismatchError: `snapshot` was made from other bytes than the capture's.
        """
        post_no = add_post(self._connection, key)
        raw_id = self._blobs.put(capture.raw, family=f"raw {key}")
        if snapshot is not None:
            _check_same_bytes(capture, snapshot)
        if self._slices.pop((exchange_id, capture.start), None) is not None:
            exchanges.add_slice(self._connection, exchange_id, capture.start, raw_id)
        links = {
            "exchange_id": exchange_id,
            "post_no": post_no,
            "expected_no": capture.post and add_post(self._connection, capture.post),
            "raw_id": raw_id,
            "snapshot_id": snapshot
            and snapshots.add_snapshot(self._connection, post_no, raw_id, snapshot),
            "problem": problem,
            "statement_id": None
            if statement is None
            else self._blobs.put(statement, family=f"statement {key}"),
            "entry_seq": None if entry is None else append_entries(self._connection, [entry]),
            "leaf": leaf_hash(record),
        }
        return captures.add_capture(self._connection, capture, links)

    def add_repeat(self, capture_id: int, *, first: int) -> None:
        """Record that a capture was asked for again, right after the one with the id `first`."""
        add_repeat(self._connection, capture_id, first)

    def add_page_beside(self, capture_id: int, *, exchange_id: int) -> None:
        """Record that an answer is the page of a post, asked beside a capture of it."""
        add_page_beside(self._connection, capture_id, exchange_id)

    def add_times(self, exchange_id: int, times: Sequence[ListedTime]) -> None:
        """Record what an answer, a feed or a sitemap, states of the times of articles."""
        run_id = self._run_id(self._connection)
        add_listed_times(self._connection, run_id, exchange_id, times)

    def add_revision(self, exchange_id: int, revision: Revision) -> None:
        """Record one revision of an answer, its bytes as a slice of the answer's body."""
        post_no = add_post(self._connection, revision.post)
        raw_id = self._blobs.put(revision.raw, family=f"revision {revision.post}")
        if self._slices.pop((exchange_id, revision.start), None) is not None:
            exchanges.add_slice(self._connection, exchange_id, revision.start, raw_id)
        add_revision(self._connection, exchange_id, post_no, revision, raw_id)

    def add_listing(self, listing: Listing, *, capture_id: int, exchange_ids: list[int]) -> None:
        """Record that the revisions of these answers are one list.

        Args:
            listing: What it came to.
            capture_id: The capture of the post that was asked just before.
            exchange_ids: Its answers.
        """
        post_no = add_post(self._connection, listing.post)
        add_listing(
            self._connection, listing, post_no, capture_id=capture_id, exchange_ids=exchange_ids
        )

    def add_neighbour(self, exchange_id: int, neighbour: Neighbour) -> None:
        """Record the number and date of another item of a site."""
        add_neighbour(self._connection, exchange_id, neighbour)

    def add_remaining_slices(self) -> None:
        """Record the slices of posts that got no capture, since the archive held them already."""
        for (exchange_id, start), capture in self._slices.items():
            family = "raw" if capture.post is None else f"raw {capture.post}"
            blob_id = self._blobs.put(capture.raw, family=family)
            exchanges.add_slice(self._connection, exchange_id, start, blob_id)
        self._slices.clear()


def _check_same_bytes(capture: Capture, snapshot: Snapshot) -> None:
    actual = sha256(capture.raw)
    if actual != snapshot.digests.raw:
        raise DigestMismatchError(
            f"a snapshot of {format_digest(snapshot.digests.raw)} was given for the bytes"
            f" {format_digest(actual)}"
        )
