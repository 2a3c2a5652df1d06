"""The rules on a post's stored revisions, as its site lists them to a login.

Owns which revision was current at publication, and which saves lie between two texts. Stored texts
are compared with stored texts alone; an autosave is never taken for published text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from provenance.assess.findings import finding_on_one
from provenance.assess.notes.marking import compare_texts
from provenance.assess.wording import say_capture, say_edits, say_list, say_time
from provenance.digest import format_digest
from provenance.model import (
    Difference,
    Finding,
    Level,
    Observation,
    RevisionKind,
    RevisionList,
    RevisionRecord,
    Snapshot,
    StoredEdit,
    StoredText,
)

# The copy that publishing stores bears the post's own time, or that of the second after.
_AT_ONCE = timedelta(seconds=5)
_NAMED_SAVES = 5


def assess_stored(seen: Observation, snapshot: Snapshot, listed: RevisionList) -> Iterator[Finding]:
    """Yield what the stored text is, held against what the site keeps of earlier ones.

    Args:
        seen: The capture of the post that the list was asked for with.
        snapshot: What it shows.
        listed: The list.
    """
    current = listed.current
    if current is None or listed.problem is not None:
        return
    published = published_revision(listed, snapshot.published_at)
    if published is not None and published.text is not None:
        yield from _since_published(seen, listed, published, published.text, current)
    newest = next(reversed(saves(listed)), None)
    if newest is not None and newest.text is not None:
        yield from _from_newest(seen, snapshot, newest, newest.text, current)


def saves(listed: RevisionList) -> tuple[RevisionRecord, ...]:
    """Return a list's revisions that are no autosaves, the oldest first."""
    return tuple(one for one in listed.revisions if one.kind is RevisionKind.REVISION)


def published_revision(
    listed: RevisionList, published_at: datetime | None
) -> RevisionRecord | None:
    """Return the revision that was current at publication; None where none is as old as that."""
    if published_at is None:
        return None
    by_then = [
        one
        for one in saves(listed)
        if one.saved_at is not None and one.saved_at <= published_at + _AT_ONCE
    ]
    return by_then[-1] if by_then else None


def walk(
    listed: RevisionList, modified_at: datetime | None, language: str | None
) -> tuple[StoredEdit, ...]:
    """Return the saves of a list in order, each against the one before; the current text last.

    Args:
        listed: The list.
        modified_at: When the current text was saved, as the site says.
        language: What the words are read in; None where nobody says.
    """
    edits: list[StoredEdit] = []
    before: StoredText | None = None
    for one in saves(listed):
        edit = _edit(one.number, one.author, one.saved_at)
        edits.append(_compared(edit, before, one.text, language))
        before = one.text or before
    if listed.current is not None:
        edit = _edit(None, None, modified_at)
        edits.append(_compared(edit, before, listed.current, language))
    return tuple(edits)


def is_same(before: StoredText, after: StoredText) -> bool:
    """Return whether two stored texts are one, letter by letter, as far as both are known."""
    pairs = (
        (before.title, after.title),
        (before.content, after.content),
        (before.excerpt, after.excerpt),
    )
    return all(None in pair or pair[0] == pair[1] for pair in pairs)


def compare_stored(before: StoredText, after: StoredText, language: str | None) -> Difference:
    """Return how two stored texts differ, with the classes of what changed.

    A difference of texts alone: what was stored has no metadata of its own here.
    """
    return replace(compare_texts(before.snapshot, after.snapshot, language), metadata=())


def say_unpublished(snapshot: Snapshot, listed: RevisionList) -> Iterator[str]:
    """Yield why the text cannot be held against the one that was published, where it cannot."""
    if listed.problem is not None:
        yield f"The stored revisions were not assessed: {listed.problem}."
    elif saves(listed) and published_revision(listed, snapshot.published_at) is None:
        yield (
            "The text was not held against the one that was published: no stored revision is as old"
            " as that, as where a post is published in one go, or where older ones were pruned."
        )


def _since_published(
    seen: Observation,
    listed: RevisionList,
    published: RevisionRecord,
    then: StoredText,
    now: StoredText,
) -> Iterator[Finding]:
    if is_same(then, now):
        return
    difference = compare_stored(then, now, seen.language)
    since = _since(listed, published, seen.language)
    finding = finding_on_one(
        "changed-since-published-revision",
        seen,
        f"The text that is stored in {say_capture(seen)} differs from {_say(published)}, which was"
        f" current at publication: {_what(difference)}; {_say_saves(since)}.",
        fields=_fields(difference),
    )
    if not difference.edits:
        finding = replace(finding, level=Level.NOTE)
    yield _with_revision(finding, published, difference, since)


def _from_newest(
    seen: Observation,
    snapshot: Snapshot,
    newest: RevisionRecord,
    then: StoredText,
    now: StoredText,
) -> Iterator[Finding]:
    modified, stored = snapshot.modified_at, newest.modified_at
    if is_same(then, now) or modified is None or stored is None or modified < stored:
        return  # saved in between, where the revision is the later one
    difference = compare_stored(then, now, seen.language)
    if modified == stored:
        how = f"although the post's modified time, {say_time(modified)}, is that revision's"
    else:
        how = f"and the post was last saved later, at {say_time(modified)}: that save stored none"
    finding = finding_on_one(
        "differs-from-newest-revision",
        seen,
        f"The text that is stored in {say_capture(seen)} is not that of {_say(newest)}, the newest"
        f" that is no autosave, {how}: {_what(difference)}.",
        fields=(*_fields(difference), "modified_gmt"),
    )
    if modified != stored:
        finding = replace(finding, level=Level.NOTE)
    yield _with_revision(finding, newest, difference, ())


def _since(
    listed: RevisionList, published: RevisionRecord, language: str | None
) -> tuple[StoredEdit, ...]:
    """Return the saves after a revision that changed something."""
    edits = walk(listed, None, language)
    place = next(n for n, edit in enumerate(edits) if edit.revision == published.number)
    return tuple(
        edit
        for edit in edits[place + 1 :]
        if edit.revision is not None
        and (edit.markup_only or (edit.difference is not None and edit.difference.edits))
    )


def _edit(number: int | None, author: int | None, saved_at: datetime | None) -> StoredEdit:
    return StoredEdit(
        revision=number, author=author, saved_at=saved_at, difference=None, markup_only=False
    )


def _compared(
    edit: StoredEdit, before: StoredText | None, after: StoredText | None, language: str | None
) -> StoredEdit:
    """Return a save with what it changed, as far as the texts on both sides are known."""
    if before is None or after is None:
        return edit
    difference = compare_stored(before, after, language)
    only_markup = not difference.edits and not is_same(before, after)
    return replace(edit, difference=difference, markup_only=only_markup)


def _with_revision(
    finding: Finding,
    revision: RevisionRecord,
    difference: Difference,
    edits: Sequence[StoredEdit],
) -> Finding:
    evidence = finding.evidence
    named = (f"revision-{revision.number}.raw", format_digest(revision.digest))
    return replace(
        finding,
        evidence=replace(evidence, digests=(*evidence.digests, named)),
        difference=difference,
        edits=tuple(edits),
    )


def _fields(difference: Difference) -> tuple[str, ...]:
    changes = (*difference.edits, *difference.typography, *difference.dynamic)
    return tuple(dict.fromkeys(change.field for change in changes)) or ("content",)


def _what(difference: Difference) -> str:
    if difference.edits:
        return say_edits(difference.edits)
    return "in its markup or typography alone, and in no word, link or picture"


def _say(revision: RevisionRecord) -> str:
    return f"revision {revision.number} ({_when(revision.saved_at, revision.author)})"


def _when(at: datetime | None, author: int | None) -> str:
    time = say_time(at) if at else "time not stated"
    return time if author is None else f"{time}, user {author}"


def _say_saves(edits: Sequence[StoredEdit]) -> str:
    if not edits:
        return "the site keeps no save in between"
    named = [f"{one.revision} ({_when(one.saved_at, one.author)})" for one in edits[:_NAMED_SAVES]]
    more = len(edits) - len(named)
    noun = "revision" if len(edits) == 1 else "revisions"
    return f"saved in between as {noun} {say_list([*named, f'{more:,} more'] if more else named)}"
