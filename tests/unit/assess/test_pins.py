"""A pin holds where its text is served, differs where another is, and else was not checked."""

from dataclasses import replace

import pytest

from provenance.assess import hold
from provenance.model import Observation, Pin, PinState
from tests.unit.assess.histories import (
    NOON,
    OTHER,
    TEXT,
    live,
    live_page,
    page,
    post,
    refused,
    seen,
)
from tests.unit.assess.pinned import held, pin_of

_PIN = pin_of(live(1))


def test_a_pin_holds_where_its_text_is_served() -> None:
    result = held(_PIN, live(1), live(2, hours=1))
    assert (result.state, result.why, result.findings) == (PinState.HOLDS, "", ())
    assert result.served is not None
    assert result.served.capture_id == 2


def test_another_text_is_compared_with_the_pinned_one() -> None:
    result = held(_PIN, live(1), live(2, post(OTHER), hours=1))
    own, since = result.findings
    assert result.state is PinState.DIFFERS
    assert own.rule == "pinned-text-differs"
    assert own.difference is not None
    assert own.difference.edits[0].before == "The deal cost 1.5 million."
    assert "1 block of the content (changed)" in own.message
    # The pinned capture is at hand, and settles nothing more.
    assert not any("The capture that was pinned" in line for line in own.settles)
    assert since.rule == "changed-without-claims"


def test_without_the_pinned_text_the_words_tell() -> None:
    result = held(_PIN, live(2, post(OTHER), hours=1))
    (own,) = result.findings
    assert own.rule == "pinned-text-differs"
    assert own.difference is None
    assert any("The capture that was pinned" in line for line in own.settles)


def test_without_the_pinned_text_another_frame_is_told_from_other_words() -> None:
    (own,) = held(_PIN, live(2, post(f"<blockquote>{TEXT}</blockquote>"))).findings
    assert own.rule == "pinned-form-differs"


@pytest.mark.parametrize(
    "pin", [replace(_PIN, parser="turbohtml 1.0"), replace(_PIN, unicode="13.0.0")]
)
def test_another_version_of_the_program_is_named_as_an_explanation(pin: Pin) -> None:
    (own,) = held(pin, live(2, post(OTHER))).findings
    assert own.explanations[-1].endswith("the two may read one text differently.")
    (plain,) = held(_PIN, live(2, post(OTHER))).findings
    assert not any("read one text differently" in line for line in plain.explanations)


def test_what_is_no_edit_is_no_difference_where_the_text_is_at_hand() -> None:
    list_of = '<ul class="wp-block-archives"><li>{}</li></ul>'
    before, after = (post(TEXT + list_of.format(month)) for month in ("May", "June"))
    pin = pin_of(live(1, before))
    result = held(pin, live(1, before), live(2, after))
    assert result.state is PinState.HOLDS
    assert "alone" in result.why
    assert held(pin, live(2, after)).state is PinState.DIFFERS


def test_blocks_that_change_by_themselves_are_no_difference() -> None:
    texts = [post(f"<p>{count} people read that it was signed.</p>") for count in (12, 13, 14)]
    answers = [live(1, texts[0]), live(2, texts[1]), live(3, texts[2], repeats=2)]
    result = hold(pin_of(answers[0]), answers, {2, 3}, ())
    assert result.state is PinState.HOLDS


def test_one_answer_of_several_with_the_pinned_text_holds() -> None:
    answers = [live(1), live(2, post(OTHER)), live(3, repeats=2)]
    assert hold(_PIN, answers, {2, 3}, ()).state is PinState.HOLDS


@pytest.mark.parametrize(
    ("now", "says"),
    [
        (live_page(2), "served in the form wppage/1, and was pinned in wpcanon/1"),
        (live(2, post(protected=True)), "behind a password"),
        (live(2, replace(post(), missing=("content",))), "does not have its content"),
        (refused(2, "rest_forbidden", 401), "the site answered rest_forbidden"),
        (replace(seen(2), snapshot=None, problem="its body is cut"), "its body is cut"),
        (replace(seen(2), snapshot=None), "could not be read"),
    ],
)
def test_what_cannot_be_read_was_not_checked(now: Observation, says: str) -> None:
    result = held(_PIN, live(1), now)
    assert result.state is PinState.NOT_CHECKED
    assert says in result.why
    assert result.served is None


def test_no_answer_was_not_checked() -> None:
    result = hold(_PIN, [live(1)], (), ())
    assert (result.state, result.why) == (PinState.NOT_CHECKED, "no answer shows it")


def test_a_pinned_page_is_held_against_pages() -> None:
    pin = pin_of(live_page(1))
    assert held(pin, live_page(1), live_page(2, hours=1)).state is PinState.HOLDS
    assert held(pin, live_page(1), live_page(2, OTHER, hours=1)).state is PinState.DIFFERS
    assert page().profile.name == pin.form


def test_what_was_seen_before_the_pin_is_not_told() -> None:
    history = [live(1, post(OTHER)), live(2, hours=1), live(3, hours=2)]
    assert held(pin_of(history[1]), *history).findings == ()


def test_a_text_that_came_back_holds_and_what_was_between_is_told() -> None:
    history = [live(1), live(2, post(OTHER), hours=1), live(3, hours=2)]
    result = held(_PIN, *history)
    assert result.state is PinState.HOLDS
    assert "changed-without-claims" in {finding.rule for finding in result.findings}


def test_where_the_pinned_capture_is_not_here_its_time_tells_what_came_after() -> None:
    history = [live(2, post(OTHER), hours=1), live(3, post("<p>A third.</p>"), hours=2)]
    late = replace(_PIN, captured_at=NOON.replace(hour=23))
    assert len(held(_PIN, *history).findings) > 1
    assert len(held(late, *history).findings) == 1
    assert len(held(replace(_PIN, captured_at=None), *history).findings) == 1
