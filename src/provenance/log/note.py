"""Signed notes, byte for byte (c2sp.org/signed-note, "Format" and "Signatures")."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from provenance.errors import NoteError, SignatureError
from provenance.log.base64 import decode, encode
from provenance.log.ed25519 import check_signature
from provenance.log.key import ID_SIZE, SignatureType, VerifierKey, check_name

# The specification asks for 16 at least.
MAX_SIGNATURES = 64
MAX_NOTE_BYTES = 1_000_000
_PREFIX = "\u2014 "
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSignature:
    """One signature line.

    Attributes:
        name: Name of the key that it says it is of.
        key_id: That key's identifier; 4 bytes.
        signature: What the key's type has it hold.
    """

    name: str
    key_id: bytes
    signature: bytes

    def is_by(self, key: VerifierKey) -> bool:
        """Return whether name and identifier are those of the key; nothing is verified."""
        return self.name == key.name and self.key_id == key.id

    def __str__(self) -> str:
        return f"{_PREFIX}{self.name} {encode(self.key_id + self.signature)}\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A text and who signed it.

    Attributes:
        text: The signed text; its last character is a newline.
        signatures: Signature lines, in order.
    """

    text: str
    signatures: tuple[NoteSignature, ...]

    def __str__(self) -> str:
        return f"{self.text}\n{''.join(map(str, self.signatures))}"


def parse_note(data: bytes) -> Note:
    """Return the note that bytes spell; no signature is verified.

    Raises:
        NoteError: They are not exactly what a note is.
    """
    if len(data) > MAX_NOTE_BYTES:
        raise NoteError(f"the note has more than {MAX_NOTE_BYTES:,} bytes")
    try:
        whole = data.decode("utf-8")
    except UnicodeDecodeError:
        raise NoteError("the note is not UTF-8") from None
    if _CONTROL.search(whole):
        raise NoteError("the note holds a control character")
    before, blank, lines = whole.rpartition("\n\n")
    if not blank or not before or not lines.endswith("\n"):
        raise NoteError("the note has no blank line with signature lines after it")
    signatures = tuple(map(_parse_signature, lines[:-1].split("\n")))
    if len(signatures) > MAX_SIGNATURES:
        raise NoteError(f"the note has more than {MAX_SIGNATURES} signatures")
    return Note(text=before + "\n", signatures=signatures)


def _parse_signature(line: str) -> NoteSignature:
    name, space, encoded = line.removeprefix(_PREFIX).rpartition(" ")
    raw = decode(encoded)
    if not line.startswith(_PREFIX) or not space or raw is None or len(raw) <= ID_SIZE:
        raise NoteError(f"{line[:80]!r} is no signature line of a note")
    check_name(name)
    return NoteSignature(name=name, key_id=raw[:ID_SIZE], signature=raw[ID_SIZE:])


def check_note(note: Note, key: VerifierKey) -> None:
    """Check that the key signed the note's text; signatures of other keys are passed over.

    Args:
        note: The note.
        key: A key of type `SignatureType.NOTE` that the caller trusts.

    Raises:
        SignatureError: It has no signature of this key, or one that does not hold.
    """
    if key.type is not SignatureType.NOTE:
        raise SignatureError(f"the key {key.name} signs no notes: it is a witness's")
    for signature in _signatures_by(note.signatures, key):
        check_signature(signature.signature, note.text.encode(), key.public_key)


def _signatures_by(
    signatures: Iterable[NoteSignature], key: VerifierKey
) -> tuple[NoteSignature, ...]:
    found = tuple(one for one in signatures if one.is_by(key))
    if not found:
        raise SignatureError(
            f"the note bears no signature of the key {key.name}+{key.id.hex()}",
            remedy="it is of another log, or another key was meant",
        )
    return found
