"""The log in published formats: entries, tree, notes, checkpoints, proofs; reads no disk."""

from provenance.log.base64 import decode as decode_hash
from provenance.log.base64 import encode as encode_hash
from provenance.log.checkpoint import Checkpoint, open_checkpoint, parse_checkpoint, parse_size
from provenance.log.cosignature import Cosigner, check_cosignature
from provenance.log.ed25519 import check_signature
from provenance.log.entry import (
    bundle,
    iterate_bundle,
    named_rows,
    named_run,
    named_statement,
    older_checkpoint,
    older_log_entry,
    rows_entry,
    run_entry,
    snapshot_entry,
    split_bundle,
)
from provenance.log.inclusion import LOG_PROOF_MAGIC, LogProof, check_log_proof, parse_log_proof
from provenance.log.key import SignatureType, VerifierKey, parse_verifier_key
from provenance.log.note import Note, NoteSignature, check_note, parse_note
from provenance.log.policy import Policy, PolicyWitness, cosigned_by, parse_policy
from provenance.log.signer import Signer, format_private_key, parse_private_key
from provenance.log.tile import WIDTH, Tile, tiles_of
from provenance.log.timestamp import (
    Timestamp,
    check_timestamp,
    is_under,
    parse_roots,
    parse_timestamp,
    token_of_answer,
)
from provenance.log.tree import LogTree, TileReader, split_hashes
from provenance.log.witness import (
    MAX_REQUEST_BYTES,
    WitnessRequest,
    judge_request,
    origin_of_request,
    parse_witness_request,
)

__all__ = [
    "LOG_PROOF_MAGIC",
    "MAX_REQUEST_BYTES",
    "WIDTH",
    "Checkpoint",
    "Cosigner",
    "LogProof",
    "LogTree",
    "Note",
    "NoteSignature",
    "Policy",
    "PolicyWitness",
    "SignatureType",
    "Signer",
    "Tile",
    "TileReader",
    "Timestamp",
    "VerifierKey",
    "WitnessRequest",
    "bundle",
    "check_cosignature",
    "check_log_proof",
    "check_note",
    "check_signature",
    "check_timestamp",
    "cosigned_by",
    "decode_hash",
    "encode_hash",
    "format_private_key",
    "is_under",
    "iterate_bundle",
    "judge_request",
    "named_rows",
    "named_run",
    "named_statement",
    "older_checkpoint",
    "older_log_entry",
    "open_checkpoint",
    "origin_of_request",
    "parse_checkpoint",
    "parse_log_proof",
    "parse_note",
    "parse_policy",
    "parse_private_key",
    "parse_roots",
    "parse_size",
    "parse_timestamp",
    "parse_verifier_key",
    "parse_witness_request",
    "rows_entry",
    "run_entry",
    "snapshot_entry",
    "split_bundle",
    "split_hashes",
    "tiles_of",
    "token_of_answer",
]
