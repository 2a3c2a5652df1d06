"""What a run of pieces says, one class of meaning at a time.

Owns which words carry negation, modality, attribution, a date or a name. Never compares.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from provenance.assess.classes.lexicon import Lexicon, fold_word
from provenance.assess.classes.pieces import Kind, Piece
from provenance.model import EditClass

_BY_LIST = (
    ("negation", EditClass.NEGATION),
    ("modality", EditClass.MODALITY),
    ("attribution", EditClass.ATTRIBUTION),
    ("weekdays", EditClass.DATE),
    ("days", EditClass.DATE),
    ("clock", EditClass.TIME),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Some pieces in a row, with the one before them and the one behind.

    Attributes:
        pieces: The run.
        before: The piece before it; None at the beginning of the text.
        behind: The piece behind it; None at its end.
    """

    pieces: Sequence[Piece]
    before: Piece | None
    behind: Piece | None

    def of(self, kind: Kind) -> list[Piece]:
        """Return the pieces of a kind."""
        return [piece for piece in self.pieces if piece.kind is kind]

    @property
    def words(self) -> list[Piece]:
        """What a reader reads as words: words, amounts, dates and times."""
        told = {Kind.WORD, Kind.AMOUNT, Kind.DATE, Kind.TIME}
        return [piece for piece in self.pieces if piece.kind in told]


def meanings(run: Run, words: Lexicon) -> Counter[tuple[EditClass, str]]:
    """Return how often each word with a class of its own stands in a run."""
    found: Counter[tuple[EditClass, str]] = Counter()
    for piece in run.of(Kind.WORD):
        found.update(word_meanings(piece, words))
    return found


def word_meanings(piece: Piece, words: Lexicon) -> Iterator[tuple[EditClass, str]]:
    """Yield the classes that a word has of its own; a contraction has its negation's."""
    word = fold_word(piece.text)
    for name, each in _BY_LIST:
        if words.has_stem(name, word):
            yield each, "not" if each is EditClass.NEGATION and word in {"cannot", "not"} else word
    if word.endswith(tuple(words.lists["negation_endings"]) or ("\0",)):
        yield EditClass.NEGATION, "not"
    if (unit := words.value("units", word)) is not None:
        yield EditClass.UNIT, unit
    if (currency := words.value("currencies", word)) is not None:
        yield EditClass.CURRENCY, currency


def is_name(run: Run, piece: Piece, words: Lexicon, *, lone: bool) -> bool:
    """Return whether a word is somebody's or something's name, as its capital letter shows.

    At the beginning of a sentence a capital shows nothing, and in German not elsewhere either: a
    name there is what follows a title or a word with a capital. `lone`: no list has the word.
    """
    if not piece.text[:1].isupper():
        return False
    if words.code != "de":
        return not piece.opens or lone
    previous = _previous(run, piece)
    if previous is not None and previous.kind is Kind.WORD and previous.text[:1].isupper():
        return not previous.opens or words.has("titles", fold_word(previous.text)) or lone
    return lone


def is_titled(run: Run, piece: Piece, words: Lexicon) -> bool:
    """Return whether a title stands before a word, as before names in scripts without capitals."""
    previous = _previous(run, piece)
    return previous is not None and words.has("titles", fold_word(previous.text))


def _previous(run: Run, piece: Piece) -> Piece | None:
    at = next(n for n, each in enumerate(run.pieces) if each is piece)
    return run.pieces[at - 1] if at else run.before
