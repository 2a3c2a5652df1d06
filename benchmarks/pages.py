"""A report of many posts: how long it takes, how large it is, and how soon a browser paints it.

`python -m benchmarks.pages` ends with 1 where one of the three is over its limit. The archive is
made by the pipeline itself: every tenth post shows another text in each of its captures.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks import startup
from benchmarks.archives import fill_archive
from benchmarks.tables import Row, table, verdict

POSTS: Final = 1_000
CAPTURES: Final = 5_000
EDITED_EVERY: Final = 10
MAKING_LIMIT_S: Final = 10.0
SIZE_LIMIT_BYTES: Final = 20_000_000
PAINT_LIMIT_S: Final = 1.0
_FLAGS: Final = ("--no-sandbox", "--disable-gpu", "--no-first-run")
_PAINTED: Final = """async () => {
  const name = "first-contentful-paint";
  for (;;) {
    const [entry] = performance.getEntriesByName(name);
    if (entry) return entry.startTime;
    await new Promise(requestAnimationFrame);
  }
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One report.

    Attributes:
        posts: How many posts it is of.
        captures: How many captures the archive has of them.
        seconds: Wall time of `provenance report --all`, from its start to its end.
        size_bytes: Of the page.
        paint_s: From the start of loading to the first contentful paint; None without Chromium.
    """

    posts: int
    captures: int
    seconds: float
    size_bytes: int
    paint_s: float | None

    @property
    def is_over(self) -> bool:
        """Whether one of the figures misses its limit."""
        return (
            not self.seconds < MAKING_LIMIT_S
            or not self.size_bytes < SIZE_LIMIT_BYTES
            or (self.paint_s is not None and not self.paint_s < PAINT_LIMIT_S)
        )


def measure_page(*, posts: int = POSTS, captures: int = CAPTURES) -> Made:
    """Return what a report of an archive with so many posts and captures comes to."""
    with tempfile.TemporaryDirectory() as name:
        archive, page = Path(name, "provenance.db"), Path(name, "report.html")
        fill_archive(archive, captures, posts=posts, edited_every=EDITED_EVERY)
        start = time.perf_counter()
        command = [sys.executable, "-m", "provenance", "report", "--all", "--quiet"]
        subprocess.run(  # noqa: S603 - our own command on files of our own
            [*command, "--archive", str(archive), "-o", str(page)], check=True
        )
        seconds = time.perf_counter() - start
        return Made(
            posts=posts,
            captures=captures,
            seconds=seconds,
            size_bytes=page.stat().st_size,
            paint_s=first_paint(page),
        )


def first_paint(page: Path) -> float | None:
    """Return how long Chromium takes to paint a page's first content; None where there is none."""
    chromium = shutil.which("chromium")
    if chromium is None:
        return None
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where there is a browser

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=[*_FLAGS])
        try:
            opened = browser.new_page()
            opened.goto(page.as_uri(), wait_until="commit")
            return float(opened.evaluate(_PAINTED)) / 1e3
        finally:
            browser.close()


def rows_for(made: Made) -> list[Row]:
    """Return the figures with their limits."""
    what = f"{made.posts:,} posts with {made.captures:,} captures"
    figures: list[tuple[str, float | None, float, str]] = [
        (f"report of {what}", made.seconds, MAKING_LIMIT_S, "s"),
        ("its size", made.size_bytes / 1e6, SIZE_LIMIT_BYTES / 1e6, "MB"),
        ("its first paint in Chromium", made.paint_s, PAINT_LIMIT_S, "s"),
    ]
    return [
        (name, "no Chromium here", f"{limit:g} {unit}", "")
        if value is None
        else (name, f"{value:.2f} {unit}", f"{limit:g} {unit}", verdict(missed=not value < limit))
        for name, value, limit, unit in figures
    ]


def page_part() -> Iterator[str]:
    """Yield the part on a report of many posts, and on starting at all."""
    yield "## A report, and a start"
    yield (
        "A report by the wall clock, the archive's every tenth post another text in each capture."
        " A start in processor time, its milliseconds over a bare Python; CI holds the ratio."
    )
    yield table(("what", "measured", "limit", ""), rows_for(measure_page()))
    head = ("start", "measured", "limit", "ratio", "held", "")
    yield table(head, startup.rows_for(startup.measure_starts()))


def main() -> int:
    """Measure, print a line a figure, and return the exit code."""
    made = measure_page()
    for row in rows_for(made):
        print("   ".join(row))
    return int(made.is_over)


if __name__ == "__main__":
    sys.exit(main())
