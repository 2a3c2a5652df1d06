"""Which certificate a token says it was signed with (RFC 3161 section 2.4.2, RFC 5816, RFC 5035).

A signature holds under every certificate of its key, so that a token could be shown with another
one, of another time or for another name. What the signer wrote under its signature settles it: the
digest of the one certificate. Never reads more of a token than leads there.
"""

import hashlib
from collections.abc import Iterator

_SEQUENCE, _SIGNED_ATTRIBUTES = 0x30, 0xA0
_LONG_FORM = 0x80
_ATTRIBUTE = bytes.fromhex("2a864886f70d01091002")
_VERSION_1, _VERSION_2 = _ATTRIBUTE + b"\x0c", _ATTRIBUTE + b"\x2f"
_HASHES = {
    bytes.fromhex("2b0e03021a"): "sha1",
    bytes.fromhex("608648016503040201"): "sha256",
    bytes.fromhex("608648016503040202"): "sha384",
    bytes.fromhex("608648016503040203"): "sha512",
}


def names_certificate(token: bytes, certificate: bytes) -> bool:
    """Return whether a token's signed attributes name this certificate, and no other.

    Args:
        token: A TimeStampToken in DER, with one signer.
        certificate: The certificate that its signature is verified with, in DER.

    Raises:
        ValueError: The token is no such thing.
        LookupError: Likewise, or the digest is of a kind that is not known here.
    """
    named = list(_named(_signed_attributes(token)))
    return bool(named) and all(
        hashlib.new(algorithm, certificate, usedforsecurity=False).digest() == digest
        for algorithm, digest in named
    )


def _signed_attributes(token: bytes) -> bytes:
    ((_, content_info),) = _pieces(token)
    _, (_, content) = _pieces(content_info)
    ((_, signed_data),) = _pieces(content)
    ((_, signer),) = _pieces(_pieces(signed_data)[-1][1])
    return next((body for tag, body in _pieces(signer) if tag == _SIGNED_ATTRIBUTES), b"")


def _named(attributes: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the kind of hash and the digest by which each attribute names the signer's own."""
    for _, attribute in _pieces(attributes):
        (_, kind), (_, values) = _pieces(attribute)
        if kind in (_VERSION_1, _VERSION_2):
            ((_, value),) = _pieces(values)
            # The first is the signer's own (RFC 5035 section 3).
            (tag, first), *rest = _pieces(_pieces(_pieces(value)[0][1])[0][1])
            if tag != _SEQUENCE:
                yield "sha1" if kind == _VERSION_1 else "sha256", first
            else:
                yield _HASHES[_pieces(first)[0][1]], rest[0][1]


def _pieces(data: bytes) -> list[tuple[int, bytes]]:
    """Return tag and content of each element (X.690 section 8.1).

    Raises:
        ValueError: The last one is cut.
    """
    found, at = [], 0
    while at < len(data):
        tag, size = data[at], data[at + 1] if at + 1 < len(data) else _LONG_FORM
        at += 2
        if size & _LONG_FORM:
            width = size & ~_LONG_FORM
            size = int.from_bytes(data[at : at + width], "big")
            at += width
        at += size
        if at > len(data):
            raise ValueError("an element of DER ends within itself")
        found.append((tag, data[at - size : at]))
    return found
