"""What people said of a finding, as a JSON object (`schemas/values.schema.json`)."""

from provenance.model import Annotation
from provenance.report.phrases import rfc3339


def annotation_json(annotation: Annotation) -> dict[str, object]:
    """Return one remark; what it does not bring is null."""
    return {
        "made_at": rfc3339(annotation.made_at),
        "made_by": annotation.made_by,
        "status": None if annotation.status is None else annotation.status.value,
        "comment": annotation.comment,
        "reply": annotation.reply,
    }
