"""A whole site: which lists of posts it has, which of them are wanted, and each of them swept."""

import re
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from provenance.capture.asking import Asker
from provenance.capture.json_text import parse_json_text
from provenance.capture.listing import Gathered, IsKnown, sweep_claims, sweep_texts
from provenance.capture.pages import PostList, Query
from provenance.capture.post_types import PostType, left_out, read_types, usual_types
from provenance.capture.rest import status_error
from provenance.errors import CaptureError, ListingError, ProvenanceError
from provenance.model import Failure, Reading, RestAddress, Sweep, format_rest_address

ALL_TYPES = "all"
_USUAL = ("post", "page")
_CATEGORY = "category"
_OK = 200
_NUMBER = re.compile(r"[0-9]{1,18}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which of a site's posts are asked for.

    Attributes:
        types: Names of types, or of their lists: `post`, `pages`; `all` for every type; none for
            posts and pages.
        since: Only posts published after this time; aware.
        author: Only posts of this author: a number, or the name in the author's address.
        category: Only posts in this category, likewise.
        limit: No more posts than so many.
    """

    types: tuple[str, ...] = ()
    since: datetime | None = None
    author: str | None = None
    category: str | None = None
    limit: int | None = None


# Gives, for a list, what tells posts whose claims have not moved; None to ask for every text.
Plan = Callable[[PostList], IsKnown | None]


def sweep_site(
    root: RestAddress, wanted: Wanted, *, asker: Asker, plan: Plan
) -> Iterator[Gathered]:
    """Yield every answer of asking a site for its posts, what could not be had, and each sweep.

    Args:
        root: The REST root.
        wanted: Which posts.
        asker: Asks.
        plan: Says of each list how it is to be asked for.
    """
    yield from _Sweeper(replace(root, query=()), wanted, asker, plan).run()


class _Sweeper:
    """One site under way."""

    def __init__(self, root: RestAddress, wanted: Wanted, asker: Asker, plan: Plan) -> None:
        self._root = root
        self._wanted = wanted
        self._asker = asker
        self._plan = plan
        self._notes: list[str] = []
        self._above = root.route or "/wp/v2"

    def run(self) -> Iterator[Gathered]:
        try:
            types = yield from self._types()
            chosen = self._chosen(types)
            filters = yield from self._filters()
        except CaptureError as error:
            yield Failure(target=self._asker.target, error=error)
            return
        left = self._wanted.limit
        for one in chosen:
            posts = PostList(
                root=self._root, collection=one.collection, asker=self._asker, filters=filters
            )
            for gathered in self._sweep(posts, left):
                if isinstance(gathered, Sweep):
                    left = None if left is None else left - gathered.listed
                    yield replace(gathered, notes=(*self._notes, *gathered.notes))
                else:
                    yield gathered
            if left is not None and left <= 0:
                return

    def _sweep(self, posts: PostList, limit: int | None) -> Iterator[Gathered]:
        is_known = self._plan(posts)
        if is_known is None:
            return sweep_texts(posts, limit=limit)
        return sweep_claims(posts, is_known, limit=limit)

    def _types(self) -> Generator[Gathered, None, tuple[PostType, ...]]:
        reading = self._ask(f"{self._above}/types")
        yield reading
        try:
            if reading.exchange.status == _OK:
                types = read_types(reading.exchange.body, above=self._above)
                self._say_left_out(left_out(reading.exchange.body))
                return types
        except ProvenanceError:
            pass
        self._notes.append("the site does not say which types of posts it has")
        return usual_types(self._above)

    def _say_left_out(self, names: tuple[str, ...]) -> None:
        if names and ALL_TYPES in self._wanted.types:
            self._notes.append(
                f"not asked for, since they hold no articles or have no list: {', '.join(names)}"
            )

    def _chosen(self, types: tuple[PostType, ...]) -> list[PostType]:
        wanted = self._wanted.types
        if ALL_TYPES in wanted:
            chosen = list(types)
        else:
            names = wanted or _USUAL
            chosen = [one for one in types if {one.slug, one.base} & set(names)]
            self._check_found(wanted, types)
        if self._wanted.category is None:
            return chosen
        # A list that knows no categories takes no notice of one, and would be listed whole.
        sorted_by = [one for one in chosen if _CATEGORY in one.taxonomies]
        if left_out := [one.base for one in chosen if one not in sorted_by]:
            self._notes.append(f"{' and '.join(left_out)} have no categories, and were left out")
        return sorted_by

    def _check_found(self, wanted: tuple[str, ...], types: tuple[PostType, ...]) -> None:
        known = {name for one in types for name in (one.slug, one.base)}
        unknown = [name for name in wanted if name not in known]
        if unknown:
            have = ", ".join(one.slug for one in types)
            raise ListingError(
                f"{self._root.site} has no type of post called {unknown[0]!r}",
                remedy=f"it has {have}",
            )

    def _filters(self) -> Generator[Gathered, None, Query]:
        filters: list[tuple[str, str]] = []
        if self._wanted.since is not None:
            # WordPress takes `after` for later than; to the second, as it keeps its times.
            since = self._wanted.since.astimezone(UTC) - timedelta(seconds=1)
            filters.append(("after", since.strftime("%Y-%m-%dT%H:%M:%SZ")))
        for parameter, route, name in (
            ("author", "users", self._wanted.author),
            ("categories", "categories", self._wanted.category),
        ):
            if name is not None:
                number = yield from self._number(route, name)
                filters.append((parameter, number))
        return tuple(filters)

    def _number(self, route: str, name: str) -> Generator[Gathered, None, str]:
        """Return the number of an author or a category.

        Raises:
            CaptureError: The site does not say.
        """
        if _NUMBER.fullmatch(name):
            return name
        query = (("slug", name), ("_fields", "id"))
        reading = self._ask(f"{self._above}/{route}", query)
        yield reading
        exchange = reading.exchange
        if exchange.status != _OK:
            raise (
                status_error(exchange) if exchange.status else ListingError(exchange.failure or "")
            )
        try:
            elements = parse_json_text(exchange.body, name=f"the list of {route}").elements
        except ProvenanceError:
            elements = ()
        found = [one.value.get("id") for one in elements if isinstance(one.value, dict)]
        if len(found) != 1 or not isinstance(found[0], int):
            raise ListingError(
                f"{self._root.site} lists none, or not only one, of its {route} under the name"
                f" {name!r}",
                remedy="give its number",
            )
        return str(found[0])

    def _ask(self, route: str, query: Query = ()) -> Reading:
        url = format_rest_address(self._root.base, route, query)
        return self._asker.keep(self._asker.fetch(url).exchange)
