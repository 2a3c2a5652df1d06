"""Versions, captures, bodies and log entries in one file whose history cannot be rewritten unseen.

Never talks to a network, never judges.
"""

from provenance.archive.archive import Archive
from provenance.archive.listings import StoredListing, StoredRevision
from provenance.archive.recording import Recording
from provenance.archive.records import RunInfo, StoredCapture
from provenance.archive.transaction import Transaction
from provenance.archive.watching import Poll, Sighting, Swept

__all__ = [
    "Archive",
    "Poll",
    "Recording",
    "RunInfo",
    "Sighting",
    "StoredCapture",
    "StoredListing",
    "StoredRevision",
    "Swept",
    "Transaction",
]
