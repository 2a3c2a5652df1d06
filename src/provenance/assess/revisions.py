"""The rules on revisions that came or went; they never show an edit."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from provenance.assess.claims import (
    modified_step,
    revisions_fell,
    revisions_moved,
    revisions_replaced,
    revisions_rose,
    say_fall,
    say_moves,
    say_unstated,
)
from provenance.assess.findings import finding_on_two
from provenance.assess.pair import Pair
from provenance.assess.served import snapshots_of
from provenance.assess.wording import begin_sentence, say_between
from provenance.model import Finding

# Fits too where nothing but the link shows that a revision went.
LINK_LEFT_OUT = "A plugin or a setting leaves the link to the newest revision out of the answers."


def assess_revisions(pair: Pair) -> Iterator[Finding]:
    """Yield the findings on revision count and newest revision."""
    before, after = pair.before, pair.after
    unstated = say_unstated(before, after)
    said = f"{say_moves(before, after)} {say_between(before, after)}" + (
        f" ({unstated})" if unstated else ""
    )
    for slug, ending in _held(pair):
        if slug == "revision-activity-under-password":
            message = f"While the post was behind a password, {said}."
        else:
            message = f"{begin_sentence(said)}{ending}."
        finding = finding_on_two(
            slug,
            before,
            after,
            message,
            fields=("version-history", "predecessor-version"),
        )
        if slug == "fewer-revisions" and not ending:
            finding = replace(finding, explanations=(*finding.explanations, LINK_LEFT_OUT))
        yield finding


def is_activity(pair: Pair) -> bool:
    """Return whether a revision was stored while the modified time stayed and no edit is shown."""
    unmoved = modified_step(*snapshots_of(pair.before, pair.after)) == timedelta(0)
    shows_none = not pair.edits and not pair.further
    return shows_none and unmoved and revisions_rose(pair.before, pair.after)


def _held(pair: Pair) -> Iterator[tuple[str, str]]:
    """Yield the rules that hold, each with how its sentence ends."""
    before, after = pair.before, pair.after
    left, right = snapshots_of(before, after)
    if left.protected and right.protected:
        if revisions_moved(before, after):
            yield "revision-activity-under-password", ""
    # Of a text that was not read on both sides nobody can say that it shows no edit.
    elif "content" in pair.fields and is_activity(pair):
        yield "revision-activity", "; no edit is shown, and the modified time is the same"
    if revisions_fell(before, after):
        yield "fewer-revisions", say_fall(before, after)
    if revisions_replaced(before, after):
        yield "revisions-replaced", ", and there are no more of them than before"
