"""A report's JSON twin (schemas/report.schema.json): the page's posts, and what proves them."""

from provenance.canonical import read_block
from provenance.model import Dossier, PostDossier
from provenance.report.document_json import json_document
from provenance.report.html.evidence import log_json
from provenance.report.observed import observed
from provenance.report.timeline_json import coverage_json, timeline_json
from provenance.report.values_json import capture_json, failure_json, finding_json, post_json


def dossier_json(dossier: Dossier) -> str:
    """Return a `report/1` document."""
    posts = [_post(post) for post in dossier.posts]
    archive = {"name": dossier.archive.path.name, "entries": dossier.log_size}
    failures = [failure_json(failure) for failure in dossier.failures]
    return json_document("report", None, of=archive, posts=posts, failures=failures)


def _post(post: PostDossier) -> dict[str, object]:
    audit = post.audit
    return {
        "post": post_json(audit.post),
        "observation": observed(post.audit, post.edits),
        "checked": audit.is_checked,
        "captures": [capture_json(seen) for seen in audit.observations],
        "coverage": coverage_json(audit.observations),
        "timeline": timeline_json(post.edits),
        "findings": [finding_json(finding) for finding in audit.findings],
        "set_aside": list(audit.set_aside),
        "form": post.form or None,
        "blocks": [_block(block) for block in post.blocks],
        "log": None if post.evidence is None else log_json(post.evidence),
        "unproven": post.unproven or None,
    }


def _block(data: bytes) -> dict[str, object]:
    block = read_block(data)
    return {"field": block.field, "text": block.text, "canonical": data.decode()}
