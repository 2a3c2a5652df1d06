"""Versions, captures, bodies and log entries in one file whose history cannot be rewritten unseen.

Never talks to a network, never judges.
"""

from provenance.archive.archive import Archive
from provenance.archive.checkpoints import StoredCheckpoint
from provenance.archive.listings import StoredListing, StoredRevision
from provenance.archive.recording import Recording
from provenance.archive.records import (
    ExchangeRange,
    RunInfo,
    StoredCapture,
    StoredExchange,
    TakenCapture,
)
from provenance.archive.replays import Replays, RunEntry, altered_record
from provenance.archive.row_roots import RowRoot, parse_rows_document
from provenance.archive.stored_log import LogView, StoredLog
from provenance.archive.timestamps import StoredToken
from provenance.archive.transaction import Transaction
from provenance.archive.watching import LiveCapture, Poll, Swept

__all__ = [
    "Archive",
    "ExchangeRange",
    "LiveCapture",
    "LogView",
    "Poll",
    "Recording",
    "Replays",
    "RowRoot",
    "RunEntry",
    "RunInfo",
    "StoredCapture",
    "StoredCheckpoint",
    "StoredExchange",
    "StoredListing",
    "StoredLog",
    "StoredRevision",
    "StoredToken",
    "Swept",
    "TakenCapture",
    "Transaction",
    "altered_record",
    "parse_rows_document",
]
