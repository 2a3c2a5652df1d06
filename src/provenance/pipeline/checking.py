"""What a target of `verify` is, and the check that belongs to it; offline."""

import sys
from dataclasses import dataclass, field
from pathlib import Path

from provenance.archive import Archive
from provenance.canonical import canonicalize_as
from provenance.errors import UnreadableFileError
from provenance.evidence import CAPTURE_PROOF_START, ENVELOPE_START
from provenance.log import LOG_PROOF_MAGIC
from provenance.model import BlockVerification, Capture, EvidenceKind, Snapshot, Verification
from provenance.pipeline.settings import Progress, Unseen
from provenance.verify import (
    Folder,
    Trusted,
    verify_archive,
    verify_block,
    verify_capture_proof,
    verify_envelope,
    verify_log_proof,
    verify_published,
)

_SQLITE = b"SQLite format 3\x00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """What a target is held against, from sources that the reader trusts, and how far.

    Attributes:
        log: Whose word a log is held against.
        content: A content digest, 32 bytes, that a block proof is to lead to; likewise.
        entry: The bytes of the entry that a log proof is of; likewise.
        since: An older checkpoint's note that a log is to continue; likewise.
        hashes_only: Whether an archive's captures are left as they were read when they were
            recorded, and its hashes alone held against each other.
    """

    log: Trusted = field(default_factory=Trusted)
    content: bytes | None = None
    entry: bytes | None = None
    since: bytes | None = None
    hashes_only: bool = False


def verify_target(
    path: Path, trust: Trust, *, progress: Progress | None = None
) -> BlockVerification | Verification:
    """Check a proof, a statement, a published log or an archive, whichever lies at `path`.

    Args:
        path: A file, a folder, or `-` for a proof on standard input.
        trust: What it is held against.
        progress: Who is told how far the check of an archive is.

    Raises:
        UnreadableFileError: There is nothing at `path`, or it cannot be read.
        MalformedError: It is not spelled as what it seems to be.
        VerificationError: Something does not hold.
    """
    kind = kind_of(path)
    if kind is EvidenceKind.PUBLISHED_LOG:
        return verify_published(Folder(path), trusted=trust.log, since=trust.since)
    if kind is EvidenceKind.ARCHIVE:
        return _verify_archive(path, trust, progress or Unseen())
    data = sys.stdin.buffer.read() if str(path) == "-" else _read(path, None)
    if data.startswith(LOG_PROOF_MAGIC):
        return verify_log_proof(data, entry=trust.entry, trusted=trust.log)
    if data.startswith(CAPTURE_PROOF_START):
        return verify_capture_proof(data, trusted=trust.log)
    if data.startswith(ENVELOPE_START):
        return verify_envelope(data, content_digest=trust.content, trusted=trust.log)
    return verify_block(data, content_digest=trust.content)


def kind_of(path: Path) -> EvidenceKind:
    """Return what lies at `path`, by how it begins; a proof of a block where nothing else fits.

    Raises:
        UnreadableFileError: There is nothing, or it cannot be read.
    """
    if str(path) == "-":
        return EvidenceKind.BLOCK_PROOF
    if path.is_dir():
        return EvidenceKind.PUBLISHED_LOG
    start = _read(path, max(len(_SQLITE), len(LOG_PROOF_MAGIC)))
    if start.startswith(_SQLITE):
        return EvidenceKind.ARCHIVE
    return EvidenceKind.LOG_PROOF if start == LOG_PROOF_MAGIC else EvidenceKind.BLOCK_PROOF


def _verify_archive(path: Path, trust: Trust, progress: Progress) -> Verification:
    with Archive.open(path, create=False, read_only=True) as archive:
        verification = verify_archive(
            archive,
            canonical=None if trust.hashes_only else _canonical,
            trusted=trust.log,
            progress=progress,
            since=trust.since,
        )
    progress.done()
    return verification


def _canonical(capture: Capture) -> Snapshot:
    return canonicalize_as(capture.context.route, capture.raw, capture.post)


def _read(path: Path, size: int | None) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read() if size is None else file.read(size)
    except OSError as error:
        raise UnreadableFileError(f"{path} cannot be read: {error.strerror}") from error
