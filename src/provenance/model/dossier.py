"""Posts with all that an archive shows of each, and what proves it: what a report is made of."""

from dataclasses import dataclass

from provenance.model.audit import ArchiveState, PostAudit
from provenance.model.capture import Failure
from provenance.model.timeline import TimelineEdit


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEvidence:
    """What leads from a content digest to the log's newest checkpoint.

    Attributes:
        capture: Id of the capture that the statement is of.
        content: The content digest that the statement names; 32 bytes.
        statement: Bytes of the statement.
        entry: Bytes of the log entry that names the statement's digest.
        index: The entry's number in the log, from 0.
        size: How many entries the checkpoint is over.
        path: Hashes from the entry's sibling upwards (RFC 6962 section 2.1.1); 32 bytes each.
        checkpoint: The newest checkpoint, a signed note; empty where the log was never signed.
    """

    capture: int
    content: bytes
    statement: bytes
    entry: bytes
    index: int
    size: int
    path: tuple[bytes, ...]
    checkpoint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostDossier:
    """One post.

    Attributes:
        audit: Its history, and what was found in it.
        edits: Its edits in order.
        blocks: Canonical bytes of the blocks last served, in order; empty where no text is shown,
            as in a report of many posts.
        form: Name of the canonical form of the text last served; empty where there is none.
        evidence: What proves the text last served; None where it has no log entry that the newest
            checkpoint covers.
        unproven: Why there is no such proof, in one sentence without full stop; empty where there
            is.
    """

    audit: PostAudit
    edits: tuple[TimelineEdit, ...]
    blocks: tuple[bytes, ...]
    form: str
    evidence: LogEvidence | None
    unproven: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """What a report is made of; the same for the same archive and version.

    Attributes:
        archive: Which archive.
        posts: The posts, in the archive's order.
        log_size: How many entries the log has.
        failures: Posts that a fault kept from being judged.
    """

    archive: ArchiveState
    posts: tuple[PostDossier, ...]
    log_size: int
    failures: tuple[Failure, ...] = ()
