"""A walk through a list of posts that skips none, although posts come and go meanwhile.

Pages are asked for by place (`offset`) in the order of ids, and each begins with the last post of
the one before. Where that post does not come again, something in front of it went away and the
rest moved up, and the walk steps back until it does (docs/adr/0090). Where a page is too much for
the site, the same place is asked for with fewer posts.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from provenance.capture.pages import Page, Query, Trouble
from provenance.capture.patience import PATIENCE, Ceiling, Patience
from provenance.errors import ListingError, ProvenanceError, UnreachableError

MOST = 100  # WP_REST_Controller::get_collection_params: the maximum of per_page
_DEFAULT = 10  # likewise: its default, which a site that lowers the maximum still serves
_MOST_PASSED = 20
_WITHOUT_A_WORD = ListingError("the site gave no list, and no reason")
_IN_ORDER: Query = (("orderby", "id"), ("order", "asc"))

Ask = Callable[[Query], Page]


@dataclass(slots=True, kw_only=True)
class Course:
    """Where a walk is, and what it has come to so far.

    Attributes:
        seen: Ids listed so far.
        claimed: How many posts the site says the list has, last stated; None where it never did.
        first_claimed: What it said first.
        ended: Whether the list's end was reached.
        unsettled: Whether the list was seen to change meanwhile, so that its ids want another look.
        passed_over: How many places of the list were left out, since what stands there could not
            be had.
        notes: What was odd, one sentence without full stop each.
        stopped_by: Why the walk could not go on; None where it could.
    """

    seen: set[int] = field(default_factory=set)
    claimed: int | None = None
    first_claimed: int | None = None
    ended: bool = False
    unsettled: bool = False
    passed_over: int = 0
    notes: list[str] = field(default_factory=list)
    stopped_by: ProvenanceError | None = None

    def count(self, page: Page) -> list[int]:
        """Take a page's posts and numbers; return the ids that are new."""
        if page.claimed is not None:
            if self.first_claimed is None:
                self.first_claimed = page.claimed
            self.unsettled |= self.claimed not in (None, page.claimed)
            self.claimed = page.claimed
        fresh = [number for number in page.ids if number not in self.seen]
        self.seen.update(fresh)
        return fresh


class Walk:
    """One walk, in the order of ids."""

    def __init__(self, ask: Ask, *, limit: int | None = None, most: int = MOST) -> None:
        self.course = Course()
        self._ask = ask
        self._limit = limit
        self._size = Size(most)
        self._at = 0  # the place, from 0, of the next post that was not seen
        self._last = 0  # the highest id seen
        self._linked = False  # whether the next page has to begin with the last post seen
        self._back = 1  # how far the next step back goes
        self._empty = 0  # pages in a row that showed nothing
        self._passed = 0  # posts in a row that could not be had
        self._patience = Patience()
        self._ceiling = Ceiling()

    def pages(self) -> Iterator[Page]:
        """Yield every page that came, in order, and those that did not.

        Where the site takes no place or order, the rest is had by pages' numbers.
        """
        while not self.course.ended and self._goes_on():
            place = max(self._at - self._linked, 0)
            size = self._wanted()
            page = self._ask((("per_page", str(size)), *_IN_ORDER, ("offset", str(place))))
            yield page
            if self._patience.lasts(page):
                continue
            if page.trouble is not None:
                if not self._settle(page):
                    yield from self._by_number(f"refused {_names(page)}")
            elif not self._advance(page, place, size):
                yield from self._by_number("took no notice of the order or place asked for")

    def _goes_on(self) -> bool:
        """Tell whether one more page is to be asked for; a site may make up posts for ever."""
        course = self.course
        try:
            self._ceiling.check(len(course.seen), course.first_claimed, limit=self._limit)
        except ListingError as error:
            course.stopped_by = course.stopped_by or error
        return course.stopped_by is None

    def _wanted(self) -> int:
        size = self._size.now
        if self._limit is not None:
            size = min(size, self._limit - len(self.course.seen) + self._linked)
        # One more than the post that comes again, or the walk would stand still.
        return max(size, 1 + self._linked)

    def _advance(self, page: Page, place: int, size: int) -> bool:
        """Find what to ask next after a page; return whether the site keeps order and place."""
        course, ids = self.course, page.ids
        fresh = course.count(page)
        if not _ascends(ids):
            return False
        if self._linked and place and (not ids or ids[0] != self._last):
            course.unsettled = True
            if not ids or ids[0] > self._last:
                self._step_back(place)
                return True
            if not fresh and self._back == 1 and page.items >= size:
                return False
        self._last = max(self._last, *ids, 0)
        self._at, self._linked = place + page.items, bool(ids)
        self._empty = 0 if fresh else self._empty + (self._back == 1)
        self._back, self._passed = 1, 0
        self._size.fits()
        course.ended = self._is_end(page, place, size, is_fresh=bool(fresh))
        return True

    def _is_end(self, page: Page, place: int, size: int, *, is_fresh: bool) -> bool:
        """Tell whether the list has ended: its number is a claim, and so is a short page."""
        claimed, seen = page.claimed, len(self.course.seen)
        if self._limit is not None and seen >= self._limit:
            return True
        if is_fresh:
            return page.items < size and claimed is not None and claimed <= self._at
        if claimed is None or claimed <= self._at or self._empty > PATIENCE:
            return self._empty > 0
        if page.items < size:
            # The site counts posts here that it does not show: look behind them.
            self._at, self._linked = place + size, False
            self.course.unsettled = True
            return self._at >= claimed
        return False

    def _step_back(self, place: int) -> None:
        """Go back, further each time, to where the last post seen, or one before it, stands."""
        self._at = max(place - self._back, 0) + 1
        self._back *= 2
        if self._at <= 1:
            self._at, self._linked = 0, False

    def _settle(self, page: Page) -> bool:
        """Find what to ask next after trouble; return whether places can be asked for at all."""
        course, error = self.course, error_of(page)
        match page.trouble:
            case Trouble.TOO_MUCH if self._size.shrink(floor=1 + self._linked):
                pass
            case Trouble.TOO_MUCH if self._linked:
                # The post that comes again may be the one that is too much.
                self._linked, course.unsettled = False, True
            case Trouble.TOO_MUCH if self._passed < self._most_passed(error):
                self._pass_over()
            case Trouble.PARAMETER if "per_page" in page.parameters and self._size.limit(_DEFAULT):
                course.notes.append(f"the site lists at most {self._size.now} posts a page")
            case Trouble.PARAMETER:
                return False
            case Trouble.BEYOND:
                course.ended = True
            case _:
                course.stopped_by = error or _WITHOUT_A_WORD
        return True

    def _most_passed(self, error: ProvenanceError | None) -> int:
        """Return after how many posts in a row that cannot be had the site is taken to be down."""
        is_up = self.course.seen and not isinstance(error, UnreachableError)
        return _MOST_PASSED if is_up else PATIENCE

    def _pass_over(self) -> None:
        """Leave out the one post that cannot be had; its id is found by another look at the ids."""
        course = self.course
        self._at += 1
        self._passed += 1
        course.passed_over += 1
        course.unsettled = True
        course.ended = course.claimed is not None and self._at >= course.claimed
        self._size.relieve()

    def _by_number(self, why: str) -> Iterator[Page]:
        """Yield pages by their numbers, in the site's own order, until a round shows nothing new.

        Nothing ties one page to the next here: what moves from one to another between two
        requests is missed by one round, and found by the next.
        """
        course = self.course
        course.notes.append(
            f"the site {why}, so that its pages were asked for by number, which can miss posts"
            " that move from one page to another"
        )
        for _ in range(PATIENCE):
            before = len(course.seen)
            yield from self._round()
            if course.stopped_by is not None or len(course.seen) in (before, course.claimed):
                break
        course.ended = course.stopped_by is None

    def _round(self) -> Iterator[Page]:
        course, size = self.course, self._size
        number = 1
        before: tuple[int, ...] = ()
        while (self._limit is None or len(course.seen) < self._limit) and self._goes_on():
            page = self._ask((("per_page", str(size.now)), ("page", str(number))))
            yield page
            if self._patience.lasts(page):
                continue
            if page.trouble is None:
                course.count(page)
                if page.ids in ((), before) or len(course.seen) == course.claimed:
                    return
                number, before = number + 1, page.ids
            elif page.trouble is Trouble.TOO_MUCH and size.now > 1:
                place = (number - 1) * size.now
                size.shrink(floor=1)
                number = place // size.now + 1
            elif page.trouble is Trouble.TOO_MUCH and course.passed_over < PATIENCE:
                course.passed_over += 1
                number += 1
            elif page.trouble is Trouble.BEYOND:
                return
            elif not ("per_page" in page.parameters and size.limit(_DEFAULT)):
                course.stopped_by = error_of(page) or _WITHOUT_A_WORD
                return


class Size:
    """How many posts are asked for at once: fewer after trouble, more again after a while.

    Attributes:
        now: How many.
    """

    def __init__(self, most: int) -> None:
        self.now = most
        self._most = most
        self._best = 0  # the largest that ever gave a page
        self._good = 0
        # After so many pages without trouble twice as many posts are tried again.
        self._patience = PATIENCE

    def shrink(self, *, floor: int) -> bool:
        """Halve it, at least to `floor`; return whether that made it smaller."""
        before, self.now = self.now, min(max(self.now // 2, floor), self.now)
        self._good = 0
        # A site that is slow stays slow: what failed is tried again ever later.
        self._patience *= 2
        return self.now < before

    def fits(self) -> None:
        """Count a page without trouble."""
        self._best = max(self._best, self.now)
        self._good += 1
        if self._good >= self._patience and self.now < self._most:
            self.now = min(self.now * 2, self._most)
            self._good = 0

    def relieve(self) -> None:
        """Go back to what fitted before one post turned out to be the trouble."""
        self.now = max(self._best, _DEFAULT)
        self._patience = PATIENCE

    def limit(self, most: int) -> bool:
        """Never ask for more than `most` from now on; return whether that made it smaller."""
        if self.now <= most:
            return False
        self.now = self._most = most
        return True


def error_of(page: Page) -> ProvenanceError | None:
    """Return why there is no page."""
    return page.reading.failures[0].error if page.reading.failures else None


def _ascends(ids: tuple[int, ...]) -> bool:
    return all(one < other for one, other in pairwise(ids))


def _names(page: Page) -> str:
    return ", ".join(sorted(page.parameters)) or "the order or place asked for"
