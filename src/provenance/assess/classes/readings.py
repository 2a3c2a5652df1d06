"""Reads amounts, dates and times into values that two writings share.

Owns what makes two amounts the same. Never guesses: what has two readings keeps both.
"""

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from provenance.assess.classes.lexicon import Lexicon, fold_word, pattern

# Unicode CLDR 46, common/main/root.xml, and ISO 4217 for what a sign alone does not tell.
SYMBOLS = (
    "$\u20ac\u00a3\u00a5\u20b9\u20bd\u20a9\u20ba\u20aa\u20ab\u0e3f\u20b4\u20a6\u20b1\uffe5\uff04"
)
CODES = (
    "USD EUR GBP JPY CNY CHF RUB INR BRL IDR MXN CAD AUD NZD HKD SGD SAR AED EGP KRW TRY ZAR SEK"
    " NOK DKK PLN CZK HUF UAH ILS THB MYR PHP VND ARS CLP COP PEN Rp RM"
).split()
# Unicode CLDR 46, units of common/main/root.xml, and those that all languages write alike.
UNITS = (
    "km\u00b2 km/h km2 mph km mi cm mm m\u00b2 m\u00b3 m2 m3 nm kg mg \u00b5g \u03bcg ug g lb lbs"
    " oz t kWh MWh GWh TWh kW MW GW TW W V Hz kHz MHz GHz GB TB MB kB ha l L ml mL dB bar hPa Pa"
    " \u00b0C \u00b0F \u00b0 % \u2030 \uff05 \u066a ft yd pp bps m s h"
).split()
_SAME_SYMBOL = {"\u20ac": "EUR", "\u00a3": "GBP", "\u20bd": "RUB", "\u20b9": "INR", "rp": "IDR"}
_SAME_SYMBOL |= {"us$": "USD", "r$": "BRL", "hk$": "HKD", "a$": "AUD", "c$": "CAD", "\uff04": "$"}
_SAME_UNIT = {"\uff05": "%", "\u066a": "%", "\u00b0c": "C", "\u00b0f": "F", "\u00b0": "deg"}
_SAME_UNIT |= {
    "\u00b5g": "ug",
    "\u03bcg": "ug",
    "m\u00b2": "m2",
    "km\u00b2": "km2",
    "m\u00b3": "m3",
}
_AMOUNTS = 4_096
_THREE_DIGITS = 3
_ATTACHED = "*"
# How many number words are written as one at most: no bound on them would cost hostile input more.
MAX_PARTS = 12
_SPACES = re.compile(r"[\s'\u2019]")
_CHINESE = dict(
    zip(
        "\u96f6\u3007\u4e00\u4e8c\u4e24\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d",
        (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9),
        strict=True,
    )
)
CHINESE_DIGITS = "".join(_CHINESE) + "\u5341"
_CHINESE_TENS = {"\u5341": 10, "\u767e": 100, "\u5343": 1000}
_CHINESE_MYRIADS = {"\u4e07": 10**4, "\u842c": 10**4, "\u4ebf": 10**8, "\u5104": 10**8}


class Amount(NamedTuple):
    """A number with what is written to it.

    Attributes:
        values: The number without its sign; one reading each, two where the language is unknown.
        negative: Whether a minus stands before it.
        currency: ISO 4217 code or symbol; empty where there is none.
        unit: Name of the unit; empty where there is none.
        ordinal: Whether it counts a place, as in `3rd`.
    """

    values: tuple[Decimal | str, ...]
    negative: bool = False
    currency: str = ""
    unit: str = ""
    ordinal: bool = False


@lru_cache(_AMOUNTS)
def read_digits(text: str, words: Lexicon) -> tuple[Decimal | str, ...]:
    """Return what digits with separators stand for, in the digits of any script.

    By the language's decimal sign; where that is not known, with either (UAX #44, Numeric_Value).
    """
    plain = _SPACES.sub("", _ascii(text))
    signs = words.decimal or ".,"
    return tuple(_read(plain, sign) for sign in signs)


def read_words(text: str, words: Lexicon) -> Decimal | None:
    """Return what number words stand for, `two hundred million`; None where one is unknown.

    A magnitude multiplies what stands before it and is smaller: *dua ratus dua puluh* is 220.
    """
    total = current = largest = Decimal(0)
    folded, known = fold_word(text).replace("\u00a0", " "), _numerals(words)
    if known.sub("", folded).strip(" -"):
        return None
    for word in known.findall(folded):
        scale = words.number("magnitudes", word)
        if scale is None:
            current += _number(word, words) or 0
        elif scale < 10**3:
            current += (current % scale or 1) * scale - current % scale
        elif scale > largest:
            total, current, largest = (total + current or 1) * scale, Decimal(0), scale
        else:
            total, current = total + (current or 1) * scale, Decimal(0)
    return total + current


def is_ordinal(text: str, words: Lexicon) -> bool:
    """Return whether number words count a place, as *twenty-first* does."""
    *_, last = _numerals(words).findall(fold_word(text)) or [""]
    return last in words.values["ordinals"]


def run_together(words: Lexicon) -> list[str]:
    """Return the number words that are written into one another; none where none are."""
    if not words.numbers_run_together:
        return []
    parts = {**words.values["numbers"], **words.values["number_parts"]}
    whole = [word for word, value in parts.items() if word.isalpha() and value.isdecimal()]
    scales = words.values["magnitudes"].items()
    return whole + [word for word, value in scales if word.isalpha() and Decimal(value) <= 10**3]


def _number(word: str, words: Lexicon) -> Decimal | None:
    listed = (words.number(name, word) for name in ("numbers", "number_parts", "ordinals"))
    return next((value for value in listed if value is not None), None)


@cache
def _numerals(words: Lexicon) -> re.Pattern[str]:
    """Return the expression of every number word, and of what joins two."""
    joins = [join.removesuffix(_ATTACHED) for join in words.lists["number_joins"]]
    joins += words.lists["number_articles"]
    kinds = ("numbers", "number_parts", "ordinals", "magnitudes")
    forms = pattern([*(form for name in kinds for form in words.values[name]), *joins])
    parts = pattern(run_together(words))
    ends = rf"(?=(?:{parts}){{0,{MAX_PARTS}}}(?!\w))" if words.numbers_run_together else ""
    return re.compile(rf"(?:{forms}){ends}")


def read_chinese(text: str) -> Decimal:
    """Return what Chinese numerals stand for, myriad by myriad, or digit by digit as in a year."""
    if len(text) > 1 and all(character in _CHINESE for character in text):
        return Decimal("".join(str(_CHINESE[character]) for character in text))
    total = group = digit = 0
    for character in text:
        if character in _CHINESE:
            digit = _CHINESE[character]
        elif character in _CHINESE_TENS:
            group, digit = group + (digit or 1) * _CHINESE_TENS[character], 0
        else:
            total, group, digit = (total + group + digit) * _CHINESE_MYRIADS[character], 0, 0
    return Decimal(total + group + digit)


def name_currency(text: str, words: Lexicon) -> str:
    """Return one name for a currency, however it is written."""
    word = fold_word(text.strip()).replace("\u00a0", " ")
    return words.value("currencies", word) or _SAME_SYMBOL.get(word, word.upper())


def name_unit(text: str, words: Lexicon) -> str:
    """Return one name for a unit, however it is written."""
    bare = text.strip(" \u00a0\u202f-").replace("\u00a0", " ")
    return words.value("units", fold_word(bare)) or _SAME_UNIT.get(bare.lower(), bare)


def multiplied(values: Iterable[Decimal | str], scale: Decimal) -> tuple[Decimal | str, ...]:
    """Return values times a word such as `million`."""
    return tuple(
        value * scale if isinstance(value, Decimal) else f"{value} x {scale}" for value in values
    )


def _ascii(text: str) -> str:
    if text.isascii():
        return text
    digits = (
        str(unicodedata.decimal(character)) if character.isdecimal() else character
        for character in text
    )
    same = {"\u066b": ".", "\u066c": ",", "\uff0c": ",", "\uff0e": "."}
    return "".join(same.get(character, character) for character in digits)


def _read(plain: str, decimal: str) -> Decimal | str:
    points, commas = plain.count("."), plain.count(",")
    if points and commas:
        decimal = "." if plain.rfind(".") > plain.rfind(",") else ","
    elif points + commas == 1:
        sign = "." if points else ","
        head, tail = plain.split(sign)
        if len(tail) != _THREE_DIGITS or head in {"", "0"} or len(head) > _THREE_DIGITS:
            decimal = sign
    elif points + commas:
        decimal = "," if points else "."
        groups = plain.split("." if points else ",")[1:]
        if points and any(len(group) != _THREE_DIGITS for group in groups):
            return plain  # a version, an address: no number
    whole = plain.replace("," if decimal == "." else ".", "").replace(decimal, ".")
    return Decimal(whole) if whole.count(".") <= 1 else plain
