"""What is not counted as an edit is shown all the same, beside an edit too."""

import pytest

from tests.unit.assess.histories import OTHER, TEXT, assessed, found, post, seen

BETWEEN = "between capture 1 and capture 2"
CURLY, STRAIGHT = "<p>It\u2019s done.</p>", "<p>It's done.</p>"
LATEST = (
    '<ul class="wp-block-latest-posts"><li><a href="https://example.org/{0}/">{0}</a></li></ul>'
)
ONE, TWO = (
    f'<ul class="wp-block-archives"><li>{month} news</li></ul>' for month in ("May", "June")
)


def set_aside(before: str, after: str) -> tuple[str, ...]:
    return assessed(seen(1, post(before)), seen(2, post(after))).set_aside


def test_typography_beside_an_edit_is_listed() -> None:
    assert set_aside(TEXT + CURLY, OTHER + STRAIGHT) == (
        (
            f"Not counted as part of the edit {BETWEEN}: 1 block in which quotation marks, dashes,"
            " ellipses or spaces alone differ (\u201cIt\u2019s\u201d, now \u201cIt's\u201d)."
        ),
    )


def test_what_wordpress_fills_by_itself_is_listed_beside_an_edit() -> None:
    assert set_aside(TEXT + ONE, OTHER + TWO) == (
        (
            f"Not counted as part of the edit {BETWEEN}: 1 block that WordPress fills by itself"
            " (\u201cMay\u201d, now \u201cJune\u201d)."
        ),
    )


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            TEXT,
            OTHER + ONE,
            "1 block that WordPress fills by itself (added \u201c- May news\u201d).",
        ),
        (
            TEXT + ONE,
            OTHER,
            "1 block that WordPress fills by itself (removed \u201c- May news\u201d).",
        ),
        (
            TEXT + "<p>10\u00a0km</p>",
            OTHER + "<p>10 km</p>",
            "(\u201c10<U+00A0>km\u201d, now \u201c10 km\u201d).",
        ),
        (
            TEXT + "<p>Yes -- no</p><p>so...</p>",
            OTHER + "<p>Yes \u2014 no</p><p>so\u2026</p>",
            (
                "2 blocks in which quotation marks, dashes, ellipses or spaces alone differ (the"
                " first: \u201c--\u201d, now \u201c\u2014\u201d)."
            ),
        ),
        (
            ONE + TEXT + "<p>No more.</p>",
            OTHER + "<p>No more.</p>" + ONE,
            "1 block that WordPress fills by itself (moved \u201c- May news\u201d).",
        ),
    ],
)
def test_the_first_words_that_differ_are_quoted(before: str, after: str, said: str) -> None:
    (line,) = set_aside(before, after)

    assert line.endswith(said)


def test_each_kind_has_its_line() -> None:
    assert len(set_aside(TEXT + CURLY + ONE, OTHER + STRAIGHT + TWO)) == 2


@pytest.mark.parametrize(
    ("before", "after"), [(TEXT, OTHER), (TEXT + CURLY, TEXT + STRAIGHT), (TEXT + ONE, TEXT + TWO)]
)
def test_what_has_a_finding_of_its_own_is_not_listed(before: str, after: str) -> None:
    assert set_aside(before, after) == ()


def test_under_a_password_only_the_title_was_compared_and_is_listed() -> None:
    before = post(TEXT + ONE, title={"rendered": "It\u2019s done"})
    after = post(protected=True, title={"rendered": "It's done"})

    titles, typography = assessed(seen(1, before), seen(2, after)).set_aside

    assert titles.startswith("Only the titles were compared")
    assert typography == (
        f"Not counted as an edit {BETWEEN}: 1 block in which quotation marks, dashes, ellipses or"
        " spaces alone differ (\u201cIt\u2019s\u201d, now \u201cIt's\u201d)."
    )


def test_what_came_back_after_a_password_is_listed_too() -> None:
    history = (
        seen(1, post(TEXT + ONE)),
        seen(2, post(protected=True)),
        seen(3, post(OTHER + TWO)),
    )

    lines = assessed(*history).set_aside

    assert lines[-1].startswith("Not counted as part of the edit between capture 1 and capture 3:")


def test_what_came_back_with_other_quotation_marks_alone_is_listed() -> None:
    history = seen(1, post(CURLY)), seen(2, post(protected=True)), seen(3, post(STRAIGHT))

    assessment = assessed(*history)

    assert not any(finding.rule.startswith("changed") for finding in assessment.findings)
    assert assessment.set_aside[-1].startswith("Not counted as an edit between capture 1 and")


def test_a_list_behind_a_password_is_not_said_to_be_removed() -> None:
    before = post(TEXT + ONE, title={"rendered": "The deal"})
    after = post(protected=True, title={"rendered": "Another deal"})

    finding = found("changed-without-claims", seen(1, before), seen(2, after))

    assert finding.difference is not None
    assert finding.difference.dynamic == ()


def test_words_that_only_came_or_went_in_a_list_are_quoted() -> None:
    longer = ONE.replace("news", "news today")

    assert set_aside(TEXT + ONE, OTHER + longer)[0].endswith(
        "(\u201cnews\u201d, now \u201cnews today\u201d)."
    )
    assert set_aside(TEXT + longer, OTHER + ONE)[0].endswith(
        "(\u201cnews today\u201d, now \u201cnews\u201d)."
    )
