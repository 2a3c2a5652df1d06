"""The timeline of a post as a picture: numbers for an SVG, and the same in words.

Shape tells what colour repeats. Times that nobody knows have no place on a scale: then captures
stand at equal distances, and the picture says so.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from provenance.assess.wording import say_count, say_duration, say_time
from provenance.model import Observation, PostDossier

WIDTH, LEFT, RIGHT = 760, 16, 744
_NEAR = 3.0


def picture(post: PostDossier, number: int) -> dict[str, Any] | None:
    """Return the picture of a post; None where there is nothing to draw."""
    seen = post.audit.observations
    if not seen:
        return None
    scale = _Scale(post)
    places = {one.capture_id: scale.place(one) for one in seen}
    return {
        "id": f"timeline-{number}",
        "width": WIDTH,
        "is_to_scale": scale.is_known,
        "captures": _captures(seen, places),
        "edits": [
            {
                "from": places[edit.before.capture_id],
                "to": places[edit.after.capture_id],
                "width": max(places[edit.after.capture_id] - places[edit.before.capture_id], 2.0),
                "middle": (places[edit.before.capture_id] + places[edit.after.capture_id]) / 2,
                "material": edit.material is not False,
                "label": f"Edit {n}: {edit.finding.rule}",
            }
            for n, edit in enumerate(post.edits, 1)
        ],
        "claims": scale.claims(),
        "gap": scale.gap(seen),
        "begin": scale.label(scale.first),
        "end": scale.label(scale.last),
        "words": _words(post),
    }


def _captures(seen: Sequence[Observation], places: dict[int, float]) -> list[dict[str, Any]]:
    """Return the captures that can be told apart; of those at one point the last stands for all."""
    drawn: list[dict[str, Any]] = []
    last_text: bytes | None = None
    for one in seen:
        content = one.snapshot.digests.content if one.snapshot else None
        kind = "refused" if content is None else "same" if content == last_text else "new"
        last_text = content or last_text
        x = places[one.capture_id]
        if drawn and x - drawn[-1]["x"] < _NEAR and kind == "same":
            continue
        drawn.append({"x": x, "kind": kind, "label": f"Capture {one.capture_id}: {kind} text"})
    return drawn


def _words(post: PostDossier) -> str:
    seen = post.audit.observations
    return (
        f"{say_count(len(seen), 'capture')}, {say_count(len(post.edits), 'edit')}; each is listed"
        " below with its times."
    )


class _Scale:
    """Where a time stands, from the first that is known to the last."""

    def __init__(self, post: PostDossier) -> None:
        seen = post.audit.observations
        times = [one.moment.at for one in seen if one.moment.at is not None]
        self.is_known = len(times) == len(seen) and len(set(times)) > 1
        self._stated = _stated(seen)
        shown = [at for _, at in self._stated] if self.is_known else []
        self.first = min([*times, *shown], default=None) if self.is_known else None
        self.last = max([*times, *shown], default=None) if self.is_known else None
        self._order = {one.capture_id: place for place, one in enumerate(seen)}

    def place(self, one: Observation) -> float:
        """Return where a capture stands."""
        if self.is_known and one.moment.at is not None:
            return self._at(one.moment.at)
        steps = max(len(self._order) - 1, 1)
        return round(LEFT + (RIGHT - LEFT) * self._order[one.capture_id] / steps, 1)

    def claims(self) -> list[dict[str, Any]]:
        """Return the times that the site states, each once; none where there is no scale."""
        if not self.is_known:
            return []
        return [
            {"x": self._at(at), "kind": kind, "label": f"The site states: {kind} {say_time(at)}"}
            for kind, at in self._stated
        ]

    def gap(self, seen: Sequence[Observation]) -> dict[str, Any] | None:
        """Return the longest time without a capture; None where there is no scale."""
        times = sorted(one.moment.at for one in seen if one.moment.at is not None)
        if not self.is_known:
            return None
        begin, end = max(pairwise(times), key=lambda pair: pair[1] - pair[0])
        return {
            "from": self._at(begin),
            "to": self._at(end),
            "label": f"Longest gap between captures: {say_duration(end - begin)}",
        }

    @staticmethod
    def label(at: datetime | None) -> str:
        """Return a time at an end of the scale; empty where there is no scale."""
        return "" if at is None else say_time(at)

    def _at(self, at: datetime) -> float:
        if self.first is None or self.last is None:
            return float(LEFT)
        share = (at - self.first) / (self.last - self.first)
        return round(LEFT + (RIGHT - LEFT) * share, 1)


def _stated(seen: Sequence[Observation]) -> list[tuple[str, datetime]]:
    stated: dict[tuple[str, datetime], None] = {}
    for one in seen:
        if one.snapshot is not None:
            if one.snapshot.published_at is not None:
                stated["published", one.snapshot.published_at] = None
            if one.snapshot.modified_at is not None:
                stated["modified", one.snapshot.modified_at] = None
    return list(stated)
