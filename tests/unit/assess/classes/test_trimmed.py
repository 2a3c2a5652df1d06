"""Cutting two texts down to the sentences that differ: nothing is told otherwise for it."""

import pytest

from provenance.assess.classes.trimmed import changed_sentences

LEAD = "The council met in the old hall for two hours. Nobody went home before midnight came. "
TAIL = " The mayor thanked all of them for that. The minutes will be public in the next week."


@pytest.mark.parametrize("mark", [".", "!", "?"])
def test_sentences_that_both_have_are_left_out_but_for_what_ends_the_last(mark: str) -> None:
    lead = LEAD.replace("came.", f"came{mark}")

    cut = changed_sentences(f"{lead}It rained.{TAIL}", f"{lead}It snowed.{TAIL}")

    assert cut == (f"{mark} It rained. The", f"{mark} It snowed. The")


@pytest.mark.parametrize(
    ("lead", "one", "two"),
    [
        (LEAD.replace("old hall", "\u201cold hall"), "It rained.", "It snowed."),
        (LEAD.replace("The council", "The <b>council</b>"), "It rained.", "It snowed."),
        ("He sat there for a good while and met them in Sept. ", "3 of us.", "8 of us."),
    ],
)
def test_quotations_markup_and_figures_behind_an_abbreviation_stay(
    lead: str, one: str, two: str
) -> None:
    assert changed_sentences(lead + one, lead + two) == (lead + one, lead + two)


def test_short_and_equal_texts_stay() -> None:
    assert changed_sentences("It is. So.", "It was. So.") == ("It is. So.", "It was. So.")
