"""Statements and proofs that outsiders can check; no network."""

from provenance.evidence.block_proof import (
    BlockProof,
    format_block_proof,
    parse_block_proof,
    prove_block,
)
from provenance.evidence.capture_proof import (
    CAPTURE_PROOF_START,
    CaptureProof,
    format_capture_proof,
    parse_capture_proof,
)
from provenance.evidence.dsse import (
    ENVELOPE_START,
    STATEMENT_PAYLOAD,
    Envelope,
    check_envelope,
    format_envelope,
    parse_envelope,
    sign_statement,
)
from provenance.evidence.lock_file import format_lock, parse_lock, pin_lines
from provenance.evidence.statement import (
    before_transport,
    capture_record,
    exchange_record,
    snapshot_statement,
    statement_subject,
)

__all__ = [
    "CAPTURE_PROOF_START",
    "ENVELOPE_START",
    "STATEMENT_PAYLOAD",
    "BlockProof",
    "CaptureProof",
    "Envelope",
    "before_transport",
    "capture_record",
    "check_envelope",
    "exchange_record",
    "format_block_proof",
    "format_capture_proof",
    "format_envelope",
    "format_lock",
    "parse_block_proof",
    "parse_capture_proof",
    "parse_envelope",
    "parse_lock",
    "pin_lines",
    "prove_block",
    "sign_statement",
    "snapshot_statement",
    "statement_subject",
]
