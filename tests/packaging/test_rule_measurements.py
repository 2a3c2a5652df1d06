"""What is measured of rules on hostile texts: each case is of its rule, and what is over fails."""

import pytest

from benchmarks import rules
from benchmarks.bounds import Bounds, Cost
from provenance.assess.lookalikes import find_lookalikes
from provenance.assess.notes.carrying import carrying
from provenance.assess.notes.lines import notes_in


@pytest.mark.parametrize("case", rules.CASES, ids=lambda case: case.name)
def test_every_hostile_text_can_be_read(case: rules.Case) -> None:
    measured = case.read(200)

    assert measured.peak_mb > 1
    assert measured.seconds >= 0


def test_each_text_is_what_its_rule_is_for() -> None:
    assert len(find_lookalikes(rules.one_mixed_word(200).args[0])) == 1
    assert len(find_lookalikes(rules.mixed_words(200).args[0])) > 10
    held = carrying(*rules.figures_in_a_note(200).args)
    assert (held.passages, held.kinds) == (200, ())
    assert len(notes_in(*rules.notes_of_a_page(200).args)) == 200
    (note,) = notes_in(*rules.items_behind_a_label(200).args)
    assert note.last == 201


def test_what_misses_its_seconds_is_said_to() -> None:
    def row(seconds: float) -> object:
        cost = Cost(seconds=seconds, peak_mb=60, bounded=False)
        return rules._row(rules.CASES[0], Bounds(name="letters", many=cost, few=cost))

    assert row(4.5) == ("200,000 mixed letters, one word", "4.50", "60", "1.0", "**missed**")
    assert row(0.5) == ("200,000 mixed letters, one word", "0.50", "60", "1.0", "met")
