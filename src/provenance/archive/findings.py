"""Which findings an earlier audit had; by fingerprint, so that new ones can be told."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from provenance.archive.inserts import add_row
from provenance.archive.tables import KNOWN_FINDING


def read_known(connection: Connection, post_no: int) -> frozenset[bytes]:
    """Return the fingerprints of a post's findings so far; each 32 bytes."""
    query = select(KNOWN_FINDING.c.fingerprint).where(KNOWN_FINDING.c.post_no == post_no)
    return frozenset(connection.execute(query).scalars())


def remember(connection: Connection, post_no: int, fingerprints: Iterable[bytes]) -> None:
    """Add those that are not known yet; the caller holds the write lock."""
    for fingerprint in sorted(frozenset(fingerprints) - read_known(connection, post_no)):
        row = {"post_no": post_no, "fingerprint": fingerprint}
        add_row(connection, KNOWN_FINDING, row)
