"""What starting costs: importing the package, and printing the help, beside `python -c pass`.

`python -m benchmarks.startup` ends with 1 where one is over its limit. Processor time of a child
process, both in turns: the limits are 50 and 200 ms on the machine where a bare Python takes 13 ms,
held as multiples of that, so that another machine's pace does not matter.
"""

import resource
import statistics
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from benchmarks.tables import Row, verdict

ROUNDS: Final = 9
ATTEMPTS: Final = 3
BARE: Final = ("-c", "pass")
# Name, arguments to Python, milliseconds more than bare that it may take, and times bare in all.
WORKS: Final = (
    ("import provenance", ("-c", "import provenance"), 50, 4.8),
    ("provenance --help", ("-m", "provenance", "--help"), 200, 16.4),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What one start costs.

    Attributes:
        name: Of what is started.
        more_s: Seconds over a bare Python: the median of the rounds.
        ratio: To a bare Python: likewise.
        limit_s: Seconds that it may take more, where a bare Python takes 13 ms.
        limit: The ratio that is held.
    """

    name: str
    more_s: float
    ratio: float
    limit_s: float
    limit: float

    @property
    def is_over(self) -> bool:
        """Whether it misses the limit; NaN, which compares with nothing, does."""
        return not self.ratio <= self.limit


def measure_starts(*, rounds: int = ROUNDS) -> tuple[Start, ...]:
    """Return what each start costs; one more round fills the caches and is left out."""
    every = (BARE, *(arguments for _, arguments, _, _ in WORKS))
    rows = [[_processor_s(arguments) for arguments in every] for _ in range(rounds + 1)][1:]
    return tuple(
        Start(
            name=name,
            more_s=statistics.median(row[place] - row[0] for row in rows),
            ratio=statistics.median(row[place] / row[0] for row in rows),
            limit_s=limit_ms / 1e3,
            limit=limit,
        )
        for place, (name, _, limit_ms, limit) in enumerate(WORKS, start=1)
    )


def _processor_s(arguments: tuple[str, ...]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - the commands above
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def rows_for(starts: tuple[Start, ...]) -> Iterator[Row]:
    """Yield a row each: what, milliseconds more, their limit, the ratio, its limit, the verdict."""
    for start in starts:
        yield (
            start.name,
            f"{start.more_s * 1e3:.0f} ms more",
            f"{start.limit_s * 1e3:.0f} ms",
            f"{start.ratio:.1f} times bare",
            f"{start.limit:g}",
            verdict(missed=start.is_over),
        )


def main() -> int:
    """Measure, print a line each, and return the exit code; what is slower is slower every time."""
    for _ in range(ATTEMPTS):
        starts = measure_starts()
        for row in rows_for(starts):
            print("   ".join(row))
        if not any(start.is_over for start in starts):
            return 0
    return 1


if __name__ == "__main__":
    sys.exit(main())
