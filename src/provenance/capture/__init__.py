"""The only code that talks to a network or reads an answer from disk."""

from provenance.capture.answer import Answer, PostSlice, split_answer
from provenance.capture.fetch import Fetched, fetch
from provenance.capture.files import read_file
from provenance.capture.freshness import freshness
from provenance.capture.live import capture_post
from provenance.capture.options import MAX_BODY_BYTES, Options
from provenance.capture.session import Session, open_session
from provenance.capture.target import TargetKind, classify

__all__ = [
    "MAX_BODY_BYTES",
    "Answer",
    "Fetched",
    "Options",
    "PostSlice",
    "Session",
    "TargetKind",
    "capture_post",
    "classify",
    "fetch",
    "freshness",
    "open_session",
    "read_file",
    "split_answer",
]
