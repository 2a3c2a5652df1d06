"""One small body sent to an address, and its small answer: how witnesses and TSAs are asked."""

from http.client import HTTPException

import requests
from urllib3.exceptions import HTTPError

from provenance.capture.lifeline import lifeline
from provenance.capture.session import Session
from provenance.errors import CaptureError, UnreachableError

_MAX_ANSWER_BYTES = 100_000
_NO_ADDRESS = (
    requests.exceptions.InvalidURL,
    requests.exceptions.InvalidSchema,
    requests.exceptions.MissingSchema,
)


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
    try:
        with (
            lifeline(total_timeout_s),
            session.post(
                url, data=body, headers=headers, stream=True, allow_redirects=False
            ) as response,
        ):
            answer = response.raw.read(_MAX_ANSWER_BYTES + 1, decode_content=True)
    except _NO_ADDRESS as error:
        raise CaptureError(f"{url!r} is no address that can be asked") from error
    except (requests.RequestException, HTTPError, HTTPException, OSError) as error:
        raise UnreachableError(f"{url} does not answer: {error}") from error
    if len(answer) > _MAX_ANSWER_BYTES:
        raise CaptureError(f"the answer of {url} is longer than {_MAX_ANSWER_BYTES:,} bytes")
    return response.status_code, answer
