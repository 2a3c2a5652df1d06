"""The steps that every check of a log has: its checkpoint, and an older one that it continues."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from provenance.errors import InconsistentLogError
from provenance.log import (
    Checkpoint,
    LogTree,
    Note,
    Policy,
    TileReader,
    VerifierKey,
    cosigned_by,
    older_checkpoint,
    open_checkpoint,
    parse_checkpoint,
    parse_note,
)
from provenance.verify.steps import NO_KEY, Steps

if TYPE_CHECKING:
    from cryptography.x509 import Certificate


@dataclass(frozen=True, slots=True, kw_only=True)
class Trusted:
    """Whose word a log is held against.

    Attributes:
        key: The log's key; None where there is none.
        policy: Which witnesses must have cosigned, and which logs are accepted; likewise.
        tsa_roots: Certificates of the time stamp authorities that are trusted with time; empty
            where none was given.
        key_until: When the key ceased to be its owner's alone, aware; None where it has not.
    """

    key: VerifierKey | None = None
    policy: Policy | None = None
    tsa_roots: tuple["Certificate", ...] = ()
    key_until: datetime | None = None

    def key_of(self, origin: str) -> VerifierKey | None:
        """Return the key for a log: the one given, or the policy's for its origin."""
        logs = self.policy.logs if self.policy and self.key is None else ()
        return self.key or next((key for key in logs if key.name == origin), None)


def check_older_log(first: bytes | None, trusted: Trusted, steps: Steps) -> None:
    """Check the checkpoint of the log that a log goes on from, where it does.

    Args:
        first: The log's first entry; None where it has none.
        trusted: Whose word it is held against: a policy names the keys of logs that ended.
        steps: Where the step goes.

    Raises:
        NoteError: It is no checkpoint, or not spelled as one.
        SignatureError: The older log's key did not sign it.
    """
    note = None if first is None else older_checkpoint(first)
    if note is None:
        return
    before = parse_checkpoint(parse_note(note).text)
    what = f"the log goes on from {before.origin}, which ended with {before.size:,} entries"
    logs = trusted.policy.logs if trusted.policy else ()
    key = next((key for key in logs if key.name == before.origin), None)
    if key is None:
        steps.not_checked(what, "no key of that log was given; name it in the file for --policy")
        return
    open_checkpoint(note, key)
    steps.holds(f"{what} and the key {key.name}+{key.id.hex()}")


def check_checkpoint(data: bytes, trusted: Trusted, steps: Steps) -> Checkpoint:
    """Return the checkpoint, its signatures verified where keys are given.

    Raises:
        NoteError: It is no checkpoint, or not spelled as one.
        SignatureError: The key did not sign it, or a cosignature does not hold.
    """
    note = parse_note(data)
    checkpoint = parse_checkpoint(note.text)
    key = trusted.key_of(checkpoint.origin)
    over = f"the checkpoint over {checkpoint.size:,} entries of {checkpoint.origin}"
    steps.holds(f"{over} is spelled as one")
    signed = f"{over} is signed by its log"
    if key is None:
        steps.not_checked(signed, NO_KEY)
    else:
        open_checkpoint(data, key)
        steps.holds(f"{over} is signed by {key.name}+{key.id.hex()}")
    if trusted.policy is not None:
        _check_witnesses(note, trusted.policy, steps)
    return checkpoint


def _check_witnesses(note: Note, policy: Policy, steps: Steps) -> None:
    names = cosigned_by(note, policy)
    what = "as many witnesses have cosigned it as the policy asks for"
    if policy.is_met(names):
        steps.holds(f"{what}: {', '.join(names) or 'none is asked for'}")
    else:
        have = "has" if len(names) == 1 else "have"
        steps.not_checked(what, f"only {', '.join(names)} {have}" if names else "nobody has")


def does_not_continue(before: Checkpoint) -> InconsistentLogError:
    """Return the error of a log that is no continuation of an older checkpoint."""
    return InconsistentLogError(
        f"the log does not begin with the {before.size:,} entries of the older checkpoint",
        remedy="entries were changed or taken out since, or it is another copy of the log",
    )


def check_continues(
    since: bytes | None,
    trusted: Trusted,
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
    key = trusted.key_of(checkpoint.origin)
    if key is None:
        steps.not_checked(what, NO_KEY)
        return
    before, _ = open_checkpoint(since, key)
    if before.size > checkpoint.size or before.root != (
        LogTree(checkpoint.size, tiles).root_at(before.size)
    ):
        raise does_not_continue(before)
    steps.holds(f"the log continues the older checkpoint over {before.size:,} entries")
