"""Sites asked what was saved there since they were last asked, and their answers recorded."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from provenance.archive import Archive, Recording, RunInfo
from provenance.capture import (
    Asker,
    Manners,
    PostList,
    Recently,
    list_recent,
    open_session,
)
from provenance.errors import CaptureError, ListingError
from provenance.model import Failure, Reading, format_rest_address, parse_rest_address
from provenance.pipeline.gather import capture_options
from provenance.pipeline.judging import finish
from provenance.pipeline.material import prepare
from provenance.pipeline.record import record
from provenance.pipeline.settings import Settings
from provenance.version import VERSION

MOST_POSTS = 100  # WordPress lists no more of them in one answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What one list of a site is asked.

    Attributes:
        site: As `PostKey.site`.
        base: As `RestAddress.base`.
        collection: The list's route: `/wp/v2/posts`.
        since: From when on; aware.
        only: The posts that are of interest; empty for all of the list.
    """

    site: str
    base: str
    collection: str
    since: datetime
    only: tuple[int, ...] = ()

    @property
    def url(self) -> str:
        """The list's address."""
        return format_rest_address(self.base, self.collection)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What one list answered.

    Attributes:
        question: What it was asked.
        asked_at: When it was first asked; aware, UTC.
        listed: `modified_gmt`, as written, of each post that was listed.
        failure: Why it may lack posts; None where it is whole.
    """

    question: Question
    asked_at: datetime
    listed: dict[int, str | None]
    failure: Failure | None


def poll(
    archive: Archive,
    questions: Sequence[Question],
    settings: Settings,
    *,
    clock: Callable[[], datetime],
) -> Iterator[Heard]:
    """Yield what each list answered; every answer is recorded as one that holds no capture."""
    manners = Manners.usual(ignore_robots=settings.ignore_robots)
    options = capture_options(settings)
    told = {"poll": [question.url for question in questions]}
    info = RunInfo(
        command="watch",
        started_at=clock(),
        tool=VERSION,
        observer=settings.observer,
        options=told,
    )
    recording = archive.recording(info)
    try:
        with open_session(options, manners) as session:
            for question in questions:
                asker = Asker(target=question.url, session=session, options=options, clock=clock)
                yield _ask(question, asker, recording)
    finally:
        finish(recording, clock)


def _ask(question: Question, asker: Asker, recording: Recording) -> Heard:
    asked_at = asker.clock()
    listed: dict[int, str | None] = {}
    failure = None
    try:
        for reading in _answers(question, asker, listed):
            record(recording, tuple(prepare([replace(reading, failures=())])))
    except CaptureError as error:
        failure = Failure(target=question.url, error=error)
    for exchange in asker.session.manners.take_rules():
        record(recording, tuple(prepare([Reading(exchange=exchange, captures=())])))
    return Heard(question=question, asked_at=asked_at, listed=listed, failure=failure)


def _answers(question: Question, asker: Asker, listed: dict[int, str | None]) -> Iterator[Reading]:
    """Yield every answer; put into `listed` what they list.

    Raises:
        CaptureError: They may lack posts.
    """
    root = parse_rest_address(question.url)
    if root is None:
        raise ListingError(f"{question.site} has no list that is known")
    posts = PostList(root=root, collection=question.collection, asker=asker)
    if not question.only:
        for recently in Recently:
            listed |= yield from list_recent(posts, recently, since=question.since)
    for begin in range(0, len(question.only), MOST_POSTS):
        some = ",".join(map(str, question.only[begin : begin + MOST_POSTS]))
        chosen = replace(posts, filters=(("include", some),))
        listed |= yield from list_recent(chosen, Recently.SAVED, since=question.since)
