"""Log entries (evidence.md, "log entry"): RFC 8785 bytes that name no article."""

import rfc8785

from provenance.digest import format_digest


def snapshot_entry(statement_digest: bytes) -> bytes:
    """Return the entry for a capture that differs from its post's previous one.

    Args:
        statement_digest: SHA-256 of the statement's bytes; 32 bytes.
    """
    return rfc8785.dumps({"kind": "snapshot", "statement": format_digest(statement_digest)})


def run_entry(captures_root: bytes, count: int) -> bytes:
    """Return the entry for a run, so that "seen unchanged" can be shown too.

    Args:
        captures_root: RFC 6962 root over the run's capture records; 32 bytes.
        count: How many records.
    """
    return rfc8785.dumps({"captures": format_digest(captures_root), "count": count, "kind": "run"})
