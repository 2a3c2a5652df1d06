"""The steps that every check of a log has: its checkpoint, and an older one that it continues."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from provenance.errors import InconsistentLogError
from provenance.log import (
    Checkpoint,
    Note,
    Policy,
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

SPELLED = "the checkpoint is spelled as one"
SIGNED = "the checkpoint is signed by its log"
WITNESSED = "as many witnesses have cosigned it as the policy asks for"
IN_ITS_KEYS_TIME = "the checkpoint existed before its key's time ended"
STAMPED = "the checkpoint existed before a time that a TSA gives"
CONTINUED = "the log continues the older checkpoint that was given"
_OLDER_LOG = "the checkpoint of the older log, which this one goes on from, is signed by its key"


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

    @property
    def checkpoint_parts(self) -> tuple[str, ...]:
        """The parts that the check of a checkpoint surely has."""
        return (SPELLED, SIGNED) if self.policy is None else (SPELLED, SIGNED, WITNESSED)

    @property
    def key_parts(self) -> tuple[str, ...]:
        """The parts that the check of its key's time surely has."""
        return () if self.key_until is None else (IN_ITS_KEYS_TIME,)

    @property
    def time_parts(self) -> tuple[str, ...]:
        """The parts that the check of both its times surely has."""
        return (*self.key_parts, STAMPED) if self.tsa_roots else self.key_parts

    def key_of(self, origin: str) -> VerifierKey | None:
        """Return the key for a log: the one given, or the policy's for its origin."""
        logs = self.policy.logs if self.policy and self.key is None else ()
        return self.key or next((key for key in logs if key.name == origin), None)


def since_parts(since: bytes | None) -> tuple[str, ...]:
    """Return the parts that `check_continues` surely has."""
    return () if since is None else (CONTINUED,)


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
    steps.begin(_OLDER_LOG)
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
    steps.begin(SPELLED)
    note = parse_note(data)
    checkpoint = parse_checkpoint(note.text)
    key = trusted.key_of(checkpoint.origin)
    over = f"the checkpoint over {checkpoint.size:,} entries of {checkpoint.origin}"
    steps.holds(f"{over} is spelled as one")
    steps.begin(SIGNED)
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
    steps.begin(WITNESSED)
    names = cosigned_by(note, policy)
    if policy.is_met(names):
        steps.holds(f"{WITNESSED}: {', '.join(names) or 'none is asked for'}")
    else:
        have = "has" if len(names) == 1 else "have"
        only = f"only {', '.join(names)} {have}" if names else "nobody has"
        steps.not_checked(WITNESSED, only)


def check_continues(
    since: bytes | None,
    trusted: Trusted,
    checkpoint: Checkpoint,
    root_at: Callable[[int], bytes | None],
    steps: Steps,
) -> None:
    """Check that a log continues an older checkpoint of it.

    Args:
        since: The older checkpoint's note; None for none: then there is no step.
        trusted: Whose word it is held against.
        checkpoint: The log's, whose own root the caller has checked.
        root_at: Gives the root, 32 bytes, over the log's first entries; None where no proof of it
            is at hand. Asked for no more entries than the checkpoint is over.
        steps: Where the step goes.

    Raises:
        NoteError: `since` is no checkpoint.
        SignatureError: The key did not sign it.
        InconsistentLogError: The log does not begin with what it says.
    """
    if since is None:
        return
    steps.begin(CONTINUED)
    key = trusted.key_of(checkpoint.origin)
    if key is None:
        steps.not_checked(CONTINUED, NO_KEY)
        return
    before, _ = open_checkpoint(since, key)
    if before.size > checkpoint.size:
        raise InconsistentLogError(
            f"the log does not begin with the {before.size:,} entries of the older checkpoint: here"
            f" it has {checkpoint.size:,}",
            remedy="entries were taken out since, or this was made before it; have a later one",
        )
    root = root_at(before.size)
    if root is None:
        steps.not_checked(
            CONTINUED,
            f"the bundle holds no proof from {before.size:,} entries on; send the checkpoint to"
            " its maker, for: provenance export --since FILE",
        )
        return
    if root != before.root:
        raise InconsistentLogError(
            f"the log does not begin with the {before.size:,} entries of the older checkpoint",
            remedy="entries were changed or taken out since, or it is another copy of the log",
        )
    steps.holds(f"the log continues the older checkpoint over {before.size:,} entries")
