"""What a target of `verify` is, and the check that belongs to it; offline."""

import sys
from pathlib import Path
from typing import BinaryIO

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

# Of what may never end no more is held in memory; a bundle is a few megabytes.
_MAX_STREAM_BYTES = 256 << 20


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
    data = _read(path)
    if EvidenceKind.BUNDLE in (kind, kind_of_start(data)):
        return verify_bundle(data, trusted=trust.log, since=trust.since, steps=steps)
    _check_document(data, "standard input" if str(path) == "-" else str(path))
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


def _check_document(data: bytes, name: str) -> None:
    """Check that there is something, and that it is no archive: that is read in its place."""
    if kind_of_start(data) is EvidenceKind.ARCHIVE:
        raise UnreadableFileError(
            f"an archive cannot be checked from {name}", remedy="name its file"
        )
    if not data:
        raise UnreadableFileError(f"{name} is empty, so that nothing was checked")


def _read(path: Path) -> bytes:
    try:
        if str(path) == "-":
            return _read_stream(sys.stdin.buffer, "standard input")
        with path.open("rb") as file:
            # A file ends where it says; a pipe or a device may never end.
            return file.read() if path.is_file() else _read_stream(file, str(path))
    except OSError as error:
        raise UnreadableFileError(f"{path} cannot be read: {error.strerror}") from error


def _read_stream(stream: BinaryIO, name: str) -> bytes:
    data = stream.read(_MAX_STREAM_BYTES + 1)
    if len(data) > _MAX_STREAM_BYTES:
        raise UnreadableFileError(
            f"{name} goes on after {_MAX_STREAM_BYTES:,} bytes", remedy="name a file that holds it"
        )
    return data
