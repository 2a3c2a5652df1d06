"""Pictures of many posts: how long after publication edits were served, and on which days."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from provenance.assess.wording import say_count
from provenance.model import PostDossier

_BOUNDS = (
    ("1 h", timedelta(hours=1)),
    ("6 h", timedelta(hours=6)),
    ("1 d", timedelta(days=1)),
    ("1 week", timedelta(weeks=1)),
    ("30 d", timedelta(days=30)),
    ("1 year", timedelta(days=365)),
)
_LATER = "later"
_HEIGHT = 96
_WEEKS = 53
_CELL = 13


def histogram(posts: Sequence[PostDossier]) -> dict[str, Any] | None:
    """Return edits by the time from publication to when their later text was first served.

    None where no edit has such a time. Captures are seldom: that a text was served by then does
    not say that it was changed just then.
    """
    lengths = [
        edit.time.changed for post in posts for edit in post.edits if edit.time.changed is not None
    ]
    if not lengths:
        return None
    counts = Counter(map(_bucket, lengths))
    names = [*(f"within {name}" for name, _ in _BOUNDS), _LATER]
    most = max(counts.values())
    return {
        "bars": [
            {
                "name": name,
                "count": counts[name],
                "height": round(_HEIGHT * counts[name] / most, 1),
                "y": round(_HEIGHT - _HEIGHT * counts[name] / most, 1),
            }
            for name in names
        ],
        "height": _HEIGHT,
        "words": ", ".join(f"{name}: {counts[name]}" for name in names),
    }


def calendar(posts: Sequence[PostDossier]) -> dict[str, Any] | None:
    """Return edits by the day on which their later text was first served, the last year of them.

    None where no edit has such a day.
    """
    days = Counter(
        edit.finding.interval.until.at.date()
        for post in posts
        for edit in post.edits
        if edit.finding.interval.until.at is not None
    )
    if not days:
        return None
    last = max(days)
    begin = last - timedelta(days=last.weekday(), weeks=_WEEKS - 1)
    shown = [begin + timedelta(days=n) for n in range((last - begin).days + 1)]
    earlier = sum(count for day, count in days.items() if day < begin)
    return {
        "cell": _CELL,
        "width": _WEEKS * _CELL,
        "height": 7 * _CELL,
        "days": [_day(day, begin, days[day]) for day in shown],
        "months": _months(begin, last),
        "earlier": say_count(earlier, "earlier edit") if earlier else "",
        "words": f"{say_count(sum(days.values()), 'edit')} on {say_count(len(days), 'day')}, from"
        f" {min(days)} to {last}",
    }


def _day(day: date, begin: date, count: int) -> dict[str, Any]:
    week, weekday = divmod((day - begin).days, 7)
    steps = (0, 1, 2, 5, 10)
    return {
        "x": week * _CELL,
        "y": weekday * _CELL,
        "level": sum(count >= step for step in steps[1:]),
        "label": f"{day}: {say_count(count, 'edit')}",
        "count": count,
    }


def _months(begin: date, last: date) -> list[dict[str, Any]]:
    firsts = [
        (begin + timedelta(weeks=week), week)
        for week in range(_WEEKS)
        if begin + timedelta(weeks=week) <= last
    ]
    return [
        {"x": week * _CELL, "name": day.strftime("%Y-%m")}
        for day, week in firsts
        if day.day <= 7 and day.month % 3 == 1  # noqa: PLR2004 - days of a week, months of a quarter
    ]


def _bucket(length: timedelta) -> str:
    return next((f"within {name}" for name, bound in _BOUNDS if length <= bound), _LATER)
