"""Tables for people: the posts of an archive, a post's captures and versions."""

import re
from collections.abc import Sequence

from provenance.assess.wording import say_count, say_list, say_time
from provenance.digest import format_digest
from provenance.model import History, Observation, PostRecord
from provenance.report.layout import Page, Run, Style, cells, clip
from provenance.report.look import Look
from provenance.report.phrases import moment, short_digest
from provenance.report.text_capture import change, source_name
from provenance.report.text_difference import clipped
from provenance.report.text_post import write_headline
from provenance.report.text_timeline import never_changed, write_fits, write_timeline
from provenance.report.visible import visible

_GAP = "  "
_NUMBER = re.compile(r"[0-9,]+|-")  # "-" stands for none
_TITLE = 2  # where a title stands below its post
_SOURCE = 9  # where an address stands below its capture: under the time
_RUNS = 8
_SHORTEST_RANGE = 3


def write_table(
    page: Page,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    under: Sequence[str] = (),
    indent: int = 0,
) -> None:
    """Write columns under heads, and a line `under` each row, at `indent`, where there are such.

    Columns of digits stand to the right. Nothing is cut: what may be long comes last or under.
    """
    columns = list(zip(heads, *rows, strict=True))
    widths = _widths(columns)
    right = [all(_NUMBER.fullmatch(text) for text in column[1:]) for column in columns]
    for number, row in enumerate([heads, *rows]):
        fitted = [_fit(*each) for each in zip(row, widths, right, strict=True)]
        style = Style.PLAIN if number else Style.FAINT
        page.line(Run(_GAP.join(fitted).rstrip(), style, whole=True))
        if under and number:
            page.line(Run(under[number - 1], whole=True), indent=indent)


def _widths(columns: Sequence[Sequence[str]]) -> list[int]:
    return [max(cells(visible(text)) for text in column) for column in columns]


def _fit(text: str, width: int, right: bool) -> str:  # noqa: FBT001 - zipped, never called by hand
    text = visible(text)
    padding = " " * (width - cells(text))
    return padding + text if right else text + padding


def write_posts(page: Page, posts: Sequence[PostRecord], *, terminal: bool) -> None:
    """Write the posts of an archive, each with its title under the name that commands take."""
    heads = ("POST", "CAPTURES", "VERSIONS", "LAST SEEN")
    rows = [
        (str(post.key), f"{post.captures:,}", f"{post.versions:,}", moment(post.last))
        for post in posts
    ]
    titles = [clipped(post.title or "(no title)", whole=False) for post in posts]
    if terminal:
        titles = [clip(title, page.width - _TITLE) for title in titles]
    write_table(page, heads, rows, under=titles, indent=_TITLE)


def write_history(page: Page, history: History, look: Look) -> None:
    """Write one post's captures, each against the one before, its versions and its edits."""
    write_headline(page, history.post)
    page.blank()
    _write_captures(page, history, look)
    page.blank()
    for version in history.versions:
        page.line(
            Run(f"Version {version.number}", Style.STRONG),
            f"  {_shown_in(history.observations, version.number, whole=look.verbose)}",
            "" if look.verbose else f"  content {short_digest(version.content)}",
        )
        if look.verbose:
            for name in ("content", "words", "metadata"):
                digest = format_digest(getattr(version, name))
                page.line(Run(f"{name:<9}", Style.FAINT), digest)
    unchanged = never_changed(history.observations)
    if unchanged is not None:
        page.line(f"Text {unchanged}")
    if history.timeline:
        page.blank()
        write_timeline(page, history.timeline, look)
        write_fits(page, history.timeline)


def _write_captures(page: Page, history: History, look: Look) -> None:
    """Write a line a capture; where a terminal is too narrow for it, the source stands below."""
    heads = ("CAPTURE", "SERVED (UTC)", "VERSION", "CHANGED", "FROM")
    rows = _captures(history)
    widths = _widths(list(zip(heads, *rows, strict=True)))
    if look.terminal and sum(widths) + len(_GAP) * (len(widths) - 1) > page.width:
        under = [row[-1] for row in rows]
        write_table(page, heads[:-1], [row[:-1] for row in rows], under=under, indent=_SOURCE)
    else:
        write_table(page, heads, rows)


def _captures(history: History) -> list[tuple[str, ...]]:
    # Each against the one before that is of its kind: a page is never held against an answer.
    before: dict[str, Observation] = {}
    rows: list[tuple[str, ...]] = []
    for seen in history.observations:
        rows.append(
            (
                str(seen.capture_id),
                _served(seen),
                str(seen.version or "-"),
                change(seen, before.get(seen.snapshot.profile.name) if seen.snapshot else None),
                source_name(seen),
            )
        )
        if seen.snapshot is not None:
            before[seen.snapshot.profile.name] = seen
    return rows


def _served(seen: Observation) -> str:
    if seen.moment.at is None:
        return moment(seen.moment)
    return f"{say_time(seen.moment.at).removesuffix(' UTC')} ({seen.moment.basis.value})"


def _shown_in(seen: Sequence[Observation], version: int, *, whole: bool) -> str:
    """Return which captures show a version: ranges only where the table has no other between."""
    runs = _runs(seen, version)
    number = sum(map(len, runs))
    if number == 1:
        return f"in capture {runs[0][0]}"
    shown = runs if whole else runs[:_RUNS]
    parts = [part for run in shown for part in _range(run)]
    left = number - sum(map(len, shown))
    if left:
        parts.append(f"{left:,} more (-v lists them)")
    return f"in {say_count(number, 'capture')}: {say_list(parts)}"


def _runs(seen: Sequence[Observation], version: int) -> list[list[int]]:
    runs: list[list[int]] = []
    unbroken = False
    for each in seen:
        if each.version == version:
            if unbroken and each.capture_id > runs[-1][-1]:
                runs[-1].append(each.capture_id)
            else:
                runs.append([each.capture_id])
        unbroken = each.version == version
    return runs


def _range(run: Sequence[int]) -> list[str]:
    if len(run) < _SHORTEST_RANGE:
        return [str(number) for number in run]
    return [f"{run[0]} to {run[-1]}"]
