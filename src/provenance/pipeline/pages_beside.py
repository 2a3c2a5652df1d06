"""Pages asked beside captures: for those whose text matters anew, and read back for the rules.

Owns when a page is asked for by itself. Never judges what it shows.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress

from provenance.archive import Archive
from provenance.assess import (
    Assessment,
    assess,
    assess_clocks,
    assess_notes,
    is_material_edit,
    is_shown,
    newest_with,
    notes_on_later_pages,
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
from provenance.pipeline.again import Clock, Doubt, failed_answer
from provenance.pipeline.gather import capture_options
from provenance.pipeline.material import Prepared
from provenance.pipeline.replay import observations
from provenance.pipeline.settings import Settings
from provenance.pipeline.unforeseen import ENDS_READING


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
    wanted = [
        doubt
        for doubt in doubts
        if doubt.has_page_beside and archive.is_other_text(doubt.capture_id)
    ]
    if not wanted:
        return
    options = capture_options(settings)
    with suppress(StoppedError), open_session(options, manners) as session:
        for doubt in wanted:
            asker = Asker(target=doubt.served.target, session=session, options=options, clock=clock)
            try:
                yield from _page_of(archive, doubt, asker)
            except ENDS_READING:
                raise
            except Exception as error:  # noqa: BLE001 - named, and the other pages are asked for
                yield failed_answer(asker.target, error)


def _page_of(archive: Archive, doubt: Doubt, asker: Asker) -> Iterator[Prepared]:
    seen = observations(archive, doubt.key)
    if doubt.capture_id not in _beside(archive, doubt.key, seen) and _is_edit(seen, doubt):
        yield from _ask(asker, seen, doubt)


def assess_pages(
    archive: Archive, key: PostKey, seen: Sequence[Observation], so_far: Assessment
) -> Assessment:
    """Return an assessment with what the pages beside a post's captures add to it.

    Raises:
        DigestMismatchError: Kept bytes are no longer those that were stored.
    """
    beside = _beside(archive, key, seen)
    pages_alone = {one.capture_id for one in seen if _is_page(one)}
    held = beside.keys() | pages_alone
    newest = newest_with(seen, held)
    wanted = pages_wanted(so_far, seen, held) | ({newest.capture_id} if newest else set())

    def read(one: Observation) -> ShownPage | None:
        raw = (
            archive.body(one.raw_digest)
            if one.capture_id in pages_alone
            else archive.exchange(beside[one.capture_id]).body
        )
        # A page that shows no article was kept, and tells nothing.
        with suppress(MalformedError):
            return read_shown_page(raw, key)
        return None

    read_pages = ((one.capture_id, read(one)) for one in seen if one.capture_id in wanted)
    pages = {number: page for number, page in read_pages if page is not None}
    noted = assess_notes(so_far, seen, pages)
    if first := _first_pages(noted, seen, held, read):
        pages |= first
        noted = assess_notes(so_far, seen, pages)
    return assess_clocks(noted, seen, pages, archive.beside().times(key))


def _first_pages(
    noted: Assessment,
    seen: Sequence[Observation],
    held: Collection[int],
    read: Callable[[Observation], ShownPage | None],
) -> dict[int, ShownPage]:
    """Return the pages that were the first to show the notes that later ones show."""
    first: dict[int, ShownPage] = {}
    for note, between in notes_on_later_pages(noted, seen, held):
        for one in between:
            page = read(one)
            if page is not None and is_shown(note, one, page):
                first[one.capture_id] = page
                break
    return first


def _is_page(seen: Observation) -> bool:
    return seen.context.route is Route.PAGE and seen.snapshot is not None


def _beside(archive: Archive, key: PostKey, seen: Sequence[Observation]) -> dict[int, int]:
    """Return the pages beside a post's captures; of one that was repeated, beside each answer."""
    held = archive.beside().pages(key)
    repeats = {
        one.capture_id: held[one.repeats]
        for one in seen
        if one.repeats is not None and one.repeats in held
    }
    return repeats | held


def _is_edit(seen: Sequence[Observation], doubt: Doubt) -> bool:
    """Return whether the answers of a doubt show a material edit, as they are compared."""
    assessment = assess(seen)
    return any(
        is_material_edit(assessment, seen, one.capture_id)
        for one in seen
        if doubt.capture_id in {one.capture_id, one.repeats}
    )


def _ask(asker: Asker, seen: Sequence[Observation], doubt: Doubt) -> Iterator[Prepared]:
    links = {one.capture_id: one.snapshot.link for one in seen if one.snapshot is not None}
    url = url_of_page(doubt.key, links.get(doubt.capture_id), doubt.served.url)
    if url is None:
        return
    exchange = asker.fetch(url, accept=HTML).exchange
    shown = (doubt.capture_id,) if is_page_of(exchange, doubt.key) else ()
    yield Prepared(
        reading=Reading(exchange=exchange, captures=()), materials=(), failures=(), beside=shown
    )
