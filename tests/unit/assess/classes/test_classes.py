"""Classes: what kind of change a passage is, and whether it is material."""

import pytest

from provenance.assess.classes import classes_in, classify, languages
from provenance.model import BlockChange, Change, EditClass
from tests.assessment.labelled import judge


def classes(before: str, after: str, language: str | None = "en") -> set[str]:
    passages = judge(f"<p>{before}</p>", f"<p>{after}</p>", language)
    return {each.value for passage in passages for each in passage.classes}


def is_material(before: str, after: str, language: str | None = "en") -> bool:
    return any(edit.material for edit in judge(f"<p>{before}</p>", f"<p>{after}</p>", language))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("It lost 1.5 million.", "It lost 15 million.", {"number"}),
        ("It lost two hundred pounds.", "It lost three hundred pounds.", {"number"}),
        ("It lost \u00a32,400 then.", "It lost \u00a324.00 then.", {"number"}),
        ("It lost \u00a35 then.", "It lost \u20ac5 then.", {"currency"}),
        ("They met on 3 May.", "They met on 8 May.", {"date"}),
        ("They met on Monday.", "They met on Tuesday.", {"date"}),
        ("They met at 3 pm today.", "They met at 3 am today.", {"time"}),
        ("It was -5 then.", "It was 5 then.", {"sign"}),
        ("It fell 50 % then.", "It fell 50 percentage points then.", {"unit"}),
        ("It is 5 km off.", "It is 5 mi off.", {"unit"}),
        ("He was not able to go.", "He was notable to go.", {"negation"}),
        ("The act was legal then.", "The act was illegal then.", {"negation"}),
        ("He didn't go there.", "He did go there.", {"negation"}),
        ("They say it may go.", "They say it May go.", {"date", "modality"}),
        ("He went there.", "He went there?", {"punctuation", "modality"}),
        ("The man Keller left.", "The man Koller left.", {"name"}),
        ("The bank shut.", "The b\u0430nk shut.", {"unclassified"}),
        ("The b\u0430nk shut.", "The bank shut.", {"unclassified"}),
        ("The word left\u202e here.", "The word left here.", {"unclassified"}),
        ("The heat was bad.", "The heap was bad.", {"unclassified"}),
        ("It was <del>sold</del> then.", "It was sold then.", {"unclassified"}),
        ("He went home and slept.", "He went home.", {"removed"}),
    ],
)
def test_what_may_matter_is_material(before: str, after: str, expected: set[str]) -> None:
    assert classes(before, after) == expected
    assert is_material(before, after)
    assert is_material(after, before)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("It lost 2400 then.", "It lost 2,400 then.", {"typography"}),
        ("It lost 5 of them.", "It lost five of them.", {"spelling-sized"}),
        ("They met at 3 p.m. there.", "They met at 3 pm there.", {"typography"}),
        ("They met on May 3rd there.", "They met on 3 May there.", {"typography"}),
        ("It was \u22125 then.", "It was -5 then.", {"typography"}),
        ("It fell 50% then.", "It fell 50 percent then.", {"spelling-sized"}),
        ("Teh man left.", "The man left.", {"spelling-sized"}),
        ("The well known man.", "The well-known man.", {"spelling-sized"}),
        ("He did not go.", "He didn't go.", {"spelling-sized"}),
        ("The colour faded.", "The color faded.", {"spelling-sized"}),
        ("The President left.", "The president left.", {"spelling-sized"}),
        ("Then the man left.", "Then, the man left.", {"punctuation"}),
        ("The <em>man</em> left.", "The man left.", {"typography"}),
        ("The man the man left.", "The man left.", {"spelling-sized"}),
        ("The the man left.", "The man left.", {"spelling-sized"}),
        ("He went out of house.", "He went out of the house.", {"spelling-sized"}),
    ],
)
def test_each_has_its_class_of_what_changes_little(
    before: str, after: str, expected: set[str]
) -> None:
    assert classes(before, after) == expected
    assert not is_material(before, after)


@pytest.mark.parametrize(
    ("language", "before", "after", "material"),
    [
        ("de", "1.500 Leute kamen.", "1500 Leute kamen.", False),
        ("en", "Then 1.500 people came.", "Then 1500 people came.", True),
        (None, "Then 1.500 people came.", "Then 1500 people came.", True),
        (None, "Then 1500 people came.", "Then 1 500 people came.", False),
        ("de-AT", "Es waren 1,5 Liter.", "Es waren 1.5 Liter.", False),
        ("de-AT", "Es waren 2,400 Liter.", "Es waren 2.400 Liter.", True),
        ("xx", "Then 2,400 people came.", "Then 2.400 people came.", True),
        (
            "ar",
            "\u062d\u0636\u0631 \u0662\u066c\u0664\u0660\u0660.",
            "\u062d\u0636\u0631 2400.",
            False,
        ),
        ("ar", "\u062d\u0636\u0631 \u0662\u066b\u0664.", "\u062d\u0636\u0631 24.", True),
        ("hi", "\u0967\u0968 log.", "12 log.", False),
    ],
)
def test_a_number_is_read_by_the_language_or_in_both_ways(
    language: str | None, before: str, after: str, material: bool
) -> None:
    assert is_material(before, after, language) == material


def test_words_are_read_by_what_they_show_where_no_language_is_stated() -> None:
    assert classes(
        "Der Mann ist nicht mit der Frau da.", "Der Mann ist mit der Frau da.", None
    ) == {"negation"}
    assert classes("Xo nicht yu.", "Xo yu.", None) == {"removed"}


def test_a_quotation_has_words_and_marks_of_its_own() -> None:
    quoted = "He said: \u201cWe will go home.\u201d"

    assert classes(quoted, "He said: \u201cWe will stay home.\u201d") == {"quotation"}
    assert classes(quoted, "He said: We will go home.") == {"quotation-marks"}
    assert classes(quoted, "He said: \u00abWe will go home.\u00bb") == {"typography"}
    assert classes(quoted, "He said: \u201cWe wiill go home.\u201d") != {"quotation"}


def test_links_and_pictures_are_held_by_where_they_lead() -> None:
    link = '<a href="{}">This</a> is it.'

    assert classes(link.format("https://a.example/1"), link.format("https://a.example/2")) == {
        "link-target"
    }
    assert classes(link.format("http://a.example/1/"), link.format("https://a.example/1")) == {
        "typography"
    }
    assert classes("This is it.", link.format("https://a.example/1")) >= {"link-target"}
    picture = 'Here: <img src="https://a.example/{}" alt="A dog">'
    assert classes(picture.format("a.jpg"), picture.format("b.jpg")) == {"media"}
    assert classes(picture.format("a-300x200.jpg"), picture.format("a.jpg")) == {"typography"}


def of_blocks(before: str, after: str) -> set[str]:
    passages = judge(before, after, "en")
    return {each.value for passage in passages for each in passage.classes}


def test_blocks_are_judged_as_they_stand_together() -> None:
    one, two = "<p>The road was shut.</p>", "<p>Nobody went there.</p>"

    assert of_blocks(one, one + two) == {"added"}
    assert of_blocks(one + two, one) == {"removed"}
    assert of_blocks(one + two, two + one) == {"order"}
    assert of_blocks(one + two, "<p>The road was shut. Nobody went there.</p>") == {"white-space"}
    assert of_blocks(one, "<h2>The road was shut.</h2>") == {"heading"}
    assert of_blocks("<h2>The road</h2>", "<h3>The road</h3>") == {"typography"}
    assert of_blocks("<h2>The road shut</h2>", "<h2>The road open</h2>") == {"heading"}
    assert of_blocks(one, "<blockquote><p>The road was shut.</p></blockquote>") == {
        "quotation-marks"
    }
    assert of_blocks(one, one + '<p><img src="https://a.example/a.jpg" alt=""></p>') == {"media"}
    assert of_blocks(one, one + "<hr>") <= {"typography", "white-space"}
    assert of_blocks("<p>Five km.</p>", "<p>Six mi.</p>") == {"number", "unit"}


def test_a_sentence_that_moved_between_blocks_is_in_order() -> None:
    before = "<p>The road was shut. Nobody went there.</p><p>The school stayed open all day.</p>"
    after = "<p>The road was shut.</p><p>The school stayed open all day. Nobody went there.</p>"

    assert of_blocks(before, after) == {"order"}


def test_a_text_over_the_bound_is_unclassified() -> None:
    text = "word " * 250_000
    edit = BlockChange(
        change=Change.CHANGED,
        field="content",
        before_index=0,
        after_index=0,
        before=text,
        after=text + "more",
    )

    assert classes_in(classify([edit], "en")) == (EditClass.UNCLASSIFIED,)


def test_every_language_says_all_that_is_asked_of_it() -> None:
    assert set(languages()) == {"ar", "de", "en", "es", "fr", "id", "it", "pt", "ru", "zh"}


@pytest.mark.parametrize(
    ("language", "little", "much"),
    [
        (
            "en",
            ("On Monday the court sat.", "The court sat on Monday."),
            ("The dog bit him.", "He bit the dog."),
        ),
        (
            "en",
            ("The road is shut, police said.", "Police said the road is shut."),
            ("He said on Monday it will shut.", "He said it will shut on Monday."),
        ),
        (
            "en",
            ("They sold tea, coffee and milk.", "They sold milk, tea and coffee."),
            ("Hale sued Miller and Koller.", "Koller and Hale sued Miller."),
        ),
        (
            "en",
            ("The mayor, Ann Hale, spoke.", "Ann Hale, the mayor, spoke."),
            (
                "Ann Hale, the mayor, and Jo Orr, the judge.",
                "Jo Orr, the mayor, and Ann Hale, the judge.",
            ),
        ),
        (
            "en",
            ("However, the vote passed.", "The vote, however, passed."),
            ("However, the vote passed.", "The vote, therefore, passed."),
        ),
        (
            "en",
            ("She has two dog now.", "She has two dogs now."),
            ("She saw the dog now.", "She saw the dogs now."),
        ),
        ("en", ("They was told.", "They were told."), ("They were told.", "They were not told.")),
        (
            "fr",
            ("Les routes ferm\u00e9 restent.", "Les routes ferm\u00e9es restent."),
            ("Il voit le suspect.", "Il voit les suspects."),
        ),
        (
            "es",
            ("La casa rojo es.", "La casa roja es."),
            ("Detuvo al hombre.", "Detuvo a los hombres."),
        ),
        ("en", ("He doesnt know.", "He doesn't know."), ("He was not able.", "He was notable.")),
        (
            "en",
            ("It cost \u00a315 million.", "It cost \u00a315m."),
            ("It is 15 million long.", "It is 15 m long."),
        ),
        (
            "en",
            ("It fell on May 3, 2026.", "It fell on Sunday, May 3, 2026."),
            ("It fell on May 3, 2026.", "It fell on Monday, May 3, 2026."),
        ),
        (
            "de",
            ("Am 3. Mai 2026 hier.", "Am Sonntag, dem 3. Mai 2026 hier."),
            ("Am 3. Mai hier.", "Am Sonntag, dem 3. Mai hier."),
        ),
        (
            "en",
            ("On 31/2/2026 here.", "On 31/02/2026 here."),
            ("On 31 February 2026 here.", "On Monday, 31 February 2026 here."),
        ),
        (
            "en",
            ("It cost $2 million more.", "It cost $2M more."),
            ("It cost $2 million more.", "It cost $2B more."),
        ),
        (
            "fr",
            ("Il faut 3 millions d'euros ici.", "Il faut 3 M\u20ac ici."),
            ("Il faut 3 millions d'euros ici.", "Il faut 3 k\u20ac ici."),
        ),
        (
            "zh",
            (
                "\u6caa-\u7a57\u822a\u73ed",
                "\u6caa\u2014\u7a57\u822a\u73ed",
            ),
            (
                "\u6caa-\u7a57\u822a\u73ed",
                "\u6caa\u7a57\u822a\u73ed",
            ),
        ),
        (
            "en",
            ("It cost 5 British pounds.", "It cost \u00a35."),
            ("It cost 5 British pounds.", "It cost 5 Swiss francs."),
        ),
        (
            "ru",
            (
                "\u042d\u0442\u043e 5 \u043c\u0438\u043b\u0438.",
                "\u042d\u0442\u043e 5 \u043c\u0438\u043b\u044c.",
            ),
            (
                "\u042d\u0442\u043e 5 \u043c\u0438\u043b\u044c.",
                "\u042d\u0442\u043e 5 \u043c\u0438\u043b\u043b\u0438\u043c\u0435\u0442\u0440.",
            ),
        ),
        (
            "es",
            ("El goberno dijo que ya.", "El gobierno dijo que ya."),
            ("Ve que son falsas ya.", "Ve que son faltas ya."),
        ),
        (
            "es",
            ("Ve al gobirerno hoy.", "Ve al gobierno hoy."),
            ("Dice que gan\u00f3 hoy.", "Dice que gano hoy."),
        ),
        (
            "es",
            ("Ve al goobierno hoy.", "Ve al gobierno hoy."),
            ("Eran enteradas ya.", "Eran enterradas ya."),
        ),
        (
            "ru",
            (
                "\u042d\u0442\u043e \u0444\u0435\u0432\u0440\u043b\u044f.",
                "\u042d\u0442\u043e \u0444\u0435\u0432\u0440\u0430\u043b\u044f.",
            ),
            (
                "\u041e\u043d\u0438 \u0443\u0431\u0438\u0440\u0430\u044e\u0442.",
                "\u041e\u043d\u0438 \u0443\u043c\u0438\u0440\u0430\u044e\u0442.",
            ),
        ),
        (
            "it",
            ("Ecco il govreno qui.", "Ecco il governo qui."),
            ("Ecco i gestori qui.", "Ecco i genitori qui."),
        ),
        (
            "fr",
            ("Le 1er mars, c'est clos.", "Le 1 mars, c'est clos."),
            ("Le 1er mars, c'est clos.", "Le 1er mai, c'est clos."),
        ),
        (
            "fr",
            ("Deux cent vingt et un morts.", "221 morts."),
            ("Une dizaine de morts.", "Dix morts."),
        ),
        (
            "id",
            ("Ada dua belas orang.", "Ada 12 orang."),
            ("Ada dua belas orang.", "Ada dua puluh orang."),
        ),
        (
            "de",
            ("Es kamen zweihundertzwei.", "Es kamen 202."),
            ("Es kamen zwei Drittel.", "Es kamen f\u00fcnf."),
        ),
        (
            "it",
            ("Sono duecentotto morti.", "Sono 208 morti."),
            ("Sono duecentotto morti.", "Sono duecento morti."),
        ),
        (
            "es",
            ("Son treinta y un muertos.", "Son 31 muertos."),
            ("A las treinta y una personas.", "A las 30 y una personas."),
        ),
        (
            "pt",
            ("H\u00e1 cento e dois mortos.", "H\u00e1 102 mortos."),
            ("H\u00e1 cento e dois mortos.", "H\u00e1 cento e doze mortos."),
        ),
        (
            "en",
            ("In the 1990's it fell.", "In the 1990s it fell."),
            ("In 1990 it fell.", "In the 1990s it fell."),
        ),
        (
            "en",
            ("Call 020 7946 0000 now.", "Call 020-7946-0000 now."),
            ("Call 020 7946 0000 now.", "Call 020 7946 0001 now."),
        ),
        (
            "de",
            ("Am 3.5.2024 hier.", "Am 3. Mai 2024 hier."),
            ("Am 3.5.2024 hier.", "Am 5. M\u00e4rz 2024 hier."),
        ),
        (
            "en",
            ("On 3/5/2024 here.", "On 03/05/2024 here."),
            ("On 3/5/2024 here.", "On 3 May 2024 here."),
        ),
        (
            "en",
            ("The Comittee met.", "The Committee met."),
            ("The man Keler met.", "The man Keller met."),
        ),
        (
            "fr",
            ("Le ministre P\u00e9rez sort.", "Le ministre Perez sort."),
            ("Le ministre Pe\u00f1a sort.", "Le ministre Pena sort."),
        ),
        (
            "id",
            ("Kebijakn itu baru.", "Kebijakan itu baru."),
            ("Ia membeli buku.", "Ia memberi buku."),
        ),
        (
            "zh",
            (
                "\u5df1\u7ecf\u5c01\u95ed\u3002",
                "\u5df2\u7ecf\u5c01\u95ed\u3002",
            ),
            (
                "\u5df2\u7ecf\u5c01\u95ed\u3002",
                "\u672a\u7ecf\u5c01\u95ed\u3002",
            ),
        ),
    ],
)
def test_what_changes_little_has_a_twin_that_changes_much(
    language: str, little: tuple[str, str], much: tuple[str, str]
) -> None:
    assert not is_material(*little, language)
    assert is_material(*much, language)
    assert is_material(*much[::-1], language)


def test_a_link_on_other_words_leads_where_it_led() -> None:
    one, two = '<a href="https://a.example/1">{}</a>', '<a href="https://a.example/2">{}</a>'

    assert classes(f"See {one.format('this report')}.", f"See {one.format('this')} report.") == {
        "typography"
    }
    assert "link-target" in classes(
        f"See {one.format('this report')}.", f"See {two.format('this')} report."
    )
