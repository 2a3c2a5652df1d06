"""Two successive captures, and what of their difference counts.

Owns what is an edit: not a block of a protected text, not the site's own host. Never words a
finding.
"""

from typing import NamedTuple

from provenance.assess.hosts import is_host_only
from provenance.assess.served import snapshots_of
from provenance.diff import compare, fields_of_both
from provenance.model import BlockChange, Difference, Observation


class Pair(NamedTuple):
    """Two successive captures, and how their texts differ.

    Attributes:
        before: The earlier capture.
        after: The later capture.
        difference: The whole diff.
        edits: Changed blocks that count: of the title alone where either side is protected.
        moved: Changed blocks that differ in the site's own host only.
        protected: Whether either side is behind a password.
        fields: Which of title, content and excerpt were compared.
    """

    before: Observation
    after: Observation
    difference: Difference
    edits: tuple[BlockChange, ...]
    moved: tuple[BlockChange, ...]
    protected: bool
    fields: tuple[str, ...]


def pair_up(before: Observation, after: Observation) -> Pair:
    """Return two captures with what differs between them."""
    left, right = snapshots_of(before, after)
    difference = compare(left, right)
    protected = bool(left.protected or right.protected)
    fields = tuple(
        field for field in fields_of_both(left, right) if field == "title" or not protected
    )
    edits = tuple(edit for edit in difference.edits if edit.field in fields)
    moved = tuple(edit for edit in edits if is_host_only(edit, left, right))
    if len(moved) < len(edits):
        moved = ()
    return Pair(before, after, difference, () if moved else edits, moved, protected, fields)
