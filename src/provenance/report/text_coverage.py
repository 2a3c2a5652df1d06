"""When a post was asked for, for people: stretches of like captures, what failed, and gaps."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby

from provenance.assess.wording import say_count, say_duration, say_time
from provenance.model import CoveredCapture, PostCoverage, Shown
from provenance.report.layout import Page
from provenance.report.look import Look
from provenance.report.text_history import write_table
from provenance.report.text_post import write_headline

_HEADS = ("CAPTURES", "SERVED (UTC)", "SHOWS", "LOG ENTRIES")
# With the headline and what stands below they fit a screen.
_STRETCHES = 10
_FEW = 3


def write_coverage(page: Page, coverage: PostCoverage, look: Look) -> None:
    """Write a line a stretch of like captures; `-v` writes a line each, and every failure."""
    write_headline(page, coverage.post)
    page.blank()
    rows = [_row(some) for some in _stretches(coverage.captures, each=look.verbose)]
    left = 0 if look.verbose else max(len(rows) - _STRETCHES, 0)
    write_table(page, _HEADS, rows[left:])
    if left:
        page.line(f"{say_count(left, 'earlier stretch', 'earlier stretches')}: -v lists all")
    page.blank()
    _write_unanswered(page, coverage, whole=look.verbose)
    _write_gaps(page, coverage)
    _write_log(page, coverage)


def _stretches(
    captures: Sequence[CoveredCapture], *, each: bool
) -> Iterator[Sequence[CoveredCapture]]:
    """Yield captures that follow each other and show the same; a change begins another."""
    stretch = 0

    def of(capture: CoveredCapture) -> tuple[int, Shown, int | None]:
        nonlocal stretch
        stretch += each or capture.shown is Shown.CHANGED
        return stretch, capture.shown, capture.version

    return (tuple(some) for _, some in groupby(captures, of))


def _row(some: Sequence[CoveredCapture]) -> tuple[str, ...]:
    first, last = some[0], some[-1]
    number = str(first.capture_id)
    if len(some) > 1:
        number = f"{number}-{last.capture_id} ({len(some):,})"
    return number, _served(first, last), _shows(first), _entries(some)


def _served(first: CoveredCapture, last: CoveredCapture) -> str:
    begin, end = first.moment.at, last.moment.at
    if begin is None or end is None:
        return "at an unknown time"
    return _time(begin) if begin == end else f"{_time(begin)} to {_time(end)}"


def _time(at: datetime) -> str:
    return say_time(at).removesuffix(" UTC")


def _shows(capture: CoveredCapture) -> str:
    version = "" if capture.version is None else f" version {capture.version}"
    return f"{capture.shown.value}{':' if version else ''}{version}"


def _entries(some: Sequence[CoveredCapture]) -> str:
    own = [] if some[0].entry is None else [f"{some[0].entry}"]
    runs = sorted({one.run_entry for one in some if one.run_entry is not None})
    if not runs:
        return ", ".join([*own, "its run never ended"])
    told = f"run {runs[0]}" if len(runs) == 1 else f"{len(runs):,} runs {runs[0]} to {runs[-1]}"
    return ", ".join([*own, told])


def _write_unanswered(page: Page, coverage: PostCoverage, *, whole: bool) -> None:
    failed = coverage.unanswered
    if not failed:
        return
    page.line(f"Asked {say_count(len(failed), 'time')} without a capture:")
    shown = failed if whole else failed[-_FEW:]
    page.bullets([f"{say_time(one.at)}: {one.failure} ({_run(one.run_entry)})" for one in shown])


def _run(entry: int | None) -> str:
    return "its run never ended" if entry is None else f"log entry: run {entry}"


def _write_gaps(page: Page, coverage: PostCoverage) -> None:
    for gap in coverage.gaps[:_FEW]:
        length = say_duration(gap.end - gap.begin)
        page.line(f"Nothing seen for {length}: {say_time(gap.begin)} to {say_time(gap.end)}")


def _write_log(page: Page, coverage: PostCoverage) -> None:
    if not coverage.signed:
        page.line("The log is unsigned: nobody outside can be shown any of this yet")
        return
    page.line(
        f"Signed: log entries 0 to {coverage.signed - 1:,}. To prove a capture:"
        " provenance log prove POST --capture N -o FILE"
    )
