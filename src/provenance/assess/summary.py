"""Posts counted: by site, category and month.

Owns what is counted; keeps numbers alone and no post, so that an archive of any size can be
counted. Never counts by author: the interface names whose byline a post has, not who edited it.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, timedelta
from statistics import median

from provenance.assess.rules import RULES
from provenance.assess.rules_of_two import EDIT_RULES
from provenance.assess.timeline import NOTE_EXPLAINS, coverage, is_edit, timeline
from provenance.model import (
    Coverage,
    GroupBy,
    GroupSummary,
    PostAudit,
    TimelineEdit,
    TimeToEdit,
)

_Key = tuple[GroupBy, str, str | None]
_ORDER = tuple(GroupBy)


class Tally:
    """Posts counted so far."""

    def __init__(self, by: Collection[GroupBy]) -> None:
        self._by = [one for one in _ORDER if one in by]
        self._counts: dict[_Key, _Counts] = {}

    def add(self, audit: PostAudit) -> None:
        """Count one post in every group that it belongs to."""
        one = _Counts()
        one.add(audit)
        for by in self._by:
            for name in _names(by, audit):
                key = (by, audit.post.key.whole_site, name)
                self._counts.setdefault(key, _Counts()).merge(one)

    def groups(self) -> tuple[GroupSummary, ...]:
        """Return the groups in order (`Summary.groups`)."""
        return tuple(self._counts[key].summary(*key) for key in sorted(self._counts, key=_rank))


class _Counts:
    """What was counted of some posts; times in seconds."""

    def __init__(self) -> None:
        self.totals: Counter[str] = Counter()
        self.findings: Counter[str] = Counter()
        self.edits: Counter[str] = Counter()
        self.spans: list[float] = []
        self.gaps: list[float] = []
        self.served: list[tuple[float, float]] = []
        self.saved: list[float] = []

    def add(self, audit: PostAudit) -> None:
        edits = [
            edit for edit in timeline(audit.findings, audit.observations) if is_edit(edit.finding)
        ]
        self.totals.update(
            posts=1,
            captures=len(audit.observations),
            edited=int(bool(edits)),
            material=sum(edit.material is not False for edit in edits),
            looked_for=sum(bool(edit.notes) for edit in edits),
            with_note=sum(map(_is_explained, edits)),
        )
        self.edits.update(edit.finding.rule for edit in edits)
        self.findings.update(finding.rule for finding in audit.findings)
        watched = coverage(audit.observations)
        if watched is not None and watched.is_compared:
            self._add_coverage(watched)
        for edit in edits:
            self._add_time(edit.time)

    def _add_time(self, time: TimeToEdit) -> None:
        if time.unchanged is not None and time.changed is not None:
            self.served.append((time.unchanged.total_seconds(), time.changed.total_seconds()))
        if time.stated is not None:
            self.saved.append(time.stated.total_seconds())

    def _add_coverage(self, watched: Coverage) -> None:
        self.totals.update(compared=1, one_text=int(watched.is_one_text))
        if watched.span is not None and watched.longest_gap is not None:
            self.spans.append(watched.span.total_seconds())
            self.gaps.append(watched.longest_gap.total_seconds())

    def merge(self, other: "_Counts") -> None:
        self.totals.update(other.totals)
        self.findings.update(other.findings)
        self.edits.update(other.edits)
        self.spans += other.spans
        self.gaps += other.gaps
        self.served += other.served
        self.saved += other.saved

    def summary(self, by: GroupBy, site: str, name: str | None) -> GroupSummary:
        return GroupSummary(
            by=by,
            site=site,
            name=name,
            posts=self.totals["posts"],
            captures=self.totals["captures"],
            compared=self.totals["compared"],
            one_text=self.totals["one_text"],
            edited=self.totals["edited"],
            edits=tuple((slug, self.edits[slug]) for slug in EDIT_RULES),
            material=self.totals["material"],
            looked_for=self.totals["looked_for"],
            with_note=self.totals["with_note"],
            findings=tuple(
                (rule.slug, self.findings[rule.slug]) for rule in RULES if self.findings[rule.slug]
            ),
            span=_median(self.spans),
            longest_gap=_median(self.gaps),
            timed=len(self.served),
            unchanged=_median([before for before, _ in self.served]),
            changed=_median([after for _, after in self.served]),
            stated=len(self.saved),
            saved=_median(self.saved),
        )


def _is_explained(edit: TimelineEdit) -> bool:
    return any(found.rule == NOTE_EXPLAINS for found in edit.notes)


def _median(seconds: list[float]) -> timedelta | None:
    return timedelta(seconds=int(median(seconds))) if seconds else None


def _rank(key: _Key) -> tuple[int, str, bool, int, str]:
    by, site, name = key
    number = int(name) if name is not None and by is GroupBy.CATEGORY else 0
    return _ORDER.index(by), site, name is None, number, name or ""


def _names(by: GroupBy, audit: PostAudit) -> Iterator[str | None]:
    match by:
        case GroupBy.SITE:
            yield None
        case GroupBy.MONTH:
            yield _month(audit)
        case GroupBy.CATEGORY:
            yield from _categories(audit)


def _month(audit: PostAudit) -> str | None:
    """Return the month of publication as last stated."""
    for seen in reversed(audit.observations):
        if seen.snapshot is not None and seen.snapshot.published_at is not None:
            return seen.snapshot.published_at.astimezone(UTC).strftime("%Y-%m")
    return None


def _categories(audit: PostAudit) -> Sequence[str | None]:
    """Return the numbers of the categories as last stated; anything may stand where they do."""
    for seen in reversed(audit.observations):
        fields = json.loads(seen.snapshot.metadata or b"{}") if seen.snapshot else {}
        stated = fields.get("categories")
        if isinstance(stated, list):
            return [*dict.fromkeys(str(one) for one in stated if type(one) is int)] or [None]
    return [None]
