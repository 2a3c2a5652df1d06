"""Two archives held side by side: who saw the same, near in time, and who did not.

Two observers who saw different texts are no evidence of an edit: a cache, a variant or the time
between explains it. So nothing here is a finding.
"""

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from provenance.archive import Archive
from provenance.assess import compare_texts
from provenance.errors import SameArchiveError
from provenance.model import (
    Failure,
    Likeness,
    Observation,
    ObserversSeen,
    PostKey,
    PostRecord,
    PostSeen,
    Sighting,
)
from provenance.pipeline.judging import without_text
from provenance.pipeline.replay import observations
from provenance.pipeline.unforeseen import made_of

# What two captures must share to be held against each other: the observers are to differ.
_Kind = tuple[str, str | None, str]


def compare_observers(
    first: Path, second: Path, *, within: timedelta, language: str | None = None
) -> ObserversSeen:
    """Return where two archives show the same of a post, and where not.

    Each capture of the first is held against the nearest of the second, of the same kind of
    route, access and language, that lies `within` so long of it. What differs has its classes, by
    the words of `language` or, where that is None, of what the second states.

    Raises:
        SameArchiveError: The two are one file, or share a run: one was copied from the other.
        DigestMismatchError: A log's entry is missing, or is no longer what was logged.
        ArchiveError: One of them is not there, or cannot be used.
    """
    if first.exists() and second.exists() and first.samefile(second):
        raise SameArchiveError(
            f"{first} and {second} are one archive, and it agrees with itself",
            remedy="give the archives of two observers",
        )
    with (
        Archive.open(first, create=False, read_only=True) as one,
        Archive.open(second, create=False, read_only=True) as other,
    ):
        _check_two(one, other)
        known, seen = _by_key(one), _by_key(other)
        compare = partial(_post, one, other, within=within, language=language)
        made = [
            made_of(key, partial(compare, record)) for key, record in known.items() if key in seen
        ]
    return ObserversSeen(
        first=first,
        second=second,
        within=within,
        posts=tuple(one for one in made if not isinstance(one, Failure)),
        only_first=tuple(record for key, record in known.items() if key not in seen),
        only_second=tuple(record for key, record in seen.items() if key not in known),
        failures=tuple(one for one in made if isinstance(one, Failure)),
    )


def _check_two(one: Archive, other: Archive) -> None:
    """Check that the archives have no run in common (docs/adr/0129).

    Raises:
        SameArchiveError: They begin with the same one.
    """
    run = _first_run(one)
    if run is not None and run == _first_run(other):
        raise SameArchiveError(
            f"{one.path} and {other.path} begin with the same run, so that one was copied from the"
            " other: what both hold was seen once",
            remedy="give the archives of two observers",
        )


def _first_run(archive: Archive) -> bytes | None:
    """Return the log's entry over the first run, which commits to when it began; None without."""
    return next((body for body in archive.entries() if json.loads(body)["kind"] == "run"), None)


def _by_key(archive: Archive) -> dict[PostKey, PostRecord]:
    return {record.key: record for record in archive.posts()}


def _post(
    one: Archive, other: Archive, record: PostRecord, *, within: timedelta, language: str | None
) -> PostSeen:
    first = observations(one, record.key)
    second = observations(other, record.key, language=language)
    sightings = tuple(_sightings(first, second, within))
    paired = {sighting.first.capture_id for sighting in sightings}
    met = {sighting.second.capture_id for sighting in sightings}
    return PostSeen(
        key=record.key,
        title=record.title,
        sightings=sightings,
        alone=(len(first) - len(paired), len(second) - len(met)),
    )


def _sightings(
    first: Sequence[Observation], second: Sequence[Observation], within: timedelta
) -> Iterator[Sighting]:
    nearby: defaultdict[_Kind, list[tuple[datetime, int, Observation]]] = defaultdict(list)
    for at, seen in _timed(second):
        nearby[_kind(seen)].append((at, seen.capture_id, seen))
    for candidates in nearby.values():
        candidates.sort(key=lambda one: one[:2])
    for at, seen in sorted(_timed(first), key=lambda one: (one[0], one[1].capture_id)):
        nearest = _nearest(nearby[_kind(seen)], at)
        if nearest is not None and abs(nearest[0] - at) <= within:
            yield _sighting(seen, nearest[2])


def _timed(seen: Sequence[Observation]) -> Iterator[tuple[datetime, Observation]]:
    """Yield what can be placed in time and shows something."""
    for one in seen:
        if one.moment.at is not None and one.problem is None:
            yield one.moment.at, one


def _kind(seen: Observation) -> _Kind:
    context = seen.context
    return context.access, context.language if seen.snapshot else None, context.route.value


def _nearest(
    candidates: Sequence[tuple[datetime, int, Observation]], at: datetime
) -> tuple[datetime, int, Observation] | None:
    place = bisect_left(candidates, at, key=lambda one: one[0])
    around = candidates[max(0, place - 1) : place + 1]
    return min(around, key=lambda one: (abs(one[0] - at), one[1]), default=None)


def _sighting(first: Observation, second: Observation) -> Sighting:
    left, right = first.snapshot, second.snapshot
    if left is None or right is None:
        likeness = Likeness.BOTH_REFUSED if left is right else Likeness.ONE_REFUSED
        return Sighting(first=first, second=second, likeness=likeness, difference=None)
    if left.digests.content != right.digests.content:
        same_words = left.digests.words == right.digests.words
        likeness = Likeness.SAME_WORDS if same_words else Likeness.DIFFERENT
    elif left.digests.metadata != right.digests.metadata:
        likeness = Likeness.SAME_TEXT
    else:
        likeness = Likeness.SAME
    # An archive may hold more posts than texts fit into memory, and no report needs these.
    return Sighting(
        first=without_text(first),
        second=without_text(second),
        likeness=likeness,
        difference=(
            None if likeness is Likeness.SAME else compare_texts(left, right, second.language)
        ),
    )
