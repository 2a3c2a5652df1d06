"""Frozen values as JSON objects (`schemas/values.schema.json`); one function a value.

Keys are those of the values, times are RFC 3339 in UTC, digests `sha256:` and hex digits. What
is not known is null, never left out.
"""

from datetime import datetime

from provenance.digest import format_digest
from provenance.model import (
    BlockChange,
    Claims,
    Context,
    Difference,
    Evidence,
    Failure,
    Finding,
    Followed,
    Freshness,
    Interval,
    Moment,
    Observation,
    PageClaims,
    PostRecord,
    Profile,
    RestError,
    Snapshot,
    StoredEdit,
    Sweep,
    Turn,
    VersionRecord,
)
from provenance.report.annotations_json import annotation_json
from provenance.report.notes_json import note_json
from provenance.report.passages_json import passage_json
from provenance.report.phrases import rfc3339


def time_json(at: datetime | None) -> str | None:
    """Return a time as RFC 3339 in UTC."""
    return None if at is None else rfc3339(at)


def moment_json(moment: Moment) -> dict[str, object]:
    """Return a time and what it rests on."""
    return {"at": time_json(moment.at), "basis": moment.basis.value}


def post_json(post: PostRecord) -> dict[str, object]:
    """Return a post as a list shows it; `captures` and `versions` are counts."""
    return {
        "site": post.key.site,
        "id": post.key.post_id,
        "title": post.title,
        "link": post.link,
        "captures": post.captures,
        "versions": post.versions,
        "first": moment_json(post.first),
        "last": moment_json(post.last),
    }


def capture_json(seen: Observation) -> dict[str, object]:
    """Return a capture; `post` is null where a refusal or an unreadable body came."""
    return {
        "id": seen.capture_id,
        "version": seen.version,
        "new": seen.recorded,
        "source": seen.source.value,
        "origin": seen.origin,
        "seen": moment_json(seen.moment),
        "context": context_json(seen.context),
        "digests": _digests(seen),
        "post": None if seen.snapshot is None else _snapshot(seen.snapshot),
        "error": None if seen.error is None else _error(seen.error),
        "problem": seen.problem,
        "control": seen.control,
        "freshness": None if seen.freshness is None else _freshness(seen.freshness),
        "file_modified_at": time_json(seen.file_modified_at),
        "notes": list(seen.notes),
        "repeats": seen.repeats,
    }


def version_json(version: VersionRecord) -> dict[str, object]:
    """Return one version of a post."""
    return {
        "number": version.number,
        "digests": {
            "content": format_digest(version.content),
            "words": format_digest(version.words),
            "metadata": format_digest(version.metadata),
        },
        "first_capture": version.first_capture,
        "last_capture": version.last_capture,
        "captures": version.captures,
    }


def finding_json(finding: Finding) -> dict[str, object]:
    """Return a finding with its evidence."""
    difference = finding.difference
    return {
        "rule": finding.rule,
        "level": finding.level.value,
        "certainty": finding.certainty.value,
        "cause": None if finding.cause is None else finding.cause.value,
        "fields": list(finding.fields),
        "interval": interval_json(finding.interval),
        "message": finding.message,
        "evidence": evidence_json(finding.evidence),
        "explanations": list(finding.explanations),
        "settles": list(finding.settles),
        "difference": None if difference is None else difference_json(difference),
        "edits": [stored_edit_json(edit) for edit in finding.edits],
        "notes": [note_json(note) for note in finding.notes],
        "turns": [turn_json(turn) for turn in finding.turns],
        "new": finding.new,
        "id": finding.id,
        "annotations": [annotation_json(one) for one in finding.annotations],
    }


def turn_json(turn: Turn) -> dict[str, object]:
    """Return how often one of two texts that take turns was served."""
    return {"capture": turn.capture, "captures": turn.captures, "times": turn.times}


def difference_json(difference: Difference) -> dict[str, object]:
    """Return what differs between two captures."""
    return {
        "edits": [_block_change(change) for change in difference.edits],
        "typography": [_block_change(change) for change in difference.typography],
        "dynamic": [_block_change(change) for change in difference.dynamic],
        "metadata": [
            {"name": field.name, "before": field.before, "after": field.after}
            for field in difference.metadata
        ],
        "markup_differs": difference.markup_differs,
        "bounded": difference.bounded,
    }


def stored_edit_json(edit: StoredEdit) -> dict[str, object]:
    """Return one save that a site keeps, and what it changed."""
    return {
        "revision": edit.revision,
        "author": edit.author,
        "saved_at": time_json(edit.saved_at),
        "markup_only": edit.markup_only,
        "difference": None if edit.difference is None else difference_json(edit.difference),
    }


def evidence_json(evidence: Evidence) -> dict[str, object]:
    """Return what a finding points at."""
    return {"captures": list(evidence.captures), "digests": dict(evidence.digests)}


def failure_json(failure: Failure) -> dict[str, object]:
    """Return a target, or a part of one, that could not be had."""
    return {
        "target": failure.target,
        "index": failure.index,
        "kind": type(failure.error).__name__,
        "message": failure.error.what,
        "remedy": failure.error.remedy,
    }


def context_json(context: Context) -> dict[str, object]:
    """Return under what conditions an answer was served."""
    return {
        "observer": context.observer,
        "access": context.access,
        "language": context.language,
        "route": context.route.value,
    }


def _digests(seen: Observation) -> dict[str, object]:
    ladder: dict[str, object] = {"raw": format_digest(seen.raw_digest)}
    for name in ("markup", "content", "words", "metadata"):
        known = seen.snapshot and getattr(seen.snapshot.digests, name)
        ladder[name] = format_digest(known) if known else None
    return ladder


def _snapshot(snapshot: Snapshot) -> dict[str, object]:
    return {
        "title": snapshot.title,
        "link": snapshot.link,
        "published_at": time_json(snapshot.published_at),
        "modified_at": time_json(snapshot.modified_at),
        "protected": snapshot.protected,
        "excerpt_derived": snapshot.excerpt_derived,
        "claims": _claims(snapshot.claims),
        "flags": list(snapshot.flags),
        "profile": _profile(snapshot.profile),
        "page": None if snapshot.page is None else _page(snapshot.page),
    }


def _page(page: PageClaims) -> dict[str, object]:
    return {
        "element": page.element,
        "stated": [
            {"source": claim.source.value, "name": claim.name, "value": claim.value}
            for claim in page.stated
        ],
    }


def _claims(claims: Claims) -> dict[str, object]:
    return {
        "date": claims.date,
        "modified": claims.modified,
        "modified_gmt": claims.modified_gmt,
        "revision_count": claims.revision_count,
        "predecessor_id": claims.predecessor_id,
        "predecessor_href": claims.predecessor_href,
    }


def _profile(profile: Profile) -> dict[str, object]:
    return {
        "name": profile.name,
        "parser": profile.parser,
        "unicode": profile.unicode,
        "tool": profile.tool,
    }


def _error(error: RestError) -> dict[str, object]:
    return {"code": error.code, "status": error.status, "message": error.message}


def _freshness(freshness: Freshness) -> dict[str, object]:
    return {
        "age_s": freshness.age_s,
        "lifetime_s": freshness.lifetime_s,
        "from_origin": freshness.from_origin,
        "cache_key": freshness.cache_key,
    }


def interval_json(interval: Interval) -> dict[str, object]:
    """Return when the texts of a finding were served."""
    return {
        "after": None if interval.after is None else moment_json(interval.after),
        "until": moment_json(interval.until),
        "made_after": time_json(interval.made_after),
    }


def _block_change(change: BlockChange) -> dict[str, object]:
    return {
        "change": change.change.value,
        "field": change.field,
        "before_index": change.before_index,
        "after_index": change.after_index,
        "before": change.before,
        "after": change.after,
        "spans": [{"change": part.change.value, "text": part.text} for part in change.spans],
        "passages": [passage_json(passage) for passage in change.passages],
    }


def followed_json(followed: Followed) -> dict[str, object]:
    """Return what following one feed or sitemap came to."""
    return {
        "target": followed.target,
        "named": followed.named,
        "asked": followed.asked,
        "unread": followed.unread,
        "is_cut": followed.is_cut,
        "complete": followed.complete,
        "finished_at": time_json(followed.finished_at),
    }


def sweep_json(sweep: Sweep) -> dict[str, object]:
    """Return what asking one list of a site came to."""
    return {
        "target": sweep.target,
        "site": sweep.site,
        "collection": sweep.collection,
        "kind": sweep.kind.value,
        "filters": [[name, value] for name, value in sweep.filters],
        "claimed": sweep.claimed,
        "listed": sweep.listed,
        "asked": sweep.asked,
        "had": sweep.had,
        "is_cut": sweep.is_cut,
        "complete": sweep.complete,
        "notes": list(sweep.notes),
        "finished_at": time_json(sweep.finished_at),
    }
