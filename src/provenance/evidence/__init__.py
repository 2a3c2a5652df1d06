"""Statements, proofs and bundles that outsiders can check; no network."""

from provenance.evidence.block_proof import (
    BlockProof,
    format_block_proof,
    parse_block_proof,
    prove_block,
)
from provenance.evidence.bundle import Bundle, Bundled, Consistency
from provenance.evidence.capture_proof import (
    CAPTURE_PROOF_START,
    CaptureProof,
    format_capture_proof,
    parse_capture_proof,
)
from provenance.evidence.declaration import Made, format_declaration
from provenance.evidence.dsse import (
    ENVELOPE_START,
    STATEMENT_PAYLOAD,
    Envelope,
    check_envelope,
    format_envelope,
    parse_envelope,
    sign_statement,
)
from provenance.evidence.lock_file import format_lock, parse_lock, parse_named_lock, pin_lines
from provenance.evidence.members import FOR_READERS, check_package, format_members, parse_members
from provenance.evidence.reading import Statement, certificates_of, parse_statement, read_exchange
from provenance.evidence.stamps import FOLDER as STAMPS_FOLDER
from provenance.evidence.stamps import TEXT_NAME, stamps_of, texts_of
from provenance.evidence.statement import (
    before_transport,
    capture_record,
    exchange_record,
    snapshot_statement,
    statement_subject,
    transport_document,
)
from provenance.evidence.zip_file import ZIP_MAGIC, format_zip, parse_zip

__all__ = [
    "CAPTURE_PROOF_START",
    "ENVELOPE_START",
    "FOR_READERS",
    "STAMPS_FOLDER",
    "STATEMENT_PAYLOAD",
    "TEXT_NAME",
    "ZIP_MAGIC",
    "BlockProof",
    "Bundle",
    "Bundled",
    "CaptureProof",
    "Consistency",
    "Envelope",
    "Made",
    "Statement",
    "before_transport",
    "capture_record",
    "certificates_of",
    "check_envelope",
    "check_package",
    "exchange_record",
    "format_block_proof",
    "format_capture_proof",
    "format_declaration",
    "format_envelope",
    "format_lock",
    "format_members",
    "format_zip",
    "parse_block_proof",
    "parse_capture_proof",
    "parse_envelope",
    "parse_lock",
    "parse_members",
    "parse_named_lock",
    "parse_statement",
    "parse_zip",
    "pin_lines",
    "prove_block",
    "read_exchange",
    "sign_statement",
    "snapshot_statement",
    "stamps_of",
    "statement_subject",
    "texts_of",
    "transport_document",
]
