"""SHA-256 with its text form, and RFC 6962 Merkle trees; no I/O."""

from provenance.digest.jcs import canonical_json
from provenance.digest.merkle import RunningRoot, leaf_hash, leaf_hashes, node_hash, root_hash
from provenance.digest.proof import (
    check_consistency,
    check_inclusion,
    consistency_proof,
    inclusion_proof,
)
from provenance.digest.sha256 import DIGEST_SIZE, format_digest, parse_digest, sha256

__all__ = [
    "DIGEST_SIZE",
    "RunningRoot",
    "canonical_json",
    "check_consistency",
    "check_inclusion",
    "consistency_proof",
    "format_digest",
    "inclusion_proof",
    "leaf_hash",
    "leaf_hashes",
    "node_hash",
    "parse_digest",
    "root_hash",
    "sha256",
]
