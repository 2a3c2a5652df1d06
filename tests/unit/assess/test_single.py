"""What one capture says of itself, and what its text does not show."""

from pathlib import Path

import pytest

from provenance.assess.unseen import find_unseen
from provenance.canonical import canonicalize
from tests.unit.assess.histories import TEXT, assessed, found, post, refused, rules_found, seen

SEED = Path(__file__).parents[4] / "shared" / "seed" / "post-58012.json"
LATE = "2026-05-29T05:24:06"
FLAG_OF_WALES = "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
PERSIAN = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
SINHALA = "\u0d9a\u0dca\u200d\u0dbb"


def test_a_save_after_publication_names_the_difference() -> None:
    finding = found("saved-after-publication", seen(1, post(modified=LATE)))

    assert "2 h 2 min 6 s" in finding.message
    assert finding.interval.after is None


@pytest.mark.parametrize("modified", ["2026-05-29T03:23:00", "2026-05-29T03:22:00", None])
def test_a_minute_after_publication_is_still_one_act(modified: str | None) -> None:
    assert rules_found(seen(1, post(modified=modified))) == []


def test_a_date_after_the_save_is_a_note() -> None:
    finding = found("dated-after-save", seen(1, post(modified="2026-05-29T03:12:00")))

    assert "10 min after its last save" in finding.message


def test_only_the_latest_capture_is_read_for_its_claims() -> None:
    rules = rules_found(seen(1, post(modified=LATE)), seen(2, post(modified=LATE)))

    assert rules == ["saved-after-publication"]
    assert found(
        "saved-after-publication",
        seen(1, post(modified=LATE)),
        seen(2, post(modified=LATE)),
        refused(3, "rest_no_route", 404),
    ).evidence.captures == (2,)


@pytest.mark.parametrize(
    ("count", "newest", "words"),
    [
        (1, 13, "so no other item came between them"),
        (1, 15, "at most 2 other items"),
        (1, 900, "one revision is stored."),
        (1, None, "one revision is stored."),
        (0, None, "none is stored"),
        (3, 15, "3 revisions are stored, drafts and autosaves among them"),
        (None, None, "does not say how many revisions"),
    ],
)
def test_the_three_histories_follow_the_revisions(
    count: int | None, newest: int | None, words: str
) -> None:
    finding = found(
        "saved-after-publication", seen(1, post(modified=LATE, count=count, newest=newest))
    )

    set_back, no_word, edit = finding.explanations
    assert "set back" in set_back
    assert "tag" in no_word
    assert words in edit
    assert ("one revision is stored" in no_word) == (count == 1)
    assert any(f"revision {newest}" in line for line in finding.settles) == (newest is not None)


@pytest.mark.skipif(not SEED.exists(), reason="../shared is not beside the project")
def test_the_seed_is_read_as_it_is() -> None:
    finding = found("saved-after-publication", seen(1, canonicalize(SEED.read_bytes())))

    assert "2 h 2 min 6 s" in finding.message
    assert "published 2026-05-29 01:20:00 UTC, modified 2026-05-29 03:22:06 UTC" in finding.message
    assert len(finding.explanations) == 3
    assert "number 58014 and the post 58012" in finding.explanations[2]
    assert "revision 58014" in finding.settles[-1]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("re\u200bport", "U+200B ZERO WIDTH SPACE"),
        ("re\u200dport", "U+200D ZERO WIDTH JOINER"),
        ("Auf\u200clage", "U+200C ZERO WIDTH NON-JOINER"),
        ("a\u2060b", "U+2060 WORD JOINER"),
        ("a\ufeffb", "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
        ("paid \u202e0001\u202c in all", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("only \u200eEnglish", "U+200E LEFT-TO-RIGHT MARK"),
        ("\u0627\u0644\u202e\u0633", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("tag\U000e0061ged", "U+E0061 TAG LATIN SMALL LETTER A"),
        ("a\u034fb", "U+034F COMBINING GRAPHEME JOINER"),
        ("a\u3164b", "U+3164 HANGUL FILLER"),
        ("x\u1160y", "U+1160 HANGUL JUNGSEONG FILLER"),
        ("end\u200d", "U+200D ZERO WIDTH JOINER"),
        ("\u200bstart", "U+200B ZERO WIDTH SPACE"),
    ],
)
def test_characters_that_nobody_sees_are_named(text: str, name: str) -> None:
    finding = found("non-displayed-characters", seen(1, post(f"<p>{text}</p>")))

    assert name in finding.message
    assert finding.fields == ("content",)


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "soft\u00adhyphen and no\u00a0break",
        FAMILY,
        "\u2764\ufe0f\u200d\U0001f525",
        "\U0001f469\U0001f3fd\u200d\U0001f680",
        FLAG_OF_WALES,
        PERSIAN,
        SINHALA,
        "\u0627\u0644\u0639\u0631\u0628\u064a\u0629\u200f (WHO)\u200e 5",
        "\u05d0\u05d1 \u2066WHO\u2069 \u05d2",
        "\u0e20\u0e32\u0e29\u0e32\u200b\u0e44\u0e17\u0e22",
        "\uff76\uff85\u200b\uff76\uff85",
        "\U00020bb7\u200b\U00020bb7",
        "\u1100\u1160",
        "\u05d0\u05b7\u034f\u05b8",
    ],
)
def test_what_scripts_and_emoji_need_is_not_flagged(text: str) -> None:
    assert rules_found(seen(1, post(f"<p>{text}</p>"))) == []


def test_an_unseen_character_is_reported_once_in_a_history() -> None:
    first = post("<p>re\u200bport</p><p>One.</p>")
    second = post("<p>re\u200bport</p><p>Two.</p>")
    third = post("<p>re\u200bport</p><p>T\u2060wo.</p>")

    messages = [
        finding.message
        for finding in assessed(seen(1, first), seen(2, second), seen(3, third)).findings
        if finding.rule == "non-displayed-characters"
    ]

    assert len(messages) == 2
    assert "U+200B" in messages[0]
    assert "U+200B" not in messages[1]


def test_many_unseen_characters_are_counted() -> None:
    text = "".join(f"<p>word{number}\u200b{number}</p>" for number in range(8))

    assert "and in 3 more places" in found("non-displayed-characters", seen(1, post(text))).message


def test_text_that_markup_hides_is_quoted() -> None:
    text = TEXT + '<p>Shown <span style="display:none">not <b>shown</b> </span> again</p>'

    finding = found("non-displayed-text", seen(1, post(text)))

    assert "\u201cnot shown\u201d" in finding.message


def test_long_hidden_text_is_cut_and_empty_hidden_text_is_nothing() -> None:
    long = found("non-displayed-text", seen(1, post(f"<p hidden>{'word ' * 80}</p>")))

    assert len(long.message) < 260
    assert rules_found(seen(1, post("<p>a<span hidden>&nbsp;</span>b</p>"))) == []


def test_what_wordpress_fills_by_itself_is_not_read_for_characters() -> None:
    text = '<ul class="wp-block-latest-posts"><li>re\u200bport</li></ul>'

    assert rules_found(seen(1, post(TEXT + text))) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The salary of Koller rose\u200b.", "of Koller rose<U+200B>."),
        ("A\u200bB", "A<U+200B>B"),
        ("He rose\u200b and then a remarkable thing happened", "He rose<U+200B> and then a"),
        (f"{'x' * 30}\u200b{'y' * 30}", f"{'x' * 20}<U+200B>{'y' * 20}"),
    ],
)
def test_what_stands_around_a_hidden_character_is_shown_in_whole_words(
    text: str, shown: str
) -> None:
    (hit,) = find_unseen(text)

    assert hit.context == shown
