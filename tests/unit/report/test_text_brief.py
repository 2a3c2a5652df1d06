"""The audit's short form: a post on a screen, and no finding without what else fits it."""

import re
from dataclasses import replace

import pytest

from provenance.assess import assess
from provenance.model import Audit, Certainty, Finding
from provenance.report import FORMATS, Look
from tests.unit.report.samples import (
    NOON,
    answer,
    audit,
    difference,
    edit,
    finding,
    observation,
    post_audit,
    refusal,
)

_TEXTS = [f"<p>The bridge will cost {number} million.</p>" for number in (1, 2, 3)]


def _brief(value: Audit, *, width: int = 80, colour: bool = False) -> str:
    return FORMATS["text"](Look(width=width, colour=colour)).audit(value)


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _captured(*texts: str) -> Audit:
    seen = [observation(n, answer(text)) for n, text in enumerate(texts, start=1)]
    return audit(post_audit(seen, assess(seen).findings))


def test_a_post_with_an_edit_fits_a_screen() -> None:
    post, rule, _ = _brief(_captured(_TEXTS[0], _TEXTS[1])).partition("─" * 80)
    assert rule
    assert len(post.splitlines()) <= 48


def test_the_observation_comes_first_and_says_no_more_than_was_seen() -> None:
    lines = _brief(_captured(_TEXTS[0], _TEXTS[1])).split("\n\n")
    assert _flat(lines[1]).startswith("In 2 captures 1 edit was seen, material by docs/classes.md")


def test_a_text_that_stayed_is_never_called_unchanged() -> None:
    report = _flat(_brief(_captured(_TEXTS[0], _TEXTS[0])))
    assert "no change seen is not unchanged" in report
    assert "Timeline" not in report


def test_a_post_without_a_text_was_not_checked() -> None:
    report = _flat(_brief(audit(post_audit([refusal(1)]))))
    assert "no text of this article was read, so that nothing was checked" in report


def test_the_timeline_shows_which_captures_have_one_text() -> None:
    report = _brief(_captured(_TEXTS[0], _TEXTS[0], _TEXTS[1], _TEXTS[2]))
    assert "\nTimeline     1–2 ≠ 3 ≠ 4  (≠ an edit)\n" in report
    assert "\nTimeline: 2 edits, each" in report


def test_captures_that_were_asked_for_in_two_ways_are_no_one_line() -> None:
    texts = [observation(n, answer(text)) for n, text in enumerate(_TEXTS[:2], start=1)]
    others = [
        replace(
            seen, capture_id=seen.capture_id + 2, context=replace(seen.context, observer="desk")
        )
        for seen in texts
    ]
    seen = [*texts, *others]
    report = _brief(audit(post_audit(seen, assess(seen).findings)))
    assert "≠" not in report
    assert "\nTimeline: 2 edits, each" in report


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_finding_stands_without_every_other_explanation(width: int) -> None:
    value = _captured(*_TEXTS)
    report = _flat(_brief(value, width=width))
    findings = [found for post in value.posts for found in post.findings]
    assert findings
    for found in findings:
        assert found.explanations
        assert all(each in report for each in found.explanations)


def test_explanations_that_stand_above_already_are_pointed_at() -> None:
    report = _flat(_brief(audit(post_audit([observation()], [finding(), finding()]))))
    assert report.count("A save that changed no word, such as a tag.") == 1
    assert "What fits: as for saved-after-publication above." in report


def test_other_explanations_of_one_rule_are_printed_too() -> None:
    other = finding(explanations=("A clock that was wrong.",))
    report = _flat(_brief(audit(post_audit([observation()], [finding(), other]))))
    assert "What fits: A clock that was wrong." in report


def test_what_is_indicated_has_explanations_besides() -> None:
    found = finding(certainty=Certainty.INDICATED)
    report = _brief(audit(post_audit([observation()], [found])))
    assert "Also fits: (1) A save" in report


def test_a_finding_that_has_no_other_explanation_has_no_empty_heading() -> None:
    report = _brief(audit(post_audit([observation()], [finding(explanations=())])))
    assert " fits:" not in report


def test_what_is_left_out_is_counted() -> None:
    before = "".join(f"<p>Part {n} is in force.</p>" for n in range(5))
    after = "".join(f"<p>Part {n} is not in force.</p>" for n in range(5))
    report = _brief(audit(post_audit([observation(1), observation(2)], [_edit(before, after)])))
    assert report.count("{+not+}") == 3
    assert "And 2 more changed blocks; -v shows all." in report


def test_what_is_no_edit_is_counted_beside_one() -> None:
    before, after = "<p>Not now.</p><p>'No'.</p>", "<p>Now.</p><p>‘No’.</p>"
    report = _brief(audit(post_audit([observation(1), observation(2)], [_edit(before, after)])))
    assert "And 1 changed block that no edit is in; -v shows all." in report


def _edit(before: str, after: str) -> Finding:
    return edit(difference(before, after), fields=("content",))


def test_times_at_which_texts_were_served_are_told_where_they_are_known() -> None:
    found, seen = edit(difference(*_TEXTS[:2])), [observation(1), observation(2)]
    assert "Served before: 2026-05-29" in _flat(_brief(audit(post_audit(seen, [found]))))
    unknown = replace(found, interval=replace(found.interval, after=None))
    assert "Served" not in _brief(audit(post_audit(seen, [unknown])))


def test_many_remarks_are_counted_and_the_first_are_shown() -> None:
    reasons = [f"Capture {n} was not compared." for n in range(1, 8)]
    report = _brief(audit(post_audit([observation()], set_aside=reasons)))
    assert report.count("was not compared") == 5
    assert "And 2 more, which -v shows." in report


def test_colour_says_nothing_that_words_and_signs_do_not() -> None:
    value = _captured(*_TEXTS)
    coloured = _brief(value, colour=True)
    assert "\x1b[" in coloured
    bare = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert [line.rstrip() for line in bare.splitlines()] == _brief(value).splitlines()


def test_a_narrow_terminal_is_respected() -> None:
    value = audit(post_audit([observation(1, at=NOON)], [finding()]))
    long = [line for line in _brief(value, width=40).splitlines() if len(line) > 40]
    assert [line for line in long if "provenance " not in line] == []


def test_the_last_line_says_what_more_there_is() -> None:
    assert "-v adds digests" in _brief(_captured(_TEXTS[0]))
    assert "-v adds digests" not in FORMATS["text"](Look(verbose=True)).audit(_captured(_TEXTS[0]))
