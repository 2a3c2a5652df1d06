"""Log entries (evidence.md, "log entry"): RFC 8785 bytes that name no article."""

import json
from collections.abc import Iterable, Iterator

from provenance.digest import canonical_json, format_digest, parse_digest
from provenance.errors import MalformedError, NoteError
from provenance.log.checkpoint import parse_checkpoint
from provenance.log.note import parse_note

_LENGTH_BYTES = 2
_OLDER_LOG = "older-log"
# Kinds of entries that name no statement.
_WITHOUT = frozenset({"run", "rows", _OLDER_LOG})


def snapshot_entry(statement_digest: bytes) -> bytes:
    """Return the entry for a capture that differs from its post's previous one.

    Args:
        statement_digest: SHA-256 of the statement's bytes; 32 bytes.
    """
    return canonical_json({"kind": "snapshot", "statement": format_digest(statement_digest)})


def run_entry(captures_root: bytes, count: int, rows: bytes | None = None) -> bytes:
    """Return the entry for a run, so that "seen unchanged" can be shown too.

    Args:
        captures_root: RFC 6962 root over the run's capture records; 32 bytes.
        count: How many records.
        rows: SHA-256 of the document over the archive's new rows, 32 bytes; None in the form that
            development versions wrote.
    """
    over = {} if rows is None else {"rows": format_digest(rows)}
    return canonical_json(
        {"captures": format_digest(captures_root), "count": count, "kind": "run", **over}
    )


def rows_entry(rows: bytes) -> bytes:
    """Return the entry for rows that came after the last run's.

    Args:
        rows: SHA-256 of the document over them; 32 bytes.
    """
    return canonical_json({"kind": "rows", "rows": format_digest(rows)})


def older_log_entry(checkpoint: bytes) -> bytes:
    """Return the first entry of a log that goes on where another ended, under a new key.

    Args:
        checkpoint: The other log's last checkpoint, its signed note byte for byte.

    Raises:
        NoteError: It is no checkpoint.
    """
    parse_checkpoint(parse_note(checkpoint).text)
    return canonical_json({"checkpoint": checkpoint.decode(), "kind": _OLDER_LOG})


def older_checkpoint(entry: bytes) -> bytes | None:
    """Return the checkpoint, its note byte for byte, that a log goes on from; None for none.

    Args:
        entry: The log's first entry.

    Raises:
        NoteError: It is no entry of this log, or what it holds is no checkpoint.
    """
    named_statement(entry)
    value = json.loads(entry)
    if value["kind"] != _OLDER_LOG:
        return None
    checkpoint = str(value.get("checkpoint")).encode()
    if older_log_entry(checkpoint) != entry:
        raise NoteError("the log's first entry is no checkpoint of another log")
    return checkpoint


def named_statement(entry: bytes) -> bytes | None:
    """Return the digest, 32 bytes, of the statement that an entry names; None where it names none.

    Raises:
        NoteError: It is no entry of this log, or not spelled as one.
    """
    try:
        value = json.loads(entry)
        if canonical_json(value) == entry and value.get("kind") in _WITHOUT:
            return None
        digest = parse_digest(value["statement"])
        if snapshot_entry(digest) == entry:
            return digest
    except (ValueError, KeyError, TypeError, AttributeError, MalformedError):
        pass
    raise NoteError(f"the log holds {entry[:80]!r}, which is no entry that is known here")


def named_run(entry: bytes) -> tuple[bytes, int]:
    """Return the root, 32 bytes, over the records of a run's entry, and their number.

    Raises:
        NoteError: It is no run's entry, or not spelled as one.
    """
    try:
        value = json.loads(entry)
        root, count, rows = parse_digest(value["captures"]), value["count"], value.get("rows")
        if run_entry(root, count, None if rows is None else parse_digest(rows)) == entry:
            return root, int(count)
    except (ValueError, KeyError, TypeError, AttributeError, MalformedError):
        pass
    raise NoteError(f"{entry[:80]!r} is no entry of a run")


def named_rows(entry: bytes) -> bytes | None:
    """Return the digest, 32 bytes, of the rows' document that an entry names; None for none.

    Raises:
        NoteError: It is no entry of this log.
    """
    named_statement(entry)
    rows = json.loads(entry).get("rows")
    return None if rows is None else parse_digest(rows)


def bundle(entries: Iterable[bytes]) -> bytes:
    """Return entries, each behind its length (c2sp.org/tlog-tiles, "Log entries")."""
    return b"".join(len(entry).to_bytes(_LENGTH_BYTES, "big") + entry for entry in entries)


def split_bundle(data: bytes) -> list[bytes]:
    """Return the entries of a bundle.

    Raises:
        NoteError: It ends within one.
    """
    return list(iterate_bundle(data))


def iterate_bundle(data: bytes) -> Iterator[bytes]:
    """Yield the entries of a bundle, as far as they are whole.

    Raises:
        NoteError: It ends within one.
    """
    at = 0
    while at < len(data):
        start = at + _LENGTH_BYTES
        at = start + int.from_bytes(data[at:start], "big")
        if start > len(data) or at > len(data):
            raise NoteError("a bundle of log entries ends within one")
        yield data[start:at]
