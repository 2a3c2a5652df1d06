"""The order in which rules read a post's captures; pure.

Captures are recorded in the order in which they come, and an older saved answer may come late.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import TypeVar

_T = TypeVar("_T")
_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)


def reading_order(items: Iterable[_T], seen_at: Callable[[_T], datetime | None]) -> tuple[_T, ...]:
    """Return `items`, given in recording order, as rules read them.

    Each with a known time stands before the first already placed whose time is later; those of
    unknown time keep their place in recording order.
    """
    placed: list[_T] = []
    # latest[i] is the latest time among placed[: i + 1]. It never falls, so the first item that
    # is later than a given time is where `latest` first passes it: no scan.
    latest: list[datetime] = []
    for item in items:
        at = seen_at(item)
        if at is None:
            at = latest[-1] if latest else _BEFORE_ALL
        position = bisect_right(latest, at)
        placed.insert(position, item)
        latest.insert(position, at)
    return tuple(placed)
