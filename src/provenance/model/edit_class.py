"""What kinds of change an edit is made of, and which matter (assessment.md, "Edit classes").

Facts by rules that anybody can check; never intent.
"""

from dataclasses import dataclass
from enum import StrEnum

from provenance.model.members import with_plain_members


@with_plain_members
class EditClass(StrEnum):
    """One kind of change; docs/classes.md says what each one covers."""

    NUMBER = "number"
    UNIT = "unit"
    SIGN = "sign"
    DATE = "date"
    TIME = "time"
    CURRENCY = "currency"
    NEGATION = "negation"
    MODALITY = "modality"
    QUOTATION = "quotation"
    QUOTATION_MARKS = "quotation-marks"
    ATTRIBUTION = "attribution"
    NAME = "name"
    LINK_TARGET = "link-target"
    MEDIA = "media"
    HEADING = "heading"
    ORDER = "order"
    ADDED = "added"
    REMOVED = "removed"
    PUNCTUATION = "punctuation"
    TYPOGRAPHY = "typography"
    WHITE_SPACE = "white-space"
    SPELLING_SIZED = "spelling-sized"
    NOTE = "note"
    UNCLASSIFIED = "unclassified"


# What may change nothing that a text says, a publisher's own note on a change included. All else is
# material, and what no rule can tell as well.
COSMETIC = frozenset(
    {
        EditClass.ORDER,
        EditClass.PUNCTUATION,
        EditClass.TYPOGRAPHY,
        EditClass.WHITE_SPACE,
        EditClass.SPELLING_SIZED,
        EditClass.NOTE,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A run of words that changed, with what kind of change it is.

    Attributes:
        before: The earlier words as readable text; empty where words were added.
        after: The later words as readable text; empty where words were removed.
        classes: At least one, each once, in the order of `EditClass`.
    """

    before: str
    after: str
    classes: tuple[EditClass, ...]

    @property
    def material(self) -> bool:
        """Whether any of the classes may change what the text says."""
        return not COSMETIC.issuperset(self.classes)
