"""Captures of pages and of exports: what they do not cover, and two pages held against each other.

A page is weaker than a REST answer: a theme, widgets and advertisements may stand in its text.
Never compares one with an answer of the interface.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from provenance.assess.aside import say_not_counted, say_volatile
from provenance.assess.edits import assess_volatile
from provenance.assess.findings import finding_on_one, finding_on_two
from provenance.assess.pair import Pair, pair_up
from provenance.assess.rounds import Rounds, is_unsettled, text_of
from provenance.assess.served import snapshot_of
from provenance.assess.unedited import assess_unedited
from provenance.assess.variants import (
    Sightings,
    assess_once,
    assess_turns,
    counted,
    is_whole,
    most_served,
    say_unsettled,
)
from provenance.assess.volatile import VolatileBlocks
from provenance.assess.wording import (
    begin_sentence,
    say_between,
    say_capture,
    say_captures,
    say_edits,
)
from provenance.model import Basis, Finding, Observation, Route

_NOT_COVERED = {
    Route.PAGE: (
        "of the page, not of the REST interface: own excerpt, tags, categories, the modified time"
        " and the revisions are not covered, and a theme, widgets or advertisements may stand in"
        " the text"
    ),
    Route.EXPORT: (
        "of the site's export, which holds what is stored and not what was served: shortcodes and"
        " dynamic blocks are not expanded, and the revisions are not covered"
    ),
}


class PageHistory:
    """The captures of a post's page in one context so far.

    Attributes:
        set_aside: What was set aside, and what else to know.
        latest: The last capture that shows the page as it is; None before there is one.
    """

    def __init__(self, observations: Iterable[Observation] = ()) -> None:
        """Begin a history; `observations` are all that will be read, for who repeats whom."""
        self._findings: list[Finding] = []
        self.set_aside: list[str] = []
        self.latest: Observation | None = None
        self._rounds = Rounds(observations)
        self._volatile = VolatileBlocks()
        self._sightings = Sightings()

    @property
    def findings(self) -> list[Finding]:
        """What the rules found so far; texts that take turns are counted over all of it."""
        return [counted(finding, self._sightings) for finding in self._findings]

    def read(self, observation: Observation) -> None:
        """Take the next capture in reading order."""
        if observation.snapshot is None:
            why = observation.problem or "it shows no article"
            said = f"{say_capture(observation)} was not assessed: {why}"
            self.set_aside.append(begin_sentence(said))
        elif not self._rounds.is_taken(observation):
            self._served(observation)

    def _served(self, first: Observation) -> None:
        together = self._rounds.take(first)
        answers = [one for one in together if _found_as(one) == _found_as(first)]
        self.set_aside += [_say_apart(first, one) for one in together if one not in answers]
        before = self.latest
        if before is not None and _found_as(before) != _found_as(first):
            self.set_aside.append(_say_apart(before, first))
            before = None
        if before is not None and is_unsettled(before, answers):
            self._leave_unsettled(before, answers)
        else:
            self._take(before, answers)

    def _take(self, before: Observation | None, answers: Sequence[Observation]) -> None:
        """Take the text that was served most often as the page's, and the first among equals."""
        shown = most_served(answers)
        whole = [answer for answer in answers if is_whole(answer, beside=shown)]
        self._volatile.learn([snapshot_of(answer) for answer in whole])
        if before is not None:
            self._compare(before, shown, asked_again=len(answers) > 1)
        self.set_aside += [say_unsettled(one, answers) for one in answers if one not in whole]
        for answer in answers:
            self._sight(answer)
        self.latest = shown

    def _leave_unsettled(self, before: Observation, answers: Sequence[Observation]) -> None:
        """Keep the text of before: a text that is not served again is no change."""
        for answer in answers:
            self._sight(answer)
        same = [answer for answer in answers if text_of(answer) == text_of(before)]
        other = next(answer for answer in answers if answer not in same)
        pair = pair_up(before, other, volatile=self._volatile)
        if pair.edits:
            self.set_aside.append(say_unsettled(other, answers))
            if not self._sightings.take_turns(other):
                times = self._sightings.times(other)
                self._findings.append(assess_once(pair, same, times=times))
        self.set_aside += say_volatile(pair)
        self.latest = same[-1]

    def _sight(self, observation: Observation) -> None:
        """Report two texts that take turns, once."""
        other = self._sightings.add(observation)
        if other is not None and _found_as(other) == _found_as(observation):
            pair = pair_up(other, observation, volatile=self._volatile)
            if pair.edits:
                self._findings.append(assess_turns(pair))

    def _compare(self, before: Observation, after: Observation, *, asked_again: bool) -> None:
        pair = pair_up(before, after, volatile=self._volatile, asked_again=asked_again)
        self._findings += _assess(pair)
        self.set_aside += say_volatile(pair)
        if pair.edits:
            self.set_aside += say_not_counted(pair)


def _say_apart(before: Observation, after: Observation) -> str:
    left, right = (_found_as(observation) for observation in (before, after))
    return (
        f"The pages in {say_capture(before)} and {say_capture(after)} were not compared:"
        f" the article was found as {left} in the one and as {right} in the other, so that"
        " another template alone would differ."
    )


def _found_as(observation: Observation) -> str:
    page = snapshot_of(observation).page
    return "" if page is None else page.element


def _assess(pair: Pair) -> Iterator[Finding]:
    if pair.further:
        yield assess_volatile(pair)
    if not pair.edits:
        # A page's markup moves with every visit: it says nothing of the article.
        difference = replace(pair.difference, markup_differs=False)
        yield from assess_unedited(pair._replace(difference=difference))
        return
    yield finding_on_two(
        "page-text-changed",
        pair.before,
        pair.after,
        "The article as its page showed it differs"
        f" {say_between(pair.before, pair.after)}: {say_edits(pair.edits)}.",
        fields=tuple(dict.fromkeys(edit.field for edit in pair.edits)),
        rungs=("content", "words"),
        difference=replace(pair.difference, edits=pair.edits, metadata=()),
    )


def assess_instead(observations: Sequence[Observation]) -> Iterator[Finding]:
    """Yield the finding that a page was captured since the interface did not give the text.

    Of the newest such page: that the same was so before is no news.
    """
    for observation in reversed(observations):
        is_live = observation.moment.basis is Basis.OBSERVED and observation.snapshot is not None
        if is_live and observation.context.route is Route.PAGE:
            yield finding_on_one(
                "interface-unavailable",
                observation,
                "The site's REST interface did not give the text of the post, or not all of it, and"
                f" what its page showed was captured in {say_capture(observation)}; it is weaker: a"
                " theme, widgets or advertisements may stand in the text.",
                fields=("content",),
            )
            return


def say_not_covered(observations: Sequence[Observation]) -> Iterator[str]:
    """Yield what captures of pages and exports do not cover, a sentence for each kind."""
    for route, what in _NOT_COVERED.items():
        numbers = [
            observation.capture_id
            for observation in observations
            if observation.context.route is route and observation.snapshot is not None
        ]
        if numbers:
            are = "is" if len(numbers) == 1 else "are"
            yield f"{begin_sentence(say_captures(numbers))} {are} {what}."
