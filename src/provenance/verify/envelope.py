"""The check of one signed statement (`docs/spec/log.md`, 5.2)."""

from provenance.digest import format_digest
from provenance.errors import ContentMismatchError, MalformedError
from provenance.evidence import (
    STATEMENT_PAYLOAD,
    check_envelope,
    parse_envelope,
    statement_subject,
)
from provenance.model import EvidenceKind, Verification
from provenance.verify.checkpoint import Trusted
from provenance.verify.steps import NO_KEY, Steps, format_second

_SPELLED = "the document is a DSSE envelope with one signature, spelled as one"
_SIGNED = "the statement is signed by the log's key"
_IN_TIME = "it was signed before its key's time ended"
_STATEMENT = "it is a statement of an article, spelled as one"
_OF_DIGEST = "that is the content digest that was given"


def verify_envelope(
    data: bytes,
    *,
    content_digest: bytes | None = None,
    trusted: Trusted,
    steps: Steps | None = None,
) -> Verification:
    """Check an envelope against the key of the log whose owner is said to have signed it.

    Args:
        data: The document's bytes.
        content_digest: The content digest that it is to be of, 32 bytes; None for none.
        trusted: Whose word it is held against; a policy names no key for it.
        steps: Where the steps go; with one's own, those of a check that fails are had as well.

    Raises:
        MalformedError: Steps 1 and 3: it is no envelope, no statement, or not spelled as one.
        SignatureError: Step 2: the key did not sign it.
        ContentMismatchError: Step 4: it is of another content digest.
    """
    steps = steps or Steps()
    of_digest = () if content_digest is None else (_OF_DIGEST,)
    of_time = () if trusted.key_until is None else (_IN_TIME,)
    steps.plan(EvidenceKind.STATEMENT, _SPELLED, _SIGNED, *of_time, _STATEMENT, *of_digest)
    envelope = parse_envelope(data)
    steps.holds(_SPELLED)
    steps.begin(_SIGNED)
    if trusted.key is None:
        steps.not_checked(f"the statement is signed by {envelope.key}", NO_KEY)
    else:
        check_envelope(envelope, trusted.key)
        steps.holds(f"the statement is signed by {envelope.key}")
    if trusted.key_until is not None:
        steps.begin(_IN_TIME)
        until = format_second(trusted.key_until)
        what = f"it was signed before {until}, when its key's time ended"
        steps.not_checked(what, "an envelope bears no time, and no token is over it")
    steps.begin(_STATEMENT)
    if envelope.payload_type != STATEMENT_PAYLOAD:
        raise MalformedError(f"the envelope holds {envelope.payload_type[:80]!r}, no statement")
    name, digest = statement_subject(envelope.payload)
    said = format_digest(digest)
    steps.holds(f"it is a statement of {name} with the content digest {said}, spelled as one")
    if content_digest is not None:
        steps.begin(_OF_DIGEST)
        if content_digest != digest:
            raise ContentMismatchError(
                f"the statement is of the content digest {said}, not of"
                f" {format_digest(content_digest)}",
                remedy="one of the two is of another version or another post, or was altered",
            )
        steps.holds(_OF_DIGEST)
    return steps.verification()
