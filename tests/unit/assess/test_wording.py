"""Sentences: times, durations and counts; and no word of intent in any rule."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import permutations, product
from pathlib import Path

import pytest

from provenance.assess import RULES, assess, assess_clocks
from provenance.assess.rules import rule_named
from provenance.assess.wording import (
    begin_sentence,
    say_count,
    say_duration,
    say_list,
    say_quote,
    say_time,
)
from provenance.model import Finding, Level, Source
from tests.unit.assess.histories import OTHER, TEXT, live, live_page, post, refused, seen
from tests.unit.assess.lists import findings_of_lists
from tests.unit.assess.notes.pages import notes_found, shown
from tests.unit.assess.pinned import findings_of_pins

PAGE = Path(__file__).parents[3] / "docs" / "rules.md"
INTENT = re.compile(
    r"\b(hid|hide|hides|hidden|hiding|withh\w+|admit\w*|tamper\w*|secret\w*|silent\w*|stealth\w*"
    r"|cover\w* up|conceal\w*|falsif\w*|fake\w*|manipulat\w*|deceiv\w*|decept\w*|lied|lying|guilty"
    r"|suspicious\w*|cheat\w*|quietly|surreptitious\w*|dishonest\w*|fraud\w*|forge\w*)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (7326, "2 h 2 min 6 s"),
        (-60, "1 min"),
        (0, "0 s"),
        (90_000, "1 d 1 h"),
        (103_680_001, "1,200 d 1 s"),
        (1.9, "1 s"),
    ],
)
def test_durations_leave_empty_units_out(seconds: float, said: str) -> None:
    assert say_duration(timedelta(seconds=seconds)) == said


@pytest.mark.parametrize(
    ("amount", "said"),
    [(0, "0 captures"), (1, "1 capture"), (2400, "2,400 captures")],
)
def test_counts_take_their_noun(amount: int, said: str) -> None:
    assert say_count(amount, "capture") == said


def test_times_are_said_in_utc() -> None:
    there = datetime(2026, 5, 28, 20, 20, tzinfo=timezone(timedelta(hours=-5)))

    assert say_time(there) == "2026-05-29 01:20:00 UTC"
    assert say_time(datetime(2026, 1, 2, tzinfo=UTC)) == "2026-01-02 00:00:00 UTC"


def test_lists_are_said_with_and() -> None:
    assert [say_list([]), say_list(["a"]), say_list(["a", "b", "c"])] == ["", "a", "a, b and c"]


def test_quotations_stay_on_one_line() -> None:
    assert say_quote("a\nb") == "\u201ca b\u201d"
    assert len(say_quote("x" * 500)) < 130


def test_a_sentence_begins_large_and_the_rest_stays() -> None:
    assert begin_sentence("capture 3 (2026-05-29 01:20:00 UTC)") == (
        "Capture 3 (2026-05-29 01:20:00 UTC)"
    )


def test_times_keep_their_capitals_in_every_line_that_sets_aside() -> None:
    newer = post(OTHER, modified="2026-05-29T05:00:00", count=3, newest=30)
    broken = live(3, hours=2, problem="Its JSON names one key twice.")

    lines = assess([live(1, newer), live(2, hours=1), broken]).set_aside

    assert [line[:36] for line in lines] == [
        "Capture 2 (2026-05-29 13:00:00 UTC) ",
        "Capture 3 (2026-05-29 14:00:00 UTC) ",
    ]


def every_finding() -> list[Finding]:
    """Return findings of every rule, from histories of every pair of quite different states."""
    states = [
        post(),
        post(OTHER, modified="2026-05-29T05:00:00", count=3, newest=30, tags=[4]),
        post(OTHER, modified="2026-05-29T04:00:00", count=4, newest=31),
        post(TEXT, count=1, newest=20),
        post(TEXT, modified="2026-05-29T09:00:00"),
        post(TEXT + "<p hidden>Not shown</p><p>a\u200bb</p>", modified="2026-05-28T09:00:00"),
        post(protected=True),
        post(protected=True, count=5, newest=50),
        post(modified=None, date_gmt="2026-05-20T00:00:00"),
        post(OTHER, modified=None, guid={"rendered": "https://example.org/?p=13"}),
        post(f"<div>{TEXT}</div><!-- x -->", guid={"rendered": "https://example.com/?p=12"}),
        post(TEXT.replace("deal", "deal's")),
        post(TEXT.replace("deal", "deal\u2019s")),
        post(TEXT + '<ul class="wp-block-archives"><li>May</li></ul>'),
        post(TEXT + '<ul class="wp-block-archives"><li>June</li></ul>'),
        post(count=0, newest=None),
    ]
    histories = [[seen(1, a), seen(2, b)] for a, b in permutations(states, 2)]
    histories += [[seen(1), refused(2, code, status)] for code, status in REFUSALS]
    newer = post(OTHER, modified="2026-05-29T05:00:00", count=3, newest=30)
    histories += [
        [live_page(1), live_page(2, OTHER, hours=1)],
        [live(1), live(2, newer), live(3)],
        [live(1), live(2, post(OTHER)), live(3, repeats=2)],
        [live(number, post(text)) for number, text in enumerate([TEXT, OTHER] * 2, start=1)],
        [
            live(1, post("<p>12 people read that the deal was signed.</p>")),
            live(2, post("<p>13 people read that the deal was not signed.</p>")),
            live(3, post("<p>14 people read that the deal was not signed.</p>"), repeats=2),
        ],
        [
            seen(1),
            seen(2, newer),
            seen(3, post(modified="2026-05-29T06:00:00", count=4, newest=40)),
        ],
    ]
    found = [finding for history in histories for finding in assess(history).findings]
    return [*found, *findings_of_lists(), *findings_of_pins(), *findings_of_notes()]


def findings_of_notes() -> list[Finding]:
    """Return findings on edits with a note, with an unclear one and with none; and on times."""
    notes = ["<p>Correction: It is 15 million, not 1.5.</p>", "<p>Updated 30 May 2026</p>", ""]
    texts = [OTHER + note for note in notes]
    at_another_time = shown(head='<meta property="article:published_time" content="2020-01-01">')
    return [
        *assess_clocks(assess([live(1)]), [live(1)], {1: at_another_time}, {}).findings,
        *(
            finding
            for text, before in product(texts, [{1: shown()}, {}])
            for finding in notes_found({2: shown(text)} | before, live(1), live(2, post(text)))
        ),
    ]


REFUSALS = [("rest_forbidden", 401), ("rest_post_invalid_id", 404), ("rest_no_route", 404)]


def test_every_rule_speaks_and_none_of_intent() -> None:
    findings = every_finding()

    assert {finding.rule for finding in findings} == {rule.slug for rule in RULES}
    for finding in findings:
        said = " ".join([finding.message, *finding.explanations, *finding.settles])
        said = re.sub("\u201c.*?\u201d", "", said)
        assert not INTENT.search(said), said
        assert "no other history" not in said
        assert finding.message.endswith(".")
        assert finding.message[0].isupper()


def test_a_word_of_intent_would_be_seen() -> None:
    assert INTENT.search("The editors silently changed it.")


def test_sentences_that_set_aside_speak_of_no_intent() -> None:
    refusal = refused(4, "rest_forbidden", 401, source=Source.HTTP)
    newer = post(OTHER, modified="2026-05-29T05:00:00", count=3, newest=30)
    history = [
        seen(1, newer),
        seen(2),
        seen(3, post(protected=True, modified="2026-05-29T07:00:00", count=3, newest=30)),
        refusal,
        replace(seen(5), problem="It is cut."),
        seen(6, context=replace(seen(1).context, observer="desk")),
    ]

    lines = assess(history).set_aside

    assert len(lines) == 5
    for line in lines:
        assert not INTENT.search(line)
        assert line.endswith(".")


@pytest.mark.parametrize("rule", RULES, ids=[rule.slug for rule in RULES])
def test_every_rule_names_other_histories_and_what_settles_them(rule: object) -> None:
    assert rule in RULES
    row = next(entry for entry in RULES if entry is rule)
    said = " ".join([row.slug, row.summary, *row.explanations, *row.settles])

    assert row.explanations
    assert row.settles
    assert row.level is not Level.ERROR
    assert not INTENT.search(said.replace("-", " "))
    assert rule_named(row.slug) is row


@pytest.mark.checkout
def test_the_page_of_rules_and_the_table_agree() -> None:
    page = PAGE.read_text(encoding="utf-8")
    headings = re.findall(r"^### `([a-z-]+)`$", page, re.MULTILINE)

    assert headings == [rule.slug for rule in RULES]
    for rule, section in zip(
        RULES, re.split(r"^### .*$", page, flags=re.MULTILINE)[1:], strict=True
    ):
        said = " ".join(section.split())
        assert f"{rule.level.value}, {rule.certainty.value}" in said, rule.slug
        assert rule.summary in said, rule.slug
        for sentence in (*rule.explanations, *rule.settles):
            assert sentence in said, (rule.slug, sentence)
