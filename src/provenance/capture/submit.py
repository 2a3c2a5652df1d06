"""One small body sent to an address, and its small answer: how witnesses and TSAs are asked."""

from http.client import HTTPException

import requests
from urllib3.exceptions import HTTPError

from provenance.capture.fault import explain
from provenance.capture.lifeline import lifeline
from provenance.capture.session import Session
from provenance.errors import CaptureError, UnreachableError

_MAX_ANSWER_BYTES = 100_000


def submit(
    url: str,
    body: bytes,
    session: Session,
    *,
    total_timeout_s: float,
    content_type: str | None = None,
) -> tuple[int, bytes]:
    """Return status and body of what answers a POST; redirects are not followed.

    Args:
        url: Where to.
        body: What is sent.
        session: Of this thread.
        total_timeout_s: Longest time that the whole answer may take.
        content_type: What the body is; None to leave that unsaid.

    Raises:
        UnreachableError: Nothing answered, or not to the end.
        CaptureError: The address is none, or the answer is far larger than it should be.
    """
    headers = {} if content_type is None else {"Content-Type": content_type}
    status, answer = 0, b""
    with lifeline(total_timeout_s) as line:
        try:
            with session.post(
                url, data=body, headers=headers, stream=True, allow_redirects=False
            ) as response:
                status = response.status_code
                answer = response.raw.read(_MAX_ANSWER_BYTES + 1, decode_content=True)
        except (requests.RequestException, HTTPError, HTTPException, OSError, ValueError) as error:
            if not line.expired:
                raise explain(error, url) from error
    if line.expired:
        raise UnreachableError(
            f"{url} did not answer within {total_timeout_s:g} seconds", remedy="try again later"
        )
    if len(answer) > _MAX_ANSWER_BYTES:
        raise CaptureError(f"the answer of {url} is longer than {_MAX_ANSWER_BYTES:,} bytes")
    return status, answer
