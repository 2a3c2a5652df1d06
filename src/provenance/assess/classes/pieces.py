"""Takes a block's readable text apart into the pieces that classes are told by.

Owns what is one amount, date, word, mark or target. Never compares two texts.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from decimal import Decimal
from enum import Enum, auto
from typing import NamedTuple

from provenance.assess.classes.grammar import MEDIA, SIGNS, expression, marks, plain
from provenance.assess.classes.lexicon import Lexicon, fold_word, pattern
from provenance.assess.classes.readings import (
    CHINESE_DIGITS,
    Amount,
    multiplied,
    name_currency,
    name_unit,
    read_chinese,
    read_digits,
    read_words,
)

_TERMINATORS = frozenset(".!?\u3002\uff01\uff1f\u061f\u06d4\u2026")


Reader = Callable[[re.Match[str], Lexicon], "Piece"]


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
        return self.text[-1:] in _TERMINATORS and self.kind is Kind.PUNCTUATION


def split_pieces(text: str, words: Lexicon) -> list[Piece]:
    """Return the pieces of a text in the readable notation of docs/spec/typography.md."""
    pieces: list[Piece] = []
    opens, quoted = True, False
    for piece in _found(text, words):
        if piece.kind is Kind.QUOTE:
            quoted = not quoted if piece.value == '"' else quoted
        wordless = piece.kind in {Kind.QUOTE, Kind.MARK, Kind.STRUCTURE}
        pieces.append(piece._replace(opens=opens, quoted=quoted))
        begins = piece.ends_sentence or piece.value == ":"
        begins = begins or (
            piece.kind is Kind.QUOTE and len(pieces) > 1 and pieces[-2].value == ","
        )
        opens = begins or (opens and wordless) or "\n" in text[piece.end : piece.end + 1]
    return pieces


def _found(text: str, words: Lexicon) -> Iterator[Piece]:
    simple, special, stems = plain(words)
    whole = expression(words)
    place = 0
    while place < len(text):
        found = simple.match(text, place)
        if found is not None and found.lastgroup is None:
            folded = fold_word(found[0])
            if folded in special or folded.startswith(stems):
                found = None
            else:
                yield Piece(Kind.WORD, found[0], place, folded)
        begins = text[place]
        rule = whole if begins.isalnum() or begins in SIGNS else marks()
        if found is None and (found := rule.match(text, place)) is not None:
            yield _READERS[found.lastgroup or ""](found, words)
        place = place + 1 if found is None else found.end()


def _plain(kind: Kind) -> Reader:
    def read(found: re.Match[str], _words: Lexicon) -> Piece:
        return Piece(kind, found[0], found.start(), found[0])

    return read


def _read_word(found: re.Match[str], _words: Lexicon) -> Piece:
    return Piece(Kind.WORD, found[0], found.start(), fold_word(found[0]))


def _read_mark(found: re.Match[str], _words: Lexicon) -> Piece:
    if re.match(rf"<(?:{MEDIA})\b", found[0]):
        return Piece(Kind.MEDIA, found[0], found.start(), found[0])
    if found[0].startswith("<a "):
        return Piece(Kind.TARGET, found[0], found.start(), found[0])
    return Piece(Kind.MARK, found[0], found.start(), found[0])


def _read_quote(found: re.Match[str], _words: Lexicon) -> Piece:
    return Piece(Kind.QUOTE, found[0], found.start(), '"')


def _read_punctuation(found: re.Match[str], _words: Lexicon) -> Piece:
    text = found[0]
    kind = Kind.UNSEEN if unicodedata.category(text[0]) in {"Cf", "Cc"} else Kind.PUNCTUATION
    folded = unicodedata.normalize("NFKC", text)
    folded = "-" if unicodedata.category(text[0]) == "Pd" or text == "\u2212" else folded
    return Piece(
        kind, text, found.start(), {"\u3001": ",", "\u3002": ".", "\u060c": ","}.get(folded, folded)
    )


def _read_amount(found: re.Match[str], words: Lexicon) -> Piece:
    part = found.groupdict()
    values = read_digits(part["digits"], words)
    for scale in re.findall(r"\S+", part["scale"] or ""):
        values = multiplied(values, words.number("magnitudes", fold_word(scale)) or Decimal(1))
    currency = part["currency"] or part["currency2"] or part["money"] or ""
    amount = Amount(
        values=values,
        negative=bool(part["sign"]) and part["sign"] not in "+\uff0b",
        currency=name_currency(currency, words) if currency else "",
        unit=name_unit(part["unit"] or "", words) if part["unit"] else "",
        ordinal=bool(part["ordinal"]),
    )
    return Piece(Kind.AMOUNT, found[0], found.start(), amount)


def _read_spelled(found: re.Match[str], words: Lexicon) -> Piece:
    value = read_words(found["spelled"], words)
    money, unit = found["money2"] or "", found["unit2"] or ""
    amount = Amount(
        values=(value,) * len(words.decimal or "..") if value is not None else (found["spelled"],),
        currency=name_currency(money, words) if money else "",
        unit=name_unit(unit, words) if unit else "",
    )
    return Piece(Kind.AMOUNT, found[0], found.start(), amount)


def _read_numeral(found: re.Match[str], words: Lexicon) -> Piece:
    unit, money = found["unit3"] or "", found["money3"] or ""
    amount = Amount(
        values=(read_chinese(found["numeral"]),),
        currency=name_currency(money, words) if money else "",
        unit=name_unit(unit, words) if unit else "",
    )
    return Piece(Kind.AMOUNT, found[0], found.start(), amount)


def _read_date(found: re.Match[str], words: Lexicon) -> Piece:
    parts: list[str] = []
    text = re.sub(f"[{CHINESE_DIGITS}]+", lambda part: str(read_chinese(part[0])), found[0])
    for part in re.findall(r"\d+|[\u5e74\u6708\u65e5\u53f7]|[^\W\d_]+", text):
        if part.isdecimal():
            parts.append(str(int(part)))
        elif (month := _month(part, words)) is not None:
            parts.append(f"month {month}")
        elif part in "\u5e74\u6708\u65e5\u53f7":
            parts[-1:] = [f"{part} {parts[-1]}"] if parts else [part]
    ordered = tuple(parts) if re.fullmatch(r"[\d./-]+", found[0]) else tuple(sorted(parts))
    return Piece(Kind.DATE, found[0], found.start(), ordered)


def _read_time(found: re.Match[str], _words: Lexicon) -> Piece:
    rest = re.sub(r"[\W\d_]", "", found[0]).lower()
    digits = tuple(int(number) for number in re.findall(r"\d+", found[0]))
    if len(digits) == 1:
        digits = (*digits, 0)
    return Piece(Kind.TIME, found[0], found.start(), (digits, rest))


def _month(word: str, words: Lexicon) -> int | None:
    for number, spellings in enumerate(words.months, start=1):
        if re.fullmatch(pattern(fold_word(each) for each in spellings), fold_word(word)):
            return number
    return None


_READERS = {
    "structure": _plain(Kind.STRUCTURE),
    "media": _plain(Kind.MEDIA),
    "target": _plain(Kind.TARGET),
    "mark": _read_mark,
    "point": _plain(Kind.UNSEEN),
    "address": _read_word,
    "date": _read_date,
    "time": _read_time,
    "amount": _read_amount,
    "spelling": _read_spelled,
    "chinese": _read_numeral,
    "word": _read_word,
    "quote": _read_quote,
    "other": _read_punctuation,
}
