"""What each asking for a post brought, and under which log entries that can be shown."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from provenance.model.capture import Context
from provenance.model.finding import Moment
from provenance.model.history import PostRecord


class Shown(StrEnum):
    """What a capture shows, held against the capture before it."""

    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveredCapture:
    """One capture, and the log entries that are over it.

    Attributes:
        capture_id: The archive's number for it.
        moment: When it was served, and on whose word.
        context: Under what conditions it was served.
        shown: What it shows; the first capture of a post is `changed`.
        version: Number of the version it shows, from 1; None where it shows none.
        entry: Index of its own log entry, from 0; None where it changed nothing.
        run_entry: Index of its run's, which is over all captures; None where the run never ended.
    """

    capture_id: int
    moment: Moment
    context: Context
    shown: Shown
    version: int | None
    entry: int | None
    run_entry: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """One time that a post was asked for, and no capture of it came.

    Attributes:
        at: When that was known; aware, UTC.
        url: The address asked.
        failure: Why nothing came, in few words.
        run_entry: Index of its run's log entry, from 0; None where the run never ended.
    """

    at: datetime
    url: str
    failure: str
    run_entry: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A time in which nothing was seen of a post.

    Attributes:
        begin: When the capture before it was served; aware, UTC.
        end: When the one after it was; aware, UTC.
    """

    begin: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PostCoverage:
    """When a post was asked for, what came, and what of it the log can show.

    Attributes:
        post: The post.
        captures: Its captures, in the order in which rules read them.
        unanswered: Askings that brought none, in recording order.
        gaps: Times without a capture between two, the longest first.
        signed: How many entries the newest signed checkpoint is over; 0 where there is none.
    """

    post: PostRecord
    captures: tuple[CoveredCapture, ...]
    unanswered: tuple[Unanswered, ...]
    gaps: tuple[Gap, ...]
    signed: int
