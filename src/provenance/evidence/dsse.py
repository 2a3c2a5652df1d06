"""Statements signed one by one: DSSE envelopes (github.com/secure-systems-lab/dsse, 1.0.2).

A document of ours: exactly the bytes that `format_envelope` writes are accepted, with one
signature, by a key that is named as signed notes name theirs. Never reads the payload.
"""

import json
from dataclasses import dataclass

from provenance.digest import canonical_json
from provenance.errors import MalformedError, SignatureError
from provenance.log import Signer, VerifierKey, check_signature
from provenance.log.base64 import decode, encode

STATEMENT_PAYLOAD = "application/vnd.in-toto+json"
ENVELOPE_START = b'{"payload":"'
MAX_ENVELOPE_BYTES = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """A payload and its signature.

    Attributes:
        payload: What was signed.
        payload_type: What it is.
        key: Which key is said to have signed it: name and identifier, as in `name+0123abcd`.
        signature: Ed25519 signature over `pae`; 64 bytes.
    """

    payload: bytes
    payload_type: str
    key: str
    signature: bytes


def pae(payload_type: str, payload: bytes) -> bytes:
    """Return what is signed: the pre-authentication encoding (DSSE, "Signature Definition")."""
    kind = payload_type.encode()
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)


def sign_statement(statement: bytes, signer: Signer) -> Envelope:
    """Return the envelope of one statement, signed with a log's key."""
    return Envelope(
        payload=statement,
        payload_type=STATEMENT_PAYLOAD,
        key=_key_id(signer.key),
        signature=signer.sign_bytes(pae(STATEMENT_PAYLOAD, statement)),
    )


def format_envelope(envelope: Envelope) -> bytes:
    """Return the document of an envelope: RFC 8785 bytes and one line feed."""
    return (
        canonical_json(
            {
                "payload": encode(envelope.payload),
                "payloadType": envelope.payload_type,
                "signatures": [{"keyid": envelope.key, "sig": encode(envelope.signature)}],
            }
        )
        + b"\n"
    )


def parse_envelope(data: bytes) -> Envelope:
    """Return the envelope that a document spells; nothing is verified.

    Raises:
        MalformedError: It is none, has not one signature, or is spelled otherwise.
    """
    if len(data) > MAX_ENVELOPE_BYTES:
        raise MalformedError(f"the envelope has more than {MAX_ENVELOPE_BYTES:,} bytes")
    try:
        value = json.loads(data)
        (signature,) = value["signatures"]
        envelope = Envelope(
            payload=decode(value["payload"]) or b"",
            payload_type=str(value["payloadType"]),
            key=str(signature["keyid"]),
            signature=decode(signature["sig"]) or b"",
        )
        # One value, one spelling: this also finds a second signature, and what stands beside it.
        if format_envelope(envelope) == data:
            return envelope
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    raise MalformedError(
        "the document is no DSSE envelope with one signature, spelled as RFC 8785 has it",
        remedy="hand on the file as it came, without formatting it",
    )


def check_envelope(envelope: Envelope, key: VerifierKey) -> None:
    """Check that a key signed an envelope's payload as what its type says.

    Raises:
        SignatureError: Another key is named, or the signature does not hold.
    """
    if envelope.key != _key_id(key):
        raise SignatureError(
            f"the envelope is signed by {envelope.key[:200]}, not by {_key_id(key)}",
            remedy="it is of another log, or another key was meant",
        )
    message = pae(envelope.payload_type, envelope.payload)
    check_signature(envelope.signature, message, key.public_key)


def _key_id(key: VerifierKey) -> str:
    return f"{key.name}+{key.id.hex()}"
