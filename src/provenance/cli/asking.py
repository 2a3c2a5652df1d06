"""Options that shape requests, checked as far as their spelling goes."""

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

import click

# What a header can carry as it is written (RFC 9110 section 5.5): printable ASCII and Latin-1.
_UNSENDABLE = re.compile("[^ -~\u00a0-\u00ff]")

_LONGEST_S = 3600


def checked_contact(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """Return whom a site's owner can write to.

    Raises:
        click.BadParameter: It is empty, or holds a character that no header can carry.
    """
    if value is None:
        return None
    if not value.strip():
        raise click.BadParameter("it is empty; give an address or a mailbox, or leave it out")
    unsendable = _UNSENDABLE.search(value)
    if unsendable:
        raise click.BadParameter(
            f"{value!a} holds {unsendable[0]!a}, which no request can carry; write it in Latin"
            " letters, digits and signs, on one line"
        )
    return value


def checked_timeout(
    _ctx: click.Context, _param: click.Parameter, value: float | None
) -> float | None:
    """Return how long to wait, in seconds.

    Raises:
        click.BadParameter: It is none, or over an hour.
    """
    # NaN compares with nothing, so that it lies outside too.
    if value is None or 0 < value <= _LONGEST_S:
        return value
    raise click.BadParameter(
        f"{value:g} is no length of time to wait; give seconds, over 0 and at most {_LONGEST_S}"
    )


def checked_pause(_ctx: click.Context, _param: click.Parameter, value: float) -> float:
    """Return how long to wait before a text is asked for again, in seconds.

    Raises:
        click.BadParameter: It is none, or over an hour.
    """
    if 0 <= value <= _LONGEST_S:
        return value
    raise click.BadParameter(
        f"{value:g} is no length of time to wait; give seconds, 0 to {_LONGEST_S}"
    )


def checked_node(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """Return the address of a node of a site.

    Raises:
        click.BadParameter: It is no IP address.
    """
    try:
        return None if value is None else str(ip_address(value.strip("[]")))
    except ValueError:
        raise click.BadParameter(
            f"{value!a} is no address of a node; give an IP address, such as 203.0.113.7"
        ) from None


def checked_proxy(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """Return the address of a proxy.

    Raises:
        click.BadParameter: It is no HTTP address.
    """
    if value is not None and not _is_http(value):
        raise click.BadParameter(f"{value!a} is no proxy; give it as http://proxy.example.org:3128")
    return value


def _is_http(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
