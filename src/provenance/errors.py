"""The one tree of deliberate errors: all that this package raises on purpose.

A leaf carries as fields what a program needs, and as its text one sentence for a person: what is
wrong, where, and what to do. Errors know nothing of terminals or exit codes.
"""


class ProvenanceError(Exception):
    """Base of every deliberate error.

    Attributes:
        what: One sentence, without a final full stop: what is wrong, and where.
        remedy: What the reader can do about it; empty where nothing can be done.
    """

    def __init__(self, what: str, *, remedy: str = "") -> None:
        super().__init__(what, remedy)
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what}; {self.remedy}" if self.remedy else self.what


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


class StoppedError(ProvenanceError):
    """A run was stopped while an answer was under way; it says nothing of the site."""


class NoCopyError(CaptureError):
    """A web archive keeps no copy, does not give it, or gives one of something else."""


class UnforeseenError(ProvenanceError):
    """A fault of this program, met at one target or one answer, which alone it ends."""


class MalformedError(ProvenanceError):
    """Bytes that are not what their format allows."""


class JsonSyntaxError(MalformedError):
    """Text that is not JSON.

    Attributes:
        line: Line of the first fault, from 1.
        column: Column of the first fault in characters, from 1.
    """

    def __init__(self, what: str, *, line: int, column: int, remedy: str = "") -> None:
        super().__init__(what, remedy=remedy)
        self.line = line
        self.column = column


class DuplicateKeyError(MalformedError):
    """A JSON object names one key twice, so that readers may disagree on its value."""


class NotAPostError(MalformedError):
    """JSON that is neither a post, nor a list of posts, nor a REST error."""


class FieldError(MalformedError):
    """A field that the canonical form rests on is missing or of the wrong type.

    Attributes:
        field: Dotted path of the field, as in `content.rendered`.
    """

    def __init__(self, what: str, *, field: str, remedy: str = "") -> None:
        super().__init__(what, remedy=remedy)
        self.field = field


class LimitError(MalformedError):
    """A text is beyond a limit of the canonical form, and was refused whole.

    Attributes:
        limit: Name of the limit, as `docs/spec/canonical-form.md` has it.
    """

    def __init__(self, what: str, *, limit: str, remedy: str = "") -> None:
        super().__init__(what, remedy=remedy)
        self.limit = limit


class NoteError(MalformedError):
    """A note, a checkpoint or a log proof is not spelled as its specification has it."""


class TokenError(MalformedError):
    """Bytes are no time stamp token, or none of the kind that is asked for here."""


class KeyMaterialError(MalformedError):
    """A key or its name is not what it must be, or may not be trusted."""


class NoArticleError(MalformedError):
    """A page has no element that is surely its article."""


class NotAnExportError(MalformedError):
    """A file is no export of a WordPress site."""


class SchemaMismatchError(MalformedError):
    """A document does not hold to its JSON Schema."""


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


class ArchiveError(ProvenanceError):
    """The archive cannot be used as asked."""


class NotAnArchiveError(ArchiveError):
    """The file is no provenance archive."""


class ReadOnlyArchiveError(ArchiveError):
    """The archive, or its folder, cannot be written."""


class NewerArchiveError(ArchiveError):
    """The archive was written by a newer version of this program."""


class BusyArchiveError(ArchiveError):
    """Another process kept the archive locked for too long."""


class MissingArchiveError(ArchiveError):
    """There is no archive where one was expected."""


class UnsignedLogError(ArchiveError):
    """The log has no checkpoint that would be needed, or none can be signed with this key."""


class UnknownEntryError(ArchiveError):
    """The log has no such entry."""


class PublishError(ArchiveError):
    """A folder to publish in cannot be read or written."""


class NothingWatchedError(ArchiveError):
    """The archive is to say what to watch, and nothing ever was watched."""


class SameArchiveError(ArchiveError):
    """Two archives were to be compared, and are one file."""


class UnknownPostError(ArchiveError):
    """No post, or no capture, in the archive answers to the name given."""


class AmbiguousPostError(ArchiveError):
    """More than one post, or version, answers to the name given."""


class IncomparableError(ArchiveError):
    """Two captures are of different canonical forms."""


class UnknownBlockError(ArchiveError):
    """A capture has no block of the number given."""


class KeyFileError(ProvenanceError):
    """A key cannot be read from where it is said to be, or not be written there."""
