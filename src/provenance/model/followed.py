"""What following a feed or a sitemap to the articles that it names came to."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """One feed, or one sitemap with all that it names, followed to articles.

    Attributes:
        target: What the user asked for, as typed.
        named: How many different articles were named by what was read of it.
        asked: How many of those were asked for; which of them came, their own answers tell.
        unread: How many sitemaps, itself among them, were not read: nobody knows what these name.
        is_cut: Whether it ended where the user wanted no more.
        finished_at: When its last answer was received; aware, UTC.
    """

    target: str
    named: int
    asked: int
    unread: int
    is_cut: bool
    finished_at: datetime

    @property
    def complete(self) -> bool:
        """Whether every article that it names was asked for."""
        return self.asked == self.named and not self.unread
