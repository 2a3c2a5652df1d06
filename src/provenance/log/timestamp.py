"""Time stamp tokens (RFC 3161): what they are over, who gave them, and whether they hold.

A token shows that what it is over existed before a moment; never when anything was captured.
Owns what is believed of a token. Never asks for one, and never looks at a clock: a certificate is
judged at the token's own time. What needs the library loads it, since few runs do.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from provenance.errors import KeyMaterialError, SignatureError, TokenError
from provenance.log.ess_cert import names_certificate

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from rfc3161_client import Accuracy, TimeStampResponse

SHA256 = "2.16.840.1.101.3.4.2.1"
MAX_TOKEN_BYTES = 100_000
# PKIStatus (RFC 3161 section 2.4.2), by number. The first two come with a token.
_STATUSES = (
    "granted",
    "granted with modifications",
    "rejected",
    "waiting",
    "a revocation is imminent",
    "a revocation has occurred",
)
_WITH_TOKEN = 2
# PKIStatusInfo with the one status that a token can have once it is kept by itself.
_GRANTED = b"\x30\x03\x02\x01\x00"
_LONG_FORM = 0x80
_LONGEST_NAME = 200
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timestamp:
    """A token, and what stands in it; nothing of it is verified.

    Attributes:
        token: The TimeStampToken in DER, byte for byte.
        imprint: SHA-256 of what it is over; 32 bytes.
        given_at: The second in which it was given, by its TSA's clock; aware, UTC.
        before: What it is over existed before this; aware, UTC. The token's time, to the end of its
            second, and the accuracy that it states.
        tsa: Subject of the certificate that signed it (RFC 4514), in short.
        ends_at: When that certificate ends; aware, UTC.
        nonce: Number that the request bore; None where it bore none.
    """

    token: bytes
    imprint: bytes
    given_at: datetime
    before: datetime
    tsa: str
    ends_at: datetime
    nonce: int | None


def token_of_answer(answer: bytes) -> bytes:
    """Return the token that a TSA's answer holds, byte for byte; nothing is verified.

    Raises:
        TokenError: It holds none; why, as the TSA has it.
    """
    response = _decode(answer)
    if response.status >= _WITH_TOKEN:
        known = response.status < len(_STATUSES)
        status = _STATUSES[response.status] if known else f"status {response.status}"
        said = " ".join(response.status_string)[:_LONGEST_NAME]
        raise TokenError(f"the TSA gives no token: {status}" + (f" ({said})" if said else ""))
    token = response.time_stamp_token()
    if not token:
        raise TokenError(f"the TSA says {_STATUSES[response.status]!r}, and gives no token")
    return token


def parse_timestamp(token: bytes) -> Timestamp:
    """Return what a token says.

    Raises:
        TokenError: It is no token, has not one signer whose certificate it holds, or is over
            something else than a SHA-256 digest.
    """
    response = _decode(_wrapped(token))
    with _reading():
        info = response.tst_info
        kind = info.message_imprint.hash_algorithm.dotted_string
        if kind != SHA256:
            raise TokenError(f"the time stamp token is over a digest of kind {kind}, no SHA-256")
        signer = _signer(response)
        return Timestamp(
            token=token,
            imprint=info.message_imprint.message,
            given_at=info.gen_time,
            before=_whole(info.gen_time + _SECOND + _accuracy(info.accuracy)),
            tsa=signer.subject.rfc4514_string()[:_LONGEST_NAME],
            ends_at=signer.not_valid_after_utc,
            nonce=info.nonce,
        )


def is_under(timestamp: Timestamp, roots: Sequence["Certificate"]) -> bool:
    """Return whether names lead from a token's signer to one of these roots; nothing is verified.

    Through certificates in the token, and through those among `roots` that others have issued.
    """
    with _reading():
        response = _decode(_wrapped(timestamp.token))
        name = _signer(response).issuer
        between = {one.subject: one.issuer for one in (*_certificates(response), *roots)}
    anchors = {root.subject for root in roots if root.subject == root.issuer}
    for _ in between:
        if name in anchors or name not in between:
            break
        name = between[name]
    return name in anchors


def check_timestamp(timestamp: Timestamp, roots: Sequence["Certificate"]) -> None:
    """Check a token's signature, its TSA's certificate and the way from there to a root.

    Certificates are judged at the token's time (`ends_at` may have passed since); whether one was
    revoked is not asked.

    Args:
        timestamp: The token.
        roots: Certificates of authorities that the caller trusts with time, and of what stands
            between them and a TSA.

    Raises:
        SignatureError: Something of it does not hold.
    """
    from rfc3161_client import VerifierBuilder  # noqa: PLC0415 - 0.03 s that only a token needs

    _check_certificate(timestamp)
    verifier = VerifierBuilder(roots=list(roots)).build()
    try:
        verifier.verify(_decode(_wrapped(timestamp.token)), timestamp.imprint)
    except Exception as error:
        raise SignatureError(
            f"the time stamp token of {timestamp.tsa} does not hold: {_reason(str(error))}",
            remedy="it was altered, its certificate was not valid at the token's time, or the root"
            " is another of the same name",
        ) from error


def parse_roots(data: bytes) -> tuple["Certificate", ...]:
    """Return the certificates of a PEM file.

    Raises:
        KeyMaterialError: It holds none, or something that is none.
    """
    from cryptography.x509 import load_pem_x509_certificates  # noqa: PLC0415 - as above

    try:
        return tuple(load_pem_x509_certificates(data))
    except ValueError as error:
        raise KeyMaterialError(
            "the file holds no certificate in PEM",
            remedy="have the root certificate from the TSA's own site, in PEM",
        ) from error


def _check_certificate(timestamp: Timestamp) -> None:
    """Check that the certificate in a token is the one that its signer meant."""
    from cryptography.hazmat.primitives.serialization import Encoding  # noqa: PLC0415 - as above

    with _reading():
        signer = _signer(_decode(_wrapped(timestamp.token))).public_bytes(Encoding.DER)
        is_meant = names_certificate(timestamp.token, signer)
    if not is_meant:
        raise SignatureError(
            f"the time stamp token of {timestamp.tsa} was signed with another certificate than it"
            " shows",
            remedy="it was altered; have it once more from who keeps it",
        )


@contextmanager
def _reading() -> Iterator[None]:
    """Turn whatever the libraries raise over bytes that strangers wrote into a `TokenError`."""
    try:
        yield
    except TokenError:
        raise
    except Exception as error:
        raise TokenError(f"the time stamp token cannot be read: {error}") from error


def _decode(answer: bytes) -> "TimeStampResponse":
    from rfc3161_client import decode_timestamp_response  # noqa: PLC0415 - as above

    if len(answer) > MAX_TOKEN_BYTES:
        raise TokenError(f"the time stamp token has more than {MAX_TOKEN_BYTES:,} bytes")
    try:
        return decode_timestamp_response(answer)
    except ValueError as error:
        raise TokenError("the bytes are no time stamp token (RFC 3161)") from error


def _wrapped(token: bytes) -> bytes:
    """Return the answer that a token came in, as DER has it; the library reads nothing else."""
    content = _GRANTED + token
    size = len(content).to_bytes(4, "big").lstrip(b"\x00")
    # X.690 section 8.1.3: a small length is one byte, a larger one stands behind its own.
    is_short = len(content) < _LONG_FORM
    length = size if is_short else bytes([_LONG_FORM | len(size)]) + size
    return b"\x30" + length + content


def _certificates(response: "TimeStampResponse") -> list["Certificate"]:
    from cryptography.x509 import load_der_x509_certificate  # noqa: PLC0415 - as above

    return [load_der_x509_certificate(one) for one in response.signed_data.certificates]


def _signer(response: "TimeStampResponse") -> "Certificate":
    signers = response.signed_data.signer_infos
    if len(signers) != 1:
        raise TokenError(f"the time stamp token has {len(signers)} signers, not one")
    (signer,) = signers
    for one in _certificates(response):
        if (one.issuer, one.serial_number) == (signer.issuer, signer.serial_number):
            return one
    raise TokenError(
        "the time stamp token does not hold the certificate that signed it",
        remedy="ask for a token that does (certReq)",
    )


def _accuracy(stated: "Accuracy | None") -> timedelta:
    if stated is None:
        return timedelta()
    return timedelta(
        seconds=stated.seconds or 0,
        milliseconds=stated.millis or 0,
        microseconds=stated.micros or 0,
    )


def _whole(moment: datetime) -> datetime:
    """Return the first whole second that is not before a moment."""
    return moment if not moment.microsecond else moment.replace(microsecond=0) + _SECOND


def _reason(text: str) -> str:
    """Return why OpenSSL refuses, without the places in its own source."""
    _, found, rest = text.partition('data: "')
    return rest.partition('"')[0] if found else text.partition(": ErrorStack")[0]
