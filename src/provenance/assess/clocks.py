"""Times of an article as its page, feeds and sitemaps state them, against the interface's claims.

Owns how a stated time is read and when two agree. Never says which of them is right.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from provenance.assess.assessment import Assessment
from provenance.assess.findings import finding_on_one, in_order
from provenance.assess.wording import say_capture, say_list, say_quote, say_time
from provenance.digest import format_digest
from provenance.model import (
    ClockSource,
    Finding,
    Observation,
    Route,
    ShownPage,
    Snapshot,
    StatedTime,
)

# What lies within a minute is one act: a page is made in the second after a save.
TOLERANCE = timedelta(seconds=60)
_NAMES = {
    ClockSource.JSON_LD: "the page's schema.org data",
    ClockSource.OPEN_GRAPH: "the page's Open Graph data",
    ClockSource.TIME: "the page's line of dates",
}
# A page may state times of other articles too in these places.
_OF_MANY = frozenset({ClockSource.JSON_LD, ClockSource.TIME})
_FIELDS = {"published": "date_gmt", "modified": "modified_gmt"}


class _Claim(NamedTuple):
    """What the interface states.

    Attributes:
        at: The time; aware, UTC.
        offset: The site's offset from UTC at that time; None where the answer does not tell.
    """

    at: datetime
    offset: timedelta | None


def assess_clocks(
    so_far: Assessment,
    observations: Sequence[Observation],
    pages: Mapping[int, ShownPage],
) -> Assessment:
    """Return an assessment with what sources say of the times of the newest capture that has any.

    Args:
        so_far: What else the captures show.
        observations: All captures of the post in reading order.
        pages: Pages that were captured beside some of them, by the captures' ids.
    """
    newest = newest_with(observations, pages)
    if newest is None or newest.snapshot is None:
        return so_far
    page = pages[newest.capture_id]
    found, set_aside = _assess(newest, newest.snapshot, page)
    return Assessment(
        findings=in_order([*so_far.findings, *found], observations),
        set_aside=(*so_far.set_aside, *set_aside),
    )


def newest_with(observations: Sequence[Observation], held: Collection[int]) -> Observation | None:
    """Return the newest capture of the interface that has a page beside it; None without one."""
    for seen in reversed(observations):
        if seen.capture_id in held and seen.context.route is not Route.PAGE and seen.snapshot:
            return seen
    return None


def _assess(
    seen: Observation, snapshot: Snapshot, page: ShownPage
) -> tuple[list[Finding], list[str]]:
    """Return the finding, if there is one, and what could not be held against the interface."""
    differing: dict[str, str] = {}
    set_aside: list[str] = []
    for name, field in _FIELDS.items():
        claim = _claim(snapshot, name)
        stated = [one for one in page.stated if one.name == name]
        if claim is None or not stated:
            continue
        others = list(_others(claim, stated))
        unclear = [one.said for one in others if one.agrees is None]
        different = [one.said for one in others if one.agrees is False]
        if unclear:
            set_aside.append(
                f"Of when the article was {name}, this was not held against the interface's time in"
                f" {say_capture(seen)}: {say_list(unclear)}."
            )
        if different:
            differing[field] = (
                f"{name} {say_time(claim.at)} by the interface, and {say_list(different)}"
            )
    return ([_finding(seen, differing, page)] if differing else []), set_aside


def _finding(seen: Observation, differing: Mapping[str, str], page: ShownPage) -> Finding:
    finding = finding_on_one(
        "clocks-disagree",
        seen,
        f"Sources state different times for the article in {say_capture(seen)}, more than"
        f" {int(TOLERANCE.total_seconds())} s apart: {'; '.join(differing.values())}.",
        fields=tuple(differing),
    )
    digests = (*finding.evidence.digests, ("page.raw", format_digest(page.digest)))
    return replace(finding, evidence=replace(finding.evidence, digests=digests))


def _claim(snapshot: Snapshot, name: str) -> _Claim | None:
    claims = snapshot.claims
    at, local = (
        (snapshot.published_at, claims.date)
        if name == "published"
        else (snapshot.modified_at, claims.modified)
    )
    if at is None:
        return None
    there = _read(local) if local else None
    if isinstance(there, datetime) and there.tzinfo is None:
        return _Claim(at, there - at.astimezone(UTC).replace(tzinfo=None))
    return _Claim(at, None)


class _Other(NamedTuple):
    """What another source states.

    Attributes:
        said: Where, what, and how it was read.
        agrees: Whether it is the interface's time; None where that cannot be told.
    """

    said: str
    agrees: bool | None


def _others(claim: _Claim, stated: Sequence[StatedTime]) -> Iterator[_Other]:
    by_source: defaultdict[ClockSource, list[str]] = defaultdict(list)
    for one in stated:
        if one.value not in by_source[one.source]:
            by_source[one.source].append(one.value)
    for source, values in by_source.items():
        others = [_other(claim, source, value) for value in values]
        if source in _OF_MANY and len(others) > 1:
            agrees = True if any(one.agrees for one in others) else None
            said = f"several times in {_NAMES[source]}, which may be of other articles too"
            yield _Other(said, agrees)
        else:
            yield from others


def _other(claim: _Claim, source: ClockSource, value: str) -> _Other:
    at, said = _read(value), f"{say_quote(value)} by {_NAMES[source]}"
    if at is None:
        return _Other(f"{said}, which is no time that can be read", None)
    if not isinstance(at, datetime):
        return _Other(f"{said}, read as a day", at in _days(claim))
    if at.tzinfo is not None:
        return _Other(said, abs(at - claim.at) <= TOLERANCE)
    if claim.offset is None:
        return _Other(f"{said}, which names no zone, nor does the interface", None)
    there = (at - claim.offset).replace(tzinfo=UTC)
    zone = _say_offset(claim.offset)
    return _Other(f"{said} (no zone stated; read as the site's, {zone})", _are_one(there, claim.at))


def _are_one(one: datetime, other: datetime) -> bool:
    return abs(one - other) <= TOLERANCE


def _days(claim: _Claim) -> set[date]:
    """Return the days that a claim's time lies on: in UTC, and where the site is."""
    there = claim.at + (claim.offset or timedelta(0))
    return {claim.at.date(), there.date()}


def _read(value: str) -> datetime | date | None:
    """Return a time as ISO 8601 or RFC 5322 writes it; a date where no time of day is stated."""
    text = value.strip()
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def _say_offset(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"
