"""Replays what evidence claims, in numbered steps; offline by construction.

The check of an archive is `verify.stored`, by its own name: whoever was sent a bundle or a proof
has it checked without loading what reads an archive (docs/adr/0148).
"""

from provenance.verify.block import verify_block
from provenance.verify.bundle import verify_bundle
from provenance.verify.capture_proof import verify_capture_proof
from provenance.verify.checkpoint import Trusted
from provenance.verify.envelope import verify_envelope
from provenance.verify.kind import kind_of, kind_of_start
from provenance.verify.log_proof import verify_log_proof
from provenance.verify.published import Folder, verify_published
from provenance.verify.steps import Steps
from provenance.verify.timestamps import (
    TEXT_FILE,
    TOKEN_SUFFIX,
    Stamped,
    check_all_timestamps,
    check_timestamps,
    stamped_checkpoints,
)
from provenance.verify.trials import self_test
from provenance.verify.trust import Trust

__all__ = [
    "TEXT_FILE",
    "TOKEN_SUFFIX",
    "Folder",
    "Stamped",
    "Steps",
    "Trust",
    "Trusted",
    "check_all_timestamps",
    "check_timestamps",
    "kind_of",
    "kind_of_start",
    "self_test",
    "stamped_checkpoints",
    "verify_block",
    "verify_bundle",
    "verify_capture_proof",
    "verify_envelope",
    "verify_log_proof",
    "verify_published",
]
