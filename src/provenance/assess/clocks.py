"""Times of an article as its page, feeds and sitemaps state them, against the interface's claims.

Owns how a stated time is read and when two agree. Never says which of them is right.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from provenance.assess.assessment import Assessment
from provenance.assess.findings import finding_on_one, in_order, with_digests
from provenance.assess.wording import say_capture, say_list, say_quote, say_time
from provenance.model import (
    ClockSource,
    Finding,
    Observation,
    Route,
    ShownPage,
    Snapshot,
    TimeBeside,
)

# What lies within a minute is one act: a page is made in the second after a save.
TOLERANCE = timedelta(seconds=60)
_NAMES = {
    ClockSource.JSON_LD: "the page's schema.org data",
    ClockSource.OPEN_GRAPH: "the page's Open Graph data",
    ClockSource.TIME: "the page's line of dates",
    ClockSource.FEED: "the feed",
    ClockSource.SITEMAP: "the sitemap",
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


class _Stated(NamedTuple):
    """One time as a source beside the interface states it.

    Attributes:
        source: Which source, as a sentence names it.
        name: `published` or `modified`.
        value: As written.
        of_many: Whether it may be of another article.
        raw: Under which name the finding gives the digest of the source's bytes.
        digest: That digest, 32 bytes.
    """

    source: str
    name: str
    value: str
    of_many: bool
    raw: str
    digest: bytes


def assess_clocks(
    so_far: Assessment,
    observations: Sequence[Observation],
    pages: Mapping[int, ShownPage],
    listed: Mapping[int, Sequence[TimeBeside]],
) -> Assessment:
    """Return an assessment with what sources say of the times of the newest captures that have any.

    Args:
        so_far: What else the captures show.
        observations: All captures of the post in reading order.
        pages: Pages that were captured beside some of them, by the captures' ids.
        listed: What feeds and sitemaps stated that led to some of them, likewise.
    """
    stated = {key: list(_on_page(page)) for key, page in pages.items()}
    of_lists = {key: list(_in_lists(times)) for key, times in listed.items()}
    found: list[Finding] = []
    set_aside: list[str] = []
    for seen in _newest(observations, (pages, listed)):
        times = [*stated.get(seen.capture_id, ()), *of_lists.get(seen.capture_id, ())]
        finding, unclear = _assess(seen, times)
        found += [finding] if finding else []
        set_aside += unclear
    return Assessment(
        findings=in_order([*so_far.findings, *found], observations),
        set_aside=(*so_far.set_aside, *set_aside),
    )


def newest_with(observations: Sequence[Observation], held: Collection[int]) -> Observation | None:
    """Return the newest capture of the interface among those `held`; None without one."""
    for seen in reversed(observations):
        if seen.capture_id in held and seen.context.route is not Route.PAGE and seen.snapshot:
            return seen
    return None


def _newest(
    observations: Sequence[Observation], kinds: Sequence[Collection[int]]
) -> Iterator[Observation]:
    """Yield the newest capture that has each kind of source beside it, each capture once."""
    newest = [newest_with(observations, held) for held in kinds]
    yield from {one.capture_id: one for one in newest if one is not None}.values()


def _on_page(page: ShownPage) -> Iterator[_Stated]:
    for one in page.stated:
        yield _Stated(
            _NAMES[one.source],
            one.name,
            one.value,
            one.source in _OF_MANY,
            "page.raw",
            page.digest,
        )


def _in_lists(times: Sequence[TimeBeside]) -> Iterator[_Stated]:
    for one in times:
        source = one.stated.source
        yield _Stated(
            f"{_NAMES[source]} at {one.url}",
            one.stated.name,
            one.stated.value,
            source in _OF_MANY,
            f"{source.value}.raw",
            one.digest,
        )


def _assess(seen: Observation, times: Sequence[_Stated]) -> tuple[Finding | None, list[str]]:
    """Return the finding, if there is one, and what could not be held against the interface."""
    differing: dict[str, str] = {}
    digests: list[tuple[str, bytes]] = []
    set_aside: list[str] = []
    for name, field in _FIELDS.items():
        claim = _claim(seen.snapshot, name) if seen.snapshot else None
        stated = [one for one in times if one.name == name]
        if claim is None or not stated:
            continue
        others = list(_others(claim, stated))
        unclear = [one.said for one in others if one.agrees is None]
        different = [one for one in others if one.agrees is False]
        if unclear:
            set_aside.append(
                f"Of when the article was {name}, this was not held against the interface's time in"
                f" {say_capture(seen)}: {say_list(unclear)}."
            )
        if different:
            said = say_list([one.said for one in different])
            differing[field] = f"{name} {say_time(claim.at)} by the interface, and {said}"
            digests += [(one.of.raw, one.of.digest) for one in different]
    return (_finding(seen, differing, digests) if differing else None), set_aside


def _finding(
    seen: Observation, differing: Mapping[str, str], digests: Sequence[tuple[str, bytes]]
) -> Finding:
    finding = finding_on_one(
        "clocks-disagree",
        seen,
        f"Sources state different times for the article in {say_capture(seen)}, more than"
        f" {int(TOLERANCE.total_seconds())} s apart: {'; '.join(differing.values())}.",
        fields=tuple(differing),
    )
    return with_digests(finding, digests)


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
    """What another source states, held against the interface's claim.

    Attributes:
        of: The time, or one of them.
        said: Where, what, and how it was read.
        agrees: Whether it is the interface's time; None where that cannot be told.
    """

    of: _Stated
    said: str
    agrees: bool | None


def _others(claim: _Claim, stated: Sequence[_Stated]) -> Iterator[_Other]:
    by_source: defaultdict[str, dict[str, _Stated]] = defaultdict(dict)
    for one in stated:
        by_source[one.source].setdefault(one.value, one)
    for values in by_source.values():
        others = [_other(claim, one) for one in values.values()]
        first = others[0].of
        if first.of_many and len(others) > 1:
            agrees = True if any(one.agrees for one in others) else None
            said = f"several times in {first.source}, which may be of other articles too"
            yield _Other(first, said, agrees)
        else:
            yield from others


def _other(claim: _Claim, stated: _Stated) -> _Other:
    at, said = _read(stated.value), f"{say_quote(stated.value)} by {stated.source}"
    if at is None:
        return _Other(stated, f"{said}, which is no time that can be read", None)
    if not isinstance(at, datetime):
        return _Other(stated, f"{said}, read as a day", at in _days(claim))
    if at.tzinfo is not None:
        return _Other(stated, said, _are_one(at, claim.at))
    if claim.offset is None:
        return _Other(stated, f"{said}, which names no zone, nor does the interface", None)
    there = (at - claim.offset).replace(tzinfo=UTC)
    said += f" (no zone stated; read as the site's, {_say_offset(claim.offset)})"
    return _Other(stated, said, _are_one(there, claim.at))


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
