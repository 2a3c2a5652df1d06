"""The date that a note gives, in each of the ten languages, as Unicode CLDR writes it."""

from datetime import date, datetime

import pytest
from icu4py.messageformat import MessageFormat

from provenance.assess.notes import note_languages, notes_in
from provenance.canonical import blocks_of

LABELS = {
    "ar": "\u062a\u0635\u062d\u064a\u062d",
    "de": "Berichtigung",
    "en": "Clarification",
    "es": "Fe de errores",
    "fr": "Rectificatif",
    "id": "Ralat",
    "it": "Errata corrige",
    "pt": "Erramos",
    "ru": "\u041f\u043e\u043f\u0440\u0430\u0432\u043a\u0430",
    "zh": "\u66f4\u6b63",
}


@pytest.mark.parametrize("language", note_languages())
def test_the_date_of_a_note_is_read_in_its_language(language: str) -> None:
    days = [datetime(2026, month, 21) for month in range(1, 13)]  # noqa: DTZ001  days, no moments
    written = [MessageFormat("{day, date, full}", language).format({"day": day}) for day in days]

    read = [
        note.day and note.day.day
        for day in written
        for note in notes_in(blocks_of("content", f"<p>{LABELS[language]} ({day}): 12.</p>").blocks)
    ]

    assert read == [date(2026, month, 21) for month in range(1, 13)]
