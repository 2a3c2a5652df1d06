from dataclasses import replace
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from provenance.errors import NoteError, SignatureError
from provenance.log import Cosigner, check_cosignature, parse_note
from provenance.log.note import NoteSignature
from tests.unit.log.signing import NOTE, signer

AT = datetime(2026, 5, 29, 3, 22, 6, 999999, tzinfo=UTC)
WITNESS = Cosigner("witness.example/w1", Ed25519PrivateKey.from_private_bytes(b"w" * 32))
PLAIN = parse_note(NOTE)
LINE = WITNESS.cosign(PLAIN.text, AT)
COSIGNED = replace(PLAIN, signatures=(*PLAIN.signatures, LINE))


def with_signature(signature: bytes) -> NoteSignature:
    return replace(LINE, signature=signature)


def test_a_cosignature_says_when_to_the_second() -> None:
    assert check_cosignature(COSIGNED, WITNESS.key) == AT.replace(microsecond=0)


def test_a_cosigned_note_comes_back_byte_for_byte() -> None:
    assert parse_note(str(COSIGNED).encode()) == COSIGNED


def test_the_message_is_that_of_the_specification() -> None:
    seconds = int(AT.timestamp())
    message = f"cosignature/v1\ntime {seconds}\n{PLAIN.text}".encode()
    private = Ed25519PrivateKey.from_private_bytes(b"w" * 32)
    assert LINE.signature == seconds.to_bytes(8, "big") + private.sign(message)


def test_a_note_without_the_witness_is_not_cosigned() -> None:
    with pytest.raises(SignatureError, match="bears no cosignature"):
        check_cosignature(PLAIN, WITNESS.key)


def test_a_cosignature_of_another_text_does_not_hold() -> None:
    other = replace(COSIGNED, text=COSIGNED.text.replace("20852163", "20852164"))
    with pytest.raises(SignatureError):
        check_cosignature(other, WITNESS.key)


def test_another_time_does_not_hold() -> None:
    later = with_signature((int(AT.timestamp()) + 1).to_bytes(8, "big") + LINE.signature[8:])
    with pytest.raises(SignatureError):
        check_cosignature(replace(PLAIN, signatures=(later,)), WITNESS.key)


@pytest.mark.parametrize(
    ("signature", "why"),
    [
        (LINE.signature[:-1], "71 bytes, not 72"),
        (LINE.signature + b"\0", "73 bytes"),
        (bytes(8) + LINE.signature[8:], "bears no time"),
        (b"\xff" * 8 + LINE.signature[8:], "bears no time"),
    ],
)
def test_a_cosignature_with_one_flaw_is_refused(signature: bytes, why: str) -> None:
    spoilt = replace(PLAIN, signatures=(with_signature(signature),))
    with pytest.raises(NoteError, match=why):
        check_cosignature(spoilt, WITNESS.key)


def test_a_log_key_is_no_witness() -> None:
    with pytest.raises(SignatureError, match="no witness's"):
        check_cosignature(COSIGNED, signer().key)
