"""Findings: observations with their evidence, never intent (assessment.md, "Findings")."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from provenance.model.annotation import Annotation
from provenance.model.capture import Basis
from provenance.model.difference import Difference
from provenance.model.note import Note
from provenance.model.revision import StoredEdit


class Level(StrEnum):
    """How much attention a finding asks for; ERROR is kept for integrity."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Certainty(StrEnum):
    """What a finding rests on.

    SHOWN follows from bytes we hold; INDICATED is the best explanation among named ones;
    REPORTED is what the site says; UNKNOWN is used for how a shown edit was made, never alone.
    """

    SHOWN = "shown"
    INDICATED = "indicated"
    REPORTED = "reported"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A time and what it rests on.

    Attributes:
        at: Aware, UTC; None where the basis is unknown.
        basis: Whose clock.
    """

    at: datetime | None
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """When the two texts of a finding were served; not when a change was made.

    Attributes:
        after: When the earlier state was last served; None for a finding on one capture.
        until: When the later state was first served.
        made_after: Lower bound on when the change was made: `after` less the freshness that its
            answer allowed; None where it is not known, or where no change was made.
    """

    after: Moment | None
    until: Moment
    made_after: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a finding points at.

    Attributes:
        captures: Ids of the captures in this archive, in order.
        digests: Named digests, as `("before.content", "sha256:...")`.
    """

    captures: tuple[int, ...]
    digests: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One of two texts that take turns, and how often it was served.

    Attributes:
        capture: Id of the first capture that shows it.
        captures: How many captures show it.
        times: How many times it was served: captures of it, with none of the other text in
            between, are one time.
    """

    capture: int
    captures: int
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One observation.

    Attributes:
        rule: Slug of the rule, as in `docs/rules.md`.
        level: How much attention it asks for.
        certainty: What it rests on.
        cause: For an edit, how sure its way is: INDICATED or UNKNOWN; None elsewhere.
        fields: What it is about, such as `content`, `title`, `tags`, `modified_gmt`.
        interval: When the texts were served.
        message: One sentence that a reader can quote.
        evidence: Captures and digests.
        explanations: Every other history that fits, one sentence each.
        settles: What would settle it, one sentence each.
        difference: The diff, where the finding compares two texts.
        new: Whether no earlier audit of this archive had it.
        edits: The saves that the site keeps between two texts, each with what it changed; empty
            where the finding rests on no list of revisions.
        notes: The notes that a rule on notes found; the first two captures of such a finding are
            those of the edit that it is about.
        turns: Two texts that take turns, the one served first before the other, each with how
            often it was served; empty where the finding is about no such texts. They are counted
            over the whole history, so that they grow while the finding stays the same one.
        id: What it is called in every audit of its archive, 64 hex digits; empty before the
            archive was asked.
        annotations: What people said of it, the first said first.
    """

    rule: str
    level: Level
    certainty: Certainty
    cause: Certainty | None
    fields: tuple[str, ...]
    interval: Interval
    message: str
    evidence: Evidence
    explanations: tuple[str, ...]
    settles: tuple[str, ...]
    difference: Difference | None
    new: bool
    edits: tuple[StoredEdit, ...] = ()
    id: str = ""
    annotations: tuple[Annotation, ...] = ()
    notes: tuple[Note, ...] = ()
    turns: tuple[Turn, ...] = ()
