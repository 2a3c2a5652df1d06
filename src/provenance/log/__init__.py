"""The log's entries: what is appended, byte for byte; no network, no storage."""

from provenance.log.entry import run_entry, snapshot_entry

__all__ = ["run_entry", "snapshot_entry"]
