"""Targets: what leads to one place, and what does not."""

import pytest

from provenance.assess.classes.targets import is_same_medium, is_same_target

PAGE = "](https://a.example/x?id=3)"


@pytest.mark.parametrize(
    "other",
    [
        "](http://www.a.example/x/?id=3)",
        "](https://a.example:443/x?utm_source=n&id=3)",
        "](https://a.example/x?id=3&fbclid=y)",
        "](https://a.example/x/index.html?id=3)",
    ],
)
def test_tracking_scheme_and_host_prefix_lead_nowhere_else(other: str) -> None:
    assert is_same_target(PAGE, other)
    assert not is_same_target(PAGE, other.replace("id=3", "id=4"))
    assert not is_same_target(PAGE, other.replace("/x", "/y"))


@pytest.mark.parametrize(
    "other",
    ["](https://a.example:8080/x?id=3)", "](https://b.example/x?id=3)", "](https://a.example/x)"],
)
def test_another_port_host_or_query_leads_elsewhere(other: str) -> None:
    assert not is_same_target(PAGE, other)


def test_a_mark_of_sharing_counts_where_a_site_may_ask_by_it() -> None:
    assert is_same_target("](https://youtu.be/abc?si=1)", "](https://youtu.be/abc)")
    assert not is_same_target("](https://a.example/?s=one)", "](https://a.example/?s=two)")


def test_an_address_that_is_none_is_compared_as_it_stands() -> None:
    assert is_same_target("](/x/)", "](/x)")
    assert not is_same_target("](https://a.example:port/x)", "](https://a.example/x)")
    assert is_same_target("](https://a.example:port/x)", "](https://a.example:port/x)")


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("![Quay](https://a.example/a-300x200.jpg)", "![Quay](https://a.example/a.jpg)", True),
        ("![Quay](https://a.example/a.jpg)", "![Quay](https://a.example/a.webp)", True),
        ("![Quay](https://a.example/a.jpg)", "![quay.](https://a.example/a.jpg?ver=2)", True),
        (
            "![Quay](https://a.example/a.jpg)",
            "![Quay](https://i0.wp.com/a.example/a.jpg?ssl=1)",
            True,
        ),
        ("![Quay](https://a.example/a.jpg)", "![Quay](https://a.example/b.jpg)", False),
        ("![Quay](https://a.example/a.jpg)", "![Pier](https://a.example/a.jpg)", False),
        (
            '<iframe src="https://www.youtube.com/embed/a1?feature=oembed">',
            '<iframe title="x" src="https://www.youtube-nocookie.com/embed/a1">',
            True,
        ),
        (
            '<iframe src="https://www.youtube.com/embed/a1">',
            '<iframe src="https://www.youtube.com/embed/a2">',
            False,
        ),
        ('<video poster="a-300x200.jpg">', '<video poster="a-640x400.jpg">', True),
        ('<video poster="a.jpg">', '<video poster="b.jpg">', False),
    ],
)
def test_a_picture_or_video_is_known_by_its_address_and_description(
    before: str,
    after: str,
    same: bool,
) -> None:
    assert is_same_medium(before, after) is same
