"""A fake WordPress whose lists take the parameters that polls and watching send.

As WordPress 6.1 reads them (WP_REST_Posts_Controller::get_items, WP_Date_Query): times are
compared in the site's own time, and a time without a zone is taken for one.
"""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from tests.fakes.server import answer
from tests.fakes.wordpress import FakeWordPress

_COMPARED = {"after": "date", "modified_after": "modified"}
_ORDERS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "id": lambda post: post["id"],
    "date": lambda post: post["date"],
    "modified": lambda post: post["modified"],
}


class FakeListed(FakeWordPress):
    """A site that lists its posts by time, number and place.

    Attributes:
        zone: The site's own time zone.
        ignored: Parameters that it takes no notice of.
    """

    def __init__(self, bodies: Iterable[bytes] = (), **options: Any) -> None:
        super().__init__(bodies, **options)
        self.zone = timezone(timedelta(hours=2))
        self.ignored: set[str] = set()

    def remove(self, post_id: int) -> None:
        """Serve a post no more, nor list it."""
        del self._posts[post_id]

    def _list(self, collection: str, query: dict[str, str]) -> bytes:
        if "slug" in query:
            return super()._list(collection, query)
        query = {name: value for name, value in query.items() if name not in self.ignored}
        numbers = set(self._in(collection)) - set(self._refused)
        posts = [json.loads(self._posts[number]) for number in numbers]
        posts = [post for post in posts if self._is_wanted(post, query)]
        is_up = query.get("order") == "asc"
        posts.sort(key=_ORDERS[query.get("orderby", "date")], reverse=not is_up)
        size = int(query.get("per_page", "10"))
        begin = int(query.get("offset", (int(query.get("page", "1")) - 1) * size))
        shown = [self._shown_as(post, query) for post in posts[begin : begin + size]]
        totals = [("X-WP-Total", str(len(posts))), ("X-WP-TotalPages", str(-(-len(posts) // size)))]
        return answer(b"[" + b",".join(shown) + b"]", headers=[*totals, *self.extra_headers])

    def _is_wanted(self, post: dict[str, Any], query: dict[str, str]) -> bool:
        included = query.get("include")
        if included is not None and str(post["id"]) not in included.split(","):
            return False
        return all(
            post[field] > self._local(query[name])
            for name, field in _COMPARED.items()
            if name in query
        )

    def _local(self, written: str) -> str:
        at = datetime.fromisoformat(written)
        own = at if at.tzinfo is None else at.astimezone(self.zone)
        return own.replace(tzinfo=None).isoformat()

    def _shown_as(self, post: dict[str, Any], query: dict[str, str]) -> bytes:
        if "_fields" not in query:
            return self._posts[post["id"]]
        names = query["_fields"].split(",")
        return json.dumps({name: post[name] for name in names if name in post}).encode()


def times(at: datetime, zone: timezone, *names: str) -> dict[str, str]:
    """Return fields such as `modified` and `modified_gmt` as WordPress writes them."""
    local, gmt = at.astimezone(zone), at.astimezone(UTC)
    written = {}
    for name in names:
        written[name] = local.replace(tzinfo=None).isoformat(timespec="seconds")
        written[f"{name}_gmt"] = gmt.replace(tzinfo=None).isoformat(timespec="seconds")
    return written
