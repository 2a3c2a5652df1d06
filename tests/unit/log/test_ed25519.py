import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from provenance.errors import KeyMaterialError, SignatureError
from provenance.log.ed25519 import _Y8, check_public_key, check_signature

P = 2**255 - 19
D = -121665 * pow(121666, -1, P) % P
PRIVATE = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
PUBLIC = PRIVATE.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def encoded(y: int, sign: int = 0) -> bytes:
    return (y | sign << 255).to_bytes(32, "little")


def test_a_signature_of_this_message_and_key_holds() -> None:
    check_signature(PRIVATE.sign(b"text"), b"text", PUBLIC)


@pytest.mark.parametrize("flipped", [0, 31, 32, 63])
def test_a_signature_with_one_bit_changed_does_not_hold(flipped: int) -> None:
    signature = bytearray(PRIVATE.sign(b"text"))
    signature[flipped] ^= 1
    with pytest.raises(SignatureError, match="not of this text"):
        check_signature(bytes(signature), b"text", PUBLIC)


def test_a_signature_of_another_message_does_not_hold() -> None:
    with pytest.raises(SignatureError):
        check_signature(PRIVATE.sign(b"text"), b"texts", PUBLIC)


def test_a_signature_of_another_length_does_not_hold() -> None:
    with pytest.raises(SignatureError, match="64 bytes"):
        check_signature(PRIVATE.sign(b"text") + b"\0", b"text", PUBLIC)


def test_the_points_of_order_eight_solve_their_equation() -> None:
    for y in (_Y8, P - _Y8):
        assert (D * pow(y, 4, P) + 2 * y * y - 1) % P == 0


@pytest.mark.parametrize("sign", [0, 1])
@pytest.mark.parametrize("y", [0, 1, P - 1, _Y8, P - _Y8])
def test_a_key_of_small_order_is_refused(y: int, sign: int) -> None:
    with pytest.raises(KeyMaterialError, match="small order"):
        check_public_key(encoded(y, sign))


@pytest.mark.parametrize("y", [P, P + 1, P + 3, 2**255 - 1])
def test_a_second_spelling_of_a_key_is_refused(y: int) -> None:
    with pytest.raises(KeyMaterialError, match="canonical"):
        check_public_key(encoded(y))


def test_a_small_order_key_would_otherwise_verify_what_nobody_signed() -> None:
    # R = the neutral element, S = 0: holds for every message under a key of order one.
    forged = encoded(1) + bytes(32)
    with pytest.raises(KeyMaterialError):
        check_signature(forged, b"anything", encoded(1))


def test_a_key_of_another_length_is_refused() -> None:
    with pytest.raises(KeyMaterialError, match="32 bytes, not 31"):
        check_public_key(PUBLIC[:31])


def test_a_real_key_is_accepted() -> None:
    check_public_key(PUBLIC)
