"""Stored revisions as JSON objects; one function a value, as in `values_json`."""

from provenance.digest import format_digest
from provenance.model import RevisionHistory, RevisionList, RevisionRecord
from provenance.report.values_json import stored_edit_json, time_json


def revisions_json(history: RevisionHistory) -> dict[str, object]:
    """Return the members of a document on one post's revisions."""
    return {
        "listed": None if history.listed is None else _list(history.listed),
        "lists": history.lists,
        "published": history.published,
        "edits": [stored_edit_json(edit) for edit in history.edits],
        "named": [
            {
                "capture": seen.capture_id,
                "newest": seen.snapshot.claims.predecessor_id,
                "count": seen.snapshot.claims.revision_count,
            }
            for seen in history.observations
            if seen.snapshot is not None
        ],
    }


def _list(listed: RevisionList) -> dict[str, object]:
    return {
        "listed_at": time_json(listed.listed_at),
        "access": listed.access,
        "capture": listed.capture_id,
        "total": listed.total,
        "problem": listed.problem,
        "revisions": [_revision(one) for one in listed.revisions],
    }


def _revision(one: RevisionRecord) -> dict[str, object]:
    return {
        "id": one.number,
        "author": one.author,
        "saved_at": time_json(one.saved_at),
        "modified_at": time_json(one.modified_at),
        "kind": one.kind.value,
        "digest": format_digest(one.digest),
    }
