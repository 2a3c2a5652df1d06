"""How a site's list is to be asked for: every text, or those alone whose claims have moved."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from provenance.archive import Archive
from provenance.canonical import read_claims
from provenance.capture import IsKnown, PostList, language_of, same_site
from provenance.model import (
    Context,
    PostKey,
    Reading,
    RestAddress,
    Route,
    Sweep,
    SweepKind,
    format_rest_address,
    site_of_rest_url,
)
from provenance.pipeline.settings import Settings

_NAMED = 10
# Each takes some five requests, its control included.
_ASKED = 50


def plan_sweep(archive: Archive, settings: Settings, posts: PostList) -> IsKnown | None:
    """Return what tells posts whose claims have not moved; None to ask for every text.

    A change that bypasses a save moves no claims, so that every text is asked for the first time,
    and every `full_every` times after that.
    """
    past = archive.sweeps(posts.root.site, posts.collection, observer=settings.observer)
    of_these = [sweep for sweep in past if sweep.filters == posts.filters]
    if settings.is_full or _since_full(of_these) + 1 >= settings.full_every:
        return None
    return _Known(archive=archive, observer=settings.observer, posts=posts).is_known


def follow_unlisted(
    archive: Archive, observer: str, sweep: Sweep, root: RestAddress
) -> tuple[Sweep, tuple[str, ...]]:
    """Return what asks for the posts that earlier sweeps listed and this does not.

    A list says nothing of what it leaves out; only the post's own address tells what became of it.

    Returns:
        The sweep with a note on such posts, and the addresses of those to be asked for alone: at
        most 50, and first those that were not refused before. Where claims alone were asked for,
        no post that was: asking on and on would cost more than the sweep.
    """
    if sweep.filters or not sweep.complete:
        return sweep, ()
    before = archive.listed(sweep.site, sweep.collection, observer=observer)
    gone = sorted(before - sweep.ids)
    if not gone:
        return sweep, ()
    refused = archive.refused(sweep.site, observer=observer)
    asked = [number for number in gone if number not in refused]
    if sweep.kind is SweepKind.FULL:
        asked += [number for number in gone if number in refused]
    asked = asked[:_ASKED]
    note = f"{_say_gone(gone)}; {_say_asked(set(gone), set(asked), refused)}"
    addresses = (format_rest_address(root.base, f"{sweep.collection}/{one}") for one in asked)
    return replace(sweep, notes=(*sweep.notes, note)), tuple(addresses)


def _say_gone(gone: Sequence[int]) -> str:
    names = ", ".join(map(str, gone[:_NAMED]))
    more = f" and {len(gone) - _NAMED:,} more" if len(gone) > _NAMED else ""
    are = (
        "post that was listed before is" if len(gone) == 1 else "posts that were listed before are"
    )
    return f"{len(gone):,} {are} not listed now: {names}{more}"


def _say_asked(gone: AbstractSet[int], asked: AbstractSet[int], refused: AbstractSet[int]) -> str:
    """Return what is done about the posts that are listed no more."""
    counts = (
        (len(asked), "asked for alone"),
        (len((gone - asked) & refused), "not asked for again after a refusal"),
        (len(gone - asked - refused), "left for the next run"),
    )
    return ", ".join(f"{count:,} {done}" for count, done in counts if count)


def _since_full(past: Sequence[Sweep]) -> float:
    """Return how many sweeps asked for claims since the last that asked for every text."""
    for count, sweep in enumerate(reversed(past)):
        if sweep.kind is SweepKind.FULL:
            return count
    return float("inf")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What the archive knows of a list's posts."""

    archive: Archive
    observer: str
    posts: PostList

    def is_known(self, members: Mapping[str, object], reading: Reading) -> bool:
        """Tell whether a post's claims are those of its last capture from such a list."""
        claims = read_claims(members)
        if claims.modified_gmt is None:
            return False
        context = Context(
            observer=self.observer,
            access=self.posts.asker.access,
            language=language_of(reading.exchange),
            route=Route.LIST,
        )
        return self.archive.has_claims(self._key(members), context, claims)

    def _key(self, members: Mapping[str, object]) -> PostKey:
        """Return which post it is, by the rule that captures go by (docs/adr/0020)."""
        links = members.get("_links")
        own = links.get("self") if isinstance(links, dict) else None
        first = own[0] if isinstance(own, list) and own else None
        href = first.get("href") if isinstance(first, dict) else None
        site = site_of_rest_url(href) if isinstance(href, str) else None
        asked = self.posts.root.site
        is_own = site is not None and same_site(site, asked)
        return PostKey(site=site if site and is_own else asked, post_id=int(str(members["id"])))
