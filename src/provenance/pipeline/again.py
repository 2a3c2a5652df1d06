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
    Manners,
    Options,
    Served,
    Session,
    ask_again,
    open_session,
)
from provenance.errors import StoppedError
from provenance.model import Basis, Capture, PostKey, Route, Source
from provenance.pipeline.gather import capture_options
from provenance.pipeline.material import Prepared, prepare
from provenance.pipeline.replay import observations
from provenance.pipeline.settings import Settings
from provenance.pipeline.unforeseen import ENDS_A_RUN, failure_of

Clock = Callable[[], datetime]
# Nobody is asked for one post without end, whatever comes.
_ROUNDS = 3


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


class Again:
    """What a run has to ask for again, once it has asked for everything else.

    So that a few seconds are waited for all together, and not for each post.

    Attributes:
        doubts: The posts that came live, as everybody may ask, in another text than before.
    """

    def __init__(
        self, archive: Archive, settings: Settings, *, clock: Clock, manners: Manners
    ) -> None:
        self._archive = archive
        self._settings = settings
        self._clock = clock
        self._manners = manners
        self.doubts: list[Doubt] = []

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
        if not self.doubts:
            return
        told = capture_options(self._settings)
        options = replace(told, past_caches=True, node=self._settings.node)
        with suppress(StoppedError), open_session(options, self._manners) as session:
            for number in range(1, _ROUNDS + 1):
                for doubt in self.doubts:
                    yield from self._answers(doubt, number, session, options)

    def _may_be_wanted(self, capture: Capture, capture_id: int) -> bool:
        is_live = capture.error is None and capture.basis is Basis.OBSERVED
        is_answer = capture.context.route in {Route.SINGLE, Route.LIST}
        # Who signed in is forgotten by now, and sees what nobody else does.
        if not (is_live and is_answer and capture.context.access == ANONYMOUS):
            return False
        return self._settings.node is not None or self._archive.is_other_text(capture_id)

    def _is_wanted(self, number: int, doubt: Doubt) -> bool:
        # Whether another node shows the same is asked of every post, where the user names one.
        if self._settings.node is not None and number == 1:
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
        self, doubt: Doubt, number: int, session: Session, options: Options
    ) -> Iterator[tuple[Prepared, ...]]:
        target = doubt.served.target
        try:
            if not self._is_wanted(number, doubt):
                return
            self._wait(doubt, number)
            asker = Asker(target=target, session=session, options=options, clock=self._clock)
            reading = ask_again(doubt.served, asker=asker)
        except ENDS_A_RUN:
            raise
        except Exception as error:  # noqa: BLE001 - the other posts are asked for all the same
            yield (failed_answer(target, error),)
            return
        if reading is not None:
            yield tuple(_repeating(prepare([reading]), doubt.capture_id))


def failed_answer(target: str, error: Exception) -> Prepared:
    """Return, to be recorded, that a further answer could not be had for a post."""
    return Prepared(reading=None, materials=(), failures=(failure_of(target, error),))


def _repeating(prepared: Iterator[Prepared], first_id: int) -> Iterator[Prepared]:
    for one in prepared:
        materials = tuple(replace(material, repeats=first_id) for material in one.materials)
        yield replace(one, materials=materials, failures=())
