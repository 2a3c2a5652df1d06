"""The log in published formats: entries, tree, notes, checkpoints, proofs; reads no disk."""

from provenance.log.base64 import encode as encode_hash
from provenance.log.checkpoint import Checkpoint, open_checkpoint, parse_checkpoint
from provenance.log.entry import bundle, named_statement, run_entry, snapshot_entry, split_bundle
from provenance.log.inclusion import LOG_PROOF_MAGIC, LogProof, check_log_proof, parse_log_proof
from provenance.log.key import SignatureType, VerifierKey, parse_verifier_key
from provenance.log.note import Note, NoteSignature, check_note, parse_note
from provenance.log.signer import Signer, format_private_key, parse_private_key
from provenance.log.tile import WIDTH, Tile, tiles_of
from provenance.log.tree import LogTree, TileReader, split_hashes

__all__ = [
    "LOG_PROOF_MAGIC",
    "WIDTH",
    "Checkpoint",
    "LogProof",
    "LogTree",
    "Note",
    "NoteSignature",
    "SignatureType",
    "Signer",
    "Tile",
    "TileReader",
    "VerifierKey",
    "bundle",
    "check_log_proof",
    "check_note",
    "encode_hash",
    "format_private_key",
    "named_statement",
    "open_checkpoint",
    "parse_checkpoint",
    "parse_log_proof",
    "parse_note",
    "parse_private_key",
    "parse_verifier_key",
    "run_entry",
    "snapshot_entry",
    "split_bundle",
    "split_hashes",
    "tiles_of",
]
