"""How two captures' claims moved: modified time, revision count, newest revision.

Owns every comparison of claims. A claim that an answer leaves out is not stated: it has neither
moved nor stayed. Never reads a text.
"""

from collections.abc import Iterator
from datetime import timedelta

from provenance.assess.served import snapshots_of
from provenance.assess.wording import say_capture, say_list
from provenance.model import Observation, Route, Snapshot

# A number that no revision has: the answer states that none is stored.
_NO_REVISION = 0
_COUNT, _NEWEST = "the revision count", "the newest revision"


def claims_of(snapshot: Snapshot) -> tuple[str | None, int | None, int | None]:
    """Return what the site says of the post's history: modified, count, newest revision."""
    claims = snapshot.claims
    return claims.modified_gmt, claims.revision_count, claims.predecessor_id


def modified_step(before: Snapshot, after: Snapshot) -> timedelta | None:
    """Return how far the modified time moved; None where either side has none."""
    if before.modified_at is None or after.modified_at is None:
        return None
    return after.modified_at - before.modified_at


def claims_moved(before: Snapshot, after: Snapshot) -> bool:
    """Return whether any claim that both sides state differs."""
    return bool(
        modified_step(before, after) or _count_step(before, after) or _newest_step(before, after)
    )


def revisions_moved(before: Observation, after: Observation) -> bool:
    """Return whether count or newest revision differ, as far as both sides state them."""
    return next(_moves(before, after), None) is not None


def revisions_rose(before: Observation, after: Observation) -> bool:
    """Return whether there are more revisions, or a newer one."""
    pair = snapshots_of(before, after)
    return _count_step(*pair) > 0 or _newest_step(*pair) > 0


def revisions_fell(before: Observation, after: Observation) -> bool:
    """Return whether there are fewer revisions, the newest is an older one, or its link is gone."""
    pair = snapshots_of(before, after)
    return _count_step(*pair) < 0 or _newest_step(*pair) < 0 or _is_link_gone(before, after)


def revisions_replaced(before: Observation, after: Observation) -> bool:
    """Return whether there is a newer revision and no more of them than before."""
    left, right = snapshots_of(before, after)
    if None in (left.claims.revision_count, right.claims.revision_count):
        return False
    return _newest_step(left, right) > 0 and _count_step(left, right) <= 0


def are_all_earlier(before: Snapshot, after: Snapshot) -> bool:
    """Return whether modified, and count and newest revision where they differ, are all lower."""
    step = modified_step(before, after)
    if step is None or step >= timedelta(0):
        return False
    counts = before.claims.revision_count, after.claims.revision_count
    newest = before.claims.predecessor_id, after.claims.predecessor_id
    return _is_same_or_lower(*counts) and (
        _is_same_or_lower(*newest) or (newest[1] is None and counts[1] is not None)
    )


def say_moves(before: Observation, after: Observation) -> str:
    """Return `the revision count went from 1 to 2 and the newest revision went from 28 to 29`.

    Where nothing moved, return what is stated to be the same; empty where nothing is.
    """
    return " and ".join(_moves(before, after)) or _say_same(*snapshots_of(before, after))


def say_unstated(before: Observation, after: Observation) -> str:
    """Return which of the two claims on revisions which answer leaves out; empty where none."""
    left, right = (_unstated(snapshot) for snapshot in snapshots_of(before, after))
    if _is_link_gone(before, after):
        right = ()
    if left and left == right:
        return f"neither answer states {' or '.join(left)}"
    return ", and ".join(
        f"{say_capture(observation)} does not state {' or '.join(names)}"
        for observation, names in ((before, left), (after, right))
        if names
    )


def say_fall(before: Observation, after: Observation) -> str:
    """Return what `revisions_fell` comes to, as the end of a sentence; empty for a link."""
    left, right = snapshots_of(before, after)
    if _count_step(left, right) < 0 or _newest(right) == _NO_REVISION:
        return ": stored revisions are fewer than before"
    if _newest_step(left, right) < 0:
        return ": the newest revision is an older one than before"
    return ""


def _moves(before: Observation, after: Observation) -> Iterator[str]:
    left, right = snapshots_of(before, after)
    if _count_step(left, right):
        yield f"{_COUNT} went from {left.claims.revision_count} to {right.claims.revision_count}"
    if _newest_step(left, right):
        yield f"{_NEWEST} went from {_newest(left) or 'none'} to {_newest(right) or 'none'}"
    elif _is_link_gone(before, after):
        yield f"the link to {_NEWEST}, {left.claims.predecessor_id} before, is gone"


def _say_same(before: Snapshot, after: Snapshot) -> str:
    unstated = {*_unstated(before), *_unstated(after)}
    same = [name for name in (_COUNT, _NEWEST) if name not in unstated]
    if before.claims.revision_count == 0 and not unstated:
        return "both answers state that no revision is stored"
    return f"{say_list(same)} {'are' if len(same) > 1 else 'is'} the same" if same else ""


def _unstated(snapshot: Snapshot) -> tuple[str, ...]:
    stated = ((_COUNT, snapshot.claims.revision_count), (_NEWEST, _newest(snapshot)))
    return tuple(name for name, value in stated if value is None)


def _newest(snapshot: Snapshot) -> int | None:
    """Return the newest revision's number, `_NO_REVISION` where there is none.

    WordPress links the newest revision wherever it counts one: without a link, a count of 0 says
    that there is none, and any other count nothing.
    """
    newest = snapshot.claims.predecessor_id
    if newest is None and snapshot.claims.revision_count == 0:
        return _NO_REVISION
    return newest


def _is_link_gone(before: Observation, after: Observation) -> bool:
    """Return whether the later answer still counts revisions, no more of them, and links none.

    A partial answer need not have been asked for the link.
    """
    left, right = snapshots_of(before, after)
    return (
        left.claims.predecessor_id is not None
        and right.claims.revision_count is not None
        and _newest(right) is None
        and _count_step(left, right) <= 0
        and after.context.route is not Route.FIELDS
    )


def _is_same_or_lower(before: int | None, after: int | None) -> bool:
    return before == after or (before is not None and after is not None and after < before)


def _count_step(before: Snapshot, after: Snapshot) -> int:
    return _step(before.claims.revision_count, after.claims.revision_count)


def _newest_step(before: Snapshot, after: Snapshot) -> int:
    return _step(_newest(before), _newest(after))


def _step(before: int | None, after: int | None) -> int:
    """Return how far a claim moved; one that either side does not state has not."""
    return 0 if before is None or after is None else after - before
