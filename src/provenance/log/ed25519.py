"""Ed25519 signatures (RFC 8032) over bytes handed in; keys that prove nothing are refused.

Owns which public keys may be trusted at all. Never reads a key from disk and never makes one.
"""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from provenance.errors import KeyMaterialError, SignatureError

KEY_SIZE = 32
SIGNATURE_SIZE = 64

# The field of RFC 8032 section 5.1: 2^255 - 19.
_P = 2**255 - 19
_SIGN_BIT = 1 << 255
# The y of the two points of order eight (up to sign): d y^4 + 2 y^2 - 1 = 0.
_Y8 = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
_SMALL_ORDER_Y = frozenset({0, 1, _P - 1, _Y8, _P - _Y8})


def check_public_key(raw: bytes) -> None:
    """Check that a public key is one that only its owner can sign for.

    A point of small order verifies signatures that nobody made, and a second spelling of a point
    would give one key two names.

    Args:
        raw: The key as RFC 8032 section 5.1.2 encodes it; 32 bytes.

    Raises:
        KeyMaterialError: It has another length, is not spelled canonically, or is of small order.
    """
    if len(raw) != KEY_SIZE:
        raise KeyMaterialError(f"an Ed25519 public key has {KEY_SIZE} bytes, not {len(raw)}")
    number = int.from_bytes(raw, "little")
    y = number & ~_SIGN_BIT
    if y >= _P:
        raise KeyMaterialError("the Ed25519 public key is not in its canonical spelling")
    if y in _SMALL_ORDER_Y:
        raise KeyMaterialError(
            "the Ed25519 public key is of small order: anybody could sign in its name"
        )


def check_signature(signature: bytes, message: bytes, public_key: bytes) -> None:
    """Check a signature of RFC 8032 section 5.1.7.

    Args:
        signature: 64 bytes.
        message: The bytes that were signed.
        public_key: A key that `check_public_key` accepts; 32 bytes.

    Raises:
        KeyMaterialError: The key may not be trusted, or is no point of the curve.
        SignatureError: The signature is not of this message and key.
    """
    check_public_key(public_key)
    if len(signature) != SIGNATURE_SIZE:
        raise SignatureError(f"an Ed25519 signature has {SIGNATURE_SIZE} bytes")
    try:
        key = Ed25519PublicKey.from_public_bytes(public_key)
        key.verify(signature, message)
    except InvalidSignature:
        raise SignatureError("the signature is not of this text and this key") from None
