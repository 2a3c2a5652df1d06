"""The rules on revisions that came or went; they never show an edit."""

from collections.abc import Iterator
from datetime import timedelta

from provenance.assess.claims import (
    modified_step,
    revisions_fell,
    revisions_moved,
    revisions_replaced,
    revisions_rose,
    say_revisions,
)
from provenance.assess.findings import finding_on_two
from provenance.assess.pair import Pair
from provenance.assess.served import snapshots_of
from provenance.assess.wording import say_between
from provenance.model import Finding, Route


def assess_revisions(pair: Pair) -> Iterator[Finding]:
    """Yield the findings on revision count and newest revision."""
    left, right = snapshots_of(pair.before, pair.after)
    said = f"{say_revisions(left, right)} {say_between(pair.before, pair.after)}"
    for slug, ending in _held(pair):
        if slug == "revision-activity-under-password":
            message = f"While the post was behind a password, {said}."
        else:
            message = f"{said[0].upper()}{said[1:]}{ending}."
        yield finding_on_two(
            slug,
            pair.before,
            pair.after,
            message,
            fields=("version-history", "predecessor-version"),
        )


def _held(pair: Pair) -> Iterator[tuple[str, str]]:
    """Yield the rules that hold, each with how its sentence ends."""
    left, right = snapshots_of(pair.before, pair.after)
    unmoved = modified_step(left, right) == timedelta(0)
    if left.protected and right.protected:
        if revisions_moved(left, right):
            yield "revision-activity-under-password", ""
    elif not pair.edits and unmoved and revisions_rose(left, right):
        ending = "; no edit is shown, and the modified time is the same"
        yield "revision-activity", ending
    if revisions_fell(left, right, partial=pair.after.context.route is Route.FIELDS):
        yield "fewer-revisions", ": stored revisions are fewer than before"
    if revisions_replaced(left, right):
        yield "revisions-replaced", ", and there are no more of them than before"
