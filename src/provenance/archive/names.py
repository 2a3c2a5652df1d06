"""What a user may call a post: an address, a number, `site#number`, or how its title begins."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import parse_qsl, unquote, urlsplit

from sqlalchemy import Connection, select

from provenance.archive.posts import read_posts
from provenance.archive.tables import CAPTURE, CONTEXT, EXCHANGE, POST, VERSION
from provenance.errors import AmbiguousPostError, UnknownPostError
from provenance.model import (
    PostKey,
    PostRecord,
    Route,
    Source,
    address_key,
    parse_rest_address,
    site_host,
)

_NUMBER = re.compile(r"#?([0-9]{1,18})", re.ASCII)
_SITE_AND_NUMBER = re.compile(r"(.+)#([0-9]{1,18})", re.ASCII | re.DOTALL)
_ID_PARAMETERS = frozenset({"p", "page_id", "attachment_id"})
_SHOWN_AT_MOST = 5
_NEAR = 0.5  # share of letters in common from which a title is offered


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressBook:
    """Which posts an archive has found at which addresses; for many look-ups.

    Attributes:
        keys: Every post that has a capture.
        by_address: Posts by what is left of their addresses.
    """

    keys: frozenset[PostKey]
    by_address: Mapping[tuple[str, str, str], frozenset[PostKey]]

    def find(self, address: str) -> PostKey | None:
        """Return the one post at an address; None where there is none, or more than one."""
        wanted = _comparable(address)
        if wanted is None:
            return None
        named = _named_by_number(address)
        found = self.by_address.get(wanted, frozenset()) | ({named} & self.keys)
        return next(iter(found)) if len(found) == 1 else None


def read_addresses(connection: Connection) -> AddressBook:
    """Return the archive's address book."""
    by_address: dict[tuple[str, str, str], set[PostKey]] = {}
    for key, link in _links(connection):
        if (comparable := _comparable(link)) is not None:
            by_address.setdefault(comparable, set()).add(key)
    rows = connection.execute(
        select(POST.c.site, POST.c.post_id)
        .join(CAPTURE, CAPTURE.c.post_no == POST.c.post_no)
        .distinct()
    )
    return AddressBook(
        keys=frozenset(PostKey(site=row.site, post_id=row.post_id) for row in rows),
        by_address={address: frozenset(keys) for address, keys in by_address.items()},
    )


def find_post(connection: Connection, name: str) -> PostKey:
    """Return the one post that answers to `name`.

    Tried in this order: `site#number`, a number, an address, the start of a title in any case
    (a whole title before a longer one).

    Raises:
        UnknownPostError: No post does.
        AmbiguousPostError: More than one does.
    """
    posts = read_posts(connection)
    wanted = name.strip()
    found = (
        _by_number(posts, wanted)
        or _by_address(connection, posts, wanted)
        or _by_title(posts, wanted)
    )
    if not found:
        raise _unknown(posts, wanted)
    if len(found) > 1:
        raise AmbiguousPostError(
            f"{wanted!r} could be any of {len(found)} posts: {_listed(found)}",
            remedy="give one of these, as site#number",
        )
    return found[0].key


def _by_number(posts: Sequence[PostRecord], name: str) -> list[PostRecord]:
    if whole := _SITE_AND_NUMBER.fullmatch(name):
        site = whole[1].removeprefix("https://").removeprefix("http://").rstrip("/").lower()
        number = int(whole[2])
        return [post for post in posts if _is(post, site, number)]
    if bare := _NUMBER.fullmatch(name):
        return [post for post in posts if post.key.post_id == int(bare[1]) > 0]
    return []


def _is(post: PostRecord, site: str, number: int) -> bool:
    return post.key.post_id == number and post.key.site.lower() == site


def _by_address(connection: Connection, posts: Sequence[PostRecord], name: str) -> list[PostRecord]:
    address = name if "://" in name else f"https://{name}"
    wanted = _comparable(address)
    if wanted is None:
        return []
    keys = {_named_by_number(address), address_key(address)}
    keys |= {key for key, link in _links(connection) if _comparable(link) == wanted}
    return [post for post in posts if post.key in keys]


def _named_by_number(address: str) -> PostKey | None:
    rest = parse_rest_address(address)
    if rest is not None:
        return PostKey(site=rest.site, post_id=rest.post_id) if rest.post_id else None
    parts = urlsplit(address)
    numbers = [
        int(value)
        for name, value in parse_qsl(parts.query)
        if name in _ID_PARAMETERS and _NUMBER.fullmatch(value)
    ]
    if len(numbers) != 1:
        return None
    prefix = parts.path.rstrip("/").removesuffix("/index.php")
    return PostKey(site=f"{site_host(address)}{prefix}", post_id=numbers[0])


def _links(connection: Connection) -> list[tuple[PostKey, str]]:
    served = select(POST.c.site, POST.c.post_id, VERSION.c.link.label("address")).join(
        VERSION, VERSION.c.post_no == POST.c.post_no
    )
    # A list's address names no single post.
    asked = (
        select(POST.c.site, POST.c.post_id, EXCHANGE.c.target.label("address"))
        .join(CAPTURE, CAPTURE.c.post_no == POST.c.post_no)
        .join(CONTEXT, CONTEXT.c.context_id == CAPTURE.c.context_id)
        .join(EXCHANGE, EXCHANGE.c.exchange_id == CAPTURE.c.exchange_id)
        .where(EXCHANGE.c.source == Source.HTTP, CONTEXT.c.route != Route.LIST)
        .distinct()
    )
    rows = [*connection.execute(served), *connection.execute(asked)]
    return [
        (PostKey(site=row.site, post_id=row.post_id), row.address) for row in rows if row.address
    ]


def _comparable(address: str) -> tuple[str, str, str] | None:
    """Return what is left of an address without scheme, final slash and fragment."""
    host = site_host(address)
    if host is None:
        return None
    parts = urlsplit(address.strip())
    return host, unquote(parts.path).rstrip("/"), parts.query


def _by_title(posts: Sequence[PostRecord], name: str) -> list[PostRecord]:
    wanted = _folded(name)
    if not wanted:
        return []
    begin = [post for post in posts if _folded(post.title).startswith(wanted)]
    return [post for post in begin if _folded(post.title) == wanted] or begin


def _folded(title: str) -> str:
    return " ".join(title.casefold().split())


def _unknown(posts: Sequence[PostRecord], name: str) -> UnknownPostError:
    if not posts:
        return UnknownPostError(
            f"no post answers to {name!r}: the archive holds none yet",
            remedy="audit or snapshot one first",
        )
    near = _near(posts, name)
    return UnknownPostError(
        f"no post in the archive answers to {name!r}",
        remedy=f"the nearest are {_listed(near)}" if near else "`provenance list` shows them all",
    )


def _near(posts: Sequence[PostRecord], name: str) -> list[PostRecord]:
    wanted = _folded(name)
    inside = [post for post in posts if wanted and wanted in _folded(post.title)]
    titles = {_folded(post.title)[: len(wanted) + 1]: post for post in posts if post.title}
    close = [titles[title] for title in get_close_matches(wanted, titles, cutoff=_NEAR)]
    return list(dict.fromkeys([*inside, *close]))


def _listed(posts: Sequence[PostRecord]) -> str:
    shown = [f"{post.key} \u201c{_shown(post.title)}\u201d" for post in posts[:_SHOWN_AT_MOST]]
    more = len(posts) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def _shown(title: str) -> str:
    """Return a title that another wrote with what a terminal would obey replaced."""
    return "".join(character if character.isprintable() else "\ufffd" for character in title)
