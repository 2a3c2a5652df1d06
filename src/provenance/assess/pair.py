"""Two successive captures, and what of their difference counts.

Owns what is an edit: not a block of a protected text, not the site's own host. Never words a
finding.
"""

from collections.abc import Collection
from dataclasses import replace
from typing import NamedTuple

from provenance.assess.classes import classify
from provenance.assess.hosts import is_host_only
from provenance.assess.notes.marking import classify_beside_notes
from provenance.assess.served import snapshots_of
from provenance.assess.volatile import VolatileBlocks
from provenance.diff import compare
from provenance.model import BlockChange, Difference, Observation, Snapshot

NONE_VOLATILE = VolatileBlocks()
_FIELDS = ("title", "content", "excerpt")


class Pair(NamedTuple):
    """Two successive captures, and how their texts differ.

    Attributes:
        before: The earlier capture.
        after: The later capture.
        difference: The diff, of blocks that do not count as edits those of `fields` alone.
        edits: Changed blocks of `fields` that count, with the classes of what changed.
        moved: Changed blocks that differ in the site's own host only.
        protected: Whether either side is behind a password.
        fields: Which of title, content and excerpt were compared: those that can be read on both
            sides.
        passing: Changed blocks that change by themselves, in nothing but that.
        further: Changed blocks that change by themselves, in more than that.
    """

    before: Observation
    after: Observation
    difference: Difference
    edits: tuple[BlockChange, ...]
    moved: tuple[BlockChange, ...]
    protected: bool
    fields: tuple[str, ...]
    passing: tuple[BlockChange, ...] = ()
    further: tuple[BlockChange, ...] = ()


def pair_up(
    before: Observation,
    after: Observation,
    fields: Collection[str] | None = None,
    *,
    volatile: VolatileBlocks = NONE_VOLATILE,
    asked_again: bool = False,
) -> Pair:
    """Return two captures with what differs between them, in `fields` where these are given.

    Args:
        before: The earlier capture.
        after: The later capture.
        fields: What to compare; None for all that both show.
        volatile: Which blocks are known to change by themselves.
        asked_again: Whether the later one was asked for again.
    """
    left, right = snapshots_of(before, after)
    difference = compare(left, right)
    shown = fields_shown(left) & fields_shown(right)
    compared = tuple(
        field for field in _FIELDS if field in shown and (fields is None or field in fields)
    )
    told = volatile.sort(left, right, _within(difference.edits, compared), asked_again=asked_again)
    edits = told.counted
    moved = tuple(edit for edit in edits if is_host_only(edit, left, right))
    if len(moved) < len(edits):
        moved = ()
    return Pair(
        before=before,
        after=after,
        difference=replace(
            difference,
            typography=_within(difference.typography, compared),
            dynamic=_within(difference.dynamic, compared),
        ),
        edits=() if moved else classify_beside_notes(edits, right.blocks, after.language),
        moved=moved,
        protected=bool(left.protected or right.protected),
        fields=compared,
        passing=told.passing,
        further=classify(told.further, after.language),
    )


def fields_shown(snapshot: Snapshot) -> frozenset[str]:
    """Return the fields that can be read in an answer: a password leaves the title alone."""
    fields = _FIELDS[:1] if snapshot.protected else _FIELDS
    return frozenset(fields) - {*snapshot.missing}


def _within(changes: tuple[BlockChange, ...], fields: Collection[str]) -> tuple[BlockChange, ...]:
    return tuple(change for change in changes if change.field in fields)
