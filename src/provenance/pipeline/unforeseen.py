"""Faults at one post or target, foreseen or not: they end no more than they must."""

import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from provenance.errors import (
    ArchiveError,
    ProvenanceError,
    StoppedError,
    UnforeseenError,
    VerificationError,
)
from provenance.model import Failure, PostKey

_Made = TypeVar("_Made")

# These end what reads an archive post by post: none of it can be read, or the run is to stop.
ENDS_READING = (ArchiveError, StoppedError)
# These end what records: nothing can be recorded, or what was recorded does not hold.
ENDS_A_RUN = (*ENDS_READING, VerificationError)


def failure_of(target: str, error: Exception) -> Failure:
    """Return that a target could not be had, for a reason that was foreseen or not."""
    known = error if isinstance(error, ProvenanceError) else unforeseen(error)
    return Failure(target=target, error=known)


def made_of(key: PostKey, make: Callable[[], _Made]) -> _Made | Failure:
    """Return what is made of a post's captures; why nothing is, where a fault is in the way.

    Bytes that no longer hold are one post's fault too: the others are read all the same.
    """
    try:
        return make()
    except ENDS_READING:
        raise
    except Exception as error:  # noqa: BLE001 - named, and the other posts are read
        return _failure_to_judge(key, error)


def _failure_to_judge(key: PostKey, error: Exception) -> Failure:
    known = error if isinstance(error, ProvenanceError) else unforeseen(error)
    kind: type[ProvenanceError] = UnforeseenError
    said = f"its captures are kept, and were not judged: {known.what}"
    if isinstance(known, VerificationError):
        kind, said = VerificationError, f"it was not judged: {known.what}"
    return Failure(target=str(key), error=kind(said, remedy=known.remedy))


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
