"""Rules as JSON objects (`schemas/explain.schema.json`)."""

from provenance.model import RulePart


def rule_json(part: RulePart) -> dict[str, object]:
    """Return one rule with all that its page says."""
    return {
        "rule": part.slug,
        "group": part.group,
        "level": part.level.value,
        "certainty": part.certainty.value,
        "summary": part.summary,
        "sees": list(part.sees),
        "example": part.example,
        "explanations": list(part.explanations),
        "settles": list(part.settles),
        "why": part.why,
    }
