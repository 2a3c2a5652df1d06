"""A log of a million entries and an archive of 100,000 versions, measured apart from all others.

`python -m benchmarks.large` takes an hour and 2 GB of disk, and writes `LARGE.md`, which
`make bench` takes into `RESULTS.md` as it stands. Owns that page; measures nothing by itself.
"""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from benchmarks.evidence import BATCH, measure_all
from benchmarks.figures import Figure, figures_table, line_for

PAGE: Final = Path(__file__).with_name("LARGE.md")
ENTRIES: Final = 1_000_000
VERSIONS: Final = 100_000
_HEAD: Final = f"""\
## A large log and a large archive

A log of {ENTRIES:,} entries, appended {BATCH:,} at a time, and an archive of {VERSIONS:,}
versions of 40 posts, written by `python -m benchmarks.large` on a run of its own, outside CI. A
ratio of *a version* or *an entry* is 1 where a check takes as long for each of many as for each of
few; that of proofs is 1 where they do not grow at all. CI holds none of these."""


def page_of(figures: Iterable[Figure]) -> str:
    """Return the page that says what was measured."""
    reported = (replace(figure, held=None) for figure in figures)
    return f"{_HEAD}\n\n{figures_table(reported)}\n"


def large_part() -> Iterator[str]:
    """Yield the part as it was written last."""
    yield PAGE.read_text(encoding="utf-8").rstrip("\n")


def main() -> int:
    """Measure, print a line a figure as it comes, write the page, and return the exit code."""
    figures = []
    for figure in measure_all(ENTRIES, VERSIONS):
        print(line_for(figure), flush=True)
        figures.append(figure)
    PAGE.write_text(page_of(figures), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
