"""Statements and proofs that outsiders can check; no network."""

from provenance.evidence.block_proof import (
    BlockProof,
    format_block_proof,
    parse_block_proof,
    prove_block,
)
from provenance.evidence.lock_file import format_lock, parse_lock, pin_lines
from provenance.evidence.statement import (
    before_transport,
    capture_record,
    exchange_record,
    snapshot_statement,
)

__all__ = [
    "BlockProof",
    "before_transport",
    "capture_record",
    "exchange_record",
    "format_block_proof",
    "format_lock",
    "parse_block_proof",
    "parse_lock",
    "pin_lines",
    "prove_block",
    "snapshot_statement",
]
