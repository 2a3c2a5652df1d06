"""Who may sign an archive's log: the key that began it, and nobody else."""

from provenance.archive import LogView, StoredCheckpoint
from provenance.errors import UnsignedLogError
from provenance.log import Signer, parse_checkpoint, parse_note


def check_signer(log: LogView, last: StoredCheckpoint | None, signer: Signer) -> None:
    """Check that a signer may sign a log.

    Args:
        log: The log.
        last: Its newest checkpoint; None where it was never signed.
        signer: Who is to sign it.

    Raises:
        UnsignedLogError: Its checkpoints are another key's, or it goes on from a log of that name.
    """
    if last is None:
        _check_is_new(log.older_checkpoint(), signer)
    elif (last.origin, last.key_id) != (signer.key.name, signer.key.id):
        raise UnsignedLogError(
            f"the log's checkpoints are signed by {last.origin}+{last.key_id.hex()}, not by"
            f" {signer.key.name}+{signer.key.id.hex()}",
            remedy="sign with that key; a new key is a new log: provenance log begin",
        )


def _check_is_new(older: bytes | None, signer: Signer) -> None:
    if older is None:
        return
    origin = parse_checkpoint(parse_note(older).text).origin
    if origin == signer.key.name:
        raise UnsignedLogError(
            f"the log goes on from {origin}, and two logs cannot bear one name",
            remedy="make the new key under another, such as a year after it",
        )
