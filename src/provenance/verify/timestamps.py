"""The steps of the time stamp tokens over a log's checkpoints (RFC 3161).

A step says that a checkpoint existed before a moment, on the word of a time stamp authority; never
that anything was captured at one. Each authority's certificate is judged at its token's time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from provenance.digest import sha256
from provenance.errors import SignatureError
from provenance.log import (
    Timestamp,
    check_timestamp,
    is_under,
    parse_checkpoint,
    parse_note,
    parse_timestamp,
)
from provenance.model import Outcome
from provenance.verify.checkpoint import STAMPED
from provenance.verify.steps import Steps, format_second

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

    from provenance.archive import StoredCheckpoint, StoredToken

NO_ROOT = "no TSA root was given; give the certificate of one that you trust with --tsa-root"
_UNSTAMPED = "it bears no time stamp token; ask for one with: provenance timestamp"
TEXT_FILE = "text"
TOKEN_SUFFIX = ".tst"  # noqa: S105 - a file name's end


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamped:
    """A checkpoint's text and the tokens over it.

    Attributes:
        text: The text of the checkpoint's note, its last newline included.
        tokens: Tokens over the text, and tokens over such tokens, in any order.
        folder: Where both lie for other programs.
        name: The text's name there; that of a token is `<SHA-256 in hex>.tst`.
    """

    text: str
    tokens: tuple[bytes, ...]
    folder: str
    name: str = TEXT_FILE


def check_timestamps(stamped: Stamped, roots: Sequence["Certificate"], steps: Steps) -> None:
    """Check every token over a checkpoint: a step each, the earliest first.

    Args:
        stamped: The text, whose root the caller has checked, and its tokens.
        roots: Certificates of the authorities that the reader trusts with time; empty where none
            was given: then nothing but what the tokens are over is checked.
        steps: Where the steps go.

    Raises:
        NoteError: The text is no checkpoint's.
        TokenError: A token is none.
        SignatureError: A token is over something else, or does not hold.
    """
    checkpoint = f"the checkpoint over {parse_checkpoint(stamped.text).size:,} entries"
    if not stamped.tokens:
        if roots:
            steps.not_checked(f"{checkpoint} existed before a time that a TSA gives", _UNSTAMPED)
        return
    known = {sha256(token): parse_timestamp(token) for token in stamped.tokens}
    for digest, one in sorted(known.items(), key=lambda item: _place(item[1], stamped)):
        over = _over(one, stamped, known)
        existed = (
            f"the token of {over.tsa} of {format_second(over.given_at)}" if over else checkpoint
        )
        what = f"{existed} existed before {format_second(one.before)}, as {one.tsa} says"
        if not roots:
            steps.not_checked(what, NO_ROOT)
        elif not is_under(one, roots):
            steps.not_checked(what, "none of the TSA roots that were given vouches for that TSA")
        else:
            check_timestamp(one, roots)
            ends = f"under a certificate that ends on {one.ends_at:%Y-%m-%d}"
            steps.holds(f"{what} {ends}", command=_command(one, digest, stamped))
        if over is not None and one.given_at > over.ends_at:
            steps.not_checked(
                f"the token of {over.tsa} was stamped again while its certificate held",
                f"the certificate had ended on {format_second(over.ends_at)}",
            )


def check_all_timestamps(
    stamped: Sequence[Stamped], roots: Sequence["Certificate"], steps: Steps
) -> None:
    """Check the tokens of a log: a step for each of the newest checkpoint's, one for the others.

    Args:
        stamped: Every checkpoint that bears tokens, the smallest first; or the newest alone, where
            none does.
        roots: As in `check_timestamps`.
        steps: Where the steps go.

    Raises:
        NoteError: As `check_timestamps`.
        TokenError: Likewise.
        SignatureError: Likewise.
    """
    steps.begin(STAMPED)
    *earlier, newest = stamped
    before = Steps()
    for one in earlier:
        check_timestamps(one, roots, before)
    if earlier:
        first = before.all()[0]
        count = len(earlier)
        whose = "an earlier checkpoint" if count == 1 else f"{count:,} earlier checkpoints"
        what = f"the time stamp tokens of {whose} hold"
        unchecked = [step for step in before.all() if step.outcome is not Outcome.HOLDS]
        if unchecked:
            steps.not_checked(what, unchecked[0].why)
        else:
            steps.holds(f"{what}, and the first says: {first.what}", command=first.command)
    check_timestamps(newest, roots, steps)


def stamped_checkpoints(
    checkpoints: Sequence["StoredCheckpoint"], tokens: Sequence["StoredToken"]
) -> tuple[Stamped, ...]:
    """Return an archive's checkpoints that bear tokens; the newest alone where none does.

    Args:
        checkpoints: All of them, the smallest first; at least one.
        tokens: All of them.
    """
    of = {checkpoint.size: tuple[bytes, ...]() for checkpoint in checkpoints}
    for one in tokens:
        of[one.size] += (one.token,)
    borne = [one for one in checkpoints if of[one.size]] or [checkpoints[-1]]
    return tuple(
        Stamped(
            text=parse_note(one.note).text, tokens=of[one.size], folder=f"timestamps/{one.size}"
        )
        for one in borne
    )


def _is_first(one: Timestamp, stamped: Stamped) -> bool:
    """Return whether a token is over the text itself."""
    return one.imprint == sha256(stamped.text.encode())


def _place(one: Timestamp, stamped: Stamped) -> tuple[datetime, bool]:
    """Return what tokens are sorted by; of one second those over the text come first."""
    return one.given_at, not _is_first(one, stamped)


def _over(one: Timestamp, stamped: Stamped, known: Mapping[bytes, Timestamp]) -> Timestamp | None:
    """Return the token that a token is over; None where it is over the text."""
    if _is_first(one, stamped):
        return None
    over = known.get(one.imprint)
    if over is None:
        raise SignatureError(
            f"a time stamp token of {one.tsa} is over something else than the checkpoint",
            remedy="it was given for another one, or the checkpoint was altered",
        )
    return over


def _command(one: Timestamp, digest: bytes, stamped: Stamped) -> str:
    """Return the line that has OpenSSL check a token at its own time, whatever ended since."""
    over = stamped.name if _is_first(one, stamped) else one.imprint.hex() + TOKEN_SUFFIX
    return (
        f"openssl ts -verify -attime {int(one.given_at.timestamp())} -token_in"
        f" -in {stamped.folder}/{digest.hex()}{TOKEN_SUFFIX} -data {stamped.folder}/{over}"
        " -CAfile ROOTS.pem"
    )
