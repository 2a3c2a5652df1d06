"""What a bundle's time stamp tokens are over, and the names under which both lie in it."""

from collections.abc import Iterator
from dataclasses import dataclass

from provenance.digest import sha256
from provenance.errors import BundleError
from provenance.evidence.bundle import Bundle
from provenance.log import Timestamp, parse_note, parse_timestamp

FOLDER = "log"
TEXT_NAME = "text"
TOKEN_SUFFIX = ".tst"  # noqa: S105 - the end of a file's name


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A token, and what it is over.

    Attributes:
        timestamp: What it says; nothing is verified.
        name: Its own name in the folder `log`.
        over: Name there of what it is over: a checkpoint's text, or another token.
        text: Name of the text that it, or the token that it renews, is over.
    """

    timestamp: Timestamp
    name: str
    over: str
    text: str


def texts_of(bundle: Bundle) -> dict[str, str]:
    """Return the texts of a bundle's checkpoints by name, the smallest first, the newest last."""
    older = {
        f"{TEXT_NAME}-{one.older.size}": parse_note(one.note).text for one in bundle.consistency
    }
    return older | {TEXT_NAME: bundle.note_text}


def token_name(token: bytes) -> str:
    """Return the name under which a token lies."""
    return f"{sha256(token).hex()}{TOKEN_SUFFIX}"


def stamps_of(bundle: Bundle) -> Iterator[Stamp]:
    """Yield the tokens of a bundle with what each is over, in the order of their digests.

    Raises:
        TokenError: One is none.
        BundleError: One is over nothing that is in the bundle.
    """
    texts = {sha256(text.encode()): name for name, text in texts_of(bundle).items()}
    known = {sha256(token): parse_timestamp(token) for token in bundle.tokens}
    for digest, timestamp in sorted(known.items()):
        first = timestamp
        # No token can be over itself, however many lie between.
        while first.imprint in known:
            first = known[first.imprint]
        text = texts.get(first.imprint)
        if text is None:
            raise BundleError(
                f"a time stamp token of {first.tsa} is over no checkpoint in the bundle",
                remedy="it was given for another one, or the checkpoint was exchanged",
            )
        renewed = timestamp.imprint.hex() + TOKEN_SUFFIX
        yield Stamp(
            timestamp=timestamp,
            name=digest.hex() + TOKEN_SUFFIX,
            over=text if timestamp is first else renewed,
            text=text,
        )
