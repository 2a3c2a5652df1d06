"""What asking a site for all of its posts came to, one collection at a time."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class SweepKind(StrEnum):
    """What a sweep asked of each post.

    FULL had every post's text. CLAIMS had what the site says of every post's history, and the
    texts of those alone whose claims had moved: of the others it shows nothing, not even that
    they are unchanged, since changes that bypass a save do not move the claims.
    """

    FULL = "full"
    CLAIMS = "claims"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """One walk through the list of one kind of post of one site.

    Attributes:
        target: What the user asked for, as typed.
        site: As `PostKey.site`.
        collection: The list's route: `/wp/v2/posts`.
        kind: What was asked of each post.
        filters: Parameters that narrowed the list, in order: `("author", "3")`.
        claimed: How many posts the site says the list has (`X-WP-Total`); None where it does not.
        listed: How many different posts it listed.
        asked: How many of those were asked for in full.
        had: How many of those came.
        is_cut: Whether it ended where the user wanted no more, before the list did.
        complete: Whether the list was read to its end, the two numbers agree, and every post that
            was asked for in full came.
        notes: What was odd on the way, one sentence without full stop each.
        finished_at: When its last answer was received; aware, UTC.
        ids: Of the posts that it listed; the archive has them in the lists themselves.
    """

    target: str
    site: str
    collection: str
    kind: SweepKind
    filters: tuple[tuple[str, str], ...]
    claimed: int | None
    listed: int
    asked: int
    had: int
    is_cut: bool
    complete: bool
    notes: tuple[str, ...]
    finished_at: datetime
    ids: frozenset[int] = field(default=frozenset(), repr=False)

    @property
    def falls_short(self) -> bool:
        """Whether the site says that it has more than it listed, and nobody wanted less."""
        return not self.is_cut and self.claimed is not None and self.listed < self.claimed
