"""What a target of `verify` is, and the check that belongs to it; offline."""

import sys
from pathlib import Path

from provenance.archive import Archive
from provenance.errors import UnreadableFileError
from provenance.evidence import CAPTURE_PROOF_START, ENVELOPE_START
from provenance.log import LOG_PROOF_MAGIC
from provenance.model import BlockVerification, EvidenceKind, Verification
from provenance.pipeline.settings import Progress, Unseen
from provenance.verify import (
    Folder,
    Steps,
    Trust,
    kind_of,
    kind_of_start,
    verify_block,
    verify_bundle,
    verify_capture_proof,
    verify_envelope,
    verify_log_proof,
    verify_published,
)
from provenance.verify.stored import verify_archive


def verify_target(
    path: Path, trust: Trust, *, progress: Progress | None = None, steps: Steps | None = None
) -> BlockVerification | Verification:
    """Check a bundle, a proof, a statement, a log or an archive, whichever lies at `path`.

    Args:
        path: A file, a folder, or `-` for a bundle or a proof on standard input.
        trust: What it is held against.
        progress: Who is told how far the check of an archive is.
        steps: Where the steps go; with one's own, those of a check that fails are had as well.

    Raises:
        UnreadableFileError: There is nothing at `path`, or it cannot be read.
        MalformedError: It is not spelled as what it seems to be.
        VerificationError: Something does not hold.
    """
    kind = kind_of(path)
    if kind is EvidenceKind.PUBLISHED_LOG:
        return verify_published(Folder(path), trusted=trust.log, since=trust.since, steps=steps)
    if kind is EvidenceKind.ARCHIVE:
        return _verify_archive(path, trust, progress or Unseen(), steps)
    data = _standard_input() if str(path) == "-" else _read(path)
    if EvidenceKind.BUNDLE in (kind, kind_of_start(data)):
        return verify_bundle(data, trusted=trust.log, since=trust.since, steps=steps)
    if data.startswith(LOG_PROOF_MAGIC):
        return verify_log_proof(data, entry=trust.entry, trusted=trust.log, steps=steps)
    if data.startswith(CAPTURE_PROOF_START):
        return verify_capture_proof(data, trusted=trust.log, steps=steps)
    if data.startswith(ENVELOPE_START):
        return verify_envelope(data, content_digest=trust.content, trusted=trust.log, steps=steps)
    return verify_block(data, content_digest=trust.content, steps=steps)


def _verify_archive(
    path: Path, trust: Trust, progress: Progress, steps: Steps | None
) -> Verification:
    with Archive.open(path, create=False, read_only=True) as archive:
        verification = verify_archive(
            archive,
            processes=trust.processes,
            hashes_only=trust.hashes_only,
            trusted=trust.log,
            progress=progress,
            since=trust.since,
            steps=steps,
        )
    progress.done()
    return verification


def _standard_input() -> bytes:
    data = sys.stdin.buffer.read()
    if kind_of_start(data) is EvidenceKind.ARCHIVE:
        raise UnreadableFileError(
            "an archive cannot be checked from standard input", remedy="name its file"
        )
    if not data:
        raise UnreadableFileError("standard input is empty, so that nothing was checked")
    return data


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(f"{path} cannot be read: {error.strerror}") from error
