"""The check of an archive: everything in it made anew from the bytes that it keeps.

Streams: a few answers are in memory at a time, and a byte for each log entry. Reads the archive and
nothing else.
"""

from provenance.archive import Archive, Replays
from provenance.model import EvidenceKind, Verification
from provenance.verify.checkpoint import Trusted, since_parts
from provenance.verify.steps import Progress, Steps
from provenance.verify.stored_captures import CAPTURES, CheckAll, check_captures, check_in_turn
from provenance.verify.stored_log import (
    CHECKPOINTS,
    ENTRIES,
    ROWS,
    TILES,
    check_checkpoints,
    check_entries,
    check_rows,
    check_tiles,
)

_FILE = "the database file is whole, and every row that is named is there"
_BLOBS = "all stored bodies and statements have their digests"
# Answers under which processes take longer to begin than they save.
WORTH_SHARING = 4_000
_LEFT_OUT = "hashes alone were asked for"


def verify_archive(
    archive: Archive,
    *,
    trusted: Trusted,
    progress: Progress,
    processes: int = 1,
    hashes_only: bool = False,
    since: bytes | None = None,
    steps: Steps | None = None,
) -> Verification:
    """Check an archive from its file down to each capture, and its log up to the last checkpoint.

    Args:
        archive: The archive.
        trusted: Whose word it is held against.
        progress: Who is told how far it is.
        processes: How many check captures at once, where there are enough of them.
        hashes_only: Whether hashes alone are held against each other, and no capture made anew.
        since: An older checkpoint's note that the log is to continue; None for none.
        steps: Where the steps go; with one's own, those of a check that fails are had as well.

    Raises:
        MalformedError: A note in it, or `since`, is not spelled as one.
        VerificationError: Something does not hold; what, and where, is in the sentence.
    """
    steps = steps or Steps()
    of_captures = () if hashes_only else (CAPTURES,)
    of_log = (ENTRIES, ROWS, TILES, *trusted.checkpoint_parts, CHECKPOINTS, *trusted.time_parts)
    steps.plan(EvidenceKind.ARCHIVE, _FILE, *of_captures, _BLOBS, *of_log, *since_parts(since))
    with archive.replays() as replays:
        replays.check_file()
        steps.holds(_FILE)
        if not hashes_only:
            check_captures(replays, _checks(archive, replays, processes), steps, progress)
        _check_blobs(replays, steps, progress, but_shown=not hashes_only)
        if hashes_only:
            steps.not_needed(
                f"all {replays.counts().captures:,} captures give the digests, statements and"
                " records logged",
                _LEFT_OUT,
            )
        check_entries(replays, steps, progress)
        check_rows(replays, steps, progress)
        check_tiles(replays.log, steps, progress)
        check_checkpoints(replays.log, trusted, since, steps)
    return steps.verification()


def _checks(archive: Archive, replays: Replays, processes: int) -> CheckAll:
    if processes == 1 or replays.counts().exchanges < WORTH_SHARING:
        return check_in_turn
    from provenance.verify.shared import check_shared  # noqa: PLC0415 - loads what processes need

    return check_shared(archive.path, processes)


def _check_blobs(replays: Replays, steps: Steps, progress: Progress, *, but_shown: bool) -> None:
    """Check every blob against its digest; `but_shown` leaves out what captures were made from."""
    steps.begin(_BLOBS)
    count = replays.counts().blobs
    progress.start("Checking bodies", count)
    for _ in replays.blobs(but_shown=but_shown):
        progress.advance(1)
    steps.holds(f"all {count:,} stored bodies and statements have their digests")
