"""The part of a bundle's check that is about its log: entries, and older checkpoints."""

from provenance.digest import check_consistency, check_inclusion, leaf_hash
from provenance.errors import InconsistentLogError
from provenance.evidence import Bundle
from provenance.log import Checkpoint
from provenance.verify.checkpoint import Trusted, check_continues
from provenance.verify.steps import Steps, each

ENTRIES = "each log entry names its statement, and leads to the checkpoint's root"
_OLDER = "the log continues the older checkpoints in the bundle"


def check_entries(bundle: Bundle, checkpoint: Checkpoint, steps: Steps) -> None:
    """Check that each entry names its statement and leads to the checkpoint's root.

    Raises:
        ProofError: One does not.
    """
    steps.begin(ENTRIES)
    for one in bundle.captures:
        check_inclusion(
            one.path,
            leaf=leaf_hash(one.entry),
            index=one.index,
            size=checkpoint.size,
            root=checkpoint.root,
        )
    held = each(len(bundle.captures), "log entry")
    steps.holds(f"{held} names its statement, and leads to the checkpoint's root")


def check_older(bundle: Bundle, checkpoint: Checkpoint, steps: Steps) -> None:
    """Check that the log continues the older checkpoints that are in the bundle.

    Raises:
        InconsistentLogError: One is of another log.
        ProofError: It does not continue one.
    """
    steps.begin(_OLDER)
    for one in bundle.consistency:
        older = one.older
        if older.origin != checkpoint.origin:
            raise InconsistentLogError(f"a checkpoint in the bundle is of the log {older.origin!r}")
        check_consistency(
            one.hashes,
            first=older.size,
            first_root=older.root,
            second=checkpoint.size,
            second_root=checkpoint.root,
        )


def check_bundle_continues(
    since: bytes | None, trusted: Trusted, bundle: Bundle, checkpoint: Checkpoint, steps: Steps
) -> None:
    """Check that the log continues an older checkpoint that the reader kept.

    Raises:
        NoteError: `since` is no checkpoint.
        SignatureError: The key did not sign it.
        InconsistentLogError: The log does not begin with what it says.
    """
    known = {one.older.size: one.older.root for one in bundle.consistency}
    known[checkpoint.size] = checkpoint.root
    check_continues(since, trusted, checkpoint, known.get, steps)
