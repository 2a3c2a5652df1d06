"""Faults that nobody foresaw, as errors of the one tree: they end no more than they must."""

import traceback
from pathlib import Path

from provenance.errors import (
    ArchiveError,
    ProvenanceError,
    StoppedError,
    UnforeseenError,
    VerificationError,
)
from provenance.model import Failure, PostKey

# These end a run: nothing can be recorded, or what was recorded does not hold.
ENDS_A_RUN = (ArchiveError, StoppedError, VerificationError)


def failure_of(target: str, error: Exception) -> Failure:
    """Return that a target could not be had, for a reason that was foreseen or not."""
    known = error if isinstance(error, ProvenanceError) else unforeseen(error)
    return Failure(target=target, error=known)


def failure_to_judge(key: PostKey, error: Exception) -> Failure:
    """Return that a post was not judged; that it was captured stands in the archive."""
    known = error if isinstance(error, ProvenanceError) else unforeseen(error)
    said = UnforeseenError(
        f"its captures are kept, and were not judged: {known.what}", remedy=known.remedy
    )
    return Failure(target=str(key), error=said)


def unforeseen(error: Exception) -> UnforeseenError:
    """Return an error that names a fault of this program and where it showed."""
    frames = traceback.extract_tb(error.__traceback__)
    # The name of the module alone: paths are nobody's business, and stand in the record.
    where = f" ({Path(frames[-1].filename).name}, line {frames[-1].lineno})" if frames else ""
    said = " ".join(str(error).split())[:200]
    return UnforeseenError(
        "provenance met a fault of its own here:"
        f" {type(error).__name__}{': ' if said else ''}{said}{where}",
        remedy="please report it; whatever else was asked for is not affected",
    )
