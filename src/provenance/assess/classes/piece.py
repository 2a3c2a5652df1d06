"""One piece of a text: an amount, a date, a word, a mark.

Owns what a piece is. Never finds one.
"""

from enum import Enum, auto
from typing import NamedTuple

from provenance.model.members import with_plain_members

_TERMINATORS = frozenset(".!?\u3002\uff01\uff1f\u061f\u06d4\u2026")


@with_plain_members
class Kind(Enum):
    """What a piece is."""

    STRUCTURE = auto()
    MEDIA = auto()
    TARGET = auto()
    MARK = auto()
    DATE = auto()
    TIME = auto()
    AMOUNT = auto()
    WORD = auto()
    QUOTE = auto()
    UNSEEN = auto()
    PUNCTUATION = auto()

    # There is one of each, and the one of `Enum` is called a million times.
    __hash__ = object.__hash__


# What is counted or dated.
FIGURES = frozenset({Kind.AMOUNT, Kind.DATE, Kind.TIME})
# What a reader reads as words.
TOLD = FIGURES | {Kind.WORD}


class Piece(NamedTuple):
    """One piece of a text, without the white space around it.

    Attributes:
        kind: What it is.
        text: As it stands.
        start: Its first character in the text.
        value: What another writing of the same has in common with it.
        opens: Whether a sentence begins with it.
        quoted: Whether it stands inside quotation marks.
    """

    kind: Kind
    text: str
    start: int
    value: object
    opens: bool = False
    quoted: bool = False

    @property
    def end(self) -> int:
        """One past its last character in the text."""
        return self.start + len(self.text)

    @property
    def ends_sentence(self) -> bool:
        """Whether a sentence may end with it."""
        return self.kind is Kind.PUNCTUATION and self.text[-1:] in _TERMINATORS
