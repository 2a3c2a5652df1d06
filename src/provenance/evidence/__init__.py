"""Statements that outsiders can check; no network."""

from provenance.evidence.statement import capture_record, exchange_record, snapshot_statement

__all__ = ["capture_record", "exchange_record", "snapshot_statement"]
