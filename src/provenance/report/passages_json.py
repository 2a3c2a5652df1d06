"""What kind of change a passage is, as a JSON object (`schemas/values.schema.json`)."""

from provenance.model import Passage


def passage_json(passage: Passage) -> dict[str, object]:
    """Return a changed passage with its classes."""
    return {
        "before": passage.before,
        "after": passage.after,
        "classes": [each.value for each in passage.classes],
        "material": passage.material,
    }
