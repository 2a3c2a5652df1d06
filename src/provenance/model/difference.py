"""What differs between two snapshots: facts, no judgement."""

from dataclasses import dataclass
from enum import StrEnum

from provenance.model.edit_class import Passage
from provenance.model.members import with_plain_members


@with_plain_members
class Change(StrEnum):
    """What happened to a block or to a span of words."""

    EQUAL = "equal"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A run of words inside a changed block.

    Attributes:
        change: EQUAL, ADDED or REMOVED.
        text: The run, with its spaces; joined, the runs give the block's text back.
    """

    change: Change
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockChange:
    """One block that was added, removed, changed or moved.

    Attributes:
        change: ADDED, REMOVED, CHANGED or MOVED.
        field: `title`, `content` or `excerpt`.
        before_index: Position in the earlier snapshot's blocks, from 0; None where added.
        after_index: Position in the later snapshot's blocks, from 0; None where removed.
        before: The earlier block as readable text with its marks; None where added.
        after: The later block as readable text with its marks; None where removed.
        spans: Word by word, where both sides exist.
        passages: What changed with what kind of change it is; empty where nobody judged it.
    """

    change: Change
    field: str
    before_index: int | None
    after_index: int | None
    before: str | None
    after: str | None
    spans: tuple[Span, ...] = ()
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One tracked metadata field whose value differs.

    Attributes:
        name: Field name, as in `tags`.
        before: RFC 8785 text of the earlier value; None where the field was missing.
        after: RFC 8785 text of the later value; None where the field is missing.
    """

    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What differs between two snapshots of one post.

    Attributes:
        edits: Changed blocks that are neither dynamic nor purely typographic.
        typography: Changed blocks that are equal after folding what wptexturize substitutes.
        dynamic: Changed dynamic blocks.
        metadata: Changed tracked fields, by name.
        markup_differs: Whether the `rendered` strings differ at all.
        bounded: Whether a bound on time or memory made the diff coarser than it could be.
    """

    edits: tuple[BlockChange, ...]
    typography: tuple[BlockChange, ...]
    dynamic: tuple[BlockChange, ...]
    metadata: tuple[FieldChange, ...]
    markup_differs: bool
    bounded: bool
