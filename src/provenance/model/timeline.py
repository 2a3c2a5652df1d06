"""How well a post was watched, and its edits in order, each with its time after publication."""

from dataclasses import dataclass
from datetime import timedelta

from provenance.model.edit_class import EditClass
from provenance.model.finding import Finding
from provenance.model.history import Observation


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How often a post's text was seen in the one context that has most captures of it.

    Attributes:
        captures: How many captures of that context show it.
        span: From the first of known time to the last; None where fewer than two are known.
        longest_gap: The longest time between two that follow each other; None likewise.
        is_one_text: Whether all captures of each context show one text. That no change was seen
            does not say that there was none.
    """

    captures: int
    span: timedelta | None
    longest_gap: timedelta | None
    is_one_text: bool

    @property
    def is_compared(self) -> bool:
        """Whether there are two captures, at least, that could differ."""
        return self.captures > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeToEdit:
    """How long after its post's publication an edit was made, as far as anybody can tell.

    Attributes:
        rule: Slug of the edit's rule.
        unchanged: How long after publication the earlier text was last served; None where a
            time is not known, or where that was before publication.
        changed: How long after publication the later text was first served; None likewise.
        stated: How long after publication the site says the later text was saved; None where it
            does not say so of this edit.
    """

    rule: str
    unchanged: timedelta | None
    changed: timedelta | None
    stated: timedelta | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEdit:
    """One edit of a post: between which captures, what it is made of, and what is said of it.

    The interval in which its texts were served, the certainty, the evidence and every other
    history that fits are the finding's.

    Attributes:
        finding: The edit.
        before: The last capture that shows the earlier text, with what the site states there.
        after: The first capture that shows the later text, likewise.
        classes: What kinds of change it is made of, each once, in the order of `EditClass`.
        material: Whether any passage may change what the text says; None where nobody judged it.
        time: How long after publication it was made, as far as anybody can tell.
        notes: What the rules on notes found of it: at most one finding; empty where they do not
            ask, as for an edit that is not material, or could not.
    """

    finding: Finding
    before: Observation
    after: Observation
    classes: tuple[EditClass, ...]
    material: bool | None
    time: TimeToEdit
    notes: tuple[Finding, ...]
