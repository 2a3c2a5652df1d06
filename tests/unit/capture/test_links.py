"""Links that an answer names, and which post a page shows."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.capture.discovery import candidates, is_same_page, slug_of
from provenance.capture.links import PageLinks, parse_link_header, read_page_links
from provenance.capture.wording import first_words

BASE = "https://e.org/2026/a-post/"
ROOT = "<https://e.org/wp-json/>"


def urls(value: str) -> list[tuple[str, set[str], str]]:
    return [(one.url, set(one.rels), one.media_type) for one in parse_link_header(value, BASE)]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (f'{ROOT}; rel="https://api.w.org/"', ("https://e.org/wp-json/", {"https://api.w.org/"})),
        (f"{ROOT};rel=https://api.w.org/", ("https://e.org/wp-json/", {"https://api.w.org/"})),
        (f'{ROOT} ; REL = "Next Shortlink"', ("https://e.org/wp-json/", {"next", "shortlink"})),
        ('</?p=7>; title="a, \\"b; <c>"; rel=shortlink', ("https://e.org/?p=7", {"shortlink"})),
        ("<x>; rel=a; rel=b", ("https://e.org/2026/a-post/x", {"a"})),
        ("<x>; crossorigin; rel=a", ("https://e.org/2026/a-post/x", {"a"})),
    ],
)
def test_a_link_header_is_read_as_its_rfc_says(value: str, found: tuple[str, set[str]]) -> None:
    assert [(url, rels) for url, rels, _ in urls(value)] == [found]


def test_the_links_of_one_header_are_told_apart() -> None:
    value = f'{ROOT}; rel=a, , <b?c=1,2>; rel="b"; type="Application/JSON; charset=x"'
    assert urls(value) == [
        ("https://e.org/wp-json/", {"a"}, ""),
        ("https://e.org/2026/a-post/b?c=1,2", {"b"}, "application/json"),
    ]


@pytest.mark.parametrize(
    "value",
    [
        "",
        "nonsense",
        "<unclosed; rel=a",
        '<x> rel="a"',
        '<x>; rel="unclosed',
        '<x>; anchor="#a"; rel=a',
        "<mailto:a@e.org>; rel=a",
        "<https://me:secret@e.org/>; rel=a",
        "<http://[::1/>; rel=a",
    ],
)
def test_a_faulty_or_foreign_link_is_left_out(value: str) -> None:
    assert urls(value) == []


@given(st.text(alphabet='<>;,="\\ relx/\u00e9'))
def test_no_header_makes_the_parser_fail(value: str) -> None:
    list(parse_link_header(value, BASE))


def page(html: str, *headers: tuple[str, str]) -> PageLinks:
    return read_page_links(headers, html.encode(), BASE)


def test_link_elements_are_read_wherever_a_browser_finds_them() -> None:
    links = page(
        "<head><base href='https://e.org/base/'><LINK REL='Shortlink' HREF=' ../?p=7&amp;x=1 '>"
        "<link rel=nohref><link href=norel>"
        "<link rel=m href='mailto:a@e.org'><template><link rel=t href=t></template>"
        "<script>'<link rel=s href=s>'</script><!-- <link rel=c href=c> -->"
        "</head><body class='single postid-7 x'><link rel=b type='application/json' href=b>"
    )
    assert [(one.url, set(one.rels)) for one in links.links] == [
        ("https://e.org/?p=7&x=1", {"shortlink"}),
        ("https://e.org/base/b", {"b"}),
    ]
    assert links.body_classes == ("single", "postid-7", "x")


def test_headers_come_before_elements() -> None:
    links = page("<link rel=b href=b>", ("link", "<a>; rel=a"), ("X", "<c>; rel=c"))
    assert [set(one.rels) for one in links.links] == [{"a"}, {"b"}]


def test_any_bytes_are_a_page() -> None:
    assert read_page_links((), b"\xff\x00<link rel=a href='\xff'>", BASE).links
    assert page("").body_classes == ()


@pytest.mark.once
def test_a_hostile_page_costs_no_time() -> None:
    begun = time.perf_counter()
    assert len(page("<div>" * 300_000 + "<link rel=a href=a>" * 20_000).links) == 1000
    assert time.perf_counter() - begun < 5


def tries(html: str, target: str = BASE, final_url: str = BASE) -> list[str]:
    found = candidates(page(html), target=target, final_url=final_url)
    return [one.url.removeprefix("https://e.org") for one in found.tries]


HTML_ROOT = '<link rel="https://api.w.org/" href="https://e.org/wp-json/">'
BOTH = ["/wp-json/wp/v2/posts/7", "/wp-json/wp/v2/pages/7"]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            HTML_ROOT
            + '<link rel=alternate type=application/json href="/wp-json/wp/v2/book/5">'
            + "<link rel=shortlink href='/?p=7'>",
            ["/wp-json/wp/v2/book/5"],
        ),
        (
            HTML_ROOT
            + '<link rel=alternate type=application/json href="/feed.json">'
            + "<link rel=shortlink href='/?p=7'><body class='postid-8'>",
            BOTH,
        ),
        (HTML_ROOT + "<link rel=shortlink href='https://wp.me/p1-x'><body class=postid-7>", BOTH),
        (HTML_ROOT + "<body class='a page-id-7'>", BOTH[1:]),
        (HTML_ROOT + "<body class='postid-x'>", []),
        ("<link rel=shortlink href='/?p=7'>", []),
        (HTML_ROOT + f"<link rel=shortlink href='/?p={2**53}'><body class=postid-7>", BOTH),
        (HTML_ROOT + f"<body class='postid-{2**53} postid-0 postid-7'>", BOTH),
        (
            HTML_ROOT
            + f'<link rel=alternate type=application/json href="/wp-json/wp/v2/posts/{2**53}">'
            + "<body class=postid-7>",
            BOTH,
        ),
    ],
)
def test_a_page_s_post_is_told_by_the_best_sign(html: str, expected: list[str]) -> None:
    assert tries(html) == expected


def test_the_address_tells_the_post_where_nothing_else_does() -> None:
    assert tries(HTML_ROOT, target="https://e.org/?page_id=7") == BOTH
    assert tries(HTML_ROOT, final_url="https://e.org/?p=7") == BOTH
    assert tries(HTML_ROOT) == []


@pytest.mark.parametrize(
    ("url", "slug"),
    [
        ("https://e.org/2026/05/a-post/", "a-post"),
        ("https://e.org/a-post/2/", "a-post"),
        ("https://e.org/2026/05/", "05"),
        ("https://e.org/%C3%A9t%C3%A9", "été"),
        ("https://e.org/", None),
    ],
)
def test_a_slug_is_the_last_part_of_a_path(url: str, slug: str | None) -> None:
    assert slug_of(url) == slug


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("http://e.org/a", "https://www.e.org/a/?utm=1#top", True),
        ("https://e.org/%C3%A9", "https://e.org/é/", True),
        ("https://e.org/a", "https://e.org/b", False),
        ("https://e.org/a", "https://f.org/a", False),
    ],
)
def test_one_page_has_many_addresses(first: str, second: str, *, same: bool) -> None:
    assert is_same_page(first, second) is same


def test_first_words_are_what_a_reader_sees() -> None:
    html = "<style>a{}</style><h1>Log\n in</h1><!-- x --><script>var a = '<b>'</script>please"
    assert first_words(html) == "Log in please"
    assert first_words("x" * 100) == "x" * 80
    assert first_words("<" * 20_000) == "<" * 80
