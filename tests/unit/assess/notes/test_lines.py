"""Which lines of an article are notes: by their first words, in ten languages; nothing else is."""

from datetime import date

import pytest

from provenance.assess.notes import note_languages, notes_in
from provenance.assess.notes.words import fold_note, note_words
from provenance.canonical import blocks_of
from provenance.model import NoteKind


def found(html: str) -> list[tuple[str, str]]:
    """Return kind and language of each note in some HTML."""
    return [
        (note.kind.value, note.language) for note in notes_in(blocks_of("content", html).blocks)
    ]


@pytest.mark.parametrize(
    ("line", "kind", "language"),
    [
        ("Correction: The bridge costs 15 million.", "correction", "en"),
        ("<strong>CORRECTION (May 30, 2026):</strong> A figure was wrong.", "correction", "en"),
        ("[Correction, 30 May: the name is Keller.]", "correction", "en"),
        ("CORRECTED-Bank names new head", "correction", "en"),
        ("(Corrected) The bank names a new head", "correction", "en"),
        ("Correction. An earlier figure was wrong.", "correction", "en"),
        ("* Clarification \u2014 it was not asked.", "clarification", "en"),
        ("Editor\u2019s note: The author works there.", "editors-note", "en"),
        (
            "<em>This article was amended on 30 May 2026 to correct a figure.</em>",
            "correction",
            "en",
        ),
        ("An earlier version of this article said 1.5 million.", "correction", "en"),
        ("It rained. (This story has been updated.)", "update", "en"),
        ("It rained.<br>Clarification: it did.", "clarification", "en"),
        ("Updated 30 May 2026, 3:15 p.m.", "update", "en"),
        ("Update, May 30, 2026, 3:15 p.m. ET: It rained.", "update", "en"),
        ("UPDATE 2: It rained.", "update", "en"),
        ("Korrektur: Die Br\u00fccke kostet mehr.", "correction", "de"),
        ("In einer fr\u00fcheren Version dieses Artikels hie\u00df es", "correction", "de"),
        ("Anm. d. Red.: Wir haben gefragt.", "editors-note", "de"),
        ("Dieser Artikel wurde am 30. Mai 2026 aktualisiert.", "update", "de"),
        ("Rectificatif : le prix est autre.", "correction", "fr"),
        ("Une version ant\u00e9rieure de cet article indiquait", "correction", "fr"),
        ("NDLR : voir plus bas.", "editors-note", "fr"),
        ("Mise \u00e0 jour du 30 mai 2026 : le prix.", "update", "fr"),
        ("Fe de errores: el puente cuesta m\u00e1s.", "correction", "es"),
        ("Una versi\u00f3n anterior de este art\u00edculo dec\u00eda", "correction", "es"),
        ("Nota del editor: la autora trabaja all\u00ed.", "editors-note", "es"),
        ("Erramos: a ponte custa mais.", "correction", "pt"),
        ("Uma vers\u00e3o anterior deste texto dizia", "correction", "pt"),
        ("Atualizado em 30 de maio de 2026", "update", "pt"),
        ("Errata corrige: il ponte", "correction", "it"),
        ("Una versione precedente di questo articolo", "correction", "it"),
        ("Aggiornato il 30 maggio 2026", "update", "it"),
        (
            "\u041f\u043e\u043f\u0440\u0430\u0432\u043a\u0430: \u043c\u043e\u0441\u0442",
            "correction",
            "ru",
        ),
        (
            "\u041e\u0431\u043d\u043e\u0432\u043b\u0435\u043d\u043e 30 \u043c\u0430\u044f 2026",
            "update",
            "ru",
        ),
        ("\u062a\u0635\u062d\u064a\u062d: \u062a\u0643\u0644\u0641\u0629", "correction", "ar"),
        (
            "\u062a\u0645 \u062a\u0635\u062d\u064a\u062d \u0627\u0644\u062e\u0628\u0631",
            "correction",
            "ar",
        ),
        ("\u66f4\u6b63\uff1a\u6865\u6881\u9020\u4ef7", "correction", "zh"),
        ("\u672c\u6587\u6b64\u524d\u7248\u672c\u79f0", "correction", "zh"),
        ("\u7f16\u8005\u6309\uff1a\u4f5c\u8005", "editors-note", "zh"),
        ("Ralat: jembatan itu", "correction", "id"),
        ("Artikel ini telah diperbarui pada 30 Mei 2026.", "update", "id"),
    ],
)
def test_a_line_that_begins_as_notes_do_is_one(line: str, kind: str, language: str) -> None:
    assert found(f"<p>{line}</p>") == [(kind, language)]


@pytest.mark.parametrize(
    "html",
    [
        "<h2>Update</h2><p>It rained.</p>",
        "<p>The correction of the market went on.</p>",
        "<p>Correction of prices is expected: they fell.</p>",
        "<p>Update the software to version 3: it helps.</p>",
        "<p>Updated 3 times since then, the plan failed.</p>",
        "<p>Updates were few. It rained.</p>",
        "<p>Update. It rained.</p>",
        "<p>\u201cCorrection: it is mine,\u201d she said.</p>",
        "<p><q>Correction: it is mine</q>, she said.</p>",
        "<blockquote><p>Correction: it is mine.</p></blockquote>",
        "<pre>Correction: it is mine.</pre>",
        "<p>She wrote: \u201cIt is mine. An earlier version of this article said so.\u201d</p>",
        '<p>She wrote: "It is mine. An earlier version of this article said so."</p>',
        "<p>Clarification was needed. Nobody gave it.</p>",
        "<p>Die Korrektur am Aktienmarkt war klein: 3 Prozent.</p>",
        "<p>Update-Pflicht: was gilt</p>",
        "<p>\u66f4\u65b0\u6362\u4ee3\u662f\u5fc5\u8981\u7684\uff1a\u624b\u673a\u3002</p>",
        '<ul class="wp-block-latest-posts"><li>Correction: another article</li></ul>',
        "<h3>Correction</h3>",
    ],
)
def test_words_of_notes_in_other_places_are_none(html: str) -> None:
    assert found(html) == []


def test_a_label_that_stands_alone_has_the_next_block_for_its_text() -> None:
    (note,) = notes_in(blocks_of("content", "<h3>Correction</h3><p>It is Keller.</p>").blocks)

    assert note.text == "Correction: It is Keller."
    assert (note.first, note.last) == (0, 1)


@pytest.mark.parametrize(
    ("behind", "text", "last"),
    [
        ("<p>It is Keller.</p><p>It rained.</p>", "It is Keller.", 1),
        (
            "<ul><li>It is Keller.</li><li>It cost 15.<p>So.</p></li></ul><p>It rained.</p>",
            "It is Keller. It cost 15. So.",
            3,
        ),
        ("<ol><li>It is Keller.</li></ol><ol><li>It rained.</li></ol>", "It is Keller.", 1),
        ("<p>It is Keller.</p><ul><li>It rained.</li></ul>", "It is Keller.", 1),
        (
            "<ul><li>It is Keller.</li><li><blockquote>So.</blockquote></li><li>No.</li></ul>",
            "It is Keller.",
            1,
        ),
    ],
)
def test_a_label_that_stands_alone_has_the_next_list_for_its_text(
    behind: str, text: str, last: int
) -> None:
    (note,) = notes_in(blocks_of("content", f"<h3>Correction</h3>{behind}").blocks)

    assert note.text == f"Correction: {text}"
    assert (note.first, note.last) == (0, last)


@pytest.mark.parametrize(
    ("line", "written", "day"),
    [
        ("Correction, 30 May 2026: it is Keller.", "30 May 2026", date(2026, 5, 30)),
        ("Correction, 30 May: it is Keller.", "30 May", None),
        ("Korrektur vom 30.5.2026: Keller", "30.5.2026", date(2026, 5, 30)),
        ("Correction (05/06/2026): it is Keller.", "05/06/2026", None),
        ("Correction (2026-05-06): it is Keller.", "2026-05-06", date(2026, 5, 6)),
        ("Correction (06/06/2026): it is Keller.", "06/06/2026", date(2026, 6, 6)),
        (
            "\u66f4\u6b63\uff082026\u5e745\u670830\u65e5\uff09\uff1a\u6865",
            "2026\u5e745\u670830\u65e5",
            date(2026, 5, 30),
        ),
        ("Correction, 31 February 2026: it is Keller.", "31 February 2026", None),
    ],
)
def test_the_date_of_a_note_is_read_where_it_can_be_read_in_one_way(
    line: str, written: str, day: date | None
) -> None:
    (note,) = notes_in(blocks_of("content", f"<p>{line}</p>").blocks)

    assert note.day is not None
    assert (note.day.written, note.day.day) == (written, day)


def test_a_note_without_a_date_has_none() -> None:
    (note,) = notes_in(blocks_of("content", "<p>Correction: it is Keller.</p>").blocks)

    assert note.day is None
    assert note.kind is NoteKind.CORRECTION


def test_ten_languages_have_words_for_every_kind_of_note() -> None:
    named = note_words().named.values()

    assert note_languages() == ("ar", "de", "en", "es", "fr", "id", "it", "pt", "ru", "zh")
    for code in note_languages():
        assert {one.kind for one in named if code in one.languages} == {*NoteKind}


@pytest.mark.parametrize("text", ["\u0130stanbul\u2019s", "A\u00a0b", "STRASSE\n"])
def test_folding_leaves_every_character_in_its_place(text: str) -> None:
    assert len(fold_note(text)) == len(text)
