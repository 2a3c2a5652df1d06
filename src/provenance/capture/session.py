"""HTTP sessions that connect to the address that was checked, and say whom they reached.

Owns resolving and pinning addresses, and refusing private ones. Never follows a redirect, never
takes a setting from the environment, and never keeps a cookie.
"""

import logging
import socket
from collections.abc import Mapping
from http import HTTPStatus
from http.client import HTTPResponse
from http.cookiejar import DefaultCookiePolicy
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.structures import CaseInsensitiveDict
from requests_hardened.client import HTTPSession
from requests_hardened.config import Config
from requests_hardened.ip_filter import InvalidIPAddress, filter_host
from requests_hardened.ip_filter_adapter import IPFilterAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import MaxRetryError, NewConnectionError
from urllib3.poolmanager import PoolManager

from provenance.capture.lifeline import hold, is_late
from provenance.capture.manners import Manners
from provenance.capture.options import Options

# A name of a hostile zone must not send us round the world.
_MAX_ADDRESSES = 8


# Its warning of a refused address would reach a user who configured no logging, beside the error
# that already says so.
logging.getLogger("requests_hardened").addHandler(logging.NullHandler())


def _peer(sock: Any) -> str | None:  # noqa: ANN401 - a socket, an SSLSocket or urllib3's SSLTransport
    try:
        host, port = sock.getpeername()[:2]
    except OSError:  # it broke meanwhile: the request will say so
        return None
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


class _FinalResponse(HTTPResponse):
    """The answer behind those that only announce it, such as 103 Early Hints (RFC 9110 15.2).

    The library passes over 100 alone. 101 is the last that a server says in HTTP.
    """

    def begin(self) -> None:
        super().begin()
        while HTTPStatus.SWITCHING_PROTOCOLS < self.status < HTTPStatus.OK:
            self.headers = self.msg = None  # type: ignore[assignment]  # as before the first
            super().begin()


class _PlainConnection(HTTPConnection):
    response_class = _FinalResponse
    peer: str | None = None
    certificate: bytes | None = None

    def connect(self) -> None:
        super().connect()
        self.peer = _peer(self.sock)
        hold(self.sock)

    def request(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - handed through
        hold(self.sock)
        super().request(*args, **kwargs)


class _TlsConnection(HTTPSConnection):
    response_class = _FinalResponse
    peer: str | None = None
    certificate: bytes | None = None

    def connect(self) -> None:
        super().connect()
        self.peer = _peer(self.sock)
        read = getattr(self.sock, "getpeercert", None)
        self.certificate = read(binary_form=True) if read else None
        hold(self.sock)

    def request(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - handed through
        hold(self.sock)
        super().request(*args, **kwargs)


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _PlainConnection


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _TlsConnection


_POOLS = {"http": _PlainPool, "https": _TlsPool}


class PinningAdapter(IPFilterAdapter):
    """requests-hardened's filter, with pinning that stays where private addresses are allowed.

    Its own switch for that turns the pinning off as well, its opt-out for loopback leaves out the
    rest of a private network, and it knows only the first address of a name.
    """

    def __init__(self, *, is_https: bool, options: Options) -> None:
        super().__init__(is_https_proto=is_https)
        self._options = options
        self._addresses: list[str] = []

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - handed through
        """Make pools whose connections say whom they reached."""
        super().init_poolmanager(*args, **kwargs)
        _use_own_pools(self.poolmanager)

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:  # noqa: ANN401 - as inherited
        """Return the proxy's pools, of the same kind."""
        manager = super().proxy_manager_for(proxy, **kwargs)
        _use_own_pools(manager)
        return manager

    def send(self, *args: Any, **kwargs: Any) -> requests.Response:  # noqa: ANN401 - handed through
        """Return the answer of the first of the name's addresses that takes the connection."""
        self._addresses = []
        while True:
            try:
                return super().send(*args, **kwargs)
            except requests.ConnectionError as error:
                others = self._addresses[1:]
                if not others or not _is_before_connection(error) or is_late():
                    raise
                self._addresses = others

    def build_connection_pool_key_attributes(
        self,
        request: requests.PreparedRequest,
        verify: bool | str,  # noqa: FBT001 - the inherited signature
        cert: str | tuple[str, str] | None = None,
    ) -> Any:  # noqa: ANN401 - as inherited
        """Return the pool's key for the address that the host's name stands for now."""
        host, pool = HTTPAdapter.build_connection_pool_key_attributes(self, request, verify, cert)
        name = str(host["host"])
        # Looked up once a request: a second look-up might give an address that nobody checked.
        if not self._addresses:
            asked, private = self._options.node or name, self._options.allow_private
            self._addresses = _resolve(asked, host["port"], allow_private=private)
        request.headers = CaseInsensitiveDict(request.headers)
        request.headers["Host"] = urlsplit(str(request.url)).netloc.rpartition("@")[2]
        # The certificate is held against the name, although the address is connected to.
        names = {"assert_hostname": name, "server_hostname": name} if self._is_https_proto else {}
        return {**host, "host": self._addresses[0]}, {**pool, **names}


def _use_own_pools(manager: PoolManager) -> None:
    manager.pool_classes_by_scheme = _POOLS


def _is_before_connection(error: requests.ConnectionError) -> bool:
    if isinstance(error, requests.ConnectTimeout):
        return True
    cause = error.args[0] if error.args else None
    return isinstance(cause, MaxRetryError) and isinstance(cause.reason, NewConnectionError)


def _resolve(name: str, port: int | None, *, allow_private: bool) -> list[str]:
    """Return the addresses of a name that may be asked, in the resolver's order.

    Raises:
        InvalidIPAddress: All are private.
        ConnectionError: None is known.
        InvalidURL: It is no name that any host can have.
    """
    try:
        found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        # As requests-hardened has it, so that both ways fail alike.
        raise requests.ConnectionError("Failed to resolve domain") from error
    except UnicodeError as error:
        raise requests.exceptions.InvalidURL(f"{name!r} is no host's name") from error
    addresses = list(dict.fromkeys(str(one[4][0]) for one in found))[:_MAX_ADDRESSES]
    if allow_private:
        return [_bracketed(ip_address(address)) for address in addresses]
    allowed: list[str] = []
    refused: InvalidIPAddress | None = None
    for address in addresses:
        try:
            allowed.append(filter_host(address, port or 0, allow_loopback=False))
        except InvalidIPAddress as error:
            refused = error
    if refused is not None and not allowed:
        raise refused
    return allowed


def _bracketed(address: IPv4Address | IPv6Address) -> str:
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return f"[{address}]" if isinstance(address, IPv6Address) else str(address)


class Session(HTTPSession):
    """A session that never looks at where a redirect leads: `fetch` does, after checking it.

    Attributes:
        manners: How it behaves towards sites; `fetch` sees to it.
    """

    manners = Manners()

    def prepare_get(self, url: str, headers: Mapping[str, str]) -> requests.PreparedRequest:
        """Return a request for `url`, with the session's headers and these.

        As `prepare_request` for all that this program asks, at a third of its work: there are no
        parameters, cookies, credentials and hooks to merge.
        """
        request = requests.PreparedRequest()
        request.prepare(
            method="GET", url=url, headers=CaseInsensitiveDict({**self.headers, **headers})
        )
        return request

    def ask(
        self, request: requests.PreparedRequest, *, timeout: tuple[float, float]
    ) -> requests.Response:
        """Return the answer to `request`, its body unread.

        As `send`, which would look for cookies that are dropped and for a redirect to follow.

        Args:
            request: From `prepare_get`.
            timeout: Seconds for one connection, and for one silence.
        """
        answer: requests.Response = self.get_adapter(url=str(request.url)).send(
            request,
            stream=True,
            timeout=timeout,
            verify=True if self.verify is None else self.verify,
            cert=None,
            proxies=dict(self.proxies),
        )
        return answer

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """Return None: asking requests to look would read the redirect's body without bound."""
        del resp
        return None


def open_session(options: Options, manners: Manners | None = None) -> Session:
    """Return a session for one thread.

    Addresses are pinned, TLS is verified, cookies are dropped, and no proxy is used but the one
    asked for. `manners` are those of the run; None asks at once, and for everything.
    """
    session = Session(
        Config(
            ip_filter_enable=True,
            ip_filter_allow_loopback_ips=False,
            never_redirect=True,
            default_timeout=(options.connect_timeout_s, options.read_timeout_s),
            user_agent_override=options.user_agent,
        )
    )
    session.manners = manners or Manners()
    session.headers["User-Agent"] = options.user_agent
    session.trust_env = False
    session.verify = options.ca_file or True
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    if options.proxy is not None:
        session.proxies = {"http": options.proxy, "https": options.proxy}
    for scheme in ("http", "https"):
        adapter = PinningAdapter(is_https=scheme == "https", options=options)
        session.mount(f"{scheme}://", adapter)
    return session
