"""Who took evidence out of an archive, and when."""

from dataclasses import dataclass
from datetime import datetime

from provenance.model.post import PostKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Custody:
    """One export, as the archive recorded it before the file was written.

    Attributes:
        exported_at: When, by this machine's clock; aware, UTC. Nothing vouches for it.
        custodian: Who, as they named themselves; None where nobody was named.
        post: Which post the file is about.
        entries: Indexes of the log entries that it holds, in order.
        blocks: Numbers of the blocks that it shows, from 1; empty where it shows all.
        has_declaration: Whether it holds a declaration to fill in.
        digest: SHA-256 of the file; 32 bytes.
        size_bytes: Its size.
        tool: Version of this program.
    """

    exported_at: datetime
    custodian: str | None
    post: PostKey
    entries: tuple[int, ...]
    blocks: tuple[int, ...]
    has_declaration: bool
    digest: bytes
    size_bytes: int
    tool: str
