"""What a site says of a post's history, for people: dates and revisions, alone or side by side."""

from datetime import datetime

from provenance.model import Comparison, Snapshot
from provenance.report.layout import Page, Run, Style
from provenance.report.phrases import utc


def published(snapshot: Snapshot) -> str:
    """Return when the site says that the post was published."""
    return _time(snapshot.published_at, "date_gmt")


def modified(snapshot: Snapshot) -> str:
    """Return when the site says that the post was last saved."""
    return _time(snapshot.modified_at, "modified_gmt")


def revisions(snapshot: Snapshot) -> str:
    """Return how many revisions the site says it has, and which is the newest."""
    claims = snapshot.claims
    if claims.revision_count is None:
        return "the answer does not say"
    newest = "" if claims.predecessor_id is None else f", the newest is {claims.predecessor_id}"
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


def _time(at: datetime | None, field: str) -> str:
    return f"the answer does not say ({field})" if at is None else utc(at)
