"""Who signs in, and to which addresses a password may go.

Owns the one rule on that: to the host and port that the user named, and only encrypted, except on
this machine. Never reads a password from anywhere, and never shows one: a value that holds one
leaves it out of its `repr`.
"""

import base64
import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from urllib.parse import quote, quote_plus, urlsplit

from provenance.errors import LoginError
from provenance.model import Exchange, site_host

_PORTS = {"http": 80, "https": 443}
# WordPress's application passwords have 24 characters.
_SHORTEST = 12
# RFC 9110 section 11.6, 11.7; and what a browser's session would rest on.
_SECRET = frozenset({"authorization", "proxy-authorization", "cookie"})


class Origin(NamedTuple):
    """Scheme, host and port: RFC 6454 section 4."""

    scheme: str
    host: str
    port: int

    def __str__(self) -> str:
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{self.host}{port}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """A name and its application password, for one origin alone.

    Attributes:
        origin: Where they may be sent.
        user: The name.
        password: The password.
    """

    origin: Origin
    user: str
    password: str = field(repr=False)

    @property
    def authorization(self) -> str:
        """Return the header's value: RFC 7617 section 2, UTF-8."""
        pair = f"{self.user}:{self.password}".encode()
        return f"Basic {base64.b64encode(pair).decode()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """Who signs in, and the password for each origin that the user named.

    Attributes:
        user: The name.
        passwords: The application passwords.
    """

    user: str
    passwords: Mapping[Origin, str] = field(repr=False)

    def login(self, url: str, *, proxied: bool) -> Login:
        """Return the login for the origin of `url`.

        Raises:
            LoginError: The password must not go there.
        """
        origin = origin_of(url)
        password = None if origin is None else self.passwords.get(_as_named(origin, self.passwords))
        if origin is None or password is None:
            named = " and ".join(str(one) for one in self.passwords) or "no site"
            raise LoginError(
                f"the password is not sent to {origin or url}: it was given for {named}",
                remedy="give the post's REST address at the host that you mean to sign in to",
            )
        if origin.scheme == "http" and (proxied or not _is_here(origin.host)):
            raise LoginError(
                f"the password is not sent to {origin}: over plain http everybody on the way could"
                " read it",
                remedy="give the address with https; only this machine itself is asked without",
            )
        return Login(origin=origin, user=self.user, password=password)


def origin_of(url: str) -> Origin | None:
    """Return the origin of an address; None where it has none."""
    host = site_host(url)
    if host is None:
        return None
    parts = urlsplit(url.strip())
    if parts.scheme not in _PORTS:
        return None
    port = parts.port or _PORTS[parts.scheme]
    return Origin(parts.scheme, host.removesuffix(f":{port}"), port)


def without_secrets(headers: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Return the headers of a request less those that carry a credential."""
    return tuple((name, value) for name, value in headers if name.lower() not in _SECRET)


def without_userinfo(proxy: str | None) -> str | None:
    """Return the address of a proxy without the name and password that it may hold."""
    if proxy is None:
        return None
    scheme, separator, rest = proxy.rpartition("://")
    return scheme + separator + rest.rpartition("@")[2]


def withhold(exchange: Exchange, login: Login) -> Exchange:
    """Return an answer without its body and headers where it repeats the password.

    A faulty plugin, or a hostile site, can send back what it was sent. The archive must not hold
    that, whatever else is lost.
    """
    secrets = _spellings(login)
    texts = [exchange.final_url, *(value for _, value in exchange.headers)]
    texts += [hop.url for hop in exchange.hops]
    texts += [value for hop in exchange.hops for _, value in hop.headers]
    said = "\n".join(texts)
    if not any(text in said or text.encode() in exchange.body for text in secrets):
        return exchange
    return replace(
        exchange,
        final_url=exchange.url,
        hops=(),
        headers=(),
        body=b"",
        failure=str(repeated(exchange.url)),
    )


def _spellings(login: Login) -> frozenset[str]:
    """Return the ways in which an answer may spell what it was sent: as JSON and addresses do too.

    A password shorter than any application password may stand in an answer by chance.
    """
    token = login.authorization.removeprefix("Basic ")
    bare = {login.password, login.password.replace(" ", "")}
    long = {text for text in bare if len(text) >= _SHORTEST} | {token}
    return frozenset(
        spelt
        for text in long
        for spelt in (text, text.replace("/", "\\/"), quote(text, safe=""), quote_plus(text))
    )


def repeated(url: str) -> LoginError:
    """Return the error of an answer that repeats the password."""
    return LoginError(
        f"{url} repeats the password in its answer, which is therefore not kept",
        remedy="tell the site's owner, and revoke that application password",
    )


def _as_named(origin: Origin, named: Mapping[Origin, str]) -> Origin:
    """Return the origin as the user named it: a site may be named without its encryption."""
    plain = Origin("http", origin.host, 80)
    is_upgrade = origin.scheme == "https" and origin.port == _PORTS["https"]
    return plain if is_upgrade and origin not in named and plain in named else origin


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
