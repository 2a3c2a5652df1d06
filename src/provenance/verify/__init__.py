"""Replays what evidence claims, in numbered steps; offline by construction."""

from provenance.verify.block import verify_block
from provenance.verify.checkpoint import Trusted
from provenance.verify.log_proof import verify_log_proof
from provenance.verify.published import Folder, verify_published
from provenance.verify.stored import verify_archive

__all__ = [
    "Folder",
    "Trusted",
    "verify_archive",
    "verify_block",
    "verify_log_proof",
    "verify_published",
]
