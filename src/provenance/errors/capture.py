"""Answers that could not be had: from a site, from a web archive, from a disk."""

from provenance.errors.deliberate import ProvenanceError


class CaptureError(ProvenanceError):
    """An answer could not be had, or not whole."""


class UnreadableFileError(CaptureError):
    """A saved answer could not be read from disk."""


class AddressError(CaptureError):
    """A target is no address that can be asked."""


class RefusedAddressError(CaptureError):
    """A host resolves to a private, loopback or link-local address."""


class UnreachableError(CaptureError):
    """No connection: name not found, refused, or timed out."""


class NoServerError(UnreachableError):
    """Nobody answers at an address: its name is not known, or connections to it are refused."""


class TlsError(CaptureError):
    """The server's certificate or TLS handshake failed."""


class RedirectError(CaptureError):
    """Redirects loop, are too many, or lead to no HTTP address."""


class TruncatedBodyError(CaptureError):
    """The body ended before the length that was announced, or stalled."""


class OversizeBodyError(CaptureError):
    """The body is longer than the limit on one answer."""


class StatusError(CaptureError):
    """The server answered, and with a status that carries no post.

    Attributes:
        status: The HTTP status code.
    """

    def __init__(self, what: str, *, status: int, remedy: str = "") -> None:
        super().__init__(what, remedy=remedy)
        self.status = status


class NotJsonAnswerError(CaptureError):
    """A web page or other text came where JSON was expected."""


class AnotherPostError(CaptureError):
    """An answer, or a page, is of another post than the one that was asked for.

    Attributes:
        asked: Number of the post that was asked for; None where the address tells none.
        served: Number of the post that came.
    """

    def __init__(self, what: str, *, asked: int | None, served: int, remedy: str = "") -> None:
        super().__init__(what, remedy=remedy)
        self.asked = asked
        self.served = served


class LoginError(CaptureError):
    """A site did not take a sign-in, or a password must not be sent to it."""


class RobotsError(CaptureError):
    """A site asks programs not to ask for an address, or nobody can tell whether it does."""


class FeedError(CaptureError):
    """A feed or a sitemap cannot be read, or is refused."""


class ListingError(CaptureError):
    """A site's list of posts, or one post in it, could not be had."""


class DiscoveryError(CaptureError):
    """A page names no REST interface, or not the post that it shows."""


class NoCopyError(CaptureError):
    """A web archive keeps no copy, does not give it, or gives one of something else."""
