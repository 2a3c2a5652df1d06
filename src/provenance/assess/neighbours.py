"""The rule on numbers: posts, media and revisions of a site share one counter.

A revision that is numbered after an item was stored after that item was made. So where the item is
dated later than the post's last save, something was stored later than the save that the site
states. An item that is numbered below the post itself tells nothing of this: the post too was
stored after it, so that its dates or the item's are not when they were made, as in an import.
"""

from collections.abc import Sequence
from datetime import timedelta

from provenance.assess.findings import finding_on_one
from provenance.assess.rules import rule_named
from provenance.assess.wording import say_capture, say_count, say_duration, say_list, say_time
from provenance.model import (
    Finding,
    Neighbour,
    Observation,
    RevisionKind,
    RevisionList,
    Snapshot,
)

_SLUG = "saved-after-later-post"
_NAMED = 3
# Clocks of one site's machines, and the two steps of one save, are this far apart at most.
_ONE_ACT = timedelta(seconds=60)


def assess_neighbours(
    seen: Observation,
    snapshot: Snapshot,
    neighbours: Sequence[Neighbour],
    listed: RevisionList | None,
) -> Finding | None:
    """Return the finding that the newest revision is numbered after later items; None where not.

    Args:
        seen: The post's last capture.
        snapshot: What it shows.
        neighbours: Other items of the site. Those numbered between post and revision count.
        listed: The newest list of the post's revisions; None without one.
    """
    newest, modified = snapshot.claims.predecessor_id, snapshot.modified_at
    if newest is None or modified is None or _kind(newest, listed) is RevisionKind.AUTOSAVE:
        return None
    later = [
        one
        for one in neighbours
        if snapshot.key.post_id < one.number < newest and one.made_at > modified + _ONE_ACT
    ]
    if not later:
        return None
    latest = max(one.made_at for one in later)
    rule = rule_named(_SLUG)
    is_known = _kind(newest, listed) is not None
    return finding_on_one(
        _SLUG,
        seen,
        f"The newest revision in {say_capture(seen)}, {newest}, is numbered after"
        f" {say_count(len(later), 'item')} of the site dated later than the post's modified time"
        f" ({say_time(modified)}), the latest by {say_duration(latest - modified)}:"
        f" {_say(later)}.",
        fields=("modified_gmt", "predecessor-version"),
        # The list tells that the revision is no autosave.
        explanations=rule.explanations[1:] if is_known else None,
    )


def say_autosave(snapshot: Snapshot, listed: RevisionList | None) -> str | None:
    """Return that the newest revision is an autosave, where a list says so."""
    newest = snapshot.claims.predecessor_id
    if newest is None or _kind(newest, listed) is not RevisionKind.AUTOSAVE:
        return None
    return f"Revision {newest}, the newest, is an autosave: no text that was ever published."


def _kind(number: int, listed: RevisionList | None) -> RevisionKind | None:
    revisions = () if listed is None else listed.revisions
    return next((one.kind for one in revisions if one.number == number), None)


def _say(later: Sequence[Neighbour]) -> str:
    named = [f"{one.kind} {one.number} ({say_time(one.made_at)})" for one in later[:_NAMED]]
    more = len(later) - len(named)
    return say_list([*named, f"{more:,} more"] if more else named)
