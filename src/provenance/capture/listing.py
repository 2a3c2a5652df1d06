"""All posts of one list: walked through, reconciled with the site's own numbers, and summed up.

Every answer is handed on as it comes, so that it can be recorded before the next is asked for.
"""

from collections import deque
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import replace

from provenance.capture.pages import Page, PostList, Query, Trouble
from provenance.capture.patience import Patience
from provenance.capture.walk import MOST, Course, Walk, error_of
from provenance.errors import ListingError, ProvenanceError
from provenance.model import Failure, Reading, Sweep, SweepKind

Gathered = Reading | Failure | Sweep
# Whether what the site says of a post's history, in these members, is what was seen last.
IsKnown = Callable[[Mapping[str, object], Reading], bool]
_REMEMBERED = 3
_IDS: Query = (("_fields", "id"),)
# What claims are, and what ties them to the post; a few hundred bytes where a post has thousands.
_CLAIMS: Query = (("_fields", "id,date,modified,modified_gmt,_links"),)


def sweep_texts(posts: PostList, *, limit: int | None = None) -> Iterator[Gathered]:
    """Yield every post's text, page by page, then the failures, then the sweep."""
    seen = _Recent()
    walk = Walk(posts.whole, limit=limit)
    for page in walk.pages():
        yield seen.marked(page)
    course = walk.course
    ids, missing = set(course.seen), dict[int, ProvenanceError | None]()
    if course.ended and limit is None and _is_in_doubt(course):
        look = yield from _look_at_ids(posts)
        if look.ended:
            missing = yield from _bodies(posts, sorted(look.seen - course.seen), seen)
            course.notes += _say_gone(ids - look.seen)
            ids, course.claimed = look.seen, look.claimed
    yield from _ends(posts, SweepKind.FULL, course, ids, ids, missing, limit)


def sweep_claims(
    posts: PostList, is_known: IsKnown, *, limit: int | None = None
) -> Iterator[Gathered]:
    """Yield every post's claims, then the texts of those that `is_known` does not know, likewise.

    A page of claims holds no capture: it shows no text, and so never that a text is unchanged.
    """
    moved: dict[int, None] = {}
    members: list[Mapping[str, object]] = []

    def ask(query: Query) -> Page:
        members.clear()
        return posts.fields((*query, *_CLAIMS), members.append)

    walk = Walk(ask, limit=limit)
    for page in walk.pages():
        yield replace(page.reading, failures=())
        for one in members:
            if not is_known(one, page.reading):
                moved[int(str(one["id"]))] = None
    missing = yield from _bodies(posts, list(moved), _Recent())
    course = walk.course
    yield from _ends(posts, SweepKind.CLAIMS, course, course.seen, set(moved), missing, limit)


def _is_in_doubt(course: Course) -> bool:
    return course.unsettled or course.claimed not in (None, len(course.seen))


def _look_at_ids(posts: PostList) -> Generator[Gathered, None, Course]:
    """Walk through the ids alone, twice where the list changes meanwhile; return what was found."""
    course = Course()
    for _ in range(2):
        walk = Walk(lambda query: posts.fields((*query, *_IDS), lambda _: None))
        for page in walk.pages():
            yield replace(page.reading, failures=())
        course = walk.course
        if not course.unsettled:
            break
    return course


def _bodies(
    posts: PostList, ids: Sequence[int], seen: "_Recent"
) -> Generator[Gathered, None, dict[int, ProvenanceError | None]]:
    """Ask for posts by their ids; return those that did not come, with why where that is known."""
    missing: dict[int, ProvenanceError | None] = {}
    patience = Patience()
    waiting = deque(list(ids[start : start + MOST]) for start in range(0, len(ids), MOST))
    while waiting:
        wanted = waiting.popleft()
        asked = ",".join(map(str, wanted))
        query = (("include", asked), ("per_page", str(len(wanted))), ("orderby", "id"))
        page = posts.whole((*query, ("order", "asc")))
        yield seen.marked(page)
        if patience.lasts(page):
            waiting.appendleft(wanted)
        elif page.trouble is None:
            missing |= dict.fromkeys(sorted(set(wanted) - set(page.ids)))
        elif len(wanted) > 1 and page.trouble in (Trouble.TOO_MUCH, Trouble.PARAMETER):
            half = len(wanted) // 2
            waiting.extendleft((wanted[half:], wanted[:half]))
        else:
            missing |= dict.fromkeys(wanted, error_of(page))
    return missing


def _ends(
    posts: PostList,
    kind: SweepKind,
    course: Course,
    ids: set[int],
    asked: set[int],
    missing: Mapping[int, ProvenanceError | None],
    limit: int | None,
) -> Iterator[Gathered]:
    """Yield what could not be had, and the sweep."""
    asker = posts.asker
    yield from _faults(posts, course, missing)
    unnamed = max(course.passed_over - len(missing), 0)
    is_cut = limit is not None and len(ids) >= limit and course.claimed != len(ids)
    yield Sweep(
        target=asker.target,
        site=posts.root.site,
        collection=posts.collection,
        kind=kind,
        filters=posts.filters,
        claimed=course.claimed,
        listed=len(ids),
        asked=len(asked),
        had=len(asked) - len(missing),
        is_cut=is_cut,
        complete=course.ended and not (missing or unnamed or is_cut) and course.claimed == len(ids),
        notes=tuple(_notes(course, unnamed, limit if is_cut else None)),
        finished_at=asker.clock(),
        ids=frozenset(ids),
    )


def _faults(
    posts: PostList, course: Course, missing: Mapping[int, ProvenanceError | None]
) -> Iterator[Failure]:
    target = posts.asker.target
    for number, why in missing.items():
        yield Failure(target=target, error=_not_had(posts, number, why))
    if course.stopped_by is not None:
        yield Failure(target=target, error=_stopped(posts, course))


def _notes(course: Course, unnamed: int, cut_at: int | None) -> Iterator[str]:
    """Yield what to know of a sweep, in the order of its course.

    Args:
        course: How the walk over the list went.
        unnamed: How many posts were passed over without their numbers.
        cut_at: The most that were wanted, where the list has more; else None.
    """
    yield from course.notes
    # A walk that was stopped says itself what it did not come to.
    if unnamed and course.stopped_by is None:
        yield f"{unnamed} places of the list could not be had"
    if cut_at is not None:
        yield f"no more than {cut_at} were asked for"


def _not_had(posts: PostList, number: int, why: ProvenanceError | None) -> ListingError:
    said = why.what if why else "it was listed, and did not come when it was asked for"
    return ListingError(
        f"post {number} of {posts.root.site} could not be had: {said}",
        remedy=f"ask for it alone: {posts.address_of(number)}",
    )


def _stopped(posts: PostList, course: Course) -> ProvenanceError:
    error = course.stopped_by
    if error is None or not course.seen:
        return error or ListingError(f"{posts.root.site} has no list at {posts.collection}")
    own = error.remedy if isinstance(error, ListingError) else ""
    of = "" if course.claimed is None else f" of {course.claimed:,}"
    return ListingError(
        f"the list of {posts.collection} of {posts.root.site} broke off after"
        f" {len(course.seen):,}{of} posts: {error.what}",
        remedy=f"what came is in the archive; {own or 'run the same command again'}",
    )


def _say_gone(gone: set[int]) -> list[str]:
    if not gone:
        return []
    some = ", ".join(map(str, sorted(gone)[:5]))
    more = f" and {len(gone) - 5:,} more" if len(gone) > 5 else ""  # noqa: PLR2004 - as shown
    return [f"while the list was read, it lost what it had shown before: {some}{more}"]


class _Recent:
    """What the last pages showed, so that a post that comes again unchanged is told.

    More than one page, since a walk that steps back reads what it had read before.
    """

    def __init__(self) -> None:
        self._pages: deque[dict[int, bytes]] = deque(maxlen=_REMEMBERED)

    def marked(self, page: Page) -> Reading:
        """Return a page's reading with what repeats; without the failure that a next page mends."""
        before = {number: raw for shown in self._pages for number, raw in shown.items()}
        now = {one.post.post_id: one.raw for one in page.reading.captures if one.post is not None}
        overlap = frozenset(
            place
            for place, one in enumerate(page.reading.captures)
            if one.post is not None and before.get(one.post.post_id) == one.raw
        )
        if now:
            self._pages.append(now)
        failures = () if page.trouble is not None else page.reading.failures
        return replace(page.reading, overlap=overlap, failures=failures)
