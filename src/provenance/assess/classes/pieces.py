"""Takes a block's readable text apart into the pieces that classes are told by.

Owns where a piece ends, which marks are quotation marks, and where a sentence begins. Never
compares two texts.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from provenance.assess.classes.grammar import SIGNS, expression, marks, plain, special_words
from provenance.assess.classes.lexicon import Lexicon, fold_word
from provenance.assess.classes.piece import Kind, Piece
from provenance.assess.classes.readers import read_piece

_WORDS = 65_536
_LONGER = 4
_APOSTROPHES = frozenset("'\u2019")
_SINGLE = _APOSTROPHES | frozenset("\u2018\u201a\u2039\u203a")
_WORDLESS = frozenset({Kind.QUOTE, Kind.MARK, Kind.STRUCTURE})


def split_pieces(text: str, words: Lexicon) -> list[Piece]:
    """Return the pieces of a text in the readable notation of docs/spec/typography.md."""
    simple, size = plain().match, len(text)
    pieces: list[Piece] = []
    opens, quotes, place = True, _Quotes(), 0
    if (structure := marks().match(text)) is not None and structure.lastgroup == "structure":
        pieces.append(read_piece(structure, words)._replace(opens=True))
        place = structure.end()
    while place < size and (found := simple(text, place)) is not None:
        word, place = found[1], found.end()
        if word:
            start = place - len(word)
            if folded := _plain_word(word, words):
                # As `Piece(...)` in half the time, since most of a text is plain words.
                read = (Kind.WORD, word, start, folded, opens, quotes.doubled)
                pieces.append(tuple.__new__(Piece, read))
                opens = text.startswith("\n", place)
                continue
            place = start
        if (taken := _match(text, place, words)) is None:
            place += 1
            continue
        place = taken.end()
        piece = quotes.read(read_piece(taken, words), text)
        kind, written, start, value, *_ = piece
        pieces.append(Piece(kind, written, start, value, opens, quotes.doubled))
        opens = _opens_next(pieces, text, was=opens)
    return pieces


def _match(text: str, place: int, words: Lexicon) -> re.Match[str] | None:
    """Return what no plain word is; what begins like none but a mark is looked for as such."""
    begins = text[place : place + 1]
    rule = expression(words) if begins.isalnum() or begins in SIGNS else marks()
    return rule.match(text, place)


def in_title_case(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces of a heading; where every longer word has a capital, none shows a name."""
    longer = [piece for piece in pieces if piece.kind is Kind.WORD and len(piece.text) >= _LONGER]
    if any(piece.text[0].islower() for piece in longer):
        return list(pieces)
    return [piece._replace(opens=True) for piece in pieces]


class _Quotes:
    """Which quotation marks are open, read from left to right.

    An apostrophe is one where nothing that it could close is open.
    """

    def __init__(self) -> None:
        self.doubled = False
        self._single = False

    def read(self, piece: Piece, text: str) -> Piece:
        """Return a piece, an apostrophe as punctuation, and take note of what opens or closes."""
        if piece.kind is not Kind.QUOTE:
            return piece
        if piece.text not in _SINGLE:
            self.doubled = not self.doubled
            return piece
        before = text[piece.start - 1 : piece.start].isalnum()
        behind = text[piece.end : piece.end + 1].isalnum()
        closes = self._single and not behind
        opens = not self._single and behind and not before and not _shortens(piece, text)
        if not closes and not opens and piece.text in _APOSTROPHES:
            return piece._replace(kind=Kind.PUNCTUATION, value="'")
        self._single = not self._single
        self.doubled = not self.doubled
        return piece


def _shortens(piece: Piece, text: str) -> bool:
    """Return whether an apostrophe stands for the century of a year."""
    return text[piece.end : piece.end + 2].isdecimal()


def _opens_next(pieces: Sequence[Piece], text: str, *, was: bool) -> bool:
    """Return whether a sentence begins behind the last of some pieces."""
    piece = pieces[-1]
    if piece.ends_sentence or piece.value == ":" or text[piece.end : piece.end + 1] == "\n":
        return True
    if piece.kind is Kind.QUOTE:
        return was or (len(pieces) > 1 and pieces[-2].value == ",")
    return was and piece.kind in _WORDLESS


@lru_cache(_WORDS)
def _plain_word(text: str, words: Lexicon) -> str:
    """Return a word in lower case; empty where it may be more than a word."""
    folded = fold_word(text)
    special, stems = special_words(words)
    return "" if folded in special or folded.startswith(stems) else folded
