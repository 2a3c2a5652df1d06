"""A fake web archive that speaks the real formats over loopback: CDX rows, TimeMaps, replay."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urlsplit

from tests.fakes.server import FakeServer, Request, answer

_ALL = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCopy:
    """One answer that the archive keeps; a revisit repeats the body of an earlier one."""

    stamp: str
    original: str
    body: bytes
    status: int = 200
    content_type: str = "text/html; charset=UTF-8"
    location: str | None = None
    revisit: bool = False

    @property
    def digest(self) -> str:
        return f"SHA1OF{hash(self.body) % 10**20:020}"

    @property
    def http_date(self) -> str:
        at = datetime.strptime(self.stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        return format_datetime(at, usegmt=True)


class FakeWayback:
    """Keeps answers and gives them back as the Wayback Machine does.

    Attributes:
        url: Its address without final slash.
        busy: Answers given first, one a request, whatever is asked.
        has_cdx: Whether its CDX server answers; else with 503 and a page.
        timemap_size: How many copies stand on one page of a TimeMap.
        rows: How many rows the CDX server gives at most.
        lost: Stamps of copies that it lists and does not give.
    """

    def __init__(self, kept: Iterable[KeptCopy] = ()) -> None:
        self._server = FakeServer(self._handle)
        self.url = self._server.url
        self.kept = list(kept)
        self.busy: list[bytes] = []
        self.has_cdx = True
        self.timemap_size = 1000
        self.rows = 1000
        self.lost: set[str] = set()

    def __enter__(self) -> Self:
        self._server.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.__exit__(kind, error, trace)

    @property
    def requests(self) -> list[Request]:
        return self._server.requests

    @property
    def name(self) -> str:
        return self.url.partition("://")[2]

    def asked(self) -> list[str]:
        """Return what was asked, in order, without the archive's own address."""
        return [request.target for request in self.requests]

    def _handle(self, request: Request) -> bytes:
        if self.busy:
            return self.busy.pop(0)
        if request.path == "/cdx/search/cdx":
            return self._cdx(dict(request.query))
        if request.target.startswith("/web/timemap/link/"):
            return self._timemap(request.target.removeprefix("/web/timemap/link/"))
        if request.target.startswith("/web/"):
            return self._replay(request.target.removeprefix("/web/"))
        return answer("not here", status=404, content_type="text/html")

    def _of(self, url: str) -> list[KeptCopy]:
        found = [one for one in self.kept if _surt(one.original) == _surt(url)]
        return sorted(found, key=lambda one: one.stamp)

    def _cdx(self, query: dict[str, str]) -> bytes:
        if not self.has_cdx:
            return answer("<h1>Unavailable</h1>", status=404, content_type="text/html")
        found = self._of(query["url"])
        start = int(query.get("resumeKey", "0"))
        size = min(self.rows, int(query.get("limit", "1000")))
        shown = found[start : start + size]
        names = query.get("fl", ",".join(_ALL)).split(",")
        rows: list[list[str]] = [names] if shown else []
        rows += [[self._column(one, name) for name in names] for one in shown]
        if "showResumeKey" in query and start + size < len(found):
            rows += [[], [str(start + size)]]
        return answer(json.dumps(rows))

    @staticmethod
    def _column(one: KeptCopy, name: str) -> str:
        mime = one.content_type.partition(";")[0]
        told = {
            "urlkey": _surt(one.original),
            "timestamp": one.stamp,
            "original": one.original,
            "mimetype": "warc/revisit" if one.revisit else mime,
            "statuscode": "-" if one.revisit else str(one.status),
            "digest": one.digest,
            "length": str(len(one.body)),
        }
        return told[name]

    def _timemap(self, target: str) -> bytes:
        # A further page has its number in front of the address.
        page, _, url = target.partition("/") if target[:1].isdigit() else ("1", "", target)
        found = self._of(unquote(url))
        if not found:
            return answer("", status=404, content_type="text/plain")
        start = (int(page) - 1) * self.timemap_size
        shown = found[start : start + self.timemap_size]
        root = f"{self.url}/web"
        own = f'<{root}/timemap/link/{target}>; rel="self"; type="application/link-format"'
        lines = [
            f'<{url}>; rel="original"',
            f'{own}; from="{shown[0].http_date}"',
            f'<{root}/{url}>; rel="timegate"',
        ]
        if start + self.timemap_size < len(found):
            more = f"{root}/timemap/link/{int(page) + 1}/{url}"
            lines.append(f'<{more}>; rel="timemap"; type="application/link-format"')
        for one in shown:
            rel = "first memento" if one is found[0] else "memento"
            lines.append(f'<{root}/{one.stamp}/{one.original}>; rel="{rel}"'
                         f'; datetime="{one.http_date}"')  # fmt: skip
        return answer(",\n".join(lines) + "\n", content_type="application/link-format")

    def _replay(self, target: str) -> bytes:
        stamp, _, url = target.partition("/")
        raw = stamp.endswith("id_")
        digits = stamp.removesuffix("id_")
        found = self._of(unquote(url))
        if not found or digits in self.lost:
            return answer("<h1>No capture</h1>", status=404, content_type="text/html")
        found = [one for one in found if one.original == unquote(url)] or found
        exact = [one for one in found if one.stamp == digits]
        if not exact:
            near = min(found, key=lambda one: abs(int(one.stamp) - int(digits)))
            form = "id_" if raw else ""
            place = f"{self.url}/web/{near.stamp}{form}/{near.original}"
            return answer(status=302, headers=[("Location", place)])
        return self._copy(exact[0], raw=raw)

    def _copy(self, one: KeptCopy, *, raw: bool) -> bytes:
        headers = [
            ("Memento-Datetime", one.http_date),
            ("Link", f'<{one.original}>; rel="original"'),
            ("x-archive-orig-server", "Apache"),
        ]
        if one.location is not None:
            form = "id_" if raw else ""
            place = f"{self.url}/web/{one.stamp}{form}/{one.location}"
            headers.append(("Location", place))
        body = one.body if raw else b"<!-- BEGIN WAYBACK TOOLBAR INSERT -->" + one.body
        return answer(body, status=one.status, content_type=one.content_type, headers=headers)


def _surt(url: str) -> str:
    """Return an address without what the archive's key leaves out: scheme, `www.`, final slash."""
    parts = urlsplit(unquote(url))
    host = parts.netloc.removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}?{parts.query}".lower()
