"""Which site and which post an address names."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.errors import FieldError
from provenance.model import (
    PostKey,
    address_key,
    format_rest_address,
    parse_rest_address,
    parse_rest_root,
    post_key,
    site_host,
    site_of_rest_url,
)

SAME = [
    "https://example.org/wp-json/wp/v2/posts/58012",
    "http://EXAMPLE.org:80/wp-json/wp/v2/posts/58012/",
    "https://example.org:443/index.php?rest_route=/wp/v2/posts/58012",
    "https://example.org/?rest_route=%2Fwp%2Fv2%2Fposts%2F58012",
    "https://example.org?rest_route=/wp/v2/posts/58012/&context=view",
    "https://example.org/index.php/wp-json/wp/v2/posts/58012",
    "https://example.org/wp-json/wp%2Fv2%2Fposts%2F58012#top",
    "//example.org./wp-json/wp/v2/posts/58012",
    "https://example.org/wp-json/wp/v2/posts/1?rest_route=/a&rest_route=/wp/v2/posts/58012",
]


@pytest.mark.parametrize("url", SAME)
def test_every_form_of_one_address_names_the_same_post(url: str) -> None:
    address = parse_rest_address(url)
    assert address is not None
    assert (address.route, address.post_id) == ("/wp/v2/posts/58012", 58012)
    assert address.collection == "/wp/v2/posts"
    assert address.of_posts
    if "posts/1?" not in url:
        assert address.site == "example.org"


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://example.org/blog/wp-json/wp/v2/posts/5", "example.org/blog"),
        ("https://example.org/blog/?rest_route=/wp/v2/posts/5", "example.org/blog"),
        ("https://example.org/Blog/index.php?rest_route=/", "example.org/Blog"),
        ("https://example.org:8443/wp-json/", "example.org:8443"),
        ("http://example.org:443/wp-json/", "example.org:443"),
        ("http://[::1]/wp-json/wp/v2/posts", "[::1]"),
        ("https://bücher.example/wp-json/", "xn--bcher-kva.example"),
        ("https://example.org/api/wp/v2/posts/5", "example.org/api"),
        (
            "https://public-api.wordpress.com/wp/v2/sites/a.example/posts/5",
            "public-api.wordpress.com/wp/v2/sites/a.example",
        ),
    ],
)
def test_a_site_is_its_rest_root_without_scheme(url: str, site: str) -> None:
    assert site_of_rest_url(url) == site


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/2026/05/a-post/",
        "https://example.org/wp-jsonx/wp",
        "https://example.org:99999/wp-json/",
        "https://example.org:0/wp-json/",
        "https://[::1/wp-json/",
        "ftp://example.org/wp-json/wp/v2/posts/1",
        "/wp-json/wp/v2/posts/1",
        "",
    ],
)
def test_what_has_not_the_shape_of_a_rest_address_is_none(url: str) -> None:
    assert parse_rest_address(url) is None
    assert site_of_rest_url(url) is None


@pytest.mark.parametrize("route", ["users/6", "comments/3", "categories/1", "tags"])
def test_ids_of_other_things_are_not_ids_of_posts(route: str) -> None:
    address = parse_rest_address(f"https://example.org/wp-json/wp/v2/{route}")
    assert address is not None
    assert (address.post_id, address.of_posts) == (None, False)


def test_a_revision_is_not_a_post() -> None:
    address = parse_rest_address("https://example.org/wp-json/wp/v2/posts/5/revisions/6")
    assert address is not None
    assert (address.post_id, address.collection, address.of_posts) == (None, None, False)


def test_an_invalid_international_name_stays_as_it_is() -> None:
    assert site_host("https://a\u2044ü.example/") == "a\u2044ü.example"
    assert site_host("no address") is None


@pytest.mark.parametrize(
    ("root", "site", "made"),
    [
        ("https://e.org/wp-json/", "e.org", "https://e.org/wp-json/wp/v2/posts/5?a=b+c"),
        (
            "https://e.org/index.php?rest_route=/",
            "e.org",
            "https://e.org/index.php?rest_route=/wp/v2/posts/5&a=b+c",
        ),
        ("https://e.org/api/", "e.org/api", "https://e.org/api/wp/v2/posts/5?a=b+c"),
    ],
)
def test_an_address_is_made_in_the_form_of_its_root(root: str, site: str, made: str) -> None:
    address = parse_rest_root(root)
    assert address is not None
    assert address.site == site
    assert format_rest_address(address.base, "/wp/v2/posts/5", [("a", "b c")]) == made
    assert format_rest_address(address.base, "/wp/v2/posts/5") == made.rstrip("a=b+c")[:-1]
    again = parse_rest_address(made)
    assert again is not None
    assert (again.site, again.post_id, again.query) == (site, 5, (("a", "b c"),))


def test_a_root_without_a_host_is_none() -> None:
    assert parse_rest_root("/wp-json/") is None


SELF = "https://example.org/blog/wp-json/wp/v2/posts/5"


@pytest.mark.parametrize(
    ("self_href", "link", "guid", "site"),
    [
        (SELF, "https://other.example/a/", "https://third.example/?p=5", "example.org/blog"),
        (None, "https://example.org/blog/a/", "https://example.org/blog/?p=5", "example.org/blog"),
        (None, "https://example.org/blog/?p=5", None, "example.org/blog"),
        (None, "https://example.org/a/", "https://example.org/blog/?p=5", "example.org"),
        (None, "https://example.org/a/", "https://old.example/blog/?p=5", "example.org"),
        (None, None, "https://example.org/blog/index.php?page_id=5", "example.org/blog"),
        ("not a rest address", "https://example.org/a/", None, "example.org"),
        ("https://example.org/other/", "no address", "http://example.org/?p=1", "example.org"),
    ],
)
def test_a_post_belongs_to_its_rest_root_else_its_link_else_its_guid(
    self_href: str | None, link: str | None, guid: str | None, site: str
) -> None:
    key = post_key(post_id=5, self_href=self_href, link=link, guid=guid)
    assert key == PostKey(site=site, post_id=5)


def test_a_post_without_any_address_is_refused_by_name() -> None:
    with pytest.raises(FieldError, match="post 5 does not say which site") as caught:
        post_key(post_id=5, link="/relative", guid="")
    assert caught.value.field == "link"


@given(st.text())
def test_no_text_makes_the_parser_fail(text: str) -> None:
    parse_rest_address("https://example.org/" + text)
    parse_rest_address(text)
    parse_rest_root("https://" + text)


@given(st.lists(st.sampled_from(["/", "/index.php", "a", "\n"]), max_size=9).map("".join))
def test_the_site_is_the_path_less_its_slashes_and_one_index_php(path: str) -> None:
    # As it is defined; a search for it from every slash would cost the square of their number.
    front = re.compile(r"(?:/index\.php)?/*\Z")
    site = site_of_rest_url(f"https://example.org/{path}?rest_route=/wp/v2/posts/1")
    assert site == "example.org" + front.sub("", "/" + path.replace("\n", ""))


@pytest.mark.once
@pytest.mark.parametrize("name", ["self_href", "link", "guid"])
def test_a_post_is_named_in_no_time_whatever_its_address(name: str) -> None:
    # Forty million slashes a second would take half a minute, if each began a search of its own.
    slashes = "/" * 50_000
    address = f"https://example.org{slashes}x/?p=1&rest_route={slashes}y"
    started = time.process_time()
    post_key(post_id=1, **{name: address})
    assert time.process_time() - started < 2


@pytest.mark.parametrize("length", [100, 5000])
def test_an_address_names_the_same_each_time_it_is_asked(length: int) -> None:
    url = "https://example.org/wp-json/wp/v2/posts/7?a=" + "b" * length
    first = parse_rest_address(url)
    assert first is not None
    assert (first.site, first.post_id) == ("example.org", 7)
    assert parse_rest_address(url) == first
    assert parse_rest_address("https://example.org/?a=" + "b" * length) is None


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://Example.org:443/a/b/", "example.org/a/b"),
        ("http://example.org/a/%62#top", "example.org/a/b"),
        ("https://example.org:8443/a?utm_source=x&id=7&fbclid=y", "example.org:8443/a?id=7"),
        ("https://example.org/?story=7", "example.org?story=7"),
        ("https://example.org/a%3Fb", "example.org/a%3Fb"),
        ("https://example.org/caf\u00e9", "example.org/caf%C3%A9"),
    ],
)
def test_a_page_of_which_nothing_tells_the_number_is_its_address(url: str, site: str) -> None:
    key = address_key(url)
    assert key == PostKey(site=site, post_id=0)
    assert str(key) == site
    assert key.is_address
    assert key.whole_site == site.partition("/")[0].partition("?")[0]


@pytest.mark.parametrize(
    "url", ["https://example.org/", "https://example.org/index.html?gclid=1", "nowhere", "a:b"]
)
def test_a_front_page_and_what_is_no_address_are_none(url: str) -> None:
    assert address_key(url) is None


def test_a_post_with_a_number_is_of_its_whole_site() -> None:
    key = PostKey(site="example.org/blog", post_id=7)
    assert (key.is_address, key.whole_site) == (False, "example.org/blog")
