"""What a run of pieces says, one class of meaning at a time.

Owns which words carry negation, modality, attribution, a date or a name. Never compares.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from provenance.assess.classes.lexicon import Lexicon, fold_word
from provenance.assess.classes.piece import TOLD, Kind, Piece
from provenance.model import EditClass

_WORDS = 65_536
_BY_LIST = (
    ("negation", EditClass.NEGATION),
    ("modality", EditClass.MODALITY),
    ("attribution", EditClass.ATTRIBUTION),
    ("days", EditClass.DATE),
)
_BY_VALUE = (
    ("weekdays", EditClass.DATE),
    ("clock", EditClass.TIME),
    ("units", EditClass.UNIT),
    ("currencies", EditClass.CURRENCY),
)
_NOT = frozenset({"cannot", "not"})

Meaning = tuple[EditClass, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Some pieces in a row, in the text that they stand in.

    Attributes:
        whole: Every piece of the text.
        start: Place of the first piece of the run.
        end: One past the place of the last.
        pieces: The run.
    """

    whole: Sequence[Piece]
    start: int
    end: int
    pieces: Sequence[Piece] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "pieces", self.whole[self.start : self.end])

    @property
    def kinds(self) -> set[Kind]:
        """Every kind of piece that is in the run."""
        return {piece.kind for piece in self.pieces}

    @property
    def before(self) -> Piece | None:
        """The piece before the run; None at the beginning of the text."""
        return self.beside(0, -1)

    @property
    def behind(self) -> Piece | None:
        """The piece behind the run; None at the end of the text."""
        return self.beside(len(self.pieces) - 1, 1)

    def beside(self, at: int, step: int) -> Piece | None:
        """Return the piece so many steps from a place of the run; None outside of the text."""
        place = self.start + at + step
        return self.whole[place] if 0 <= place < len(self.whole) else None

    def of(self, kind: Kind) -> list[Piece]:
        """Return the pieces of a kind."""
        return [piece for piece in self.pieces if piece.kind is kind]

    @property
    def words(self) -> list[Piece]:
        """What a reader reads as words: words, amounts, dates and times."""
        return [piece for piece in self.pieces if piece.kind in TOLD]


@lru_cache(_WORDS)
def word_meanings(word: str, words: Lexicon) -> tuple[Meaning, ...]:
    """Return the classes that a word has of its own, in lower case; each with what it says."""
    found = [
        (each, "not" if each is EditClass.NEGATION and word in _NOT else stem)
        for name, each in _BY_LIST
        if (stem := words.stem(name, word)) is not None
    ]
    if word.endswith(tuple(words.lists["negation_endings"]) or ("\0",)):
        found.append((EditClass.NEGATION, "not"))
    found += [
        (each, value) for name, each in _BY_VALUE if (value := words.value(name, word)) is not None
    ]
    return tuple(found)


def is_name(run: Run, at: int, words: Lexicon, *, lone: bool) -> bool:
    """Return whether a word is somebody's or something's name, as its capital letter shows.

    At the beginning of a sentence a capital shows nothing, and in German not elsewhere either: a
    name there is what follows a title or a word with a capital. `lone`: no list has the word.
    """
    piece = run.pieces[at]
    if not piece.text[:1].isupper():
        return False
    if words.code != "de":
        return not piece.opens or lone
    previous = run.beside(at, -1)
    if previous is not None and previous.kind is Kind.WORD and previous.text[:1].isupper():
        return not previous.opens or words.has("titles", fold_word(previous.text)) or lone
    return lone


def is_titled(run: Run, at: int, words: Lexicon) -> bool:
    """Return whether a title stands before a word, as before names in scripts without capitals."""
    previous = run.beside(at, -1)
    return previous is not None and words.has("titles", fold_word(previous.text))
