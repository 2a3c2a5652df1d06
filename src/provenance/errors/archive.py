"""What an archive cannot do, or does not have."""

from provenance.errors.deliberate import ProvenanceError


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


class UnknownFindingError(ArchiveError):
    """No finding of a post, or more than one, answers to the name given."""
