"""Holds the diff of hostile texts to its memory, and to what a tenth of them costs.

`python -m benchmarks.bounds` prints a line a pair of texts and ends with 1 where one is over.
Each is compared in a process of its own, under caps on its time and on its memory.
"""

import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from benchmarks.child import in_child, peak_kib
from benchmarks.tables import Row, table, verdict
from provenance.diff.align import Budget
from provenance.diff.blocks import pair_blocks
from provenance.diff.spans import diff_words

SECONDS: Final = 2.0
MEMORY_MB: Final = 300.0
GROWTH: Final = 40.0  # of ten times the input: a square would be 100, a change of method some 25
MANY: Final = 60_000
FEW: Final = MANY // 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one hostile pair cost in a process of its own.

    Attributes:
        seconds: Processor seconds.
        peak_mb: The most memory that the process had, in MB, the interpreter included.
        bounded: Whether the diff says that it is coarser than it could be.
    """

    seconds: float
    peak_mb: float
    bounded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """One hostile pair at two lengths, one ten times the other."""

    name: str
    many: Cost
    few: Cost

    @property
    def growth(self) -> float:
        """What ten times the input costs, in times; what takes no time at all counts as 10 ms."""
        return self.many.seconds / max(self.few.seconds, 0.01)

    @property
    def is_over(self) -> bool:
        """Whether the guard fails on it."""
        return self.growth > GROWTH or self.many.peak_mb > MEMORY_MB

    @property
    def misses(self) -> bool:
        """Whether it misses a limit of this page, seconds on this machine included."""
        return self.is_over or self.many.seconds > SECONDS


def distinct_words(count: int) -> tuple[str, str]:
    """Return two texts with no word in common."""
    return _text("a", range(count)), _text("b", range(count))


def shuffled_words(count: int) -> tuple[str, str]:
    """Return a text of distinct words, and the same words in another order."""
    return _text("a", range(count)), _text("a", random.Random(7).sample(range(count), count))


def few_words(count: int) -> tuple[str, str]:
    """Return two texts of the same eight words."""
    drawn = random.Random(7)
    before, after = (drawn.choices(range(8), k=count) for _ in range(2))
    return _text("", before), _text("", after)


def unspaced_text(count: int) -> tuple[str, str]:
    """Return two texts of Chinese characters drawn from a thousand."""
    drawn = random.Random(7)
    before, after = (drawn.choices(range(0x4E00, 0x4E00 + 1_000), k=count) for _ in range(2))
    return "".join(map(chr, before)), "".join(map(chr, after))


def marks_alone(count: int) -> tuple[str, str]:
    """Return a word, and the word with exclamation marks behind it."""
    return "word it is", f"word {'!' * count}it is"


def rewritten_paragraph(count: int) -> tuple[str, str]:
    """Return one paragraph, and the same with every third word another one."""
    drawn = random.Random(7)
    before = drawn.choices(range(5_000), k=count)
    after = [drawn.randrange(5_000) if drawn.random() < 0.3 else word for word in before]
    return _text("a", before), _text("a", after)


def _text(letter: str, numbers: Sequence[int]) -> str:
    return " ".join(f"{letter}{number}" for number in numbers)


def cost_of_texts(make: Callable[[int], tuple[str, str]], count: int) -> Cost:
    """Return what one diff of two texts costs this process."""
    before, after = make(count)
    budget = Budget()
    start = time.process_time()
    diff_words(before, after, budget)
    seconds = time.process_time() - start
    return Cost(seconds=seconds, peak_mb=peak_kib() * 1024 / 1e6, bounded=budget.bitten)


def cost_of_blocks(make: Callable[[int], tuple[str, str]], count: int) -> Cost:
    """Return what pairing the same words costs this process, four of them a block."""
    before, after = map(_blocks, make(count))
    budget = Budget()
    start = time.process_time()
    pair_blocks(before, after, budget)
    seconds = time.process_time() - start
    return Cost(seconds=seconds, peak_mb=peak_kib() * 1024 / 1e6, bounded=budget.bitten)


def _blocks(text: str) -> list[bytes]:
    words = text.split()
    return [
        f"content\0:{' '.join(words[place : place + 4])}".encode()
        for place in range(0, len(words), 4)
    ]


_CASES: Final = {
    "distinct words against others": partial(cost_of_texts, distinct_words),
    "distinct words in another order": partial(cost_of_texts, shuffled_words),
    "words drawn from eight": partial(cost_of_texts, few_words),
    "Chinese characters": partial(cost_of_texts, unspaced_text),
    "exclamation marks put in": partial(cost_of_texts, marks_alone),
    "words of one paragraph, 30 % rewritten": partial(cost_of_texts, rewritten_paragraph),
    "distinct words in blocks of four": partial(cost_of_blocks, distinct_words),
    "words drawn from eight, in blocks of four": partial(cost_of_blocks, few_words),
}


def measure_bounds() -> Iterator[Bounds]:
    """Yield what every hostile pair costs, each in a process of its own under caps."""
    for name, cost in _CASES.items():
        yield Bounds(name=name, many=in_child(cost, MANY), few=in_child(cost, FEW))


def bounds_part() -> Iterator[str]:
    """Yield the part on bounds."""
    yield "## Bounds of a diff"
    yield (
        f"{MANY:,} against as many, each in a process of its own: under {SECONDS:g} s and"
        f" {MEMORY_MB:g} MB, and under {GROWTH:g} times the cost of a tenth. *Coarser* is what the"
        " diff says of itself. The guard of CI fails over the memory and the times."
    )
    yield table(
        ("what", "seconds", "MB", "times a tenth", "coarser", ""),
        map(_bounds_row, measure_bounds()),
    )


def _bounds_row(bounds: Bounds) -> Row:
    return (
        f"{MANY:,} {bounds.name}",
        f"{bounds.many.seconds:.2f}",
        f"{bounds.many.peak_mb:,.0f}",
        f"{bounds.growth:.1f}",
        "yes" if bounds.many.bounded else "no",
        verdict(missed=bounds.misses),
    )


def main() -> int:
    """Measure, print a line a pair, and return the exit code."""
    within = True
    for bounds in measure_bounds():
        many = bounds.many
        print(
            f"{MANY:,} {bounds.name:42} {many.seconds:5.2f} s   {many.peak_mb:4.0f} MB"
            f"   {bounds.growth:5.1f} times a tenth   {'OVER' if bounds.is_over else 'held'}",
            flush=True,
        )
        within &= not bounds.is_over
    return int(not within)


if __name__ == "__main__":
    sys.exit(main())
