"""The check of an archive: everything in it made anew from the bytes that it keeps.

Streams: one answer is in memory at a time. Reads the archive and nothing else.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from provenance.archive import Archive, LogView, Replays, StoredCapture, altered_record
from provenance.digest import format_digest, leaf_hash, root_hash, sha256
from provenance.errors import (
    DigestMismatchError,
    InconsistentLogError,
    MalformedError,
    VerificationError,
)
from provenance.evidence import (
    before_transport,
    capture_record,
    exchange_record,
    snapshot_statement,
)
from provenance.log import (
    WIDTH,
    LogTree,
    Tile,
    run_entry,
    snapshot_entry,
    split_hashes,
)
from provenance.model import Capture, EvidenceKind, Exchange, PostKey, Snapshot, Verification
from provenance.verify.checkpoint import Trusted, check_checkpoint, check_continues
from provenance.verify.steps import Steps

# Makes a capture's canonical record anew from its bytes.
Canonical = Callable[[Capture], Snapshot]
Advance = Callable[[], object]


@dataclass(slots=True)
class _Log:
    """What the captures say that the log must hold, collected on the way."""

    entries: list[bytes]
    leaves: dict[int, list[bytes]] = field(default_factory=dict)
    previous: dict[PostKey, bytes] = field(default_factory=dict)
    claimed: set[int] = field(default_factory=set)
    older: int = 0


def verify_archive(
    archive: Archive,
    *,
    canonical: Canonical,
    trusted: Trusted,
    since: bytes | None = None,
    advance: Advance = lambda: None,
) -> Verification:
    """Check an archive from its file down to each capture, and its log up to the last checkpoint.

    Args:
        archive: The archive.
        canonical: Makes a capture's canonical record anew.
        trusted: Whose word it is held against.
        since: An older checkpoint's note that the log is to continue; None for none.
        advance: Told after each answer.

    Raises:
        MalformedError: A note in it, or `since`, is not spelled as one.
        VerificationError: Something does not hold; what, and where, is in the sentence.
    """
    steps = Steps()
    with archive.replays() as replays:
        log = replays.log
        replays.check_file()
        steps.holds("the database file is whole, and every row that is named is there")
        blobs = sum(1 for _ in replays.blobs())
        steps.holds(f"all {blobs:,} stored bodies and statements have their digests")
        collected = _Log(entries=list(log.entries()))
        _check_captures(replays, collected, canonical, advance)
        _say_captures(replays, collected, steps)
        _check_runs(replays, collected)
        steps.holds(f"all {len(collected.entries):,} log entries are those of captures and runs")
        _check_tiles(log)
        steps.holds("the log's tiles hold the leaf hashes of its entries")
        _check_checkpoints(log, trusted, since, steps)
    return Verification(kind=EvidenceKind.ARCHIVE, steps=steps.all())


def _check_captures(
    replays: Replays, collected: _Log, canonical: Canonical, advance: Advance
) -> None:
    for stored in replays.exchanges():
        leaves = collected.leaves.setdefault(stored.run_id, [])
        if stored.leaf is not None:
            what = f"the record of answer {stored.exchange_id}"
            _check_leaf(exchange_record(stored.exchange), stored.leaf, what)
            leaves.append(stored.leaf)
        for one, capture in stored.captures:
            snapshot = _check_snapshot(one, capture, canonical, collected)
            _check_statement(one, capture, stored.exchange, snapshot, collected)
            record = capture_record(one.key, capture, stored.exchange, snapshot)
            _check_leaf(record, one.leaf, f"the record of capture {one.capture_id}")
            leaves.append(one.leaf)
        advance()


def _check_leaf(record: bytes, leaf: bytes, what: str) -> None:
    if leaf_hash(record) == leaf:
        return
    if leaf_hash(before_transport(record)) == leaf:
        raise _of_development(what)
    raise altered_record(what, leaf)


def _check_snapshot(
    stored: StoredCapture, capture: Capture, canonical: Canonical, collected: _Log
) -> Snapshot | None:
    """Return the capture's record made anew; its digests are those that were recorded."""
    if stored.digests is None or stored.profile is None:
        return None
    try:
        snapshot = replace(canonical(capture), key=stored.key)
    except MalformedError as error:
        raise _changed(stored, f"can no longer be read: {error.what}") from error
    if snapshot.profile != stored.profile:
        # Another parser may read the same bytes otherwise: nothing was altered by that.
        collected.older += snapshot.digests != stored.digests
        return replace(snapshot, digests=stored.digests, profile=stored.profile)
    if snapshot.digests != stored.digests:
        raise _changed(
            stored,
            f"gives the content digest {format_digest(snapshot.digests.content)}, not"
            f" {format_digest(stored.digests.content)}",
        )
    return snapshot


def _check_statement(
    stored: StoredCapture,
    capture: Capture,
    exchange: Exchange,
    snapshot: Snapshot | None,
    collected: _Log,
) -> None:
    if stored.statement is None:
        return
    if snapshot is None or stored.entry is None:
        raise _changed(stored, "has a statement, and nothing that it could be of")
    statement = snapshot_statement(
        snapshot, capture, exchange, previous=collected.previous.get(stored.key)
    )
    if sha256(statement) != stored.statement:
        if sha256(before_transport(statement)) == stored.statement:
            raise _of_development(f"the statement of capture {stored.capture_id} of {stored.key}")
        raise _changed(stored, "is not what its statement says")
    if collected.entries[stored.entry : stored.entry + 1] != [snapshot_entry(stored.statement)]:
        raise _changed(stored, f"is not what log entry {stored.entry} says")
    collected.previous[stored.key] = stored.statement
    collected.claimed.add(stored.entry)


def _check_runs(replays: Replays, collected: _Log) -> None:
    for run_id, index in replays.run_entries().items():
        leaves = collected.leaves.get(run_id, [])
        if collected.entries[index : index + 1] != [run_entry(root_hash(leaves), len(leaves))]:
            raise DigestMismatchError(
                f"log entry {index} is not over the {len(leaves):,} records of run {run_id}",
                remedy="captures were added to it, changed or taken out",
            )
        collected.claimed.add(index)
    for index in range(len(collected.entries)):
        if index not in collected.claimed:
            raise DigestMismatchError(
                f"log entry {index} is of no capture and no run that is there",
                remedy="a capture was taken out of the archive; go back to a copy of it",
            )


def _say_captures(replays: Replays, collected: _Log, steps: Steps) -> None:
    count = replays.counts().captures
    what = f"all {count:,} captures give the digests, statements and records that were logged"
    if collected.older:
        steps.not_checked(
            what, f"{collected.older:,} were read by another parser, which gave other digests"
        )
    else:
        steps.holds(what)


def _check_tiles(log: LogView) -> None:
    for tile, hashes in _whole_tiles(log):
        if tile.level == 0:
            first = tile.number * WIDTH
            expected = [leaf_hash(body) for body in log.entries(first, first + WIDTH)]
        else:
            below = range(tile.number * WIDTH, (tile.number + 1) * WIDTH)
            expected = [_root(log, Tile(tile.level - 1, number)) for number in below]
        if split_hashes(hashes) != expected:
            raise InconsistentLogError(f"the log's {tile.path} is not over what lies below it")


def _whole_tiles(log: LogView) -> Iterator[tuple[Tile, bytes]]:
    count, level = log.size // WIDTH, 0
    while count:
        for number in range(count):
            tile = Tile(level, number)
            yield tile, log.read_tile(tile)
        count, level = count // WIDTH, level + 1


def _root(log: LogView, tile: Tile) -> bytes:
    return root_hash(split_hashes(log.read_tile(tile)))


def _check_checkpoints(log: LogView, trusted: Trusted, since: bytes | None, steps: Steps) -> None:
    checkpoints = log.checkpoints()
    if not checkpoints:
        steps.not_checked("the log is signed", "it has no checkpoint; sign it with: log sign")
        return
    tree = LogTree(log.size, log)
    for stored in checkpoints:
        checkpoint = check_checkpoint(stored.cosigned, trusted, Steps())
        root = tree.root_at(stored.size) if stored.size <= log.size else None
        if (checkpoint.size, checkpoint.root) != (stored.size, stored.root) or root != stored.root:
            raise InconsistentLogError(
                f"the first {stored.size:,} entries of the log are not those that were signed",
                remedy="entries were changed or taken out; go back to a copy of the archive",
            )
    newest = check_checkpoint(checkpoints[-1].cosigned, trusted, steps)
    steps.holds(f"the log continues each of its {len(checkpoints):,} checkpoints")
    check_continues(since, trusted, newest, log, steps)
    if newest.size < log.size:
        steps.not_checked(
            f"the {log.size - newest.size:,} entries after it are signed", "they came later"
        )


def _changed(stored: StoredCapture, what: str) -> DigestMismatchError:
    return DigestMismatchError(
        f"capture {stored.capture_id} of {stored.key} {what}",
        remedy="the archive was altered or damaged; go back to a copy of it",
    )


def _of_development(what: str) -> VerificationError:
    """Return the error of a record that is as it was written, and commits to less."""
    return VerificationError(
        f"{what} was written by a development version of this program, whose records did not"
        " commit to headers and redirects; what it does commit to is as it was logged, and the rest"
        " cannot be verified",
        remedy="keep the archive as it is, and record in a new one from now on",
    )
