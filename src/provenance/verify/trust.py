"""What a target is held against, whatever it turns out to be."""

from dataclasses import dataclass, field

from provenance.verify.checkpoint import Trusted


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """What a target is held against, from sources that the reader trusts, how far, and by how many.

    Attributes:
        log: Whose word a log is held against.
        content: A content digest, 32 bytes, that a block proof is to lead to; likewise.
        entry: The bytes of the entry that a log proof is of; likewise.
        since: An older checkpoint's note that a log is to continue; likewise.
        hashes_only: Whether an archive's captures are left as they were read when they were
            recorded, and its hashes alone held against each other.
        processes: How many processes make the captures of a large archive anew. With more than one
            a script that asks for the check has to be safe to import: `__name__ == "__main__"`.
    """

    log: Trusted = field(default_factory=Trusted)
    content: bytes | None = None
    entry: bytes | None = None
    since: bytes | None = None
    hashes_only: bool = False
    processes: int = 1
