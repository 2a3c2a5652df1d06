"""What went wrong on the network, as one clear sentence of ours."""

import socket
from urllib.parse import urlsplit

import requests
from requests_hardened.ip_filter import InvalidIPAddress
from urllib3.exceptions import InvalidHeader, LocationValueError

from provenance.errors import (
    AddressError,
    CaptureError,
    NoServerError,
    RefusedAddressError,
    TlsError,
    UnreachableError,
)


def explain(error: Exception, url: str) -> CaptureError:
    """Return the error of this package that says what `error` means for asking `url`."""
    host = _host(url)
    match error:
        case InvalidIPAddress():
            return RefusedAddressError(
                f"{host} is at {error}, a private or local address, and those are not asked",
                remedy="allow private addresses (--allow-private) where that is what you mean",
            )
        case requests.exceptions.SSLError():
            return TlsError(
                f"the TLS connection to {host} failed: {_reason(error)}",
                remedy="certificates are always verified: tell the site's owner",
            )
        case requests.exceptions.ProxyError() | requests.exceptions.InvalidProxyURL():
            return UnreachableError(
                f"the proxy did not pass the request for {host} on: {_reason(error)}",
                remedy="check the proxy's address",
            )
        case requests.exceptions.ConnectTimeout():
            return UnreachableError(f"{host} did not take the connection in time", remedy=_LATER)
        case requests.exceptions.Timeout():
            return UnreachableError(
                f"{host} took the connection and did not answer in time", remedy=_LATER
            )
        case _ if isinstance(error, _OF_THE_ADDRESS):
            return AddressError(
                f"{url[:200]!r} is no address that can be asked", remedy="check its spelling"
            )
        case requests.exceptions.InvalidHeader(args=(InvalidHeader(), *_)):
            return UnreachableError(
                f"{host} answered with a header that cannot be read: {_reason(error)}",
                remedy=_LATER,
            )
        case ValueError():
            return UnreachableError(
                f"the request for {host} could not be made: {_reason(error)}",
                remedy="check what is sent with it, such as the contact in its User-Agent",
            )
        case _:
            return _no_connection(error, host)


_LATER = "try again later"
_OF_THE_ADDRESS = (
    requests.exceptions.InvalidURL,
    requests.exceptions.InvalidSchema,
    requests.exceptions.MissingSchema,
    LocationValueError,
)


def _no_connection(error: Exception, host: str) -> UnreachableError:
    causes = _causes(error)
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return NoServerError(
            f"no address is known for the name {host}",
            remedy="check its spelling and your connection",
        )
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        return NoServerError(f"{host} refuses connections", remedy=_LATER)
    return UnreachableError(
        f"the connection to {host} broke before an answer came: {_reason(error)}", remedy=_LATER
    )


def _causes(error: BaseException) -> list[BaseException]:
    """Return `error` and what led to it, innermost last; urllib3 hides it in several places."""
    found: list[BaseException] = []
    waiting: list[object] = [error]
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, BaseException) and one not in found:
            found.append(one)
            waiting += [one.__cause__, one.__context__, getattr(one, "reason", None), *one.args]
    return found


def _reason(error: BaseException) -> str:
    innermost = _causes(error)[-1]
    text = getattr(innermost, "verify_message", "") or getattr(innermost, "strerror", "")
    return " ".join(str(text or str(innermost) or type(innermost).__name__).split())[:160]


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.rpartition("@")[2] or url[:200]
    except ValueError:
        return url[:200]
