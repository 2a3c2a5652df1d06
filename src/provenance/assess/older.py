"""Tells an older copy of a post from a newer state of it (assessment.md, `older-copy-served`).

Owns what "older" and "confirmed" mean. Never decides what follows from them.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import combinations

from provenance.assess.claims import are_all_earlier, claims_moved, claims_of
from provenance.assess.findings import finding_on_two
from provenance.assess.served import snapshot_of
from provenance.assess.wording import begin_sentence, say_capture, say_time
from provenance.diff import is_same_text
from provenance.model import Finding, Freshness, Observation, Snapshot

State = tuple[bytes, bytes, tuple[str | None, int | None, int | None]]

# Where headers state no freshness, hosts cache REST answers for "a minute to hours"
# (docs/adr/0031-when-an-older-copy-counts.md).
UNSTATED_FRESHNESS = timedelta(hours=6)


def state_of(snapshot: Snapshot) -> State:
    """Return what makes two captures show one state: content, metadata and claims."""
    return snapshot.digests.content, snapshot.digests.metadata, claims_of(snapshot)


def is_older(before: Snapshot, after: Snapshot, earlier: Sequence[Observation]) -> bool:
    """Return whether `after` is an older state than `before`.

    Either its claims are all earlier or lower, or text and claims together are those of a state
    that the archive holds from before `before`'s. A text that was open, asked for a password and
    is open again has not gone back: it is held against the last one that was open too.
    """
    if are_all_earlier(before, after):
        return True
    states = [snapshot_of(state) for state in earlier]
    alike = [state for state in (*states, before) if _asks(state) == _asks(after)]
    if alike and is_same_text(alike[-1], after) and not claims_moved(before, after):
        return False
    return any(_is_state(state, after) for state in states)


def is_confirmed(copies: Sequence[Observation]) -> bool:
    """Return whether two of the copies rule out a cache between them.

    They agree, were asked under different cache keys, lie further apart than the longer freshness
    of the two (six hours for one that states none), and a header of at least one shows that the
    origin answered.
    """
    return any(_confirm(one, other) for one, other in combinations(copies, 2))


def assess_older_copy(before: Observation, after: Observation) -> Finding:
    """Return the finding of an older state that was served."""
    finding = finding_on_two(
        "older-copy-served",
        before,
        after,
        f"The answer in {say_capture(after)} looks older than the one in {say_capture(before)}:"
        f" {_ground(before, after)}. It was set aside until further captures agree with it.",
        fields=("modified_gmt",),
        rungs=("content", "words"),
    )
    # What looks older was made before; that it was made after anything is not known.
    return replace(finding, interval=replace(finding.interval, made_after=None))


def _ground(before: Observation, after: Observation) -> str:
    """Say what makes an answer look older."""
    left, right = snapshot_of(before), snapshot_of(after)
    if not are_all_earlier(left, right) or left.modified_at is None or right.modified_at is None:
        return "its text and its claims together are those of a capture before that one"
    return (
        f"it was modified {say_time(right.modified_at)}, and that one {say_time(left.modified_at)}"
    )


def say_set_aside(before: Observation, after: Observation) -> str:
    """Return why a copy was not compared."""
    return begin_sentence(
        f"{say_capture(after)} was not compared with {say_capture(before)}: it looks older, as an"
        " answer of a cache or of another node may."
    )


def _asks(snapshot: Snapshot) -> bool:
    return bool(snapshot.protected)


def _is_state(state: Snapshot, shown: Snapshot) -> bool:
    return claims_of(state) == claims_of(shown) and is_same_text(state, shown)


def _confirm(one: Observation, other: Observation) -> bool:
    if one.freshness is None or other.freshness is None:
        return False
    if one.moment.at is None or other.moment.at is None:
        return False
    stale = max(_may_be_stale(one.freshness), _may_be_stale(other.freshness))
    return (
        state_of(snapshot_of(one)) == state_of(snapshot_of(other))
        and one.freshness.cache_key != other.freshness.cache_key
        and (one.freshness.from_origin or other.freshness.from_origin)
        and abs(other.moment.at - one.moment.at) > stale
    )


def _may_be_stale(freshness: Freshness) -> timedelta:
    if freshness.lifetime_s is None:
        return UNSTATED_FRESHNESS
    return timedelta(seconds=freshness.lifetime_s)
