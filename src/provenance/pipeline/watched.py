"""What the archive shows of the posts that are watched: when each was asked, and how old it is.

Reads each capture once. Never decides when anything is to be asked.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime

from provenance.archive import Archive, LiveCapture
from provenance.canonical import canonicalize
from provenance.errors import ProvenanceError
from provenance.model import PostKey, Route, parse_rest_address


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What all captures of one post come to.

    Attributes:
        first_at: When it was first asked; aware, UTC.
        asked_at: When it was last asked, in recording order.
        edited_at: When its text was last seen to change; else the later of the times at which its
            site says that it was saved or published; else `first_at`.
        changed: Whether its text was ever seen to change.
        content: Content digest of its last text, 32 bytes; None where none was shown.
        modified_gmt: What the last text's answer says, as written; None where it says nothing.
        base: As `RestAddress.base`: where its site's interface is.
        collection: The route of the list that it is in: `/wp/v2/posts`.
        listed: Whether it was ever seen in a list, so that lists are what it is compared in.
    """

    first_at: datetime
    asked_at: datetime
    edited_at: datetime
    changed: bool = False
    content: bytes | None = None
    modified_gmt: str | None = None
    base: str = ""
    collection: str = ""
    listed: bool = False


class Ledger:
    """Every post that an observer has seen over the network.

    Attributes:
        seen: What is known of each.
        at: The posts that each target led to.
    """

    def __init__(self, observer: str) -> None:
        self.seen: dict[PostKey, Seen] = {}
        self.at: defaultdict[str, set[PostKey]] = defaultdict(set)
        self._observer = observer
        self._read = 0

    def read(self, archive: Archive) -> frozenset[PostKey]:
        """Take what was captured since the last time; return the posts that were."""
        new = archive.watching().live_captures(observer=self._observer, after=self._read)
        last: dict[PostKey, LiveCapture] = {}
        for one in new:
            self._read = one.capture_id
            self.at[one.target].add(one.key)
            self.seen[one.key] = _with(self.seen.get(one.key), one)
            if one.content is not None:
                last[one.key] = one
        for one, raw in archive.watching().texts(tuple(last.values())):
            self.seen[one.key] = _with_claims(self.seen[one.key], raw)
        return frozenset(one.key for one in new)


def _with(before: Seen | None, one: LiveCapture) -> Seen:
    at = one.received_at
    seen = before or Seen(first_at=at, asked_at=at, edited_at=at)
    differs = None not in (seen.content, one.content) and seen.content != one.content
    address = parse_rest_address(one.url)
    return replace(
        seen,
        asked_at=at,
        edited_at=at if differs else seen.edited_at,
        changed=seen.changed or differs,
        content=one.content or seen.content,
        base=address.base if address else seen.base,
        collection=(address.collection if address else None) or seen.collection,
        listed=seen.listed or one.route is Route.LIST,
    )


def _with_claims(seen: Seen, raw: bytes) -> Seen:
    """Return what is known with what a post's last text says of its own history."""
    try:
        snapshot = canonicalize(raw)
    except ProvenanceError:  # bytes that a newer version of the program reads otherwise
        return seen
    seen = replace(seen, modified_gmt=snapshot.claims.modified_gmt)
    if seen.changed:
        return seen
    # A time that had not come when the site said it tells no age.
    said = [at for at in (snapshot.published_at, snapshot.modified_at) if at and at < seen.asked_at]
    return replace(seen, edited_at=max(said, default=seen.first_at))
