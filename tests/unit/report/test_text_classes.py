"""Classes for people: what may matter first, with the words, and nothing said by colour alone."""

from provenance.model import BlockChange, Change, EditClass, Passage
from provenance.report.text_classes import classes_of, material


def block(*passages: Passage) -> BlockChange:
    return BlockChange(
        change=Change.CHANGED,
        field="content",
        before_index=0,
        after_index=0,
        before="",
        after="",
        passages=passages,
    )


def passage(before: str, after: str, *classes: EditClass) -> Passage:
    return Passage(before=before, after=after, classes=classes)


NUMBER = passage("2,400", "24.00", EditClass.NUMBER)
COMMA = passage("", ",", EditClass.PUNCTUATION)


def test_material_passages_are_told_with_their_words() -> None:
    gone = passage("Two left.", "", EditClass.REMOVED)
    not_gone = passage("not", "", EditClass.NEGATION)

    assert material([block(NUMBER, COMMA), block(NUMBER, gone, not_gone)]) == (
        "number (\u201c2,400\u201d, now \u201c24.00\u201d); removed (\u201cTwo left.\u201d);"
        " negation (removed: \u201cnot\u201d)"
    )


def test_what_is_not_material_is_said_to_be_so_by_the_rules() -> None:
    assert material([block(COMMA)]) == "nothing, by the rules: punctuation only"
    assert classes_of([block(COMMA)]) == "not material: punctuation"


def test_a_block_names_its_classes_and_the_first_of_many_are_told() -> None:
    many = [passage("", f"word {n}", EditClass.ADDED) for n in range(6)]

    assert classes_of([block(NUMBER, COMMA)]) == "material: number; else: punctuation"
    assert (material([block(*many)]) or "").endswith("; and 2 more passages")


def test_what_nobody_judged_has_no_classes() -> None:
    assert material([block()]) is None
    assert classes_of([block()]) == ""


def test_a_link_s_target_is_told_without_the_marks_around_it() -> None:
    target = passage("](https://example.org/a)", "](https://example.org/b)", EditClass.LINK_TARGET)
    gone = passage("[it](https://example.org/a)", "", EditClass.LINK_TARGET)

    assert material([block(target)]) == (
        "link-target (\u201chttps://example.org/a\u201d, now \u201chttps://example.org/b\u201d)"
    )
    assert material([block(gone)]) == (
        "link-target (removed: \u201c[it](https://example.org/a)\u201d)"
    )
