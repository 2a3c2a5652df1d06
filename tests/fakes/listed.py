"""A fake WordPress whose lists can be asked for by time, as polls do.

As WordPress 6.1 reads such parameters (WP_REST_Posts_Controller::get_items, WP_Date_Query): times
are compared on the site's own wall's clock, and a time without a zone is taken for one on it.
"""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from tests.fakes.wordpress import FakeWordPress

_COMPARED = {"after": "date", "modified_after": "modified"}


class FakeListed(FakeWordPress):
    """A site that lists its posts by when they were saved or published.

    Attributes:
        zone: The site's own time zone.
        ignored: Parameters that it takes no notice of.
    """

    def __init__(self, bodies: Iterable[bytes] = (), **options: Any) -> None:
        super().__init__(bodies, **options)
        self.zone = timezone(timedelta(hours=2))
        self.ignored: set[str] = set()

    def _ordered(self, collection: str, query: dict[str, str]) -> list[int]:
        heeded = {name: value for name, value in query.items() if name not in self.ignored}
        rest = {name: value for name, value in heeded.items() if name not in _COMPARED}
        ids = super()._ordered(collection, rest)
        for name in _COMPARED.keys() & heeded.keys():
            field, bound = _COMPARED[name], self._local(heeded[name])
            ids = [number for number in ids if json.loads(self._posts[number])[field] > bound]
        return ids

    def _local(self, written: str) -> str:
        at = datetime.fromisoformat(written)
        own = at if at.tzinfo is None else at.astimezone(self.zone)
        return own.replace(tzinfo=None).isoformat()


def times(at: datetime, zone: timezone, *names: str) -> dict[str, str]:
    """Return fields such as `modified` and `modified_gmt` as WordPress writes them."""
    local, gmt = at.astimezone(zone), at.astimezone(UTC)
    written = {}
    for name in names:
        written[name] = local.replace(tzinfo=None).isoformat(timespec="seconds")
        written[f"{name}_gmt"] = gmt.replace(tzinfo=None).isoformat(timespec="seconds")
    return written
