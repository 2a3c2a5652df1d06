"""The regular expression that a language's pieces are found by.

Owns how an amount, a date or a time is written. Never reads one.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from provenance.assess.classes.lexicon import Lexicon, pattern
from provenance.assess.classes.numerals import GAP, spelled
from provenance.assess.classes.readings import (
    CHINESE_DIGITS,
    CODES,
    SYMBOLS,
    UNITS,
    run_together,
)
from provenance.diff import UNSPACED

_LETTER = rf"[^\W_{UNSPACED}]"
_WORD = rf"{_LETTER}(?:{_LETTER}|[\d_\u0300-\u036f\u064b-\u0652])*"
_QUOTES = "\"\u201c\u201d\u201e\u00ab\u00bb\u300c\u300d\u300e\u300f\u2039\u203a\u2018\u2019\u201a'"
MEDIA = "img|video|audio|iframe|embed|object|picture|source|svg|figure|track|canvas"
_NUMBER = rf"\d+(?:[.,'\u2019\u066b\u066c\uff0c\uff0e]\d+|{GAP}\d{{3}}(?!\d))*"

_WHOLE_NAME = 5  # a shorter one is an abbreviation, and a word of its own in many languages
_NUMERAL = "[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341]{1,3}"
# What Chinese counts by, behind a numeral (Li and Thompson 1981, section 4.2.1).
_COUNTED = (
    "\u4e2a\u540d\u4eba\u4f4d\u6b21\u5bb6\u4ef6\u6761\u9879\u8f86\u6240\u79cd\u4e3a\u5e74\u5929"
    "\u5c81\u5468\u6708\u7ea7\u5c42\u53f7\u697c\u500d\u5c4a\u671f\u573a\u8f6e\u5ea7\u53f0\u53ea"
    "\u652f\u672c\u5f20"
)
_CHINESE_DATES = (
    rf"(?:\d{{2,4}}|[{CHINESE_DIGITS}]{{4}})\u5e74(?:\d{{1,2}}\u6708(?:\d{{1,2}}[\u65e5\u53f7])?)?",
    r"\d{1,2}\u6708(?:\d{1,2}[\u65e5\u53f7])?",
    r"(?<!\d)\d{1,2}[\u65e5\u53f7]",
    rf"{_NUMERAL}\u6708(?:{_NUMERAL}[\u65e5\u53f7])?",
)

_MARKS = {
    "structure": r"\A(?:#{1,6} |- |n\. |> |\|=? )+",
    "media": r"!\[[^\]\[]{0,500}\]\([^()\s]{0,2000}\)",
    "target": r"\]\((?:[^()\s]|\([^()\s]{0,200}\)){0,2000}\)",
    "mark": (
        r"</?(?:new )?[a-z][a-z0-9]*(?: [a-z-]+=\"[^\"<]{0,2000}\"){0,40}>"
        r"|\*\*|~~|[*`]|\[(?=[^\]\[]{0,500}\]\()"
    ),
    "point": r"<U\+[0-9A-F]{4,6}>",
    "quote": rf"[{_QUOTES}]",
    "other": r"\.{2,}|[^\s\u200b\u00ad\ufeff\u2060]",
}
# What an amount begins with, beside digits and letters.
SIGNS = frozenset(SYMBOLS + "-\u2212\u2013\uff0d+\uff0b\u00b1")


@cache
def expression(words: Lexicon) -> re.Pattern[str]:
    """Return the expression whose named groups are the kinds of pieces, the first that fits."""
    ends = rf"(?!{_LETTER}|\d)"
    named = rf"(?i:{pattern(_spaced(words.values['currencies']))})"
    money = rf"{pattern([*SYMBOLS, *CODES])}|{named}"
    before = pattern([*CODES, "Rp"])
    unit = rf"(?:{pattern(UNITS)}|(?i:{pattern(_spaced(words.values['units']))}))"
    scale = rf"(?:{pattern(_phrases(words, 'magnitudes'))})"
    if words.code == "zh":
        scale += r"(?![\u7c73\u514b\u74e6])"  # a thousand metres are one kilometre
    join = rf"(?:(?:{pattern(words.lists['amount_joins'])}){GAP}?)?"
    gap = rf"(?:{GAP}|-)?"
    end = "" if words.code == "zh" else ends
    tail = rf"(?:{GAP}?{join}(?P<money>{money}){end}|{gap}(?P<unit>{unit}){end})?"
    amount = (
        rf"(?P<sign>(?<![\w\d)])[-\u2212\u2013\uff0d+\uff0b\u00b1](?=[{SYMBOLS}A-Z]{{0,3}}\d))?"
        rf"(?:(?P<currency>[A-Z]{{0,2}}[{SYMBOLS}]|(?:{before}))[-\u2212]?{GAP}?)?"
        rf"(?P<digits>{_NUMBER})"
        r"(?P<ordinal>(?:st|nd|rd|th|er|\u00e8re|re|e|\u00ba|\u00aa"
        r"|-(?:\u0439|\u044f|\u0435|\u0433\u043e|\u043c|\u0445))(?!\w))?"
        rf"(?P<scale>(?:{gap}{scale}{end})*)"
        rf"(?P<short>(?(currency)[KMB]|{GAP}?[kM](?=[{SYMBOLS}]))(?!{_LETTER}|\d))?{tail}"
    )
    spell = (
        rf"(?<!\w)(?P<spelled>{spelled(words)})"
        rf"(?:{GAP}{join}(?P<money2>{named}){ends}"
        rf"|{gap}(?P<unit2>{unit}){ends})?"
    )
    numeral = (
        rf"(?P<share>\u767e\u5206\u4e4b)?"
        rf"(?P<numeral>[{CHINESE_DIGITS}\u767e\u5343\u4e07\u842c\u4ebf\u5104]+)"
        rf"(?:(?P<money3>{named})"
        rf"|(?P<unit3>{pattern(_phrases(words, 'units'))})|(?(share)|(?=[{_COUNTED}])))"
    )
    kinds = {
        "address": r"(?:https?://|www\.)[^\s()<>\"]+",
        "date": _dates(words),
        "telephone": r"(?<![\w.,])(?:\+\d|0\d)(?:[ ()\u00a0-]{0,2}\d){6,14}(?![\w.,]\d|\w)",
        "time": _times(words),
        "amount": amount,
        "spelling": spell,
        "chinese": numeral if words.code == "zh" else r"(?!)",
        "word": _words(words),
    }
    return _either({**kinds, **_MARKS})


@cache
def marks() -> re.Pattern[str]:
    """Return the expression of what begins with no letter, digit, sign or currency."""
    return _either(_MARKS)


def _either(kinds: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{name}>{each})" for name, each in kinds.items()))


@cache
def plain() -> re.Pattern[str]:
    """Return what finds white space and, as its group, the plain word behind it.

    Most words of a text are plain, and need not be held against all that a language has.
    """
    unseen = r"\s\u200b\u00ad\ufeff\u2060"
    follows = r"(?!://|[.'\u2019\u00b7\u2010\u2011-]?\w|[$\u20ac\u00a3\u00a5])"
    # The first alternative is a short cut for the commonest words.
    return re.compile(rf"[{unseen}]*+([A-Za-z]++(?=[ ,])|(?!\d){_WORD}{follows})?")


@cache
def special_words(words: Lexicon) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the words and stems that may be more than plain words, or begin a longer one."""
    forms = [
        *(form for month in words.months for form in month),
        *(form for name in ("numbers", "ordinals", "magnitudes") for form in words.values[name]),
        *(form for form in words.values["units"] if words.code == "zh"),
        *(form for form in words.values["clock"] if re.match(r"\w", form)),
        *(form for each in words.lists.values() for form in each if " " in form or "-" in form),
        *(form for each in words.values.values() for form in each if " " in form or "-" in form),
        *CODES,
        "new",
    ]
    forms += [*words.lists["number_articles"], *words.lists["clock_before"]]
    first = {re.split("[ -]", form)[0].lower() for form in forms}
    stems = tuple(word[:-1] for word in first if word.endswith("*"))
    stems += tuple(run_together(words))
    return frozenset(first), stems or ("\0",)


def _spaced(forms: Iterable[str]) -> list[str]:
    """Return words and phrases, those with a space also with one that no line breaks at."""
    listed = list(forms)
    return [*listed, *(form.replace(" ", "\u00a0") for form in listed if " " in form)]


def _phrases(words: Lexicon, name: str) -> list[str]:
    listed = words.values[name]
    return [form for word in listed for form in {word, word.capitalize(), word.upper()}] + [
        form.replace(" ", "\u00a0") for form in listed if " " in form
    ]


def _dates(words: Lexicon) -> str:
    full = _months(words, least=_WHOLE_NAME)
    short = set(_months(words, least=0)) - set(full)
    # A stop behind a short name is the name's; behind a whole one it ends the sentence.
    month = rf"(?:(?:{pattern(full)})|(?:{pattern(short)})\b\.?)(?!\w)"
    joins = rf"(?:{GAP}(?:{pattern(words.lists['date_joins'])}))*"
    day = r"(?<![\d.,])\d{1,2}(?:st|nd|rd|th|er|\u00ba|\u00b0|\.|-[\u0430-\u044f]{1,3})?"
    if words.code != "zh":
        first = [word for word, value in words.values["ordinals"].items() if value == "1"]
        day = rf"(?:{day}|(?<!\w)(?i:{pattern(first)}))"
    year = rf"(?:,?{joins}{GAP}\d{{4}}(?!\d))?"
    written = (
        r"(?<![\d-])\d{4}[-./]\d{1,2}[-./]\d{1,2}(?![\d-])",
        r"(?<!\d)(?:1[5-9]|20)\d0['\u2019]?s(?!\w)",
        r"(?<![\d./])\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})(?![\d./]\d)",
        rf"{day}{joins}{GAP}?{month}{year}",
        rf"(?<!\w){month}{GAP}\d{{1,2}}(?:st|nd|rd|th)?(?![\d.,:]\d|\d){year}",
        rf"(?<!\w){month}{joins}{GAP}(?:1[5-9]|20)\d\d(?!\d)",
        *((r"(?<![\d.,])\d{1,2}\.\d{1,2}\.(?!\d)",) if words.code == "de" else ()),
        *_bare_months(words),
        *_CHINESE_DATES,
        r"(?<![\d.,$\u20ac\u00a3\w-])(?:19|20)\d\d(?![\d%\w]|[.,]\d|[ \u00a0-]?[%\u20ac$])",
    )
    return "|".join(written)


def _months(words: Lexicon, *, least: int) -> list[str]:
    """Return every month's name, and what else it is called by that is at least so long."""
    forms = [
        form
        for month in words.months
        for number, form in enumerate(month)
        if not number or len(form) >= least
    ]
    return forms if words.months_in_capitals else [*forms, *(form.capitalize() for form in forms)]


def _bare_months(words: Lexicon) -> tuple[str, ...]:
    """Return how a month alone is written; one that is a word too, behind another word only."""
    alike = words.lists["case_matters"]
    full = _months(words, least=_WHOLE_NAME)
    alone = [form for form in full if form.lower() not in alike]
    return (
        rf"(?<=[\w,] )\b(?:{pattern(full)})(?!\w)",
        rf"\b(?:{pattern(alone)})(?!\w)",
    )


@cache
def clock(words: Lexicon) -> re.Pattern[str]:
    """Return the expression of what stands beside a time of day, in lower case."""
    return re.compile(pattern(words.values["clock"]))


def _times(words: Lexicon) -> str:
    named = rf"(?i:{pattern(words.values['clock'])})"
    ends = "" if words.code == "zh" else r"(?!\w)"
    before = rf"(?i:{pattern(words.lists['clock_before'])})"
    before = before if words.code == "zh" else rf"(?<!\w){before}{GAP}"
    written = (
        rf"(?<!\d)\d{{1,2}}{GAP}?h{GAP}?\d{{2}}(?!\w)",
        rf"{before}\d{{1,2}}(?:[.:]\d{{2}})?(?!\d|[.,]\d)(?:{GAP}?{named}{ends})?",
        rf"(?<![\d:])\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?!\d)(?:{GAP}?{named}{ends})*",
        rf"(?<![\d:])\d{{1,2}}(?:[.:]\d{{2}})?(?:{GAP}?{named}{ends})+",
    )
    return "|".join(written)


def _words(words: Lexicon) -> str:
    phrases = [
        phrase
        for name in ("modality", "attribution", "negation", "days", "titles")
        for phrase in words.lists[name]
        if " " in phrase or words.code == "zh"
    ]
    phrases += [
        phrase
        for name in ("weekdays", "clock")
        for phrase in words.values[name]
        if " " in phrase or "-" in phrase or words.code == "zh"
    ]
    phrases += [phrase for group in words.alike for phrase in group if words.code == "zh"]
    phrases += _phrases(words, "units") if words.code == "zh" else []
    elided = rf"(?:{pattern(words.lists['elisions'])})['\u2019](?={_LETTER})"
    inner = rf"(?:[.'\u2019\u00b7\u2010\u2011-]{_WORD})*"
    ends = "" if words.code == "zh" else rf"(?!{_LETTER})"
    return rf"(?i:{pattern(phrases)}){ends}|(?i:{elided})|{_WORD}{inner}|[{UNSPACED}]"
