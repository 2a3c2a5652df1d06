"""Holds what rules read of hostile texts to its memory, and to what a tenth of them costs.

`python -m benchmarks.rules` prints a line a text and ends with 1 where one is over. Each is read in
a process of its own, under caps on its time and on its memory.
"""

import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import starmap
from typing import Final

from benchmarks.bounds import GROWTH, MEMORY_MB, Bounds, Cost
from benchmarks.child import in_child, peak_kib
from benchmarks.tables import Row, table, verdict
from provenance.assess.lookalikes import MixedWord, find_lookalikes
from provenance.assess.notes.carrying import Carrying, carrying
from provenance.assess.notes.lines import FoundNote, notes_in
from provenance.model import BlockChange, Change, EditClass, Passage

SECONDS: Final = 4.0
# Letters that look alike, of Latin and of Cyrillic.
_ALIKE: Final = "aceopxyABCEHKMOPTX\u0430\u0441\u0435\u043e\u0440\u0445\u0443\u0410\u0412\u0421"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One hostile text.

    Attributes:
        name: What there are many of.
        count: How many.
        read: Reads a text that has so many of them, and returns what that cost.
    """

    name: str
    count: int
    read: Callable[[int], Cost]


def one_mixed_word(count: int) -> partial[list[MixedWord]]:
    """Return what reads one word of so many letters of two alphabets, drawn at random."""
    return partial(find_lookalikes, f"The {_letters(count)} fell.")


def mixed_words(count: int) -> partial[list[MixedWord]]:
    """Return what reads so many letters of two alphabets, in words of five."""
    letters = _letters(count)
    words = " ".join(letters[place : place + 5] for place in range(0, count, 5))
    return partial(find_lookalikes, words)


def figures_in_a_note(count: int) -> partial[Carrying]:
    """Return what holds a long note of other figures against so many passages."""
    return partial(carrying, _note(str), _edits(count), "en")


def words_in_a_note(count: int) -> partial[Carrying]:
    """Return what holds a long note of words that nothing else has against so many passages."""
    return partial(carrying, _note("q{}z".format), _edits(count), "en")


def notes_of_a_page(count: int) -> partial[tuple[FoundNote, ...]]:
    """Return what finds so many notes, each in a paragraph of its own."""
    lines = [f"content\0:Correction, 30 May 2026: it was {n}.".encode() for n in range(count)]
    return partial(notes_in, lines)


def items_behind_a_label(count: int) -> partial[tuple[FoundNote, ...]]:
    """Return what finds one note of so many items of a list."""
    items = [f"content\0/ul\0+li\0:It was {n}.".encode() for n in range(count)]
    return partial(notes_in, [b"content\0+h3\0:Correction", b"content\0+ul\0+li\0:It.", *items])


def cost_of(make: Callable[[int], Callable[[], object]], count: int) -> Cost:
    """Return what reading a text costs this process."""
    read = make(count)
    start = time.process_time()
    read()
    seconds = time.process_time() - start
    return Cost(seconds=seconds, peak_mb=peak_kib() * 1024 / 1e6, bounded=False)


def _letters(count: int) -> str:
    return "".join(random.Random(7).choices(_ALIKE, k=count))


def _note(word: Callable[[int], str]) -> str:
    return f"Correction: {' '.join(map(word, range(90_000, 90_350)))}"


def _edits(count: int) -> list[BlockChange]:
    return [_edit(place, str(1_000 + place), str(20_000 + place)) for place in range(count)]


def _edit(place: int, before: str, after: str) -> BlockChange:
    return BlockChange(
        change=Change.CHANGED,
        field="content",
        before_index=place,
        after_index=place,
        before=f"The cost was {before} crowns.",
        after=f"The cost was {after} crowns.",
        passages=(Passage(before=before, after=after, classes=(EditClass.NUMBER,)),),
    )


CASES: Final = (
    Case(name="mixed letters, one word", count=200_000, read=partial(cost_of, one_mixed_word)),
    Case(name="mixed letters, words of five", count=200_000, read=partial(cost_of, mixed_words)),
    Case(name="passages, a note of figures", count=5_000, read=partial(cost_of, figures_in_a_note)),
    Case(name="passages, a note of words", count=5_000, read=partial(cost_of, words_in_a_note)),
    Case(name="notes on a page", count=5_000, read=partial(cost_of, notes_of_a_page)),
    Case(name="items behind a label", count=50_000, read=partial(cost_of, items_behind_a_label)),
)


def measure_rules() -> Iterator[tuple[Case, Bounds]]:
    """Yield what every hostile text costs, each in a process of its own under caps."""
    for case in CASES:
        many, few = (in_child(case.read, count) for count in (case.count, case.count // 10))
        yield case, Bounds(name=case.name, many=many, few=few)


def rules_part() -> Iterator[str]:
    """Yield the part on what rules read."""
    yield "## Rules on hostile texts"
    yield (
        f"Letters that look alike, and notes, each in a process of its own: under {SECONDS:g} s and"
        f" {MEMORY_MB:g} MB, and under {GROWTH:g} times the cost of a tenth. The guard of CI fails"
        " over the memory and the times."
    )
    yield table(("what", "seconds", "MB", "times a tenth", ""), starmap(_row, measure_rules()))


def _row(case: Case, bounds: Bounds) -> Row:
    many = bounds.many
    return (
        f"{case.count:,} {case.name}",
        f"{many.seconds:.2f}",
        f"{many.peak_mb:,.0f}",
        f"{bounds.growth:.1f}",
        verdict(missed=bounds.is_over or many.seconds > SECONDS),
    )


def main() -> int:
    """Measure, print a line a text, and return the exit code."""
    within = True
    for case, bounds in measure_rules():
        many = bounds.many
        print(
            f"{case.count:>7,} {case.name:42} {many.seconds:5.2f} s   {many.peak_mb:4.0f} MB"
            f"   {bounds.growth:5.1f} times a tenth   {'OVER' if bounds.is_over else 'held'}",
            flush=True,
        )
        within &= not bounds.is_over
    return int(not within)


if __name__ == "__main__":
    sys.exit(main())
