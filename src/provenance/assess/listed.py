"""The rules on a site's list of revisions: against the post's own links, and against itself.

A link to a revision that is not in the list, a count that is not the list's, a revision whose text
is another than before. Never looks at which text was published.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from provenance.assess.findings import finding_on_one, finding_on_two
from provenance.assess.stored import compare_stored, is_same, saves
from provenance.assess.wording import say_between, say_capture, say_count, say_edits
from provenance.digest import format_digest
from provenance.model import (
    Finding,
    Observation,
    RevisionList,
    RevisionRecord,
    Snapshot,
    StoredText,
)


def assess_links(seen: Observation, snapshot: Snapshot, listed: RevisionList) -> Iterator[Finding]:
    """Yield where the post's links to its revisions do not fit the list that came with it."""
    if listed.problem is not None:
        return
    numbers = sorted(one.number for one in listed.revisions)
    newest, count = snapshot.claims.predecessor_id, snapshot.claims.revision_count
    shown = f"the list has {say_count(len(numbers), 'revision')}"
    if newest is not None and newest not in numbers:
        last = f", of which {numbers[-1]} has the highest number" if numbers else ""
        yield finding_on_one(
            "revision-not-listed",
            seen,
            f"The post in {say_capture(seen)} names revision {newest} as its newest, and it is not"
            f" in the site's list of revisions: {shown}{last}.",
            fields=("predecessor-version",),
        )
    if count is not None and count != len(numbers):
        yield finding_on_one(
            "revision-count-differs",
            seen,
            f"The post in {say_capture(seen)} states {say_count(count, 'revision')}, and {shown},"
            " autosaves included.",
            fields=("version-history",),
        )


def assess_rewritten(
    captures: Mapping[int, Observation], lists: Sequence[RevisionList]
) -> Iterator[Finding]:
    """Yield each revision whose text is another than in the list before it, in order.

    Args:
        captures: The post's captures by id.
        lists: In the order in which they came.
    """
    known: dict[int, _Seen] = {}
    for listed in lists:
        for one in saves(listed):
            if one.text is None:
                continue
            now = _Seen(captures[listed.capture_id], one, one.text)
            then = known.get(one.number, now)
            known[one.number] = now
            if not is_same(then.text, now.text):
                yield _rewritten(then, now)


class _Seen(NamedTuple):
    """A revision whose text was read, in the list that came with a capture."""

    capture: Observation
    revision: RevisionRecord
    text: StoredText


def _rewritten(then: _Seen, now: _Seen) -> Finding:
    difference = compare_stored(then.text, now.text, now.capture.language)
    number, edits = now.revision.number, difference.edits
    what = say_edits(edits) if edits else "its markup alone"
    finding = finding_on_two(
        "stored-revision-changed",
        then.capture,
        now.capture,
        f"Revision {number} has another text {say_between(then.capture, now.capture)}, at which the"
        f" site listed it: {what}.",
        fields=tuple(dict.fromkeys(edit.field for edit in edits)) or ("content",),
        difference=difference,
    )
    digests = (
        (f"before.revision-{number}.raw", format_digest(then.revision.digest)),
        (f"after.revision-{number}.raw", format_digest(now.revision.digest)),
    )
    return replace(finding, evidence=replace(finding.evidence, digests=digests))
