"""DSSE envelopes of one spelling, and securesystemslib as the second reader."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from securesystemslib import dsse
from securesystemslib.exceptions import VerificationError as NotVerified
from securesystemslib.signer import CryptoSigner, SSlibKey

from provenance.digest import canonical_json
from provenance.errors import MalformedError, SignatureError
from provenance.evidence import (
    STATEMENT_PAYLOAD,
    Envelope,
    check_envelope,
    format_envelope,
    parse_envelope,
    sign_statement,
    statement_subject,
)
from provenance.evidence.dsse import pae
from provenance.log import Signer

PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
SIGNER = Signer("example.org/articles", PRIVATE)
KEY_ID = f"example.org/articles+{SIGNER.key.id.hex()}"
STATED = {
    "_type": "https://in-toto.io/Statement/v1",
    "subject": [{"name": "example.org#7", "digest": {"sha256": "ab" * 32}}],
    "predicateType": "urn:provenance-toolkit:article-snapshot:v1",
    "predicate": {"digests": {"content": f"sha256:{'ab' * 32}"}},
}
STATEMENT = canonical_json(STATED)
DOCUMENT = format_envelope(sign_statement(STATEMENT, SIGNER))


def theirs(private: Ed25519PrivateKey = PRIVATE) -> SSlibKey:
    public = private.public_key().public_bytes_raw().hex()
    return SSlibKey(KEY_ID, "ed25519", "ed25519", {"public": public})


def test_what_is_signed_is_the_pre_authentication_encoding() -> None:
    # The example of the protocol's own text.
    expected = b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    assert pae("http://example.com/HelloWorld", b"hello world") == expected


def test_an_envelope_comes_back_and_holds() -> None:
    envelope = parse_envelope(DOCUMENT)
    assert (envelope.payload, envelope.payload_type) == (STATEMENT, STATEMENT_PAYLOAD)
    assert envelope.key == KEY_ID
    check_envelope(envelope, SIGNER.key)


def test_another_program_verifies_ours() -> None:
    envelope = dsse.Envelope.from_dict(json.loads(DOCUMENT))
    assert list(envelope.verify([theirs()], 1)) == [KEY_ID]
    other = theirs(Ed25519PrivateKey.from_private_bytes(bytes(32)))
    with pytest.raises(NotVerified):
        envelope.verify([other], 1)


def test_we_verify_what_another_program_signed() -> None:
    envelope = dsse.Envelope(STATEMENT, STATEMENT_PAYLOAD, {})
    envelope.sign(CryptoSigner(PRIVATE, theirs()))
    document = canonical_json(envelope.to_dict()) + b"\n"
    assert document == DOCUMENT
    check_envelope(parse_envelope(document), SIGNER.key)
    envelope.payload += b" "
    with pytest.raises(SignatureError):
        check_envelope(parse_envelope(canonical_json(envelope.to_dict()) + b"\n"), SIGNER.key)


def test_another_key_is_not_looked_past() -> None:
    for name, private in (
        ("example.org/articles", Ed25519PrivateKey.from_private_bytes(bytes(32))),
        ("example.org/other", PRIVATE),
    ):
        with pytest.raises(SignatureError, match="the envelope is signed by"):
            check_envelope(parse_envelope(DOCUMENT), Signer(name, private).key)


def test_a_payload_of_another_type_is_not_signed() -> None:
    signed = parse_envelope(DOCUMENT)
    retyped = Envelope(
        payload=signed.payload, payload_type="text/plain", key=KEY_ID, signature=signed.signature
    )
    with pytest.raises(SignatureError, match="not of this text"):
        check_envelope(retyped, SIGNER.key)


def test_no_flipped_bit_of_an_envelope_holds() -> None:
    for at in range(len(DOCUMENT)):
        spoilt = DOCUMENT[:at] + bytes([DOCUMENT[at] ^ 1]) + DOCUMENT[at + 1 :]
        with pytest.raises((MalformedError, SignatureError)):
            check_envelope(parse_envelope(spoilt), SIGNER.key)


def altered(**changes: object) -> bytes:
    return canonical_json({**json.loads(DOCUMENT), **changes}) + b"\n"


SIGNATURE = json.loads(DOCUMENT)["signatures"][0]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}\n",
        b"[]\n",
        b"\xff",
        b"[" * 100_000,
        DOCUMENT[:-1],
        DOCUMENT + b"\n",
        DOCUMENT.replace(b":", b": ", 1),
        DOCUMENT.replace(b'{"payload"', b'{"payload":"","payload"'),
        json.dumps(json.loads(DOCUMENT)).encode(),
        altered(more=1),
        altered(signatures=[]),
        altered(signatures=[SIGNATURE, SIGNATURE]),
        altered(signatures=[{**SIGNATURE, "cert": ""}]),
        altered(signatures=[{**SIGNATURE, "keyid": 7}]),
        altered(signatures=[{**SIGNATURE, "sig": SIGNATURE["sig"].rstrip("=")}]),
        altered(signatures={"keyid": 1}),
        altered(payloadType=5),
        altered(payload=None),
        altered(payload="e30"),
        altered(payload="-_-_"),
        altered(payload="A" * 1_000_000),
    ],
)
def test_another_spelling_is_refused(data: bytes) -> None:
    with pytest.raises(MalformedError, match="envelope"):
        parse_envelope(data)


def test_a_statement_says_of_which_post_and_content_it_is() -> None:
    assert statement_subject(STATEMENT) == ("example.org#7", b"\xab" * 32)


@pytest.mark.parametrize(
    "data",
    [
        b"{}",
        b"\xff",
        STATEMENT + b"\n",
        canonical_json({**STATED, "_type": "https://in-toto.io/Statement/v0.1"}),
        canonical_json({**STATED, "predicateType": "https://slsa.dev/provenance/v1"}),
        canonical_json({**STATED, "subject": []}),
        canonical_json({**STATED, "subject": STATED["subject"] * 2}),  # type: ignore[operator]  # a list
        canonical_json({**STATED, "predicate": {"digests": {"content": f"sha256:{'00' * 32}"}}}),
        STATEMENT.replace(b'"name"', b'"name":"another","name"'),
    ],
)
def test_what_is_no_statement_is_refused(data: bytes) -> None:
    with pytest.raises(MalformedError, match="no statement of a snapshot"):
        statement_subject(data)
