"""How well a post was watched, and its edits in order, as JSON (`schemas/history.schema.json`)."""

from collections.abc import Sequence

from provenance.assess import coverage
from provenance.model import Finding, Observation, Snapshot, TimelineEdit
from provenance.report.annotations_json import annotation_json
from provenance.report.notes_json import note_json
from provenance.report.summary_json import seconds
from provenance.report.values_json import context_json, evidence_json, interval_json, time_json


def coverage_json(observations: Sequence[Observation]) -> dict[str, object] | None:
    """Return how well a post's text was watched; None where no capture shows it."""
    watched = coverage(observations)
    if watched is None:
        return None
    return {
        "captures": watched.captures,
        "span_s": seconds(watched.span),
        "longest_gap_s": seconds(watched.longest_gap),
        "never_seen_to_change": watched.is_one_text if watched.is_compared else None,
    }


def timeline_json(edits: Sequence[TimelineEdit]) -> list[dict[str, object]]:
    """Return a post's edits, in the order in which their later texts were captured."""
    return [_edit(edit) for edit in edits]


def _edit(edit: TimelineEdit) -> dict[str, object]:
    finding = edit.finding
    return {
        "rule": finding.rule,
        "level": finding.level.value,
        "certainty": finding.certainty.value,
        "cause": None if finding.cause is None else finding.cause.value,
        "message": finding.message,
        "fields": list(finding.fields),
        "context": context_json(edit.after.context),
        "interval": interval_json(finding.interval),
        "after_publication": {
            "unchanged_s": seconds(edit.time.unchanged),
            "changed_s": seconds(edit.time.changed),
            "saved_s": seconds(edit.time.stated),
        },
        "stated": {
            "before": _stated(edit.before.snapshot),
            "after": _stated(edit.after.snapshot),
        },
        "classes": [each.value for each in edit.classes],
        "material": edit.material,
        "notes": [_noted(finding) for finding in edit.notes],
        "evidence": evidence_json(finding.evidence),
        "explanations": list(finding.explanations),
        "settles": list(finding.settles),
        **_review(finding),
    }


def _noted(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "certainty": finding.certainty.value,
        "message": finding.message,
        "notes": [note_json(note) for note in finding.notes],
        "explanations": list(finding.explanations),
        **_review(finding),
    }


def _review(finding: Finding) -> dict[str, object]:
    """Return what a finding is named by, and what people said of it."""
    return {
        "id": finding.id,
        "annotations": [annotation_json(one) for one in finding.annotations],
    }


def _stated(snapshot: Snapshot | None) -> dict[str, object] | None:
    """Return what a site states of a post's history; a page's own word is its capture's."""
    if snapshot is None or snapshot.page is not None:
        return None
    return {
        "published_at": time_json(snapshot.published_at),
        "modified_at": time_json(snapshot.modified_at),
        "revision_count": snapshot.claims.revision_count,
        "newest_revision": snapshot.claims.predecessor_id,
    }
