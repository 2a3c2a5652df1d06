"""The rules on a site's list of revisions: against the post's own links, and against itself.

A link to a revision that is not in the list, a count that is not the list's, a revision whose text
is another than before. Never looks at which text was published.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from provenance.assess.findings import finding_on_one, finding_on_two
from provenance.assess.stored import is_same, saves
from provenance.assess.wording import say_between, say_capture, say_count, say_edits
from provenance.diff import compare
from provenance.digest import format_digest
from provenance.model import Finding, Observation, RevisionList, RevisionRecord, Snapshot


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
    known: dict[int, tuple[int, RevisionRecord]] = {}
    for listed in lists:
        for one in saves(listed):
            then = known.get(one.number)
            if one.text is None:
                continue
            known[one.number] = listed.capture_id, one
            if (
                then is not None
                and then[1].text is not None
                and not is_same(then[1].text, one.text)
            ):
                before, after = captures[then[0]], captures[listed.capture_id]
                yield _rewritten(before, after, then[1], one)


def _rewritten(
    before: Observation, after: Observation, then: RevisionRecord, now: RevisionRecord
) -> Finding:
    if then.text is None or now.text is None:
        raise TypeError(now.number)
    difference = replace(compare(then.text.snapshot, now.text.snapshot), metadata=())
    edits = difference.edits
    what = say_edits(edits) if edits else "its markup alone"
    finding = finding_on_two(
        "stored-revision-changed",
        before,
        after,
        f"Revision {now.number} has another text {say_between(before, after)}, at which the site"
        f" listed it: {what}.",
        fields=tuple(dict.fromkeys(edit.field for edit in edits)) or ("content",),
        difference=difference,
    )
    digests = (
        (f"before.revision-{now.number}.raw", format_digest(then.digest)),
        (f"after.revision-{now.number}.raw", format_digest(now.digest)),
    )
    return replace(finding, evidence=replace(finding.evidence, digests=digests))
