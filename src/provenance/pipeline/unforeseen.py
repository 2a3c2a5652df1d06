"""Faults at one post or target, foreseen or not: they end no more than they must."""

from collections.abc import Callable
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
    known = error if isinstance(error, ProvenanceError) else UnforeseenError.of(error)
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
    known = error if isinstance(error, ProvenanceError) else UnforeseenError.of(error)
    kind: type[ProvenanceError] = UnforeseenError
    said = f"its captures are kept, and were not judged: {known.what}"
    if isinstance(known, VerificationError):
        kind, said = VerificationError, f"it was not judged: {known.what}"
    return Failure(target=str(key), error=kind(said, remedy=known.remedy))
