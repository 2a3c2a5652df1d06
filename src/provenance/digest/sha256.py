"""SHA-256 (FIPS 180-4) and the one text form in which this project writes a digest."""

import hashlib
import re

from provenance.errors import MalformedError

DIGEST_SIZE = 32
_TEXT = re.compile(r"sha256:[0-9a-f]{64}", re.ASCII)


def sha256(data: bytes) -> bytes:
    """Return the SHA-256 digest of `data`; 32 bytes."""
    return hashlib.sha256(data).digest()


def format_digest(digest: bytes) -> str:
    """Return `sha256:` and 64 lower-case hex digits.

    Raises:
        ValueError: `digest` is not 32 bytes.
    """
    if len(digest) != DIGEST_SIZE:
        raise ValueError(len(digest))
    return "sha256:" + digest.hex()


def parse_digest(text: str) -> bytes:
    """Return the 32 bytes that `format_digest` wrote as `text`; one value, one spelling.

    Raises:
        MalformedError: `text` is not exactly `sha256:` and 64 lower-case hex digits.
    """
    if not _TEXT.fullmatch(text):
        raise MalformedError(
            f"{text[:80]!r} is not a digest", remedy="write it as sha256: and 64 hex digits"
        )
    return bytes.fromhex(text[len("sha256:") :])
