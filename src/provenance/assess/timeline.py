"""How well a post was watched, and its edits in order, each with its time after publication.

Pure. Never judges: that a text was not seen to change does not say that it did not.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from provenance.assess.classes import classes_in
from provenance.assess.rules_of_two import EDIT_RULES
from provenance.model import (
    Context,
    Coverage,
    Finding,
    Observation,
    Snapshot,
    TimelineEdit,
    TimeToEdit,
)

# A page is no answer of the interface, and its text changes all the same.
_OF_PAGES = "page-text-changed"
NOTE_EXPLAINS = "note-explains-change"
_NOTE_RULES = frozenset({NOTE_EXPLAINS, "note-unclear", "no-note-found"})


def coverage(observations: Sequence[Observation]) -> Coverage | None:
    """Return how well a post's text was watched; None where no capture shows it.

    A post behind a password, or an answer without the content, does not. Captures of different
    contexts are never compared, so that they do not fill each other's gaps: counted is the context
    that has most captures, the first of those.
    """
    contexts: defaultdict[Context, list[Observation]] = defaultdict(list)
    for seen in observations:
        if seen.snapshot is not None and _shows_text(seen.snapshot):
            contexts[seen.context].append(seen)
    if not contexts:
        return None
    most = max(contexts.values(), key=len)
    times = sorted(seen.moment.at for seen in most if seen.moment.at is not None)
    gaps = [later - earlier for earlier, later in pairwise(times)]
    return Coverage(
        captures=len(most),
        span=times[-1] - times[0] if gaps else None,
        longest_gap=max(gaps, default=None),
        is_one_text=all(map(_is_one_text, contexts.values())),
    )


def is_edit(finding: Finding) -> bool:
    """Return whether a finding is an edit: a modified time can go back without one."""
    return finding.rule in EDIT_RULES and finding.difference is not None


def timeline(
    findings: Sequence[Finding], observations: Sequence[Observation]
) -> tuple[TimelineEdit, ...]:
    """Return a post's edits, in the order in which their later texts were captured.

    Changes of what its page showed are among them. Captures of different contexts are never
    compared, so that one edit stands there once for each context that shows both of its texts.

    Args:
        findings: All of the post, in any order.
        observations: All captures of the post in reading order.
    """
    place = {seen.capture_id: (number, seen) for number, seen in enumerate(observations)}
    notes: defaultdict[tuple[int, ...], list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.rule in _NOTE_RULES:
            notes[finding.evidence.captures[:2]].append(finding)
    edits = [
        _timeline_edit(finding, *(place[one][1] for one in finding.evidence.captures), notes=notes)
        for finding in findings
        if is_edit(finding) or finding.rule == _OF_PAGES
    ]
    return tuple(sorted(edits, key=lambda edit: place[edit.after.capture_id][0]))


def _timeline_edit(
    finding: Finding,
    before: Observation,
    after: Observation,
    *,
    notes: Mapping[tuple[int, ...], Sequence[Finding]],
) -> TimelineEdit:
    blocks = finding.difference.edits if finding.difference else ()
    passages = [passage for block in blocks for passage in block.passages]
    return TimelineEdit(
        finding=finding,
        before=before,
        after=after,
        classes=classes_in(blocks),
        material=any(passage.material for passage in passages) if passages else None,
        time=_time_to_edit(finding, after.snapshot),
        notes=tuple(notes.get(finding.evidence.captures, ())),
    )


def _shows_text(snapshot: Snapshot) -> bool:
    return not snapshot.protected and "content" not in snapshot.missing


def _is_one_text(seen: Sequence[Observation]) -> bool:
    return len({one.snapshot.digests.content for one in seen if one.snapshot}) == 1


def _time_to_edit(finding: Finding, after: Snapshot | None) -> TimeToEdit:
    published = after.published_at if after else None
    interval = finding.interval
    # Only where the modified time advanced with the text does the site state a time for the edit.
    stated = after.modified_at if after and finding.rule == "changed-with-modified" else None
    return TimeToEdit(
        rule=finding.rule,
        unchanged=_since(published, interval.after.at if interval.after else None),
        changed=_since(published, interval.until.at),
        stated=_since(published, stated),
    )


def _since(published: datetime | None, at: datetime | None) -> timedelta | None:
    if published is None or at is None or at < published:
        return None
    return at - published
