"""Prepared answers into the archive: version, capture and log entry in one transaction."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from provenance.archive import Recording, Transaction
from provenance.digest import sha256
from provenance.evidence import capture_record, exchange_record, snapshot_statement
from provenance.log import snapshot_entry
from provenance.model import Exchange, Neighbour, PostKey, Reading, Route, Snapshot, Source
from provenance.pipeline.material import Material, Prepared

Seen = tuple[bytes, datetime | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What became of a group of answers.

    Attributes:
        captures: Ids of the captures that were recorded.
        already_held: How many captures the archive held already, in that order.
    """

    captures: tuple[int, ...]
    already_held: int


def record(recording: Recording, group: Sequence[Prepared]) -> Recorded:
    """Record a group of answers in one transaction.

    Files that the archive holds already are passed over: where the sequence of a post's raw
    digests (and of the times, where they were asserted) is a contiguous run of the post's
    captures, reading it again says nothing new (docs/architecture.md, "Archive").
    """
    captures: list[int] = []
    exchanges: list[int] = []
    pages = _PagesBeside()
    already_held = 0
    with recording.transaction() as transaction:
        held = _held_posts(transaction, group)
        for prepared in group:
            reading, materials = prepared.reading, prepared.materials
            if reading is None:
                continue
            is_file = reading.exchange.source is Source.FILE
            new = [one for one in materials if not (is_file and one.key in held)]
            already_held += len(materials) - len(new)
            if new or not is_file:
                exchange_id, recorded = _record_answer(transaction, reading, new)
                exchanges.append(exchange_id)
                captures += recorded
                pages.take(prepared, exchange_id, zip(new, recorded, strict=True))
                _record_listed(transaction, reading, exchanges, captures)
        pages.record(transaction)
    return Recorded(captures=tuple(captures), already_held=already_held)


class _PagesBeside:
    """The pages of one group of answers, and the captures that they were asked beside."""

    def __init__(self) -> None:
        self._pages: dict[PostKey, int] = {}
        self._shown: list[tuple[PostKey, int]] = []
        self._beside: dict[int, int] = {}

    def take(
        self, prepared: Prepared, exchange_id: int, recorded: Iterable[tuple[Material, int]]
    ) -> None:
        """Take an answer that was just recorded."""
        if prepared.reading is not None and prepared.reading.page_of is not None:
            self._pages[prepared.reading.page_of] = exchange_id
        self._beside |= dict.fromkeys(prepared.beside, exchange_id)
        for one, capture_id in recorded:
            if one.snapshot is not None and one.capture.context.route is not Route.PAGE:
                self._shown.append((one.key, capture_id))

    def record(self, transaction: Transaction) -> None:
        """Record what was asked beside what."""
        told = {number: self._pages[key] for key, number in self._shown if key in self._pages}
        for capture_id, exchange_id in (self._beside | told).items():
            transaction.add_page_beside(capture_id, exchange_id=exchange_id)


def _answers(group: Sequence[Prepared]) -> Iterator[tuple[Reading, tuple[Material, ...]]]:
    for prepared in group:
        if prepared.reading is not None:
            yield prepared.reading, prepared.materials


def _held_posts(transaction: Transaction, group: Sequence[Prepared]) -> frozenset[PostKey]:
    sequences: dict[PostKey, list[Seen]] = {}
    for reading, materials in _answers(group):
        if reading.exchange.source is Source.FILE:
            for material in materials:
                seen = (sha256(material.capture.raw), material.capture.seen_at)
                sequences.setdefault(material.key, []).append(seen)
    return frozenset(
        key for key, seen in sequences.items() if _is_held(transaction.raw_sequence(key), seen)
    )


def _is_held(stored: Sequence[Seen], read: Sequence[Seen]) -> bool:
    """Tell whether `read` is a contiguous run of `stored`; a time that was not asserted fits any.

    The search is quadratic at worst, in how often one post was captured.
    """
    return any(
        all(
            digest == stored_digest and time in (None, stored_time)
            for (digest, time), (stored_digest, stored_time) in zip(
                read, stored[start : start + len(read)], strict=True
            )
        )
        for start in range(len(stored) - len(read) + 1)
    )


def _record_answer(
    transaction: Transaction, reading: Reading, materials: Sequence[Material]
) -> tuple[int, list[int]]:
    alone = None if materials else exchange_record(reading.exchange)
    exchange_id = transaction.add_exchange(reading, record=alone)
    return exchange_id, [
        _record_capture(transaction, exchange_id, reading.exchange, one) for one in materials
    ]


def _record_number(transaction: Transaction, exchange_id: int, snapshot: Snapshot) -> None:
    """Record when a post's number was given, where it tells: one made in one go (ADR 0097)."""
    made_at = snapshot.published_at
    if made_at is None or made_at != snapshot.modified_at or snapshot.claims.revision_count != 0:
        return
    key = snapshot.key
    neighbour = Neighbour(site=key.site, kind="post", number=key.post_id, made_at=made_at)
    transaction.add_neighbour(exchange_id, neighbour)


def _record_listed(
    transaction: Transaction, reading: Reading, exchanges: list[int], captures: list[int]
) -> None:
    """Record what the last of `exchanges` lists beside posts; what a list is of came before it."""
    for revision in reading.revisions:
        transaction.add_revision(exchanges[-1], revision)
    if reading.listing is not None and captures:
        transaction.add_listing(
            reading.listing,
            capture_id=captures[-1],
            exchange_ids=exchanges[-reading.listing.answers :],
        )
    transaction.add_times(exchanges[-1], reading.times)
    for neighbour in reading.neighbours:
        transaction.add_neighbour(exchanges[-1], neighbour)


def _record_capture(
    transaction: Transaction, exchange_id: int, exchange: Exchange, material: Material
) -> int:
    capture, snapshot = material.capture, material.snapshot
    statement = entry = None
    if snapshot is not None and transaction.differs(material.key, snapshot):
        last = transaction.last_statement(material.key)
        statement = snapshot_statement(snapshot, capture, exchange, previous=last)
        entry = snapshot_entry(sha256(statement))
    if statement is not None and snapshot is not None:
        _record_number(transaction, exchange_id, snapshot)
    capture_id = transaction.add_capture(
        exchange_id,
        material.key,
        capture,
        snapshot,
        problem=material.problem,
        statement=statement,
        entry=entry,
        record=capture_record(material.key, capture, exchange, snapshot),
    )
    if material.repeats is not None:
        transaction.add_repeat(capture_id, first=material.repeats)
    return capture_id
