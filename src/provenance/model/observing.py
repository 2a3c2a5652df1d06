"""What two observers saw of the same posts, held side by side; never a finding of an edit."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from provenance.model.capture import Failure
from provenance.model.difference import Difference
from provenance.model.history import Observation, PostRecord
from provenance.model.post import PostKey


class Likeness(StrEnum):
    """How alike two captures are, from the most to the least."""

    SAME = "same"
    SAME_TEXT = "same-text"
    SAME_WORDS = "same-words"
    DIFFERENT = "different"
    BOTH_REFUSED = "both-refused"
    ONE_REFUSED = "one-refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """Two captures of one post, near in time, one of each observer.

    Attributes:
        first: In the first archive.
        second: In the second archive.
        likeness: How alike they are.
        difference: What differs; None where nothing does, or where one is a refusal.
    """

    first: Observation
    second: Observation
    likeness: Likeness
    difference: Difference | None

    @property
    def apart(self) -> timedelta:
        """How far apart in time they are, without a sign."""
        first, second = self.first.moment.at, self.second.moment.at
        return abs(second - first) if first and second else timedelta()


@dataclass(frozen=True, slots=True, kw_only=True)
class PostSeen:
    """One post that both archives hold.

    Attributes:
        key: Which post.
        title: Its title as the first archive last had it.
        sightings: Pairs that were compared, by the first one's time.
        alone: How many captures of the first archive and of the second stand in no pair.
    """

    key: PostKey
    title: str
    sightings: tuple[Sighting, ...]
    alone: tuple[int, int]

    @property
    def is_same(self) -> bool:
        """Whether every pair shows the same text, or the same refusal."""
        alike = {Likeness.SAME, Likeness.SAME_TEXT, Likeness.BOTH_REFUSED}
        return all(sighting.likeness in alike for sighting in self.sightings)


@dataclass(frozen=True, slots=True, kw_only=True)
class ObserversSeen:
    """What two archives say of each other.

    Attributes:
        first: The first archive.
        second: The second archive.
        within: How far apart two captures may be to be held against each other.
        posts: Posts that both hold, in the order of the first.
        only_first: Posts that only the first holds.
        only_second: Posts that only the second holds.
        failures: Posts of both that a fault kept from being read.
    """

    first: Path
    second: Path
    within: timedelta
    posts: tuple[PostSeen, ...]
    only_first: tuple[PostRecord, ...]
    only_second: tuple[PostRecord, ...]
    failures: tuple[Failure, ...] = ()

    @property
    def is_compared(self) -> bool:
        """Whether anything at all was held against something."""
        return any(post.sightings for post in self.posts)
