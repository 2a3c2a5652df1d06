"""From what a site lists beside a post to findings: its revisions, and other items' numbers.

Owns which list is read and with which capture. Pure; never does I/O.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from provenance.assess.assessment import Assessment
from provenance.assess.findings import in_order
from provenance.assess.listed import assess_links, assess_rewritten
from provenance.assess.neighbours import assess_neighbours, say_autosave
from provenance.assess.stored import assess_stored, say_unpublished
from provenance.model import Finding, Neighbour, Observation, RevisionList


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What an archive holds beside a post's captures.

    Attributes:
        lists: The lists of its revisions, in the order in which they came.
        neighbours: Items of its site that are numbered below its newest revision and were made
            after its last save.
    """

    lists: tuple[RevisionList, ...] = field(default=())
    neighbours: tuple[Neighbour, ...] = field(default=())


def assess_listings(
    so_far: Assessment, observations: Sequence[Observation], beside: Listed
) -> Assessment:
    """Return an assessment with what the site's lists add to it.

    Args:
        so_far: What the captures alone show.
        observations: All captures of the post in reading order.
        beside: What else the archive holds.
    """
    captures = {seen.capture_id: seen for seen in observations}
    lists = [one for one in beside.lists if one.capture_id in captures]
    found = [*assess_rewritten(captures, lists), *_of_newest(captures, lists)]
    found += _of_neighbours(observations, lists, beside.neighbours)
    return Assessment(
        findings=in_order([*so_far.findings, *found], observations),
        set_aside=(*so_far.set_aside, *_left_out(captures, lists)),
    )


def latest_claims(observations: Sequence[Observation]) -> Observation | None:
    """Return the last capture that names a newest revision and a modified time."""
    for seen in reversed(observations):
        snapshot = seen.snapshot
        if snapshot and snapshot.modified_at and snapshot.claims.predecessor_id is not None:
            return seen
    return None


def _of_newest(
    captures: dict[int, Observation], lists: Sequence[RevisionList]
) -> Iterator[Finding]:
    for listed in lists[-1:]:
        seen = captures[listed.capture_id]
        if seen.snapshot is not None:
            yield from assess_stored(seen, seen.snapshot, listed)
            yield from assess_links(seen, seen.snapshot, listed)


def _of_neighbours(
    observations: Sequence[Observation],
    lists: Sequence[RevisionList],
    neighbours: Sequence[Neighbour],
) -> Iterator[Finding]:
    seen = latest_claims(observations)
    if seen is not None and seen.snapshot is not None:
        listed = lists[-1] if lists else None
        finding = assess_neighbours(seen, seen.snapshot, neighbours, listed)
        if finding is not None:
            yield finding


def _left_out(captures: dict[int, Observation], lists: Sequence[RevisionList]) -> Iterator[str]:
    for listed in lists[-1:]:
        snapshot = captures[listed.capture_id].snapshot
        if snapshot is not None:
            yield from say_unpublished(snapshot, listed)
            autosave = say_autosave(snapshot, listed)
            if autosave is not None:
                yield autosave
