"""Which of the copies that an archive lists are asked for; pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from provenance.capture.memento import Copy

_OK = 200
_REDIRECTS = range(300, 400)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How many copies are asked for, and from when.

    Attributes:
        limit: How many of each address.
        since: The earliest time; aware; None for no bound.
        until: The latest time, likewise.
    """

    limit: int = 100
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What was chosen.

    Attributes:
        copies: The copies to ask for, by time.
        notes: What was left out, and why, a sentence each.
    """

    copies: tuple[Copy, ...]
    notes: tuple[str, ...]


def choose_copies(
    listed: Sequence[Copy], bounds: Bounds, *, address: str, refusals: bool
) -> Choice:
    """Return the copies to ask for: of equal ones in a row the first and the last.

    Args:
        listed: All that the archive lists.
        bounds: How many, and from when.
        address: What they are copies of, for the notes.
        refusals: Whether copies of refusals say something: those of a REST address do.
    """
    by_time = sorted({copy.url: copy for copy in listed}.values(), key=lambda copy: copy.at)
    within = [copy for copy in by_time if _is_within(copy, bounds)]
    told = [copy for copy in within if not _is_of_use(copy, refusals=refusals)]
    of_use = [copy for copy in within if _is_of_use(copy, refusals=refusals)]
    ends = _ends_of_runs(of_use)
    chosen = _spread(ends, bounds.limit)
    notes = [
        *_say_others(told, address),
        *_say_left_out(len(by_time) - len(within), address, "outside of --from and --to"),
        *_say_left_out(len(of_use) - len(ends), address, "between two with the same digest"),
        *_say_left_out(len(ends) - len(chosen), address, "over --limit"),
    ]
    return Choice(copies=tuple(chosen), notes=tuple(notes))


def _is_within(copy: Copy, bounds: Bounds) -> bool:
    early = bounds.since is not None and copy.at < bounds.since
    late = bounds.until is not None and copy.at > bounds.until
    return not (early or late)


def _is_of_use(copy: Copy, *, refusals: bool) -> bool:
    if copy.status is None or copy.status == _OK:
        return True
    return refusals and copy.status not in _REDIRECTS


def _ends_of_runs(copies: Sequence[Copy]) -> list[Copy]:
    """Return the copies that are first or last of neighbours with one digest."""
    ends: list[Copy] = []
    for digest, group in groupby(copies, key=lambda copy: copy.digest):
        run = list(group)
        ends += run if digest is None or len(run) == 1 else [run[0], run[-1]]
    return ends


def _spread(copies: list[Copy], limit: int) -> list[Copy]:
    """Return at most `limit` copies, the first and the last among them, evenly in between."""
    if len(copies) <= limit:
        return copies
    if limit == 1:
        return copies[-1:]
    step = (len(copies) - 1) / (limit - 1)
    return [copies[round(step * place)] for place in range(limit)]


def _say_others(copies: Sequence[Copy], address: str) -> list[str]:
    counted = Counter(copy.status for copy in copies)
    return [
        f"not asked for: {_count(number)} of {address} with the status {status}, as the archive saw"
        " it, which shows no text"
        for status, number in counted.items()
    ]


def _say_left_out(number: int, address: str, why: str) -> list[str]:
    return [f"not asked for: {_count(number)} of {address} {why}"] if number else []


def _count(number: int) -> str:
    return "1 copy" if number == 1 else f"{number:,} copies"
