"""Who signs for a log: an Ed25519 private key and the name it signs under.

Owns the spellings of private keys that are read. Never reads or writes a file.
"""

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_ssh_private_key,
)

from provenance.errors import KeyMaterialError
from provenance.log.checkpoint import Checkpoint
from provenance.log.key import SignatureType, VerifierKey, check_name
from provenance.log.note import Note, NoteSignature

_OPENSSH = b"-----BEGIN OPENSSH PRIVATE KEY-----"


class Signer:
    """One private key and its name.

    Attributes:
        key: What verifies its signatures.
    """

    def __init__(self, name: str, private_key: Ed25519PrivateKey) -> None:
        check_name(name)
        public_key = private_key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.key = VerifierKey(name=name, type=SignatureType.NOTE, public_key=public_key)
        self._private_key = private_key

    def sign(self, checkpoint: Checkpoint) -> Note:
        """Return a checkpoint of this log as a signed note.

        Raises:
            KeyMaterialError: The checkpoint is of a log that the key is not named for.
        """
        if checkpoint.origin != self.key.name:
            raise KeyMaterialError(
                f"the key of {self.key.name} signs no checkpoint of {checkpoint.origin}"
            )
        text = str(checkpoint)
        signature = NoteSignature(
            name=self.key.name, key_id=self.key.id, signature=self.sign_bytes(text.encode())
        )
        return Note(text=text, signatures=(signature,))

    def sign_bytes(self, message: bytes) -> bytes:
        """Return the Ed25519 signature, 64 bytes, of what can be taken for nothing else.

        A message says itself what it is of: no checkpoint begins with `DSSEv1 `, since no name of
        a key holds a space.
        """
        return self._private_key.sign(message)


def parse_private_key(data: bytes, passphrase: str | None = None) -> Ed25519PrivateKey:
    """Return the Ed25519 private key that PEM text holds: PKCS#8 or OpenSSH, encrypted or not.

    Raises:
        KeyMaterialError: It is none, is of another kind, or the passphrase does not open it.
    """
    load = load_ssh_private_key if _OPENSSH in data else load_pem_private_key
    secret = None if passphrase is None else passphrase.encode()
    try:
        key = load(data, password=secret)
    except TypeError:
        raise _misopened(encrypted=secret is None) from None
    except (ValueError, UnsupportedAlgorithm):
        raise KeyMaterialError(
            "the private key cannot be read",
            remedy="give an Ed25519 key, PKCS#8 in PEM or OpenSSH, and its passphrase if any",
        ) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyMaterialError(
            "the private key is no Ed25519 key", remedy="make one with: provenance key new"
        )
    return key


def format_private_key(key: Ed25519PrivateKey, passphrase: str | None = None) -> bytes:
    """Return a private key as PKCS#8 in PEM, encrypted where there is a passphrase."""
    encryption = (
        NoEncryption() if passphrase is None else BestAvailableEncryption(passphrase.encode())
    )
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption)


def _misopened(*, encrypted: bool) -> KeyMaterialError:
    if encrypted:
        return KeyMaterialError(
            "the private key is encrypted, and no passphrase was given",
            remedy="set PROVENANCE_KEY_PASSPHRASE",
        )
    return KeyMaterialError(
        "a passphrase was given for a private key that is not encrypted",
        remedy="unset PROVENANCE_KEY_PASSPHRASE",
    )
