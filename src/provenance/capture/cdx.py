"""The CDX server's list of an archive's copies: its questions and its JSON rows; pure.

The format is that of the Wayback Machine's server: a list of rows, the first of them the names of
the columns; where more follow, an empty row and one with the key that continues the list.
"""

import json
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from provenance.capture.memento import Copy, parse_stamp
from provenance.errors import MalformedError

PAGE_ROWS = 5_000
_COLUMNS = ("timestamp", "original", "mimetype", "statuscode", "digest")
_REVISIT = "warc/revisit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """One page of the list.

    Attributes:
        copies: The copies, in the server's order.
        resume: Key that continues the list; None at its end.
    """

    copies: tuple[Copy, ...]
    resume: str | None


def cdx_url(base: str, url: str, *, resume: str | None) -> str:
    """Return the address that lists the copies of `url`, from `resume` on."""
    asked = [
        ("url", url),
        ("output", "json"),
        ("fl", ",".join(_COLUMNS)),
        ("limit", str(PAGE_ROWS)),
        ("showResumeKey", "true"),
    ]
    if resume is not None:
        asked.append(("resumeKey", resume))
    return f"{base}?{urlencode(asked)}"


def parse_rows(body: bytes, *, replay: str) -> Rows:
    """Return the copies in an answer of the server.

    Args:
        body: The answer.
        replay: What stands in front of time and address where the archive gives a copy.

    Raises:
        MalformedError: It is no such list.
    """
    try:
        rows = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise _malformed() from error
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise _malformed()
    resume = None
    if len(rows) > 1 and rows[-2] == [] and len(rows[-1]) == 1:
        resume = str(rows[-1][0])
        rows = rows[:-2]
    if not rows:
        return Rows(copies=(), resume=None)
    head, *told = rows
    if not set(_COLUMNS) <= set(map(str, head)):
        raise _malformed()
    copies = [_copy(dict(zip(map(str, head), row, strict=False)), replay) for row in told]
    return Rows(copies=tuple(copy for copy in copies if copy is not None), resume=resume)


def _copy(row: dict[str, object], replay: str) -> Copy | None:
    stamp, original = str(row.get("timestamp", "")), str(row.get("original", ""))
    at = parse_stamp(stamp)
    if at is None or not original:
        return None
    status = str(row.get("statuscode", ""))
    # A revisit repeats the answer of an earlier copy with the same digest; it has no status.
    known = status.isascii() and status.isdecimal() and row.get("mimetype") != _REVISIT
    return Copy(
        url=f"{replay}{stamp}id_/{quote(original, safe=_UNQUOTED)}",
        at=at,
        status=int(status[:3]) if known else None,
        digest=str(row.get("digest") or "") or None,
    )


# An address within an address stands as it is: its own escapes must not be escaped again.
_UNQUOTED = "%/:=&?~#+!$,;'@()*[]"


def _malformed() -> MalformedError:
    return MalformedError(
        "the answer is not a list of copies as a CDX server gives it",
        remedy="look at it in a browser: an error page may stand in its place",
    )
