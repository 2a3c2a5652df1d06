"""Reads what an expression of `grammar.py` found into a piece with its value.

Owns what two writings of one amount, date or time have in common. Never looks around it.
"""

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

from provenance.assess.classes.grammar import MEDIA, clock
from provenance.assess.classes.lexicon import Lexicon, fold_word, pattern
from provenance.assess.classes.piece import Kind, Piece
from provenance.assess.classes.readings import (
    CHINESE_DIGITS,
    Amount,
    is_ordinal,
    multiplied,
    name_currency,
    name_unit,
    read_chinese,
    read_digits,
    read_words,
)

_HOURS = 12
_MARKS = 1_024
_DAY_FIRST = frozenset({"ar", "de", "es", "fr", "id", "it", "pt", "ru"})
_SHORT = {"K": Decimal(10**3), "M": Decimal(10**6), "B": Decimal(10**9)}
_MEDIA_TAG = re.compile(rf"<(?:{MEDIA})\b")
_QUOTE_TAG = re.compile(r"</?q\b")
_MILLIONS = {"k": Decimal(10**3), "m": Decimal(10**6)}

Reader = Callable[[re.Match[str], Lexicon], Piece]


def read_piece(found: re.Match[str], words: Lexicon) -> Piece:
    """Return the piece that was found."""
    return _READERS[found.lastgroup or ""](found, words)


def _plain(kind: Kind) -> Reader:
    def read(found: re.Match[str], _words: Lexicon) -> Piece:
        return Piece(kind, found[0], found.start(), found[0])

    return read


def _read_word(found: re.Match[str], _words: Lexicon) -> Piece:
    return Piece(Kind.WORD, found[0], found.start(), fold_word(found[0]))


def _read_mark(found: re.Match[str], _words: Lexicon) -> Piece:
    text, start = found[0], found.start()
    if text.startswith("<"):
        if _MEDIA_TAG.match(text):
            return Piece(Kind.MEDIA, text, start, text)
        if _QUOTE_TAG.match(text):
            return Piece(Kind.QUOTE, text, start, '"')
        if text.startswith("<a "):
            return Piece(Kind.TARGET, text, start, text)
    return Piece(Kind.MARK, text, start, text)


def _read_quote(found: re.Match[str], _words: Lexicon) -> Piece:
    return Piece(Kind.QUOTE, found[0], found.start(), '"')


def _read_punctuation(found: re.Match[str], _words: Lexicon) -> Piece:
    kind, folded = _punctuation(found[0])
    return Piece(kind, found[0], found.start(), folded)


@lru_cache(_MARKS)
def _punctuation(text: str) -> tuple[Kind, str]:
    """Return what a mark is, and what other writings of it have in common."""
    category = unicodedata.category(text[0])
    kind = Kind.UNSEEN if category in {"Cf", "Cc"} else Kind.PUNCTUATION
    folded = unicodedata.normalize("NFKC", text)
    folded = "-" if category == "Pd" or text == "\u2212" else folded
    return kind, {"\u3001": ",", "\u3002": ".", "\u060c": ","}.get(folded, folded)


def _read_amount(found: re.Match[str], words: Lexicon) -> Piece:
    part = found.groupdict()
    values = read_digits(part["digits"], words)
    currency, unit = part["currency"] or part["money"] or "", part["unit"] or ""
    for scale in re.findall(r"\S+", part["scale"] or ""):
        values = multiplied(values, words.number("magnitudes", fold_word(scale)) or Decimal(1))
    if part["short"]:  # $3B, 3 M\u20ac
        values = multiplied(values, _SHORT[part["short"].strip().upper()])
    if part["currency"] and unit in _MILLIONS:  # \u00a315m is no length
        values, unit = multiplied(values, _MILLIONS[unit]), ""
    amount = Amount(
        values=values,
        negative=bool(part["sign"]) and part["sign"] not in "+\uff0b",
        currency=name_currency(currency, words) if currency else "",
        unit=name_unit(unit, words) if unit else "",
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
        ordinal=is_ordinal(found["spelled"], words),
    )
    return Piece(Kind.AMOUNT, found[0], found.start(), amount)


def _read_numeral(found: re.Match[str], words: Lexicon) -> Piece:
    unit, money = found["unit3"] or "", found["money3"] or ""
    amount = Amount(
        values=(read_chinese(found["numeral"]),),
        currency=name_currency(money, words) if money else "",
        unit="%" if found["share"] else name_unit(unit, words) if unit else "",
    )
    return Piece(Kind.AMOUNT, found[0], found.start(), amount)


def _read_telephone(found: re.Match[str], _words: Lexicon) -> Piece:
    digits = re.sub(r"\D", "", found[0])
    return Piece(Kind.AMOUNT, found[0], found.start(), Amount(values=(digits,)))


def _read_date(found: re.Match[str], words: Lexicon) -> Piece:
    return Piece(Kind.DATE, found[0], found.start(), _day(found[0], words))


def _day(written: str, words: Lexicon) -> tuple[str, ...]:
    """Return what a date names, in one order; of digits that may be read in two, as they stand."""
    if (year_first := re.fullmatch(r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})", written)) is not None:
        year, month, day = map(int, year_first.groups())
        return tuple(sorted((str(day), f"month {month}", str(year))))
    if re.fullmatch(r"[\d./-]+", written):
        numbers = [str(int(number)) for number in re.findall(r"\d+", written)]
        if words.decimal and words.code in _DAY_FIRST and len(numbers) > 1:
            numbers[1] = f"month {numbers[1]}"
            return tuple(sorted(numbers))
        return tuple(numbers)
    if (decade := re.fullmatch(r"(\d{4})['\u2019]?s", written)) is not None:
        return (decade[1] + "s",)
    text = re.sub(f"[{CHINESE_DIGITS}]+", lambda part: str(read_chinese(part[0])), written)
    parts: list[str] = []
    for part in re.findall(r"\d+|\u6708|[^\W\d_]+", text):
        if part.isdecimal():
            parts.append(str(int(part)))
        elif part == "\u6708" and parts:
            parts[-1] = f"month {parts[-1]}"
        elif (first := words.values["ordinals"].get(fold_word(part))) is not None:
            parts.append(first)
        elif (named := _month(part, words)) is not None:
            parts.append(f"month {named}")
    return tuple(sorted(parts))


def _read_time(found: re.Match[str], words: Lexicon) -> Piece:
    """Read a time of day; behind noon is told from before it, and noted zones are kept."""
    named = clock(words).findall(fold_word(found[0]))
    marks = {words.values["clock"].get(name, "") for name in named} - {""}
    hour, *rest = (int(number) for number in re.findall(r"\d+", found[0]))
    if "pm" in marks and hour < _HOURS:
        hour += _HOURS
    elif "am" in marks and hour == _HOURS:
        hour = 0
    zones = tuple(sorted(marks - {"am", "pm"}))
    return Piece(Kind.TIME, found[0], found.start(), ((hour, *(rest or [0])), zones))


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
    "telephone": _read_telephone,
    "date": _read_date,
    "time": _read_time,
    "amount": _read_amount,
    "spelling": _read_spelled,
    "chinese": _read_numeral,
    "word": _read_word,
    "quote": _read_quote,
    "other": _read_punctuation,
}
