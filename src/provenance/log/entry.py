"""Log entries (evidence.md, "log entry"): RFC 8785 bytes that name no article."""

import json
from collections.abc import Iterable

import rfc8785

from provenance.digest import format_digest, parse_digest
from provenance.errors import MalformedError, NoteError

_LENGTH_BYTES = 2


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


def named_statement(entry: bytes) -> bytes | None:
    """Return the digest, 32 bytes, of the statement that an entry names; None for a run's.

    Raises:
        NoteError: It is no entry of this log, or not spelled as one.
    """
    try:
        value = json.loads(entry)
        if rfc8785.dumps(value) == entry and value.get("kind") == "run":
            return None
        digest = parse_digest(value["statement"])
        if snapshot_entry(digest) == entry:
            return digest
    except (ValueError, KeyError, TypeError, AttributeError, MalformedError):
        pass
    raise NoteError(f"the log holds {entry[:80]!r}, which is no entry that is known here")


def bundle(entries: Iterable[bytes]) -> bytes:
    """Return entries, each behind its length (c2sp.org/tlog-tiles, "Log entries")."""
    return b"".join(len(entry).to_bytes(_LENGTH_BYTES, "big") + entry for entry in entries)


def split_bundle(data: bytes) -> list[bytes]:
    """Return the entries of a bundle.

    Raises:
        NoteError: It ends within one.
    """
    entries, at = [], 0
    while at < len(data):
        start = at + _LENGTH_BYTES
        at = start + int.from_bytes(data[at:start], "big")
        entries.append(data[start:at])
        if start > len(data) or at > len(data):
            raise NoteError("a bundle of log entries ends within one")
    return entries
