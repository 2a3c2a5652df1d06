"""How long a site asks to be left alone before it is asked again; pure."""

from typing import TYPE_CHECKING

from urllib3.exceptions import InvalidHeader
from urllib3.util.retry import Retry

if TYPE_CHECKING:
    from urllib3.response import BaseHTTPResponse


def wait_s(retry: Retry, response: "BaseHTTPResponse") -> float:
    """Return how many seconds to wait, as `Retry-After` says; else what `retry` would wait."""
    try:
        asked = retry.get_retry_after(response)
    except (InvalidHeader, ValueError, OverflowError):
        asked = None
    return retry.get_backoff_time() if asked is None else asked
