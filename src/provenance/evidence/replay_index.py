"""What programs that replay a bundle look its answers up in: a CDXJ index, and a list of pages.

Nothing that is verified rests on either.
"""

import json
import re
from collections.abc import Sequence
from urllib.parse import urlsplit

import rfc8785

from provenance.digest import format_digest
from provenance.evidence.statement import format_time
from provenance.evidence.warc import Placed

WARC_NAME = "data.warc"
_WWW = re.compile(r"www\d*\.", re.ASCII)
_PORTS = {"http": 80, "https": 443}
_HEADER = {"format": "json-pages-1.0", "id": "pages", "title": "Captures"}


def format_index(places: Sequence[Placed]) -> bytes:
    """Return the CDXJ index: one line an answer, in the order of keys and times."""
    lines = []
    for one in places:
        told: dict[str, str] = {
            "url": one.url,
            "mime": one.mime,
            "digest": format_digest(one.digest),
            "length": str(one.length),
            "offset": str(one.offset),
            "filename": WARC_NAME,
        }
        if one.status is not None:
            told["status"] = str(one.status)
        lines.append(f"{key_of(one.url)} {one.at:%Y%m%d%H%M%S} {json.dumps(told)}\n")
    return "".join(sorted(lines)).encode()


def format_pages(places: Sequence[Placed], title: str) -> bytes:
    """Return the list of pages (WACZ 1.1.1, "pages.jsonl"): one an answer."""
    pages: list[dict[str, str]] = [_HEADER]
    for number, one in enumerate(places):
        at = format_time(one.at)
        pages.append({"id": str(number), "url": one.url, "ts": at, "title": title})
    return b"".join(rfc8785.dumps(page) + b"\n" for page in pages)


def key_of(url: str) -> str:
    """Return an address as its key in the index: host from the right, then path and query.

    As other programs make it: without `www.`, in lower case, the query's parts in order.
    """
    parts = urlsplit(url.lower())
    if not parts.hostname:
        return url.lower()
    host = ",".join(reversed(_WWW.sub("", parts.hostname, count=1).split(".")))
    port = parts.port
    shown = f":{port}" if port and port != _PORTS.get(parts.scheme) else ""
    query = "?" + "&".join(sorted(parts.query.split("&"))) if parts.query else ""
    path = parts.path.rstrip("/") if parts.path != "/" else ""
    return f"{host}{shown}){path or '/'}{query}"
