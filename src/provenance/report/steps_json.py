"""Steps of a check as JSON objects (schemas/verify.schema.json)."""

from provenance.model import BlockVerification, Step


def step_json(step: Step) -> dict[str, object]:
    """Return one step of a check."""
    return {
        "number": step.number,
        "what": step.what,
        "outcome": step.outcome.value,
        "why": step.why or None,
        "command": step.command or None,
        "required": step.is_required,
    }


def block_json(verification: BlockVerification) -> dict[str, object]:
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
