"""Replays what evidence claims, in numbered steps; offline by construction."""

from provenance.verify.block import verify_block
from provenance.verify.capture_proof import verify_capture_proof
from provenance.verify.checkpoint import Trusted
from provenance.verify.envelope import verify_envelope
from provenance.verify.log_proof import verify_log_proof
from provenance.verify.published import Folder, verify_published
from provenance.verify.stored import verify_archive
from provenance.verify.timestamps import (
    TEXT_FILE,
    TOKEN_SUFFIX,
    Stamped,
    check_all_timestamps,
    check_timestamps,
    stamped_checkpoints,
)

__all__ = [
    "TEXT_FILE",
    "TOKEN_SUFFIX",
    "Folder",
    "Stamped",
    "Trusted",
    "check_all_timestamps",
    "check_timestamps",
    "stamped_checkpoints",
    "verify_archive",
    "verify_block",
    "verify_capture_proof",
    "verify_envelope",
    "verify_log_proof",
    "verify_published",
]
