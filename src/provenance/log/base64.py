"""Base 64 of RFC 4648 section 4 in its one spelling: padded, no bits left over."""

import binascii


def encode(raw: bytes) -> str:
    """Return the base64 text of bytes."""
    return binascii.b2a_base64(raw, newline=False).decode("ascii")


def decode(text: str) -> bytes | None:
    """Return the bytes; None where `text` is not exactly what `encode` writes for them."""
    try:
        raw = binascii.a2b_base64(text, strict_mode=True)
    except ValueError:
        return None
    return raw if encode(raw) == text else None
