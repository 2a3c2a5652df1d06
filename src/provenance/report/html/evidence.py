"""What the page's own check reads: canonical bytes, statement, path and checkpoint, as JSON.

Computes nothing: whoever opens the page does.
"""

import base64

from provenance.digest import format_digest
from provenance.model import Dossier, LogEvidence, PostDossier


def evidence_json(dossier: Dossier) -> dict[str, object]:
    """Return the posts' evidence by the number that each has on the page, from 1."""
    return {
        "posts": [_post(post, number) for number, post in enumerate(dossier.posts, 1)],
    }


def log_json(evidence: LogEvidence) -> dict[str, object]:
    """Return what leads from a content digest to the log's newest checkpoint."""
    return {
        "capture": evidence.capture,
        "content": format_digest(evidence.content),
        "statement": evidence.statement.decode(),
        "entry": evidence.entry.decode(),
        "index": evidence.index,
        "size": evidence.size,
        "path": [_base64(sibling) for sibling in evidence.path],
        "checkpoint": evidence.checkpoint or None,
    }


def _post(post: PostDossier, number: int) -> dict[str, object]:
    return {
        "number": number,
        "form": post.form,
        "blocks": [_base64(block) for block in post.blocks],
        "log": None if post.evidence is None else log_json(post.evidence),
    }


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
