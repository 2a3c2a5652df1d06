"""One statement of the log by itself, as it was logged or signed in an envelope."""

from provenance.archive import Archive
from provenance.errors import UnknownEntryError
from provenance.evidence import format_envelope, sign_statement
from provenance.log import Signer, named_statement
from provenance.pipeline.logs import newest_entry
from provenance.pipeline.settings import Settings


def read_statement(wanted: int | str, settings: Settings) -> bytes:
    """Return the bytes of the statement that an entry names.

    Args:
        wanted: The entry's index; or a post, as `history` takes it: then its newest entry.
        settings: Which archive.

    Raises:
        ArchiveError: There is no such entry, or it names no statement.
        VerificationError: Entry or statement are no longer what was logged.
    """
    with Archive.open(settings.archive, create=False, read_only=True) as archive:
        index = wanted if isinstance(wanted, int) else newest_entry(archive, wanted)
        with archive.log().read() as log:
            if index >= log.size:
                raise UnknownEntryError(
                    f"the log has no entry {index}", remedy=f"its entries are 0 to {log.size - 1}"
                )
            (entry,) = log.entries(index, index + 1)
        digest = named_statement(entry)
        if digest is None:
            raise UnknownEntryError(
                f"log entry {index} is of a run or of rows, and names no statement",
                remedy="name a post, or the entry of one of its captures",
            )
        return archive.body(digest)


def signed_statement(wanted: int | str, settings: Settings, signer: Signer) -> bytes:
    """Return the DSSE envelope of the statement that an entry names; as `read_statement`."""
    return format_envelope(sign_statement(read_statement(wanted, settings), signer))
