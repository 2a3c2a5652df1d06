"""Saved answers: the only code that reads an answer from disk or standard input.

A file is a `resource`: it never claims that a site served it, and its own time is shown and never
trusted. Nothing here writes.
"""

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from provenance.capture.answer import Answer, PostSlice, split_answer
from provenance.capture.article_page import key_of_saved_page
from provenance.capture.options import MAX_BODY_BYTES
from provenance.errors import (
    CaptureError,
    DiscoveryError,
    MalformedError,
    OversizeBodyError,
    UnreadableFileError,
)
from provenance.model import Basis, Capture, Context, Exchange, Failure, Reading, Route, Source

STDIN = "-"


def read_file(
    target: str,
    *,
    observer: str,
    observed_at: datetime | None,
    now: datetime,
    stdin: BinaryIO,
    max_body_bytes: int = MAX_BODY_BYTES,
) -> Reading:
    """Return the posts, or the refusal, in the saved answer `target` (`-` for standard input).

    A file that was read but holds no whole answer gives a Reading whose `failures` say why, with
    its bytes in the exchange. `observed_at` is aware; with it the basis is ASSERTED. A refusal in
    a file has no post: it belongs to the post of the file before it, which the caller knows.

    Raises:
        UnreadableFileError: There is nothing that could be read.
        OversizeBodyError: It is longer than the limit on one answer.
    """
    body, modified_at = _read(target, stdin, max_body_bytes)
    name = "standard input" if target == STDIN else target
    try:
        answer = split_answer(body, name=name)
    except (CaptureError, MalformedError) as error:
        failure = Failure(target=target, error=error)
        exchange = file_exchange(target, body, now, modified_at, str(error))
        return Reading(exchange=exchange, captures=(), failures=(failure,))
    return Reading(
        exchange=file_exchange(target, body, now, modified_at, None),
        captures=tuple(_captures(answer, observer, observed_at)),
        failures=tuple(
            Failure(target=target, error=error, index=index) for index, error in answer.broken
        ),
    )


def read_page_file(
    target: str,
    *,
    observer: str,
    observed_at: datetime | None,
    now: datetime,
    max_body_bytes: int = MAX_BODY_BYTES,
) -> Reading:
    """Return the page in the file `target` as a capture of the post that it says it shows.

    A page that names no post gives a Reading whose failure says so.

    Raises:
        UnreadableFileError: There is nothing that could be read.
        OversizeBodyError: It is longer than the limit on one answer.
    """
    body, modified_at = _read(target, BytesIO(), max_body_bytes)
    key = key_of_saved_page(body)
    if key is None:
        error = DiscoveryError(
            f"{target} does not say which post it shows, or on which site: it has no link to its"
            " JSON, and no shortlink or post number beside a canonical address",
            remedy="save the whole page, with its head",
        )
        exchange = file_exchange(target, body, now, modified_at, str(error))
        failure = Failure(target=target, error=error)
        return Reading(exchange=exchange, captures=(), failures=(failure,))
    context = Context(observer=observer, access="anonymous", language=None, route=Route.PAGE)
    capture = Capture(
        post=key,
        raw=body,
        start=0,
        context=context,
        basis=Basis.UNKNOWN if observed_at is None else Basis.ASSERTED,
        seen_at=observed_at,
    )
    exchange = file_exchange(target, body, now, modified_at, None)
    return Reading(exchange=exchange, captures=(capture,))


def _read(target: str, stdin: BinaryIO, limit: int) -> tuple[bytes, datetime | None]:
    modified_at = None
    try:
        if target == STDIN:
            body = stdin.read(limit + 1)
        else:
            with Path(target).open("rb") as file:
                body = file.read(limit + 1)
                modified_at = datetime.fromtimestamp(os.fstat(file.fileno()).st_mtime, UTC)
    except (OSError, ValueError, OverflowError) as error:
        raise _unreadable(target, error) from error
    if len(body) > limit:
        raise OversizeBodyError(
            f"{target} is longer than {limit} bytes, the most that one answer may have",
            remedy="give the body of a single answer",
        )
    return body, modified_at


def _unreadable(target: str, error: Exception) -> UnreadableFileError:
    match error:
        case FileNotFoundError():
            problem, remedy = "there is no such file", "check the name, or give an address"
        case IsADirectoryError():
            problem, remedy = "it is a folder", "name the files in it"
        case PermissionError():
            problem, remedy = "its permissions forbid it", "make it readable"
        case OSError():
            problem, remedy = (error.strerror or str(error)).lower(), "check the disk"
        case _:
            problem, remedy = "its name is not one that a file can have", "check the name"
    return UnreadableFileError(f"{target!r} cannot be read: {problem}", remedy=remedy)


def file_exchange(
    target: str, body: bytes, now: datetime, modified_at: datetime | None, failure: str | None
) -> Exchange:
    """Return the record of a file that was read; `body` is what was read of it."""
    return Exchange(
        source=Source.FILE,
        target=target,
        method="",
        url=target,
        final_url=target,
        request_headers=(),
        hops=(),
        requested_at=None,
        received_at=now,
        status=None,
        http_version=None,
        headers=(),
        body=body,
        content_encoding=None,
        address=None,
        certificate=None,
        egress=None,
        file_modified_at=modified_at,
        failure=failure,
    )


def _captures(answer: Answer, observer: str, observed_at: datetime | None) -> Sequence[Capture]:
    route = Route.LIST if answer.is_list else Route.SINGLE
    basis = Basis.UNKNOWN if observed_at is None else Basis.ASSERTED

    def capture(post: PostSlice | None) -> Capture:
        signed_in = post is not None and post.signed_in
        return Capture(
            post=post.key if post else None,
            raw=post.raw if post else answer.raw,
            start=post.start if post else answer.start,
            context=Context(
                observer=observer,
                access="signed-in" if signed_in else "anonymous",
                language=None,
                route=route,
            ),
            basis=basis,
            seen_at=observed_at,
            error=answer.refusal,
            notes=answer.notes,
        )

    return [capture(post) for post in answer.posts or ((None,) if answer.refusal else ())]
