"""One target asked: a post, or a whole site."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from provenance.capture import (
    Asker,
    Fetched,
    Options,
    Plan,
    Session,
    SignedIn,
    TargetKind,
    Wanted,
    ask_neighbours,
    capture_post,
    classify,
    expand,
    front_page_root,
    open_page,
    say_one_page,
    sweep_site,
)
from provenance.errors import CaptureError
from provenance.model import (
    Failure,
    PostKey,
    Reading,
    RestAddress,
    Sweep,
    parse_rest_address,
    site_host,
)
from provenance.pipeline.crew import Errand, Group, Member

Clock = Callable[[], datetime]
# Gives the post that the archive knows at a page's address; None where it knows none.
Known = Callable[[str], PostKey | None]
# Gives a sweep with what is said of the posts that it leaves out, and their own addresses.
Follow = Callable[[Sweep, RestAddress], tuple[Sweep, tuple[str, ...]]]
# What asking gives, what it leads to, or a remark on what was asked for.
Brought = Member | Errand | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who does the errands of one thread.

    Attributes:
        session: Of the thread.
        options: Bounds and manners.
        clock: Gives the time; aware, UTC.
        known: Gives the post that earlier captures found at a page.
        wanted: Which posts of a whole site are asked for.
        plan: Says how a site's lists are to be asked for.
        follow: Says which posts a sweep leaves out that are to be asked for alone.
        signed_in: Who sees what editors see; None asks as everybody may.
        neighbours: How many other items of each kind are asked for beside a post.
    """

    session: Session
    options: Options
    clock: Clock
    known: Known
    wanted: Wanted
    plan: Plan
    follow: Follow
    signed_in: SignedIn | None = None
    neighbours: int = 0

    def visit(self, errand: Errand) -> Iterator[Group]:
        """Yield what an errand brings; what is to be recorded together is one group."""
        asked = self._asked(errand)
        try:
            for members in asked:
                answers = [one for one in members if not isinstance(one, Errand | str)]
                yield Group(
                    place=errand.place,
                    members=(*self._rules_read(), *answers),
                    more=tuple(one for one in members if isinstance(one, Errand)),
                    remarks=tuple(one for one in members if isinstance(one, str)),
                )
        except CaptureError as error:
            failure = Failure(target=errand.target, error=error)
            yield Group(place=errand.place, members=(failure,))
        yield Group(place=errand.place, members=self._rules_read(), is_last=True)

    def _asked(self, errand: Errand) -> Iterator[tuple[Brought, ...]]:
        asker = self._asker(errand.target)
        kind = classify(errand.target)
        root = parse_rest_address(errand.target)
        # Only the user asks for a whole site: a feed that names one names no post.
        if kind is TargetKind.SITE and root is not None and not errand.is_found:
            yield from self._swept(root, errand, asker)
        elif kind is TargetKind.PAGE:
            yield from self._page(errand, asker)
        else:
            yield from self._post(errand.target)

    def _page(self, errand: Errand, asker: Asker) -> Iterator[tuple[Brought, ...]]:
        """Ask for a page: a post's, a whole site's, or a feed or sitemap that names others."""
        page = open_page(asker)
        root = front_page_root(page, errand.target)
        source = expand(page, asker, limit=self.wanted.limit)
        if root is None and source is None:
            yield from self._post(errand.target, page)
            remark = None if errand.is_found else say_one_page(page, errand.target)
            if remark is not None:
                yield (remark,)
        elif errand.is_found:
            # A sitemap names its site's front page too, which is no post.
            yield (asker.keep(page.exchange),)
        elif root is not None:
            yield (asker.keep(page.exchange),)
            yield from self._swept(root, errand, asker)
        else:
            for one in source or ():
                yield _errands(errand, one) if isinstance(one, tuple) else (one,)

    def _swept(
        self, root: RestAddress, errand: Errand, asker: Asker
    ) -> Iterator[tuple[Member | Errand, ...]]:
        for gathered in sweep_site(root, self.wanted, asker=asker, plan=self.plan):
            if isinstance(gathered, Sweep):
                sweep, unlisted = self.follow(gathered, root)
                yield (sweep, *_errands(errand, unlisted))
                continue
            yield (gathered,)
            if isinstance(gathered, Reading):
                yield from self._further((gathered,), asker)

    def _post(self, target: str, page: Fetched | None = None) -> Iterator[tuple[Member, ...]]:
        readings = capture_post(
            target,
            session=self.session,
            options=self.options,
            clock=self.clock,
            known=partial(self.known, target),
            page=page,
        )
        yield readings
        yield from self._further(readings, self._asker(target))

    def _further(self, readings: tuple[Reading, ...], asker: Asker) -> Iterator[tuple[Member, ...]]:
        """Yield what is asked beside the posts in `readings`, each in a group of its own."""
        if self.signed_in is not None:
            yield from self.signed_in.follow(asker.target, readings)
        if self.neighbours:
            yield from ask_neighbours(readings, asker, most=self.neighbours)

    def _asker(self, target: str) -> Asker:
        return Asker(target=target, session=self.session, options=self.options, clock=self.clock)

    def _rules_read(self) -> tuple[Reading, ...]:
        """Return the robots.txt that were read meanwhile: that they were is part of the record."""
        robots = self.session.manners.robots
        read = () if robots is None else robots.take()
        return tuple(Reading(exchange=exchange, captures=()) for exchange in read)


def _errands(errand: Errand, addresses: tuple[str, ...]) -> tuple[Errand, ...]:
    """Return the errands for posts that an errand led to."""
    return tuple(
        Errand(place=errand.place, target=one, host=site_host(one) or "", is_found=True)
        for one in addresses
    )
