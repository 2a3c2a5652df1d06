"""How long a site asks to be left alone before it is asked again; pure."""

import re
from typing import TYPE_CHECKING

from urllib3.exceptions import InvalidHeader
from urllib3.util.retry import Retry

from provenance.model import Exchange

if TYPE_CHECKING:
    from urllib3.response import BaseHTTPResponse

_BUSY = frozenset({429, 503})
_SECONDS = re.compile(r"[0-9]{1,9}", re.ASCII)


def wait_s(retry: Retry, response: "BaseHTTPResponse") -> float:
    """Return how many seconds to wait, as `Retry-After` says; else what `retry` would wait."""
    try:
        asked = retry.get_retry_after(response)
    except (InvalidHeader, ValueError, OverflowError):
        asked = None
    return retry.get_backoff_time() if asked is None else asked


def asked_wait_s(exchange: Exchange) -> float | None:
    """Return how many seconds a busy site asks to be left alone; None where it does not say."""
    if exchange.status not in _BUSY:
        return None
    stated = [value.strip() for name, value in exchange.headers if name.lower() == "retry-after"]
    return float(stated[0]) if stated and _SECONDS.fullmatch(stated[0]) else None
