"""Steps of a check as JSON objects (schemas/verify.schema.json)."""

from provenance.digest import format_digest
from provenance.model import BlockVerification, EvidenceKind, Step, Verification
from provenance.report.document_json import json_document


def verification_json(verification: BlockVerification | Verification) -> str:
    """Return a `verify/1` document."""
    if isinstance(verification, Verification):
        kind, content, block = verification.kind, None, None
    else:
        kind = EvidenceKind.BLOCK_PROOF
        content, block = format_digest(verification.content), _block(verification)
    steps = [_step(step) for step in verification.steps]
    members = {"kind": kind.value, "steps": steps, "content_digest": content, "block": block}
    return json_document("verify", None, **members)


def _step(step: Step) -> dict[str, object]:
    """Return one step of a check."""
    return {
        "number": step.number,
        "what": step.what,
        "outcome": step.outcome.value,
        "why": step.why or None,
        "command": step.command or None,
        "required": step.is_required,
    }


def _block(verification: BlockVerification) -> dict[str, object]:
    """Return the block that a check was about."""
    block = verification.block
    return {
        "index": verification.index,
        "size": verification.size,
        "field": block.field,
        "path": list(block.path),
        "text": block.text,
        "dynamic": block.dynamic,
        "tokens": block.data.decode().split("\x00")[1:],
    }
