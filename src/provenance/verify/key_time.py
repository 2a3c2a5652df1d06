"""The step of a key whose time has ended: what it signed has to have existed by then.

Who has a key that was lost, stolen or retired can sign with it whenever they like, and a checkpoint
bears no time. So the time of a time stamp token, or of a cosignature, is what the key is judged at.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from provenance.digest import sha256
from provenance.log import (
    Note,
    check_cosignature,
    check_timestamp,
    is_under,
    parse_note,
    parse_timestamp,
)
from provenance.verify.checkpoint import IN_ITS_KEYS_TIME, Trusted
from provenance.verify.steps import Steps, format_second

_SECOND = timedelta(seconds=1)
_UNKNOWN = "no time stamp token or cosignature that you trust says when it existed"


def check_key_time(data: bytes, tokens: Sequence[bytes], trusted: Trusted, steps: Steps) -> None:
    """Check that a checkpoint existed before the time of the key that signed it was over.

    Args:
        data: The checkpoint's note, with its cosignatures.
        tokens: The time stamp tokens over it.
        trusted: Whose word it is held against; nothing is checked where its key has no end.
        steps: Where the step goes.

    Raises:
        NoteError: A cosignature is not spelled as one.
        TokenError: A token is none.
        SignatureError: A token or a cosignature does not hold.
    """
    until = trusted.key_until
    if until is None:
        return
    steps.begin(IN_ITS_KEYS_TIME)
    note = parse_note(data)
    what = f"the checkpoint existed before {format_second(until)}, when its key's time ended"
    shown = sorted([*_by_tokens(note, tokens, trusted), *_by_witnesses(note, trusted)])
    if not shown:
        steps.not_checked(what, _UNKNOWN)
        return
    at, whose = shown[0]
    if at <= until:
        steps.holds(f"{what}: {whose} shows it by {format_second(at)}")
    else:
        steps.not_checked(what, f"{format_second(at)} is the earliest that anybody shows it by")


def _by_tokens(
    note: Note, tokens: Sequence[bytes], trusted: Trusted
) -> Iterator[tuple[datetime, str]]:
    for one in map(parse_timestamp, tokens):
        if one.imprint == sha256(note.text.encode()) and is_under(one, trusted.tsa_roots):
            check_timestamp(one, trusted.tsa_roots)
            yield one.before, f"a token of {one.tsa}"


def _by_witnesses(note: Note, trusted: Trusted) -> Iterator[tuple[datetime, str]]:
    for witness in trusted.policy.witnesses.values() if trusted.policy else ():
        if any(one.is_by(witness.key) for one in note.signatures):
            # To the end of the second that it names.
            at = check_cosignature(note, witness.key) + _SECOND
            yield at, f"a cosignature of {witness.name}"
