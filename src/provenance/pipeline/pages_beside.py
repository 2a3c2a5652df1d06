"""Pages asked beside captures: for those whose text matters anew, and read back for the rules.

Owns when a page is asked for by itself. Never judges what it shows.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress

from provenance.archive import Archive
from provenance.assess import (
    Assessment,
    assess,
    assess_clocks,
    assess_notes,
    lacks_page,
    newest_with,
    pages_wanted,
)
from provenance.canonical import read_shown_page
from provenance.capture import (
    HTML,
    Asker,
    Manners,
    is_page_of,
    open_session,
    url_of_page,
)
from provenance.errors import MalformedError, StoppedError
from provenance.model import Observation, PostKey, Reading, Route, ShownPage
from provenance.pipeline.again import Clock, Doubt
from provenance.pipeline.gather import capture_options
from provenance.pipeline.material import Prepared
from provenance.pipeline.replay import observations
from provenance.pipeline.settings import Settings


def ask_pages(
    archive: Archive,
    settings: Settings,
    doubts: Sequence[Doubt],
    *,
    clock: Clock,
    manners: Manners,
) -> Iterator[Prepared]:
    """Yield the page of each post that shows a material edit and whose page was not asked yet.

    Fewer where the run is to stop. A page that cannot be had is no failure of the target: the
    report says that it was not captured.
    """
    wanted = [doubt for doubt in doubts if archive.is_other_text(doubt.capture_id)]
    if not wanted:
        return
    options = capture_options(settings)
    with suppress(StoppedError), open_session(options, manners) as session:
        for doubt in wanted:
            seen = observations(archive, doubt.key)
            beside = _lacking(seen, doubt, archive.pages_beside(doubt.key))
            if beside:
                asker = Asker(
                    target=doubt.served.target, session=session, options=options, clock=clock
                )
                yield from _ask(asker, seen, doubt, beside)


def assess_pages(
    archive: Archive, key: PostKey, seen: Sequence[Observation], so_far: Assessment
) -> Assessment:
    """Return an assessment with what the pages beside a post's captures add to it.

    Raises:
        DigestMismatchError: Kept bytes are no longer those that were stored.
    """
    held = _captures_with_page(archive, key, seen)
    newest = newest_with(seen, held)
    wanted = pages_wanted(so_far, seen, held) | ({newest.capture_id} if newest else set())
    pages = _shown_pages(archive, key, seen, wanted)
    return assess_clocks(assess_notes(so_far, seen, pages), seen, pages)


def _shown_pages(
    archive: Archive, key: PostKey, seen: Sequence[Observation], wanted: Collection[int]
) -> dict[int, ShownPage]:
    """Return what the pages beside some captures show, by the captures' ids.

    Of a capture that is a page by itself, that page; none of a page that shows no article.
    """
    beside = archive.pages_beside(key)
    pages: dict[int, ShownPage] = {}
    for one in seen:
        if one.capture_id in wanted:
            is_page = one.context.route is Route.PAGE
            raw = (
                archive.body(one.raw_digest)
                if is_page
                else archive.exchange(beside[one.capture_id]).body
            )
            with suppress(MalformedError):
                pages[one.capture_id] = read_shown_page(raw, key)
    return pages


def _captures_with_page(
    archive: Archive, key: PostKey, seen: Sequence[Observation]
) -> frozenset[int]:
    """Return the ids of the captures that have a page beside them, or are one."""
    pages = {
        one.capture_id
        for one in seen
        if one.context.route is Route.PAGE and one.snapshot is not None
    }
    return frozenset(pages | archive.pages_beside(key).keys())


def _lacking(seen: Sequence[Observation], doubt: Doubt, held: Collection[int]) -> tuple[int, ...]:
    """Return the captures of an doubt that lack a page, where one of them shows an edit."""
    of_doubt = [one.capture_id for one in seen if doubt.capture_id in {one.capture_id, one.repeats}]
    assessment: Assessment = assess(seen)
    if not any(lacks_page(assessment, seen, number) for number in of_doubt):
        return ()
    return tuple(number for number in of_doubt if number not in held)


def _ask(
    asker: Asker, seen: Sequence[Observation], doubt: Doubt, beside: tuple[int, ...]
) -> Iterator[Prepared]:
    links = {one.capture_id: one.snapshot.link for one in seen if one.snapshot is not None}
    url = url_of_page(doubt.key, links.get(doubt.capture_id), doubt.served.url)
    if url is None:
        return
    exchange = asker.fetch(url, accept=HTML).exchange
    shown = beside if is_page_of(exchange, doubt.key) else ()
    yield Prepared(
        reading=Reading(exchange=exchange, captures=()), materials=(), failures=(), beside=shown
    )
