import pytest

from provenance.capture.credentials import (
    Credentials,
    Login,
    Origin,
    origin_of,
    without_secrets,
)
from provenance.errors import LoginError

SECRET = "abcd EFGH 1234"


def credentials(*named: str) -> Credentials:
    origins = [origin_of(name) for name in named]
    return Credentials(user="ann", passwords={origin: SECRET for origin in origins if origin})


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://example.org/a", ("https", "example.org", 443)),
        ("https://Example.org:443", ("https", "example.org", 443)),
        ("http://example.org:443/", ("http", "example.org", 443)),
        ("http://[::1]:8081/", ("http", "[::1]", 8081)),
        ("https://bücher.example/", ("https", "xn--bcher-kva.example", 443)),
    ],
)
def test_an_origin_is_scheme_host_and_port(url: str, origin: tuple[str, str, int]) -> None:
    assert origin_of(url) == Origin(*origin)


@pytest.mark.parametrize("url", ["example.org", "ftp://example.org/", "https://", "https://a:0/"])
def test_what_is_no_web_address_has_no_origin(url: str) -> None:
    assert origin_of(url) is None


@pytest.mark.parametrize(
    ("named", "asked"),
    [
        ("https://example.org/a", "https://example.org/wp-json"),
        ("https://example.org:8443/a", "https://example.org:8443/wp-json"),
        # The page was named without encryption, and its interface has it.
        ("http://example.org/a", "https://example.org/wp-json"),
        ("http://127.0.0.1:8081/a", "http://127.0.0.1:8081/wp-json"),
        ("http://[::1]/a", "http://[::1]/wp-json"),
        ("http://localhost:80/a", "http://localhost/wp-json"),
    ],
)
def test_a_password_goes_to_the_host_that_was_named(named: str, asked: str) -> None:
    login = credentials(named).login(asked, proxied=False)
    assert (login.user, login.password, login.origin) == ("ann", SECRET, origin_of(asked))


@pytest.mark.parametrize(
    ("named", "asked"),
    [
        ("https://example.org/a", "https://api.example.org/wp-json"),
        ("https://example.org/a", "https://www.example.org/wp-json"),
        ("https://example.org/a", "https://example.org:8443/wp-json"),
        ("https://example.org/a", "http://example.org/wp-json"),
        ("http://example.org/a", "https://example.org:8443/wp-json"),
        ("https://example.org/a", "no address"),
    ],
)
def test_a_password_goes_to_no_other_host_port_or_scheme(named: str, asked: str) -> None:
    with pytest.raises(LoginError, match=r"is not sent to .*it was given for https?://example.org"):
        credentials(named).login(asked, proxied=False)


@pytest.mark.parametrize("site", ["http://example.org", "http://10.0.0.1", "http://192.168.1.9"])
def test_a_password_never_goes_over_plain_http(site: str) -> None:
    with pytest.raises(LoginError, match="over plain http"):
        credentials(site).login(site, proxied=False)


def test_a_password_for_this_machine_goes_through_no_proxy() -> None:
    with pytest.raises(LoginError, match="over plain http"):
        credentials("http://127.0.0.1/").login("http://127.0.0.1/", proxied=True)


def test_a_login_is_sent_as_rfc_7617_writes_it() -> None:
    origin = Origin("https", "example.org", 443)
    login = Login(origin=origin, user="test", password="123\u00a3")
    assert login.authorization == "Basic dGVzdDoxMjPCow=="


def test_no_value_shows_its_password() -> None:
    given = credentials("https://example.org")
    assert SECRET not in repr(given)
    assert SECRET not in repr(given.login("https://example.org", proxied=False))


def test_headers_are_kept_without_what_they_let_in() -> None:
    sent = (("Accept", "a"), ("authorization", "Basic x"), ("Cookie", "c"), ("Host", "h"))
    assert without_secrets(sent) == (("Accept", "a"), ("Host", "h"))
