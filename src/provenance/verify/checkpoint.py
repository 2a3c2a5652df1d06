"""The steps that every check of a log has: its checkpoint, and an older one that it continues."""

from provenance.errors import InconsistentLogError
from provenance.log import (
    Checkpoint,
    LogTree,
    TileReader,
    VerifierKey,
    open_checkpoint,
    parse_checkpoint,
    parse_note,
)
from provenance.verify.steps import NO_KEY, Steps


def check_checkpoint(data: bytes, key: VerifierKey | None, steps: Steps) -> Checkpoint:
    """Return the checkpoint, its signature verified where a key is given.

    Raises:
        NoteError: It is no checkpoint, or not spelled as one.
        SignatureError: The key did not sign it.
    """
    checkpoint = parse_checkpoint(parse_note(data).text)
    over = f"the checkpoint over {checkpoint.size:,} entries of {checkpoint.origin}"
    steps.holds(f"{over} is spelled as one")
    signed = f"{over} is signed by its log"
    if key is None:
        steps.not_checked(signed, NO_KEY)
    else:
        open_checkpoint(data, key)
        steps.holds(f"{over} is signed by {key.name}+{key.id.hex()}")
    return checkpoint


def check_continues(
    since: bytes | None,
    key: VerifierKey | None,
    checkpoint: Checkpoint,
    tiles: TileReader,
    steps: Steps,
) -> None:
    """Check that a log continues an older checkpoint of it.

    Raises:
        NoteError: `since` is no checkpoint.
        SignatureError: The key did not sign it.
        InconsistentLogError: The log does not begin with what it says.
    """
    what = "the log continues the older checkpoint that was given"
    if since is None:
        return
    if key is None:
        steps.not_checked(what, NO_KEY)
        return
    before, _ = open_checkpoint(since, key)
    if before.size > checkpoint.size or before.root != (
        LogTree(checkpoint.size, tiles).root_at(before.size)
    ):
        raise InconsistentLogError(
            f"the log does not begin with the {before.size:,} entries of the older checkpoint",
            remedy="entries were changed or taken out since, or it is another copy of the log",
        )
    steps.holds(f"the log continues the older checkpoint over {before.size:,} entries")
