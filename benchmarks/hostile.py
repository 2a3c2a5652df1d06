"""Holds hostile input to the cost of ordinary articles of as many bytes, or of as many tags.

Each input is either canonicalised, with every letter of it, or refused with a typed error; either
way in less than `LIMIT` times what ordinary articles take: as many bytes of them, or as many tags
where the input is hardly anything but tags (docs/adr/0065). Each runs in a process of its own,
under caps on its time and its memory. `python -m benchmarks.hostile` prints a line for each and
ends with 1 where one is over.
"""

import math
import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from benchmarks.child import ChildError, in_child
from benchmarks.corpus import post_with_content
from benchmarks.hostile_posts import Case, cases, ordinary
from benchmarks.timing import taken_in_turns, without_collector
from provenance.canonical import canonicalize, read_block
from provenance.errors import LimitError, MalformedError
from provenance.model import Snapshot

LIMIT: Final = 10.0
ROUNDS: Final = 3

Work = Callable[[bytes], Snapshot]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one hostile article cost.

    Attributes:
        seconds: Median over the rounds; infinite where nothing came.
        ordinary_s: The same for as many bytes of ordinary articles.
        outcome: `canonicalised`, `refused: ` and the limit, or what happened instead.
        is_sound: Whether that may be: all of the text, or a typed refusal.
    """

    seconds: float
    ordinary_s: float
    outcome: str
    is_sound: bool

    @property
    def ratio(self) -> float:
        """How many times as much as ordinary articles it cost."""
        return self.seconds / self.ordinary_s

    @property
    def is_over(self) -> bool:
        """Whether it was unsound or cost too much."""
        return not (self.is_sound and self.ratio < LIMIT)


def measure(case: Case, work: Work = canonicalize, *, rounds: int = ROUNDS) -> Cost:
    """Return what a case costs `work`, in turns with the ordinary articles it is held against."""
    hostile = case.raw
    usual = post_with_content(ordinary(case.ordinary_bytes), title="Hostile", post_id=1).raw
    attempt = partial(_attempt, work)
    try:
        with without_collector():
            rows = [
                (taken_in_turns([attempt], [hostile])[0], taken_in_turns([attempt], [usual])[0])
                for _ in range(rounds)
            ]
        outcome = attempt(hostile)
    except MemoryError:
        return _nothing("out of memory")
    is_sound = isinstance(outcome, MalformedError) or _letters(outcome, case.field) == case.letters
    return Cost(
        seconds=statistics.median(row[0] for row in rows),
        ordinary_s=statistics.median(row[1] for row in rows),
        outcome=(
            _told(outcome)
            if isinstance(outcome, MalformedError)
            else "canonicalised"
            if is_sound
            else "TEXT LOST"
        ),
        is_sound=is_sound,
    )


def measure_apart(case: Case, work: Work = canonicalize) -> Cost:
    """Return what a case costs in a process of its own, or that nothing came of it."""
    try:
        return in_child(measure, case, work)
    except ChildError as error:
        return _nothing(str(error))


def _attempt(work: Work, raw: bytes) -> Snapshot | MalformedError:
    try:
        return work(raw)
    except MalformedError as error:
        return error


def _told(refusal: MalformedError) -> str:
    return f"refused: {refusal.limit if isinstance(refusal, LimitError) else 'JSON'}"


def _letters(snapshot: Snapshot, field: str) -> int:
    """Count the characters of one field's text, white space apart."""
    blocks = map(read_block, snapshot.blocks)
    texts = (block.text for block in blocks if block.field == field)
    return sum(len(word) for text in texts for word in text.split())


def _nothing(outcome: str) -> Cost:
    return Cost(seconds=math.inf, ordinary_s=1.0, outcome=outcome, is_sound=False)


def line_for(case: Case, cost: Cost) -> str:
    """Return a line for people."""
    verdict = "OVER" if cost.is_over else "within"
    return (
        f"{case.name:45} {case.size_bytes / 1e6:6.2f} MB {cost.seconds * 1e3:9.1f} ms "
        f"{cost.ratio:7.2f}   {cost.outcome:20} {verdict}"
    )


def main() -> int:
    """Measure, print a line a case, and return the exit code."""
    print(f"hostile input, in costs of as many bytes of ordinary articles; limit {LIMIT:g}")
    failed = False
    for case in cases():
        cost = measure_apart(case)
        failed |= cost.is_over
        print(line_for(case, cost), flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
