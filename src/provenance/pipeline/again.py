"""Posts asked for again within a run; the rules say which, and how often."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from provenance.archive import Archive
from provenance.assess import further_answers
from provenance.capture import (
    ANONYMOUS,
    Asker,
    Credentials,
    Manners,
    Options,
    Served,
    Session,
    SignedIn,
    ask_again,
    open_session,
)
from provenance.errors import StoppedError
from provenance.model import (
    Basis,
    Capture,
    Failure,
    PostKey,
    Reading,
    Route,
    Source,
    parse_rest_address,
)
from provenance.pipeline.gather import capture_options
from provenance.pipeline.material import Prepared, prepare
from provenance.pipeline.replay import observations
from provenance.pipeline.settings import Settings
from provenance.pipeline.unforeseen import ENDS_READING, failure_of

Clock = Callable[[], datetime]
# Nobody is asked for one post without end, whatever comes.
_ROUNDS = 3
_OF_TEXTS = frozenset({Route.SINGLE, Route.LIST, Route.PAGE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A post that may have to be asked for again, and whose page may be.

    Attributes:
        key: Which post.
        capture_id: The capture that showed another text than before.
        served: How it was served.
    """

    key: PostKey
    capture_id: int
    served: Served

    @property
    def is_open(self) -> bool:
        """Whether everybody may ask for it."""
        return self.served.access == ANONYMOUS

    @property
    def has_page_beside(self) -> bool:
        """Whether its page may be asked beside it: what everybody is shown, and no page itself."""
        return self.is_open and self.served.route is not Route.PAGE


class Again:
    """What a run has to ask for again, once it has asked for everything else.

    So that a few seconds are waited for all together, and not for each post.

    Attributes:
        doubts: The posts that came live in another text than before.
    """

    def __init__(
        self, archive: Archive, settings: Settings, *, clock: Clock, manners: Manners
    ) -> None:
        self._archive = archive
        self._settings = settings
        self._clock = clock
        self._manners = manners
        self.doubts: list[Doubt] = []
        self._given_up: set[int] = set()

    def note(self, group: Sequence[Prepared], captures: Sequence[int]) -> None:
        """Take answers that were just recorded, and the ids of their captures."""
        recorded = iter(captures)
        for prepared in group:
            if prepared.reading is None or prepared.reading.exchange.source is not Source.HTTP:
                # Of files some may not have been recorded; no site can be asked for them.
                return
            for material in prepared.materials:
                capture_id = next(recorded)
                if self._may_be_wanted(material.capture, capture_id):
                    served = Served.of(material.capture, prepared.reading.exchange)
                    self.doubts.append(
                        Doubt(key=material.key, capture_id=capture_id, served=served)
                    )

    def answers(self) -> Iterator[tuple[Prepared, ...]]:
        """Yield each further answer, ready to be recorded; fewer where the run is to stop."""
        past_caches = replace(capture_options(self._settings), past_caches=True)
        open_to_all = [doubt for doubt in self.doubts if doubt.is_open]
        yield from self._ask(open_to_all, replace(past_caches, node=self._settings.node))
        # An address that the user names for its text is none that a password was given for.
        signed = [doubt for doubt in self.doubts if not doubt.is_open]
        yield from self._ask(signed, past_caches)

    def _ask(self, doubts: Sequence[Doubt], options: Options) -> Iterator[tuple[Prepared, ...]]:
        if not doubts:
            return
        with suppress(StoppedError), open_session(options, self._manners) as session:
            askers = _Askers(self._settings.credentials, session, options, self._clock)
            for number in range(1, _ROUNDS + 1):
                for doubt in doubts:
                    yield from self._answers(doubt, number, askers)

    def _may_be_wanted(self, capture: Capture, capture_id: int) -> bool:
        is_live = capture.error is None and capture.basis is Basis.OBSERVED
        if not is_live or capture.context.route not in _OF_TEXTS:
            return False
        if self._settings.node is not None and capture.context.access == ANONYMOUS:
            return True
        return self._archive.is_other_text(capture_id)

    def _is_wanted(self, number: int, doubt: Doubt) -> bool:
        # Whether another node shows the same is asked of every post, where the user names one.
        if self._settings.node is not None and number == 1 and doubt.is_open:
            return True
        seen = observations(self._archive, doubt.key)
        return further_answers(seen, doubt.capture_id) > 0

    def _wait(self, doubt: Doubt, number: int) -> None:
        pause = timedelta(seconds=number * self._settings.again_after_s)
        left = doubt.served.received_at + pause - self._clock()
        # A clock that was set back must not make a run wait for hours.
        seconds = min(left, pause).total_seconds()
        if seconds > 0:
            self._manners.stop.sleep(seconds)

    def _answers(
        self, doubt: Doubt, number: int, askers: "_Askers"
    ) -> Iterator[tuple[Prepared, ...]]:
        reading = None
        try:
            if doubt.capture_id in self._given_up or not self._is_wanted(number, doubt):
                return
            self._wait(doubt, number)
            asker, came = askers.of(doubt.served)
            if came:
                yield tuple(_repeating(prepare(came), doubt.capture_id))
            if asker is not None:
                reading = ask_again(doubt.served, asker=asker)
        except ENDS_READING:
            raise
        except Exception as error:  # noqa: BLE001 - the other posts are asked for all the same
            self._given_up.add(doubt.capture_id)
            yield (failed_answer(doubt.served.target, error),)
            return
        if reading is not None:
            yield tuple(_repeating(prepare([reading]), doubt.capture_id))


class _Askers:
    """Who asks again: as everybody may, or as the user where that is how a post was served."""

    def __init__(
        self, credentials: Credentials | None, session: Session, options: Options, clock: Clock
    ) -> None:
        self._session = session
        self._options = options
        self._clock = clock
        self._signed_in = (
            None
            if credentials is None
            else SignedIn(credentials, session=session, options=options, clock=clock)
        )

    def of(self, served: Served) -> tuple[Asker | None, tuple[Reading | Failure, ...]]:
        """Return who asks for a post as it was asked for, and what signing in gave."""
        if served.access == ANONYMOUS:
            session, options = self._session, self._options
            return (
                Asker(target=served.target, session=session, options=options, clock=self._clock),
                (),
            )
        address = parse_rest_address(served.url)
        if self._signed_in is None or address is None:
            return None, ()
        return self._signed_in.asker(served.target, address.base)


def failed_answer(target: str, error: Exception) -> Prepared:
    """Return, to be recorded, that a further answer could not be had for a post."""
    return Prepared(reading=None, materials=(), failures=(failure_of(target, error),))


def _repeating(prepared: Iterator[Prepared], first_id: int) -> Iterator[Prepared]:
    for one in prepared:
        materials = tuple(replace(material, repeats=first_id) for material in one.materials)
        yield replace(one, materials=materials, failures=())
