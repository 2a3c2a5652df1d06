"""What a project decided of findings beforehand: other levels, and what it has looked at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from provenance.model.finding import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignore:
    """One rule that is not to be told of again, for a reason and until a day.

    Attributes:
        rule: Slug of the rule.
        post: `SITE#NUMBER` or address of the one post; None for every post.
        reason: Why, in the words of whoever decided.
        until: The last day on which it holds (UTC).
    """

    rule: str
    post: str | None
    reason: str
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrides:
    """All of a project's decisions.

    Attributes:
        source: Name of the file that has them.
        levels: Level by the slug of its rule.
        ignores: In the file's order.
    """

    source: str
    levels: Mapping[str, Level] = field(default_factory=dict)
    ignores: tuple[Ignore, ...] = ()
