"""What people said of a finding; it changes nothing of the finding."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ReviewStatus(StrEnum):
    """What a reviewer came to.

    CONFIRMED: the evidence shows what the finding says. EXPLAINED: which of the histories that fit
    it was, is known. DISPUTED: somebody says that the finding does not hold.
    """

    CONFIRMED = "confirmed"
    EXPLAINED = "explained"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """One remark on a finding.

    Attributes:
        made_at: When it was made; aware, UTC.
        made_by: Who made it, as they named themselves.
        status: What they came to; None where the remark brings no status.
        comment: Their words; None for none.
        reply: The publisher's words, as they quote them; None for none.
    """

    made_at: datetime
    made_by: str
    status: ReviewStatus | None = None
    comment: str | None = None
    reply: str | None = None
