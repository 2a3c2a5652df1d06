"""How much of two texts is the same at their beginning and at their end."""

from collections.abc import Callable


def common_start(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    return _longest(min(len(one), len(other)), lambda size: one.startswith(other[:size]))


def common_end(one: str, other: str) -> int:
    """Return how many characters two texts end with alike."""
    shorter = min(len(one), len(other))
    return _longest(shorter, lambda size: one.endswith(other[len(other) - size :]))


def _longest(limit: int, fits: Callable[[int], bool]) -> int:
    """Return the greatest size up to `limit` that fits, by halving: what is smaller fits too."""
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low
