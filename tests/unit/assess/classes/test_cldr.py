"""Each language's file holds what Unicode CLDR has of it, as ICU reads CLDR."""

import re
from datetime import datetime, timedelta
from decimal import Decimal
from importlib.resources import files
from itertools import combinations

import pytest
from icu4py.messageformat import MessageFormat

from provenance.assess.classes import languages
from provenance.assess.classes.lexicon import fold_word, lexicon
from provenance.assess.classes.pieces import split_pieces
from provenance.assess.classes.readings import Amount
from tests.assessment.labelled import judge

SUNDAY = datetime(2023, 1, 1)  # noqa: DTZ001  a day of the calendar, and no moment
COUNTS = (*range(2, 1000), 1000, 1001, 1100, 1234, 1999, 2000, 2024, 5000, 12_345, 21_000, 100_000)
LARGE = (250_000, 1_200_000, 2_500_000, 31_000_000, 2_000_000_000)
SOURCES = files("provenance.assess") / "languages"
UNITS = (
    "millimeter centimeter meter kilometer mile foot gram kilogram tonne liter hectare square-meter"
    " square-kilometer cubic-meter percent celsius fahrenheit second minute hour day week month"
    " year kilowatt megawatt gigawatt kilowatt-hour kilometer-per-hour mile-per-hour"
).split()
CURRENCIES = ("USD", "EUR", "GBP", "JPY", "CNY", "RUB")

pytestmark = pytest.mark.parametrize("language", languages())


def said(pattern: str, language: str, value: datetime | Decimal | int) -> str:
    """Return a value in the words of CLDR, without the hyphens that a line may break at."""
    words = MessageFormat(f"{{value, {pattern}}}", language).format({"value": value})
    return words.replace("\xad", "")


def amounts(text: str, language: str) -> list[Amount]:
    around = "共{}人" if language == "zh" else "x {} y"
    pieces = split_pieces(around.format(text), lexicon(language))
    return [piece.value for piece in pieces if isinstance(piece.value, Amount)]


def test_the_decimal_sign_is_that_of_cldr(language: str) -> None:
    number = "number, ::.0 latin"

    assert said(number, language, Decimal("1.5")) == f"1{lexicon(language).decimal}5"


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("form", ["dMMMM", "yMMMM"])  # in a date, and by itself
def test_every_month_of_cldr_is_known(language: str, form: str, month: int) -> None:
    day = SUNDAY.replace(month=month)
    pieces = split_pieces(said(f"date, ::{form}", language, day), lexicon(language))

    named = [part for piece in pieces if isinstance(piece.value, tuple) for part in piece.value]

    assert f"month {month}" in named


@pytest.mark.parametrize("day", range(7))
def test_every_day_of_the_week_of_cldr_is_known(language: str, day: int) -> None:
    name = said("date, ::EEEE", language, SUNDAY + timedelta(days=day))

    assert lexicon(language).value("weekdays", fold_word(name)) == str((day + 6) % 7)


def test_every_number_of_cldr_is_read_as_that_number(language: str) -> None:
    read = {n: amounts(said("spellout", language, n), language) for n in (*COUNTS, *LARGE)}

    assert read == {n: [Amount(values=(Decimal(n),))] for n in read}


def test_no_two_numbers_are_written_alike(language: str) -> None:
    near = [(12, 20), (102, 200), (13, 30), (21, 20), (120, 112), (1200, 2100), (222, 124)]
    texts = [[f"<p>{said('spellout', language, n)}</p>" for n in pair] for pair in near]

    found = [judge(one, other, language) for one, other in texts]

    assert all(any(passage.material for passage in passages) for passages in found)


@pytest.mark.parametrize("code", CURRENCIES)
def test_the_currencies_most_written_of_are_known_by_the_name_that_cldr_has(
    language: str, code: str
) -> None:
    name = said(f"number, ::currency/{code} unit-width-full-name latin", language, 5).strip("5.,0 ")
    words = lexicon(language)
    parts = [name[at:] for at in range(len(name))] if language == "zh" else name.split()

    assert any(words.value("currencies", fold_word(part)) for part in parts)


def test_a_file_names_its_sources(language: str) -> None:
    text = (SOURCES / f"{language}.toml").read_text(encoding="utf-8")
    head = "".join(line for line in text.splitlines() if line.startswith("#"))

    assert "Unicode CLDR 48" in head
    assert "Negation, mod" in head
    assert re.search(r"(?:19|20)\d\d", head), "the grammar and its year"
    assert "docs/adr/0130" in head


def test_no_two_units_or_currencies_of_cldr_are_taken_for_one(language: str) -> None:
    kinds = [f"number, ::unit/{unit} unit-width-full-name latin" for unit in UNITS]
    kinds += [f"number, ::currency/{code} unit-width-full-name latin" for code in CURRENCIES]
    read = {
        kind: [piece.value for piece in split_pieces(said(kind, language, 5), lexicon(language))]
        for kind in kinds
    }

    assert [pair for pair in combinations(kinds, 2) if read[pair[0]] == read[pair[1]]] == []


@pytest.mark.parametrize("unit", ["kilogram", "centimeter", "millimeter", "hectare"])
def test_a_unit_is_one_in_full_and_in_short(language: str, unit: str) -> None:
    ways = [
        amounts(said(f"number, ::unit/{unit} unit-width-{width} latin", language, 5), language)
        for width in ("full-name", "short")
    ]

    assert ways[0] == ways[1]
    assert ways[0][0].unit
