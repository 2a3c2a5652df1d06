"""Lists of revisions and other items, as the archive would give them back beside captures."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime

from provenance.assess import Assessment, Listed, assess, assess_listings
from provenance.canonical import read_stored
from provenance.digest import sha256
from provenance.model import (
    Finding,
    Neighbour,
    Observation,
    PostKey,
    RevisionKind,
    RevisionList,
    RevisionRecord,
    StoredText,
)
from tests.unit.assess.histories import OTHER, TEXT, live, post

KEY = PostKey(site="example.org", post_id=12)
# The publication date of `histories.post`.
PUBLISHED = "2026-05-29T03:22:00"
LATER = "2026-05-29T09:00:00"
LATEST = "2026-05-29T10:00:00"


def stored(content: str, *, title: str = "The deal") -> StoredText | None:
    fields = {"title": title, "content": content, "excerpt": ""}
    return read_stored(json.dumps({n: {"raw": t} for n, t in fields.items()}).encode(), KEY)


def revision(
    number: int,
    content: str | None,
    date: str | None = PUBLISHED,
    *,
    kind: RevisionKind = RevisionKind.REVISION,
    author: int | None = 1,
) -> RevisionRecord:
    at = None if date is None else datetime.fromisoformat(date).replace(tzinfo=UTC)
    return RevisionRecord(
        number=number,
        author=author,
        saved_at=at,
        modified_at=at,
        kind=kind,
        digest=sha256(f"{number} {content}".encode()),
        text=None if content is None else stored(content),
    )


def autosave(number: int, content: str, date: str = LATEST) -> RevisionRecord:
    return revision(number, content, date, kind=RevisionKind.AUTOSAVE)


def listed(
    now: str | None,
    *revisions: RevisionRecord,
    capture_id: int = 1,
    problem: str | None = None,
) -> RevisionList:
    return RevisionList(
        listed_at=datetime(2026, 5, 29, 12, tzinfo=UTC),
        access="editor",
        capture_id=capture_id,
        total=len(revisions),
        problem=problem,
        revisions=revisions,
        current=None if now is None else stored(now),
    )


def neighbour(number: int, made_at: str = LATER, kind: str = "media") -> Neighbour:
    at = datetime.fromisoformat(made_at).replace(tzinfo=UTC)
    return Neighbour(site=KEY.site, kind=kind, number=number, made_at=at)


def assessed_with(
    observations: Sequence[Observation],
    lists: Sequence[RevisionList] = (),
    neighbours: Sequence[Neighbour] = (),
) -> Assessment:
    beside = Listed(lists=tuple(lists), neighbours=tuple(neighbours))
    return assess_listings(assess(observations), observations, beside)


def one(rule: str, assessment: Assessment) -> Finding:
    (found,) = [finding for finding in assessment.findings if finding.rule == rule]
    return found


def findings_of_lists() -> list[Finding]:
    """Return findings of every rule on what a site lists."""
    seen = [live(1, post(modified=LATER, count=2, newest=15))]
    edited = listed(OTHER, revision(13, TEXT), revision(14, TEXT + "<p>More.</p>", LATER))
    again = [live(1, post(count=1, newest=13)), live(2, post(count=1, newest=13))]
    lists = [listed(TEXT, revision(13, TEXT)), listed(TEXT, revision(13, OTHER), capture_id=2)]
    histories = [
        assessed_with(seen, [edited]),
        assessed_with(again, lists),
        assessed_with([live(1, post(newest=20, count=5))], [listed(TEXT, revision(13, TEXT))]),
        assessed_with([live(1, post(newest=20))], (), [neighbour(19), neighbour(18)]),
    ]
    return [finding for history in histories for finding in history.findings]
