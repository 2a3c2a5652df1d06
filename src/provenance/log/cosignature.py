"""Cosignatures: a witness's word that a log only grew (c2sp.org/tlog-cosignature, Ed25519)."""

from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from provenance.errors import NoteError, SignatureError
from provenance.log.ed25519 import SIGNATURE_SIZE, check_signature
from provenance.log.key import SignatureType, VerifierKey, check_name
from provenance.log.note import Note, NoteSignature

_TIME_SIZE = 8
# "MUST NOT exceed 2^63 - 1"; Python's datetime ends long before.
_LAST_TIME = int(datetime(9999, 12, 31, tzinfo=UTC).timestamp())


class Cosigner:
    """A witness's private key and its name.

    Attributes:
        key: What verifies its cosignatures.
    """

    def __init__(self, name: str, private_key: Ed25519PrivateKey) -> None:
        check_name(name)
        public_key = private_key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.key = VerifierKey(name=name, type=SignatureType.COSIGNATURE, public_key=public_key)
        self._private_key = private_key

    def cosign(self, text: str, at: datetime) -> NoteSignature:
        """Return the cosignature of a checkpoint whose consistency was verified.

        Args:
            text: The checkpoint's text, final newline included.
            at: Now; aware. Seconds count.
        """
        seconds = int(at.timestamp())
        signature = self._private_key.sign(_message(text, seconds))
        return NoteSignature(
            name=self.key.name,
            key_id=self.key.id,
            signature=seconds.to_bytes(_TIME_SIZE, "big") + signature,
        )


def check_cosignature(note: Note, key: VerifierKey) -> datetime:
    """Return when a witness cosigned a checkpoint; aware, UTC, to the second.

    Args:
        note: The checkpoint's note.
        key: The witness's key, which the caller trusts.

    Raises:
        SignatureError: It has no cosignature of this key, or one that does not hold.
        NoteError: A cosignature of this key is not spelled as one.
    """
    if key.type is not SignatureType.COSIGNATURE:
        raise SignatureError(f"the key {key.name} is no witness's: it signs notes")
    times = [_check(note.text, one, key) for one in note.signatures if one.is_by(key)]
    if not times:
        raise SignatureError(f"the checkpoint bears no cosignature of {key.name}+{key.id.hex()}")
    return max(times)


def _check(text: str, cosignature: NoteSignature, key: VerifierKey) -> datetime:
    data = cosignature.signature
    if len(data) != _TIME_SIZE + SIGNATURE_SIZE:
        raise NoteError(f"a cosignature of {key.name} has {len(data)} bytes, not 72")
    seconds = int.from_bytes(data[:_TIME_SIZE], "big")
    if not 0 < seconds <= _LAST_TIME:
        raise NoteError(f"a cosignature of {key.name} bears no time")
    check_signature(data[_TIME_SIZE:], _message(text, seconds), key.public_key)
    return datetime.fromtimestamp(seconds, UTC)


def _message(text: str, seconds: int) -> bytes:
    """Return what is signed ("Ed25519 signed message")."""
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()
