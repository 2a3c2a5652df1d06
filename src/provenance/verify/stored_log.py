"""The check of an archive's log: entries, what they are over, tiles and checkpoints."""

from collections.abc import Iterator, Mapping
from itertools import chain

from provenance.archive import LogView, Replays, RowRoot, RunEntry, parse_rows_document
from provenance.digest import RunningRoot, format_digest, leaf_hash, root_hash, sha256
from provenance.errors import DigestMismatchError, InconsistentLogError
from provenance.log import (
    WIDTH,
    LogTree,
    Tile,
    named_rows,
    parse_note,
    rows_entry,
    run_entry,
    snapshot_entry,
    split_hashes,
)
from provenance.verify.checkpoint import (
    Trusted,
    check_checkpoint,
    check_continues,
    check_older_log,
    since_parts,
)
from provenance.verify.key_time import check_key_time
from provenance.verify.steps import Progress, Steps
from provenance.verify.timestamps import check_all_timestamps, stamped_checkpoints

ENTRIES = "all log entries are those of captures, runs and rows"
ROWS = "every row of the archive is as it was when the log committed to it"
TILES = "the log's tiles hold the leaf hashes of its entries"
CHECKPOINTS = "the log continues each of its checkpoints"
_ALTERED = "the archive was altered or damaged; go back to a copy of it"


def check_entries(replays: Replays, steps: Steps, progress: Progress) -> None:
    """Check that every entry is that of a capture, of a run or of rows, and over what it says.

    Raises:
        VerificationError: One is not; which, is in the sentence.
    """
    steps.begin(ENTRIES)
    size = replays.log.size
    progress.start("Checking the log", size)
    # A byte an entry, since a list of all that a large log holds would not fit anywhere.
    claimed = bytearray(size)
    named = (_of_older, _of_captures, _of_rows, _of_runs)
    for index in chain.from_iterable(each(replays) for each in named):
        claimed[index] = 1
        progress.advance(1)
    unclaimed = claimed.find(0)
    if unclaimed >= 0:
        raise DigestMismatchError(
            f"log entry {unclaimed} is of no capture, no run and no rows that are there",
            remedy="a capture was taken out of the archive; go back to a copy of it",
        )
    steps.holds(f"all {size:,} log entries are those of captures, runs and rows")


def check_rows(replays: Replays, steps: Steps, progress: Progress) -> None:
    """Check that every row that entries are over is as it was.

    Raises:
        VerificationError: One is not; its table, and which entry is over it, is in the sentence.
    """
    steps.begin(ROWS)
    progress.start("Checking rows", None)
    reached: Mapping[str, int] = {}
    for stored in replays.log.row_roots():
        said = parse_rows_document(stored.document)
        for table, root in said.roots.items():
            after, last = reached.get(table), said.last[table]
            if format_digest(replays.rows_root(table, after=after, last=last)) != root:
                raise _other_rows(stored, table, after, last)
        reached = said.last
    counts = replays.uncovered()
    if not reached or counts:
        steps.not_checked(ROWS, _say_uncovered(counts))
    else:
        steps.holds(ROWS)


def check_tiles(log: LogView, steps: Steps, progress: Progress) -> None:
    """Check that the tree's tiles hold the leaf hashes of its entries, level over level.

    Raises:
        VerificationError: An entry no longer has its leaf hash, or a tile is not over what lies
            below it.
    """
    steps.begin(TILES)
    progress.start("Checking the tree", log.size)
    for tile in _tiles(log):
        hashes = b"".join(_expected(log, tile))
        if tile.level == 0:
            progress.advance(tile.width)
        if log.read_tile(tile) != hashes:
            raise InconsistentLogError(f"the log's {tile.path} is not over what lies below it")
    steps.holds(TILES)


def check_checkpoints(log: LogView, trusted: Trusted, since: bytes | None, steps: Steps) -> None:
    """Check that the log continues each of its checkpoints, and the older one that was given.

    Raises:
        MalformedError: A note is not spelled as one.
        VerificationError: It does not continue one, or another key signed it.
    """
    checkpoints = log.checkpoints()
    if not checkpoints:
        _say_unsigned(trusted, since, steps)
        return
    newest = check_checkpoint(checkpoints[-1].cosigned, trusted, steps)
    steps.begin(CHECKPOINTS)
    tree = LogTree(log.size, log)
    for stored in checkpoints:
        checkpoint = check_checkpoint(stored.cosigned, trusted, Steps())
        signers = [(one.name, one.key_id) for one in parse_note(stored.note).signatures]
        if checkpoint.origin != stored.origin or (stored.origin, stored.key_id) not in signers:
            raise InconsistentLogError(
                f"the checkpoint over {stored.size:,} entries is not of {stored.origin} and its"
                " key",
                remedy=_ALTERED,
            )
        root = tree.root_at(stored.size) if stored.size <= log.size else None
        if (checkpoint.size, checkpoint.root) != (stored.size, stored.root) or root != stored.root:
            raise InconsistentLogError(
                f"the first {stored.size:,} entries of the log are not those that were signed",
                remedy="entries were changed or taken out; go back to a copy of the archive",
            )
    count = len(checkpoints)
    every = "its checkpoint" if count == 1 else f"each of its {count:,} checkpoints"
    steps.holds(f"the log continues {every}")
    newest_tokens = [one.token for one in log.tokens() if one.size == newest.size]
    check_key_time(checkpoints[-1].cosigned, newest_tokens, trusted, steps)
    check_older_log(next(log.entries(0, 1)), trusted, steps)
    check_all_timestamps(stamped_checkpoints(checkpoints, log.tokens()), trusted.tsa_roots, steps)
    check_continues(since, trusted, newest, tree.root_at, steps)
    if newest.size < log.size:
        steps.not_checked(
            f"the {log.size - newest.size:,} entries after it are signed", "they came later"
        )


def _say_unsigned(trusted: Trusted, since: bytes | None, steps: Steps) -> None:
    steps.omit(*trusted.checkpoint_parts, CHECKPOINTS, *trusted.time_parts)
    steps.not_checked("the log is signed", "it has no checkpoint; sign it with: log sign")
    for part in since_parts(since):
        steps.begin(part)
        steps.not_checked(part, "it has no checkpoint")


def _of_older(replays: Replays) -> Iterator[int]:
    if replays.log.older_checkpoint() is not None:
        yield 0


def _of_captures(replays: Replays) -> Iterator[int]:
    for one in replays.capture_entries():
        if one.statement is None or one.body != snapshot_entry(one.statement):
            raise DigestMismatchError(
                f"capture {one.capture_id} of {one.key} is not what log entry {one.entry} says",
                remedy=_ALTERED,
            )
        yield one.entry


def _of_runs(replays: Replays) -> Iterator[int]:
    for run in replays.run_entries():
        root = RunningRoot()
        for leaf in replays.leaves(run.run_id):
            root.add(leaf)
        (entry,) = replays.log.entries(run.entry, run.entry + 1)
        if entry != run_entry(root.root(), root.count, named_rows(entry)):
            raise DigestMismatchError(
                f"log entry {run.entry} is not over the {root.count:,} records of run {run.run_id}",
                remedy="captures were added to it, changed or taken out",
            )
        if named_rows(entry) is not None:
            _check_run_end(replays.log.row_root(run.entry), run)
        yield run.entry


def _check_run_end(stored: RowRoot | None, run: RunEntry) -> None:
    """Check that a run ended as its entry says; that its rows are those follows."""
    said = None if stored is None else parse_rows_document(stored.document).run_end
    if said != {"run_id": run.run_id, "finished_at": run.finished_at}:
        raise DigestMismatchError(
            f"run {run.run_id} did not end as log entry {run.entry} says", remedy=_ALTERED
        )


def _of_rows(replays: Replays) -> Iterator[int]:
    for stored in replays.log.row_roots():
        (entry,) = replays.log.entries(stored.entry, stored.entry + 1)
        if named_rows(entry) != sha256(stored.document):
            raise DigestMismatchError(
                f"log entry {stored.entry} is not over the rows that it is said to be over",
                remedy=_ALTERED,
            )
        # A run's is claimed by its run, or by nothing.
        if entry == rows_entry(sha256(stored.document)):
            yield stored.entry


def _other_rows(stored: RowRoot, table: str, after: int | None, last: int) -> DigestMismatchError:
    first = 1 if after is None else after + 1
    return DigestMismatchError(
        f"rows {first:,} to {last:,} of the table {table} are not those that log entry"
        f" {stored.entry} is over",
        remedy="one of them was changed, added or taken out; go back to a copy of the archive",
    )


def _say_uncovered(counts: Mapping[str, int]) -> str:
    if not counts:
        return "no log entry is over any"
    told = ", ".join(f"{count:,} of {table}" for table, count in counts.items())
    return f"no log entry is over the newest yet ({told}); the next run's will be, or: log sign"


def _tiles(log: LogView) -> Iterator[Tile]:
    """Yield the whole tiles of every level, and the partial one of the entries at the end."""
    count, level = log.size // WIDTH, 0
    while count:
        for number in range(count):
            yield Tile(level, number)
        count, level = count // WIDTH, level + 1
    if log.size % WIDTH:
        yield Tile(0, log.size // WIDTH, log.size % WIDTH)


def _expected(log: LogView, tile: Tile) -> Iterator[bytes]:
    first = tile.number * WIDTH
    if tile.level == 0:
        return map(leaf_hash, log.entries(first, first + tile.width))
    below = range(first, first + WIDTH)
    return (_root(log, Tile(tile.level - 1, number)) for number in below)


def _root(log: LogView, tile: Tile) -> bytes:
    return root_hash(split_hashes(log.read_tile(tile)))
