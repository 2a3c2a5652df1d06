"""What of an edit a note carries: the old words, the new words, or what the edit is about.

Compares words and never meanings: whether a note speaks of an edit, nobody can tell from them.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from provenance.assess.classes.lexicon import Lexicon, languages, lexicon
from provenance.assess.classes.piece import Kind, Piece
from provenance.assess.classes.pieces import split_pieces
from provenance.assess.classes.readings import Amount
from provenance.model import BlockChange, Carried, Passage

_SAID = frozenset({Kind.WORD, Kind.AMOUNT, Kind.DATE, Kind.TIME})
_VALUES = frozenset({Kind.AMOUNT, Kind.DATE, Kind.TIME})
# A longer passage is no value that a note repeats; its subject may be in the note all the same.
_LONGEST_VALUE = 40
# So many words in a row that tell nothing by themselves are a phrase all the same.
_PHRASE = 4
# So many words of the changed sentences, in a note, say what these are about.
_SUBJECT, _SUBJECT_HAN = 2, 3
_SHORT_WORD, _BEGINNING, _STEM = 4, 4, 5
# English and its like change little at a word's end; Russian, German or Arabic more.
_SHORT_ENDING, _LONG_ENDING = 1, 2
_HAN = re.compile(r"[\u3400-\u9fff]")
_SIDES = ("before", "after")
_OF_NOTES = Path(__file__).parent / "words_of_notes.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrying:
    """What of an edit a note carries, each as it stands in the edit.

    Attributes:
        old: Old words, passage by passage.
        new: New words, likewise.
        subject: Words of the changed sentences; none where old or new words are there.
        covered: How many material passages it carries old or new words of.
        passages: How many there are.
    """

    old: tuple[str, ...]
    new: tuple[str, ...]
    subject: tuple[str, ...]
    covered: int
    passages: int

    @property
    def kinds(self) -> tuple[Carried, ...]:
        """Return which of them it carries."""
        found = zip(Carried, (self.old, self.new, self.subject), strict=True)
        return tuple(one for one, words in found if words)


def carrying(note: str, edits: Sequence[BlockChange], language: str) -> Carrying:
    """Return what a note carries of an edit.

    Args:
        note: The note's words.
        edits: The edit's blocks with their passages.
        language: ISO 639-1 code of the language that the note is in.
    """
    words = lexicon(language if language in languages() else "")
    said = _Said(note, words)
    passages = list(passages_that_count(edits))
    old = [one.before for one in passages if said.has(one.before, instead_of=one.after)]
    new = [one.after for one in passages if said.has(one.after, instead_of=one.before)]
    covered = sum(one.before in old or one.after in new for one in passages)
    return Carrying(
        old=tuple(dict.fromkeys(old)),
        new=tuple(dict.fromkeys(new)),
        subject=() if old or new else _subject(note, edits, words),
        covered=covered,
        passages=len(passages),
    )


def passages_that_count(edits: Iterable[BlockChange]) -> Iterator[Passage]:
    """Yield the material passages of an edit; a publisher's note is none."""
    for edit in edits:
        yield from (one for one in edit.passages if one.material)


class _Said:
    """A note's words, as its language reads them, and figures as no language in particular does.

    The text may have been read without one: `1.5 million` is then a number and a word.
    """

    def __init__(self, note: str, words: Lexicon) -> None:
        self._words = words
        self._values = {each: _values(note, each) for each in dict.fromkeys((words, lexicon("")))}

    def has(self, wanted: str, *, instead_of: str) -> bool:
        """Return whether one side of a passage is there, where it tells what the other does not."""
        return any(
            _has(said, wanted, instead_of, words, figures_alone=words is not self._words)
            for words, said in self._values.items()
        )


def _has(
    said: Sequence[object], wanted: str, other: str, words: Lexicon, *, figures_alone: bool
) -> bool:
    pieces = [piece for piece in split_pieces(wanted, words) if piece.kind in _SAID]
    values, size = [_value(piece) for piece in pieces], len(pieces)
    if not pieces or size > _LONGEST_VALUE or values == _values(other, words):
        return False
    has_figure = any(piece.kind in _VALUES for piece in pieces)
    if not (has_figure or (not figures_alone and _do_tell(pieces, words))):
        return False
    return any(said[n : n + size] == values for n in range(len(said) - size + 1))


def _do_tell(pieces: Sequence[Piece], words: Lexicon) -> bool:
    """Return whether words say something by themselves, as a name or a noun does."""
    return len(pieces) >= _PHRASE or any(_is_telling(piece, words) for piece in pieces)


def _is_telling(piece: Piece, words: Lexicon) -> bool:
    word = str(piece.value)
    is_long = len(word) >= _SHORT_WORD or (piece.text[:1].isupper() and not piece.opens)
    return is_long and not any(
        words.has_stem(name, word) for name in ("common", "negation", "modality", "articles")
    )


def _subject(note: str, edits: Sequence[BlockChange], words: Lexicon) -> tuple[str, ...]:
    """Return the words that a note shares with the changed sentences, if there are enough."""
    said: defaultdict[str, list[str]] = defaultdict(list)
    for word in _telling_words(note, words):
        said[word[:_BEGINNING]].append(word)
    shared: dict[str, str] = {}
    for text in _changed_sentences(edits, words):
        for word, written in _telling_words(text, words).items():
            if any(_are_alike(word, one) for one in said.get(word[:_BEGINNING], ())):
                shared.setdefault(word[:_BEGINNING], written)
    enough = _SUBJECT_HAN if any(map(_HAN.match, shared)) else _SUBJECT
    return tuple(shared.values()) if len(shared) >= enough else ()


def _are_alike(one: str, other: str) -> bool:
    """Return whether two words are one but for its ending, as far as their letters tell."""
    ending = _SHORT_ENDING if one.isascii() else _LONG_ENDING
    size = max(min(len(one), len(other)) - ending, _BEGINNING)
    return one[:size] == other[:size]


def _changed_sentences(edits: Sequence[BlockChange], words: Lexicon) -> Iterator[str]:
    """Yield the sentences of either side that the other does not have, where words changed."""
    for edit in edits:
        if not any(passage.material for passage in edit.passages):
            continue
        sides = [_sentences(getattr(edit, side) or "", words) for side in _SIDES]
        for these, those in (sides, sides[::-1]):
            known = {*those}
            yield from (sentence for sentence in dict.fromkeys(these) if sentence not in known)


def _sentences(text: str, words: Lexicon) -> list[str]:
    ends = [piece.end for piece in split_pieces(text, words) if piece.ends_sentence]
    starts = [0, *ends]
    return [text[one:other].strip() for one, other in zip(starts, [*ends, len(text)], strict=True)]


def _telling_words(text: str, words: Lexicon) -> dict[str, str]:
    """Return the telling words of a text with how they are written; of Chinese, pairs of signs."""
    told: dict[str, str] = {}
    for run in re.findall(rf"{_HAN.pattern}+", text):
        told |= {run[n : n + 2]: run[n : n + 2] for n in range(len(run) - 1)}
    for piece in split_pieces(text, words):
        if piece.kind is Kind.WORD and not _HAN.search(piece.text) and _is_telling(piece, words):
            told.setdefault(_bare(str(piece.value), words), piece.text)
    return {word: told[word] for word in told if word[:_STEM] not in _words_of_notes()}


def _bare(word: str, words: Lexicon) -> str:
    """Return a word without what its language writes in front of it, such as an article."""
    for prefix in words.lists["prefixes"]:
        if word.startswith(prefix) and len(word) - len(prefix) >= _SHORT_WORD:
            return word.removeprefix(prefix)
    return word


@cache
def _words_of_notes() -> frozenset[str]:
    """Return the beginnings of what notes say of any article, and of no edit in particular."""
    lines = _OF_NOTES.read_text(encoding="utf-8").splitlines()
    listed = (word for line in lines if not line.startswith("#") for word in line.split())
    return frozenset(word[:_STEM] for word in listed)


def _values(text: str, words: Lexicon) -> list[object]:
    return [_value(piece) for piece in split_pieces(text, words) if piece.kind in _SAID]


def _value(piece: Piece) -> object:
    # A currency or unit that is told once, in the note or in the text, is the same amount.
    return piece.value.values if isinstance(piece.value, Amount) else piece.value
