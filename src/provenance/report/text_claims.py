"""What a site says of a post's history, for people: dates and revisions, alone or side by side."""

import json

from provenance.assess.wording import say_time
from provenance.model import Comparison, Snapshot
from provenance.report.layout import Page, Run, Style, clip

_LONGEST = 30  # of what stands where a time should; a time has 19 characters


def published(snapshot: Snapshot) -> str:
    """Return when the site says that the post was published."""
    if snapshot.published_at is not None:
        return say_time(snapshot.published_at)
    return _no_time("date_gmt", json.loads(snapshot.metadata).get("date_gmt"))


def modified(snapshot: Snapshot) -> str:
    """Return when the site says that the post was last saved."""
    if snapshot.modified_at is not None:
        return say_time(snapshot.modified_at)
    return _no_time("modified_gmt", snapshot.claims.modified_gmt)


def revisions(snapshot: Snapshot) -> str:
    """Return how many revisions the site says it has, and which is the newest."""
    claims = snapshot.claims
    newest = "" if claims.predecessor_id is None else f", the newest is {claims.predecessor_id}"
    if claims.revision_count is None:
        # The record of a capture keeps no count that is none, so that none is all that is known.
        return f"the answer has no count that can be read{newest}"
    return f"{claims.revision_count:,} stored{newest}, as the site counts"


def write_claims(page: Page, comparison: Comparison) -> None:
    """Write what the site says of saves and revisions where it says two different things.

    The publication date is tracked metadata, and stands there.
    """
    before, after = comparison.before.snapshot, comparison.after.snapshot
    if before is None or after is None:
        return
    for name, words in (("Modified", modified), ("Revisions", revisions)):
        then, now = words(before), words(after)
        if then != now:
            page.blank()
            page.line(Run(name, Style.STRONG))
            page.line(Run(f"- {then}", Style.REMOVED), hang=2)
            page.line(Run(f"+ {now}", Style.ADDED), hang=2)


def _no_time(field: str, written: object) -> str:
    """Say whether an answer gives no time at all, or something else in its place."""
    if written is None:
        return f"the answer does not say ({field})"
    if isinstance(written, str):
        shown = f"'{clip(written, _LONGEST)}'"
    else:
        shown = clip(json.dumps(written), _LONGEST)
    return f"the answer's {field} ({shown}) is no time"
