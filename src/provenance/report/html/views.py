"""A post in the shape that the page's template takes it in: words and numbers, no markup.

Judges nothing, and words nothing that another report words.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from provenance.assess.wording import say_count, say_time
from provenance.canonical import read_block
from provenance.digest import format_digest
from provenance.model import (
    BlockChange,
    Change,
    Finding,
    Observation,
    Passage,
    PostDossier,
    Snapshot,
    TimelineEdit,
)
from provenance.report.html.picture import picture
from provenance.report.observed import observed
from provenance.report.phrases import certainty, made, moment, note, reviewed, rfc3339, said, served
from provenance.report.text_capture import source
from provenance.report.text_claims import modified, published, revisions

_LADDER = ("raw", "markup", "content", "words", "metadata")
# A block of hostile length must not make a page that nobody can open; the archive has it whole.
_LONGEST = 20_000
_NOTED = {
    "note-explains-change": "a note explains it",
    "note-unclear": "a note, and unclear whether about this",
    "no-note-found": "no note found",
}


def post_view(post: PostDossier, number: int) -> dict[str, Any]:
    """Return what the template shows of a post; `number` is its place on the page, from 1."""
    audit = post.audit
    latest = next((seen for seen in reversed(audit.observations) if seen.snapshot), None)
    snapshot = latest.snapshot if latest else None
    shown = [edit.finding for edit in post.edits]
    return {
        "number": number,
        "name": str(audit.post.key),
        "title": audit.post.title,
        "link": audit.post.link if _is_web(audit.post.link) else None,
        "language": latest.context.language if latest else None,
        "observation": observed(post.audit, post.edits),
        "picture": picture(post, number),
        "edits": [_edit(edit, n) for n, edit in enumerate(post.edits, 1)],
        # An edit stands among the edits, with all that is said of it.
        "findings": [_finding(one) for one in audit.findings if one not in shown],
        "captures": [_capture(seen) for seen in audit.observations],
        "claims": _claims(snapshot),
        "digests": _digests(snapshot),
        "profile": _profile(snapshot),
        "set_aside": audit.set_aside,
        "blocks": list(_blocks(post.blocks)),
        "evidence": post.evidence,
        "unproven": post.unproven,
        "is_signed": bool(post.evidence and post.evidence.checkpoint),
    }


def row_view(post: PostDossier, number: int) -> dict[str, Any]:
    """Return what a table of many posts shows of one."""
    audit = post.audit
    warnings = sum(finding.level.value == "warning" for finding in audit.findings)
    first = next((seen.snapshot for seen in audit.observations if seen.snapshot), None)
    return {
        "number": number,
        "title": audit.post.title or str(audit.post.key),
        "site": audit.post.key.site,
        "published": _time(first.published_at if first else None),
        "captures": len(audit.observations),
        "edits": len(post.edits),
        "material": sum(edit.material is not False for edit in post.edits),
        "warnings": warnings,
        "last": _time(audit.post.last.at),
        "checked": audit.is_checked,
    }


def _edit(edit: TimelineEdit, number: int) -> dict[str, Any]:
    finding = edit.finding
    difference = finding.difference
    return {
        "number": number,
        **_finding(finding),
        "between": f"capture {edit.before.capture_id} and capture {edit.after.capture_id}",
        "classes": [each.value for each in edit.classes],
        "material": edit.material,
        "notes": [
            {"said": _NOTED[one.rule], "notes": [note(each) for each in one.notes]}
            for one in edit.notes
        ],
        "claims": _both_claims(edit.before.snapshot, edit.after.snapshot),
        "blocks": [_change(change) for change in (difference.edits if difference else ())],
        "bounded": bool(difference and difference.bounded),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "level": finding.level.value,
        "message": finding.message,
        "certainty": certainty(finding),
        "served": served(finding.interval),
        "made": made(finding.interval),
        "explanations": finding.explanations,
        "settles": finding.settles,
        "new": finding.new,
        "review": reviewed(finding),
        "id": finding.id[:8],
        "annotations": [said(one) for one in finding.annotations],
        "captures": finding.evidence.captures,
        "digests": finding.evidence.digests,
    }


def _change(change: BlockChange) -> dict[str, Any]:
    place = change.after_index if change.after_index is not None else change.before_index
    return {
        "where": change.field if place is None else f"{change.field}, block {place + 1}",
        "change": change.change.value,
        "before": list(_side(change, Change.REMOVED)),
        "after": list(_side(change, Change.ADDED)),
        "inline": list(_pieces(change)) or list(_whole(change)),
        "passages": [
            {
                "before": _clip(passage.before),
                "after": _clip(passage.after),
                "classes": [each.value for each in passage.classes],
                "material": passage.material,
            }
            for passage in change.passages
        ],
    }


def _side(change: BlockChange, side: Change) -> Iterator[dict[str, Any]]:
    """Yield the pieces of one side; a side that is not there has none."""
    text = change.before if side is Change.REMOVED else change.after
    if text is None:
        return
    if not change.spans:
        is_whole = change.change in (Change.ADDED, Change.REMOVED)
        yield _piece(side if is_whole else Change.EQUAL, text, change.passages)
        return
    for span in change.spans:
        if span.change in (Change.EQUAL, side):
            yield _piece(span.change, span.text, change.passages)


def _pieces(change: BlockChange) -> Iterator[dict[str, Any]]:
    for span in change.spans:
        yield _piece(span.change, span.text, change.passages)


def _whole(change: BlockChange) -> Iterator[dict[str, Any]]:
    """Yield a block that was added, removed or moved whole."""
    moved = change.change is Change.MOVED and change.before == change.after
    if change.before is not None and not moved:
        yield _piece(Change.REMOVED, change.before, change.passages)
    if change.after is not None:
        yield _piece(Change.EQUAL if moved else Change.ADDED, change.after, change.passages)


def _piece(change: Change, text: str, passages: Sequence[Passage]) -> dict[str, Any]:
    words = text.strip()
    fitting = [
        passage
        for passage in passages
        if change is not Change.EQUAL
        and words
        and (words in passage.before or words in passage.after or passage.before in text)
    ]
    return {
        "change": change.value,
        "text": _clip(text),
        "material": any(passage.material for passage in fitting) if passages else None,
    }


def _capture(seen: Observation) -> dict[str, Any]:
    content = seen.snapshot.digests.content if seen.snapshot else None
    answer = seen.error.code if seen.error else seen.problem
    return {
        "id": seen.capture_id,
        "time": moment(seen.moment),
        "version": seen.version,
        "source": source(seen),
        "access": seen.context.access,
        "observer": seen.context.observer,
        "content": None if content is None else format_digest(content),
        "answer": answer,
    }


def _claims(snapshot: Snapshot | None) -> list[tuple[str, str]]:
    if snapshot is None:
        return []
    if snapshot.page is not None:
        return [(f"{one.source} {one.name}", one.value) for one in snapshot.page.stated]
    return [
        ("Published", published(snapshot)),
        ("Modified", modified(snapshot)),
        ("Revisions", revisions(snapshot)),
    ]


def _both_claims(
    before: Snapshot | None, after: Snapshot | None
) -> list[tuple[str, str, str, bool]]:
    """Return what the site states beside two texts: name, before, after, and whether it moved."""
    left, right = _claims(before), _claims(after)
    return [
        (name, one, other, one != other)
        for (name, one), (_, other) in zip(left, right, strict=False)
    ]


def _digests(snapshot: Snapshot | None) -> list[tuple[str, str]]:
    if snapshot is None:
        return []
    return [(name, format_digest(getattr(snapshot.digests, name))) for name in _LADDER]


def _profile(snapshot: Snapshot | None) -> str:
    if snapshot is None:
        return ""
    profile = snapshot.profile
    return f"{profile.name}, {profile.parser}, Unicode {profile.unicode}, provenance {profile.tool}"


def _blocks(blocks: Sequence[bytes]) -> Iterator[dict[str, Any]]:
    for place, data in enumerate(blocks):
        block = read_block(data)
        yield {
            "place": place,
            "field": block.field,
            "element": " ".join(block.path),
            "lines": block.text.split("\n"),
            "dynamic": block.dynamic,
        }


def _clip(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    left = say_count(len(text) - _LONGEST, "more character")
    return f"{text[:_LONGEST]} […] ({left}, which the archive has)"


def _time(at: datetime | None) -> dict[str, str] | None:
    return None if at is None else {"sort": rfc3339(at), "text": say_time(at)}


def _is_web(link: str | None) -> bool:
    return link is not None and link.startswith(("http://", "https://"))
