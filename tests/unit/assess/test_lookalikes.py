"""Letters of another script are shown where they look like a word's own, and nowhere else."""

import re
import unicodedata
from pathlib import Path

import pytest

import provenance.assess
from benchmarks.corpus import stream_corpus
from provenance.assess import assess
from provenance.assess.lookalikes import find_lookalikes
from provenance.canonical import canonicalize, read_block
from tests.reference.confusables import SCRIPTS, cut
from tests.unit.assess.histories import found, live_page, post, rules_found, seen

ENGLISH = "The company said that {} works well and fast."
RUSSIAN = "В пятницу сообщили, что {} работает быстро."
GREEK = "Η κυβέρνηση ανακοίνωσε σήμερα ότι {} λειτουργεί."
JAPANESE = "昨日の発表によると、{}は良い。"
_ROOT = Path(__file__).parents[3]
TABLE = Path(provenance.assess.__file__).parent / "confusables.txt"


def named(frame: str, word: str) -> list[tuple[str, ...]]:
    return [one.names for one in find_lookalikes(frame.format(word))]


@pytest.mark.parametrize(
    ("frame", "word", "name"),
    [
        (ENGLISH, "s\u0430lary", "U+0430 CYRILLIC SMALL LETTER A"),
        (ENGLISH, "d'\u0410rtagnan", "U+0410 CYRILLIC CAPITAL LETTER A"),
        (ENGLISH, "C\u0430fé", "U+0430 CYRILLIC SMALL LETTER A"),
        (ENGLISH, "C\u03bfrrection", "U+03BF GREEK SMALL LETTER OMICRON"),
        (ENGLISH, "p\u03b1ypal", "U+03B1 GREEK SMALL LETTER ALPHA"),
        (ENGLISH, "\u0397ome", "U+0397 GREEK CAPITAL LETTER ETA"),
        (ENGLISH, "\u0578ever", "U+0578 ARMENIAN SMALL LETTER VO"),
        (ENGLISH, "\u13aaBC", "U+13AA CHEROKEE LETTER GO"),
        (ENGLISH, "\ua4eepple", "U+A4EE LISU LETTER A"),
        (ENGLISH, "f\ua647ne", "U+A647 CYRILLIC SMALL LETTER IOTA"),
        (ENGLISH, "n\u2c9ft", "U+2C9F COPTIC SMALL LETTER O"),
        (ENGLISH, "Telegram\u0435", "U+0435 CYRILLIC SMALL LETTER IE"),
        (RUSSIAN, "Mосква", "U+004D LATIN CAPITAL LETTER M"),
        (RUSSIAN, "Cтол", "U+0043 LATIN CAPITAL LETTER C"),
        (RUSSIAN, "Кoт", "U+006F LATIN SMALL LETTER O"),
        (RUSSIAN, "Koт", "U+004B LATIN CAPITAL LETTER K"),
        (RUSSIAN, "М\u03bfсква", "U+03BF GREEK SMALL LETTER OMICRON"),
        (RUSSIAN, "СOVID", "U+0421 CYRILLIC CAPITAL LETTER ES"),
        (GREEK, "Aθήνα", "U+0041 LATIN CAPITAL LETTER A"),
        (GREEK, "Δικαιοσύvη", "U+0076 LATIN SMALL LETTER V"),
    ],
)
def test_a_letter_that_looks_like_those_around_it_is_named(
    frame: str, word: str, name: str
) -> None:
    (names,) = named(frame, word)

    assert names[0] == name


@pytest.mark.parametrize(
    ("frame", "word"),
    [
        # One script, whatever it looks like.
        (ENGLISH, "Москва"),
        (ENGLISH, "сор"),
        (ENGLISH, "naïve Straße"),
        (RUSSIAN, "iPhone"),
        (RUSSIAN, "Љубљана и Нови Сад (Novi Sad)"),
        (RUSSIAN, "ОАО «РЖД»"),
        (GREEK, "Google"),
        # Words that a hyphen or another mark parts are words of their own.
        (RUSSIAN, "е-mail"),
        (RUSSIAN, "VIP-зал"),
        (RUSSIAN, "Ту-154M"),
        # Names and abbreviations with endings and prefixes of the text's own script.
        (RUSSIAN, "iPhoneа"),
        (RUSSIAN, "Googleом"),
        (RUSSIAN, "Telegramе"),
        (RUSSIAN, "Appleа"),
        (RUSSIAN, "PHPе"),
        (RUSSIAN, "SMSка"),
        (RUSSIAN, "антиSPAM"),
        (RUSSIAN, "ПРЕФИКСaa"),
        (RUSSIAN, "Zа"),
        (RUSSIAN, "ПобеZа"),
        (RUSSIAN, "кHz"),
        (GREEK, "Googleς"),
        # Roman numerals, typed in part with letters of the text's own script.
        (RUSSIAN, "ХIХ"),
        (RUSSIAN, "ХVIII"),
        # Quantities and symbols.
        (ENGLISH, "TNFα and IFNγ"),
        (ENGLISH, "TNFαR1"),
        (ENGLISH, "αvβ3"),
        (ENGLISH, "Δv"),
        (ENGLISH, "5 μm"),
        (ENGLISH, "5 kΩ"),
        (GREEK, "αvβ3"),
        (GREEK, "Δp"),
        # Kabyle is written with a Greek letter where its own is not to be had.
        (ENGLISH, "taqbaylit aγrum"),
        # Reconstructions of Proto-Slavic.
        (ENGLISH, "dьnь"),
        (JAPANESE, "Wi-FiとUSBとсистема"),
        (JAPANESE, "AとБ"),
        (ENGLISH, "نامه and ה\u05b7"),
        (ENGLISH, "👩\u200d🚀 and ✓"),
    ],
)
def test_scripts_that_can_be_told_or_belong_there_are_not_named(frame: str, word: str) -> None:
    assert named(frame, word) == []


def test_a_word_is_shown_with_every_letter_that_is_not_its_own() -> None:
    (word,) = find_lookalikes(ENGLISH.format("s\u0430l\u0430ry"))

    assert word.context == "s<U+0430>l<U+0430>ry"
    assert word.letters == ("\u0430",)


def test_accents_that_stand_alone_part_no_word() -> None:
    assert find_lookalikes(RUSSIAN.format("за\u0301мок")) == []
    assert len(find_lookalikes(RUSSIAN.format("зa\u0301мок"))) == 1


def test_the_finding_names_the_code_point_and_what_else_makes_such_a_word() -> None:
    capture = seen(1, post("<p>The s\u0430lary was paid.</p>"))
    finding = found("non-displayed-characters", capture)

    assert finding.message == (
        "The text in capture 1 has letters of another script that look like those of the word they"
        " stand in: U+0430 CYRILLIC SMALL LETTER A in “s<U+0430>lary”."
    )
    assert any("keyboard" in one for one in finding.explanations)
    assert not any("line break" in one for one in finding.explanations)


def test_characters_that_are_not_displayed_have_a_finding_of_their_own() -> None:
    capture = seen(1, post("<p>The s\u0430lary was pa\u200bid.</p>"))
    first, second = assess([capture]).findings

    assert {first.rule, second.rule} == {"non-displayed-characters"}
    assert "U+200B" in first.message
    assert not any("keyboard" in one for one in first.explanations)
    assert "U+0430" in second.message


def test_a_word_is_reported_once_in_a_history() -> None:
    first, second = post("<p>A s\u0430lary.</p>"), post("<p>A s\u0430lary, and s\u043ele.</p>")
    findings = [
        finding
        for finding in assess([seen(1, first), seen(2, second)]).findings
        if finding.rule == "non-displayed-characters"
    ]

    assert [finding.evidence.captures for finding in findings] == [(1,), (2,)]
    assert "lary" not in findings[1].message


def test_a_page_is_read_as_well() -> None:
    assert "non-displayed-characters" in rules_found(live_page(1, "<p>The s\u0430lary.</p>"))


def test_articles_have_no_such_words() -> None:
    answers = [path.read_bytes() for path in _ROOT.glob("examples/[1-4]-*.json")]
    answers += [path.read_bytes() for path in _ROOT.glob("tests/data/captures/*-after.json")]
    answers += [each.raw for each in stream_corpus(200)]
    blocks = [
        read_block(block)
        for answer in answers
        if b'"content"' in answer  # some are refusals
        for block in canonicalize(answer).blocks
    ]

    assert len(blocks) > 2000
    assert [word for block in blocks for word in find_lookalikes(block.text)] == []


def test_the_table_says_of_which_version_and_under_which_licence_it_is() -> None:
    head = "".join(re.findall("^#.*\n", TABLE.read_text(encoding="utf-8"), re.MULTILINE))

    assert "# Version: 15.0.0\n" in head
    assert "Permission is hereby granted, free of charge" in head


def test_the_table_holds_letters_of_the_alphabets_that_are_read_and_no_others() -> None:
    lines = [each for each in TABLE.read_text(encoding="utf-8").splitlines() if each[0] != "#"]
    letters = [chr(int(each.split(" ")[0], 16)) for each in lines]

    assert {unicodedata.name(letter).split(" ")[0] for letter in letters} == SCRIPTS
    assert [each.split(" # ")[1] for each in lines] == [unicodedata.name(each) for each in letters]
    assert lines == [*cut(f"{each.split(' # ')[0]} ; MA # ( a ) A # " for each in lines)]


@pytest.mark.parametrize(
    "line",
    [
        "# 0430 ; 0061 ; MA",
        "",
        "0430 0301 ; 0061 ; MA # two letters",
        "0448 ; 0061 0062 ; MA # like two letters",
        "0437 ; 0033 ; MA # like a digit",
        "00E9 ; 0065 ; MA # of Latin",
        "0627 ; 006C ; MA # of an alphabet that joins",
        "03F2 ; 0063 ; MA # taken apart by normalization",
    ],
)
def test_the_cut_leaves_out_what_is_not_read(line: str) -> None:
    assert list(cut([line])) == []


def test_every_letter_of_the_table_is_looked_for() -> None:
    lines = [each for each in TABLE.read_text(encoding="utf-8").splitlines() if each[0] != "#"]
    letters = [chr(int(each.split(" ")[0], 16)) for each in lines]
    # Small Greek letters may be symbols, which other tests are about.
    capitals = [
        each for each in letters if not (each.islower() and "GREEK" in unicodedata.name(each))
    ]

    assert [each for each in capitals if not find_lookalikes(f"It was a b{each}t, he said.")] == []
