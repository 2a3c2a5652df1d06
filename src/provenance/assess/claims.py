"""How two captures' claims moved: modified time, revision count, newest revision.

Owns every comparison of claims. Never reads a text.
"""

from datetime import timedelta

from provenance.model import Snapshot


def claims_of(snapshot: Snapshot) -> tuple[str | None, int | None, int | None]:
    """Return what the site says of the post's history: modified, count, newest revision."""
    claims = snapshot.claims
    return claims.modified_gmt, claims.revision_count, claims.predecessor_id


def modified_step(before: Snapshot, after: Snapshot) -> timedelta | None:
    """Return how far the modified time moved; None where either side has none."""
    if before.modified_at is None or after.modified_at is None:
        return None
    return after.modified_at - before.modified_at


def revisions_moved(before: Snapshot, after: Snapshot) -> bool:
    """Return whether count or newest revision differ."""
    return claims_of(before)[1:] != claims_of(after)[1:]


def revisions_rose(before: Snapshot, after: Snapshot) -> bool:
    """Return whether there are more revisions, or a newer one."""
    return _count_step(before, after) > 0 or _predecessor_step(before, after) > 0


def revisions_fell(before: Snapshot, after: Snapshot, *, partial: bool) -> bool:
    """Return whether there are fewer revisions, the newest is an older one, or its link is gone.

    A `partial` answer (to `_fields`) may have no links at all, which says nothing.
    """
    if before.claims.predecessor_id is not None and after.claims.predecessor_id is None:
        return after.claims.revision_count is not None or not partial
    return _count_step(before, after) < 0 or _predecessor_step(before, after) < 0


def revisions_replaced(before: Snapshot, after: Snapshot) -> bool:
    """Return whether there is a newer revision and no more of them than before."""
    counts = before.claims.revision_count, after.claims.revision_count
    if None in counts:
        return False
    return _predecessor_step(before, after) > 0 and _count_step(before, after) <= 0


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


def say_revisions(before: Snapshot, after: Snapshot) -> str:
    """Return `the revision count went from 1 to 2 and the newest revision from 28 to 29`."""
    counts = before.claims.revision_count, after.claims.revision_count
    newest = before.claims.predecessor_id, after.claims.predecessor_id
    parts = [
        f"{name} went from {_say(pair[0])} to {_say(pair[1])}"
        for name, pair in (("the revision count", counts), ("the newest revision", newest))
        if pair[0] != pair[1]
    ]
    return " and ".join(parts) or "the revision count and the newest revision are the same"


def _say(number: int | None) -> str:
    return "none" if number is None else str(number)


def _is_same_or_lower(before: int | None, after: int | None) -> bool:
    return before == after or (before is not None and after is not None and after < before)


def _count_step(before: Snapshot, after: Snapshot) -> int:
    left, right = before.claims.revision_count, after.claims.revision_count
    return 0 if left is None or right is None else right - left


def _predecessor_step(before: Snapshot, after: Snapshot) -> int:
    """Return the step of the newest revision's id; from none stated at all it is no step."""
    left, right = before.claims.predecessor_id, after.claims.predecessor_id
    if right is None or (left is None and before.claims.revision_count is None):
        return 0
    return right - (left or 0)
