"""What an archive shows of one post, in one sentence that a reader can quote."""

from collections.abc import Sequence

from provenance.assess import coverage
from provenance.assess.wording import say_count, say_duration, say_list
from provenance.model import PostAudit, TimelineEdit
from provenance.report.text_timeline import never_changed

_BEYOND = ("changed-without-claims", "changed-with-revisions", "changed-undated")


def observed(audit: PostAudit, edits: Sequence[TimelineEdit]) -> str:
    """Return one sentence: what was seen, in how many captures; never more than that."""
    seen = audit.observations
    captures = say_count(len(seen), "capture")
    if not audit.is_checked:
        return f"In {captures} no text of this article was read, so that nothing was checked."
    if edits:
        return f"In {captures} {_edits(edits)}."
    if (unchanged := never_changed(seen)) is not None:
        return f"The text was {unchanged}; no change seen is not unchanged."
    watched = coverage(seen)
    if watched is None or not watched.is_compared:
        return "One capture shows the text, and one capture cannot show an edit."
    gap = watched.longest_gap
    gaps = "" if gap is None else f", the longest gap {say_duration(gap)}"
    return f"In {captures} no edit was seen{gaps}; what differs is listed below."


def _edits(edits: Sequence[TimelineEdit]) -> str:
    count = len(edits)
    material = sum(edit.material is not False for edit in edits)
    beyond = sum(edit.finding.rule in _BEYOND for edit in edits)
    if count == 1:
        told = f"{'' if material else 'not '}material by docs/classes.md"
        unshown = ", which the site's modified time does not show" if beyond else ""
        return f"1 edit was seen, {told}{unshown}"
    parts = [f"{material} material by docs/classes.md" if material else "none of them material"]
    if beyond:
        parts.append(f"{beyond} that the site's modified time does not show")
    return f"{say_count(count, 'edit')} were seen: {say_list(parts)}"
