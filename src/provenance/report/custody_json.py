"""What was exported from an archive, for programs."""

from provenance.digest import format_digest
from provenance.model import Custody
from provenance.report.phrases import rfc3339


def custody_json(record: Custody) -> dict[str, object]:
    """Return the record of one export."""
    return {
        "exported_at": rfc3339(record.exported_at),
        "custodian": record.custodian,
        "post": {"site": record.post.site, "id": record.post.post_id},
        "entries": list(record.entries),
        "blocks": list(record.blocks),
        "declaration": record.has_declaration,
        "digest": format_digest(record.digest),
        "bytes": record.size_bytes,
        "tool": record.tool,
    }
