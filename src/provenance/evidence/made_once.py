"""What is made of the same values several times in a row, made once; only the last is kept."""

from collections.abc import Callable
from operator import is_
from typing import TypeVar, TypeVarTuple

_Of = TypeVarTuple("_Of")
_Made = TypeVar("_Made")


def made_once(make: Callable[[*_Of], _Made]) -> Callable[[*_Of], _Made]:
    """Return `make`, which gives what it gave last where it is asked of the very same objects.

    The objects have to be immutable. They are told by identity: to hash or to compare a body costs
    as much as what is saved.
    """
    last: tuple[tuple[object, ...], _Made] | None = None

    def made(*of: *_Of) -> _Made:
        nonlocal last
        asked: tuple[object, ...] = of
        kept = last
        if kept is None or not all(map(is_, kept[0], asked)):
            last = kept = (asked, make(*of))
        return kept[1]

    return made
