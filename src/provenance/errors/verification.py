"""What was checked and does not hold."""

from provenance.errors.deliberate import ProvenanceError


class VerificationError(ProvenanceError):
    """Something that was checked does not hold."""


class DigestMismatchError(VerificationError):
    """Stored bytes no longer have the digest that they were stored under."""


class ProofError(VerificationError):
    """An inclusion or consistency proof does not lead where it is said to."""


class SignatureError(VerificationError):
    """A signature that was looked for is not there, or is not of this text and key."""


class InconsistentLogError(VerificationError):
    """A log is not the continuation of what was signed before."""


class WitnessError(VerificationError):
    """A witness does not cosign a checkpoint.

    Attributes:
        status: The HTTP status that tells why (c2sp.org/tlog-witness).
        size: For 409, the size that it cosigned last; else None.
    """

    def __init__(self, what: str, *, status: int, size: int | None = None) -> None:
        super().__init__(what)
        self.status = status
        self.size = size


class ContentMismatchError(VerificationError):
    """A proof leads to another content digest than the one it was held against."""


class BundleError(VerificationError):
    """A bundle is not whole: damaged, altered, or not spelled as one."""
