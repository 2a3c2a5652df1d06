"""Verifier keys and key identifiers of signed notes (c2sp.org/signed-note, "Verifier keys")."""

import re
from dataclasses import dataclass
from enum import IntEnum

from provenance.digest import sha256
from provenance.errors import KeyMaterialError
from provenance.log.base64 import decode, encode
from provenance.log.ed25519 import KEY_SIZE, check_public_key

ID_SIZE = 4
MAX_NAME_LENGTH = 200
_HEX_ID = re.compile(r"[0-9a-f]{8}", re.ASCII)


class SignatureType(IntEnum):
    """What a key signs (signed-note, "Signature types")."""

    NOTE = 0x01
    COSIGNATURE = 0x04


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifierKey:
    """Whose signature on a note is looked for.

    Attributes:
        name: Name of the key; a checkpoint's origin for a log's own.
        type: What it signs.
        public_key: Ed25519 public key; 32 bytes.
    """

    name: str
    type: SignatureType
    public_key: bytes

    @property
    def id(self) -> bytes:
        """Return the key's identifier; 4 bytes (signed-note, "Signatures")."""
        return key_id(self.name, self.type, self.public_key)

    def __str__(self) -> str:
        material = bytes([self.type]) + self.public_key
        return f"{self.name}+{self.id.hex()}+{encode(material)}"


def key_id(name: str, kind: SignatureType, public_key: bytes) -> bytes:
    """Return SHA-256(name || 0x0A || type || public key), its first 4 bytes."""
    return sha256(name.encode() + b"\n" + bytes([kind]) + public_key)[:ID_SIZE]


def check_name(name: str) -> None:
    """Check a key's name: neither empty nor with a space, a plus or a control character.

    Raises:
        KeyMaterialError: It is none.
    """
    if not name or len(name) > MAX_NAME_LENGTH:
        raise KeyMaterialError(f"a key's name has 1 to {MAX_NAME_LENGTH} characters")
    if "+" in name or not name.isprintable() or any(letter.isspace() for letter in name):
        raise KeyMaterialError(
            f"the key's name {name!r} has a space, a plus or a control character",
            remedy="use an address without its scheme, such as example.org/log",
        )


def parse_verifier_key(text: str) -> VerifierKey:
    """Return the key that a vkey spells.

    Raises:
        KeyMaterialError: It is not spelled as a vkey is, is of a type that is not known here, its
            identifier is not its own, or the key may not be trusted (`check_public_key`).
    """
    name, plus, rest = text.partition("+")
    given_id, second_plus, encoded = rest.partition("+")
    if not (plus and second_plus and _HEX_ID.fullmatch(given_id)):
        # No line but the first is quoted: what was given may be a secret key.
        quoted = text.partition("\n")[0][:80]
        raise KeyMaterialError(
            f"{quoted!r} is no verifier key",
            remedy="one is spelled name+0123abcd+base64",
        )
    check_name(name)
    material = decode(encoded)
    if material is None or len(material) != 1 + KEY_SIZE:
        raise KeyMaterialError(f"the verifier key of {name} holds no Ed25519 key")
    try:
        kind = SignatureType(material[0])
    except ValueError:
        raise KeyMaterialError(
            f"the verifier key of {name} is of type {material[0]}, which is not known here"
        ) from None
    check_public_key(material[1:])
    key = VerifierKey(name=name, type=kind, public_key=material[1:])
    if key.id.hex() != given_id:
        raise KeyMaterialError(
            f"the verifier key of {name} says its identifier is {given_id}; it is {key.id.hex()}",
            remedy="it was mistyped or altered; have it from its owner once more",
        )
    return key
