"""Reads the captures of one context in order, and asks the rules about each step.

Owns which capture is compared with which. Never looks into a text.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from provenance.assess.absence import (
    Presence,
    is_without_control,
    rule_of_refusal,
    say_without_control,
)
from provenance.assess.aside import say_left_out, say_not_counted, say_volatile
from provenance.assess.older import (
    assess_older_copy,
    is_confirmed,
    is_older,
    say_set_aside,
    state_of,
)
from provenance.assess.pair import fields_shown, pair_up
from provenance.assess.pairs import assess_pair, assess_return
from provenance.assess.rounds import Rounds, is_unsettled, text_of
from provenance.assess.served import snapshot_of, snapshots_of
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
from provenance.assess.wording import begin_sentence, say_capture
from provenance.model import Finding, Observation, RestError, Snapshot


class ContextHistory:
    """The captures of one context so far.

    Attributes:
        set_aside: What was set aside, and what else to know.
        latest: The last capture that counts as the post's state; None before there is one.
    """

    def __init__(self, presence: Presence, observations: Iterable[Observation] = ()) -> None:
        """Begin a history.

        Args:
            presence: Whether the post is served, shared with the asker's other histories.
            observations: All that will be read, for who repeats whom.
        """
        self._findings: list[Finding] = []
        self.set_aside: list[str] = []
        self.latest: Observation | None = None
        self._states: list[Observation] = []
        self._copies: list[Observation] = []
        self._last_seen: dict[str, Observation] = {}
        self._presence = presence
        self._volatile = VolatileBlocks()
        self._sightings = Sightings()
        self._rounds = Rounds(observations)

    @property
    def findings(self) -> list[Finding]:
        """What the rules found so far; texts that take turns are counted over all of it."""
        return [counted(finding, self._sightings) for finding in self._findings]

    def read(self, observation: Observation) -> None:
        """Take the next capture in reading order."""
        if observation.problem is not None:
            self.set_aside.append(
                begin_sentence(
                    f"{say_capture(observation)} was not assessed: {observation.problem}"
                )
            )
        elif observation.error is not None:
            self._refused(observation, observation.error)
        elif observation.snapshot is not None and not self._rounds.is_taken(observation):
            self._served(observation, observation.snapshot)

    def _refused(self, observation: Observation, error: RestError) -> None:
        slug = rule_of_refusal(error)
        before = self._presence.latest
        if before is None:
            self.set_aside.append(
                f"The refusal in {say_capture(observation)} ({error.code}) was not assessed: no"
                " earlier capture of the same kind shows the post."
            )
        elif slug != "interface-unavailable" and is_without_control(observation):
            self.set_aside.append(say_without_control(observation))
        else:
            self._findings += self._presence.refuse(slug, before, observation)

    def _served(self, observation: Observation, snapshot: Snapshot) -> None:
        before = self.latest
        if before is not None and is_older(snapshot_of(before), snapshot, self._states[:-1]):
            self._sight(observation)
            self._set_copy_aside(before, observation, snapshot)
            return
        self._copies.clear()
        answers = self._rounds.take(observation)
        if before is not None and is_unsettled(before, answers):
            self._leave_unsettled(before, answers)
            return
        self._take(before, answers)

    def _take(self, before: Observation | None, answers: Sequence[Observation]) -> None:
        """Take the text that was served most often as the post's, and the first among equals."""
        shown = most_served(answers)
        whole = [answer for answer in answers if is_whole(answer, beside=shown)]
        self._volatile.learn([snapshot_of(answer) for answer in whole])
        if before is not None:
            self._compare(before, shown, asked_again=len(answers) > 1)
        self.set_aside += [say_unsettled(one, answers) for one in answers if one not in whole]
        for answer in answers:
            self._sight(answer)
        self._accept(shown, snapshot_of(shown))
        for answer in whole:
            # What differs beside the text is for the next capture to be held against.
            if snapshot_of(answer).metadata == snapshot_of(shown).metadata:
                self._accept(answer, snapshot_of(answer))

    def _leave_unsettled(self, before: Observation, answers: Sequence[Observation]) -> None:
        """Keep the text of before: a text that is not served again is no change."""
        for shown in answers:
            self._sight(shown)
        text = text_of(before)
        same = [answer for answer in answers if text_of(answer) == text]
        other = next(answer for answer in answers if text_of(answer) != text)
        pair = pair_up(before, other, volatile=self._volatile)
        if pair.edits:
            self.set_aside.append(say_unsettled(other, answers))
            if not self._sightings.take_turns(other):
                times = self._sightings.times(other)
                self._findings.append(assess_once(pair, same, times=times))
        self.set_aside += say_volatile(pair)
        self._compare(before, same[-1])
        self._accept(same[-1], snapshot_of(same[-1]))

    def _sight(self, observation: Observation) -> None:
        """Report two texts that take turns, once, in place of an earlier text that came again."""
        other = self._sightings.add(observation)
        if other is None:
            return
        pair = pair_up(other, observation)
        if pair.edits:
            self._findings = [
                finding
                for finding in self._findings
                if finding.rule != "earlier-text-again"
                or not self._sightings.has_shown(finding.evidence.captures[-1], observation)
            ]
            self._findings.append(assess_turns(pair))

    def _set_copy_aside(
        self, before: Observation, observation: Observation, snapshot: Snapshot
    ) -> None:
        same = [copy for copy in self._copies if state_of(snapshot_of(copy)) == state_of(snapshot)]
        self._copies.append(observation)
        # The first copy is what has to be confirmed; two later ones confirm it.
        if is_confirmed([*same[1:], observation]):
            self._copies.clear()
            self._compare(before, same[0])
            self._accept(observation, snapshot)
            return
        if not same:
            self._findings.append(assess_older_copy(before, observation))
        self.set_aside.append(say_set_aside(before, observation))

    def _compare(
        self, before: Observation, after: Observation, *, asked_again: bool = False
    ) -> None:
        if _shows_the_same(before, after):
            return
        known = partial(pair_up, volatile=self._volatile, asked_again=asked_again)
        pair = known(before, after)
        self._findings += assess_pair(pair, self._states[:-1])
        self.set_aside += (*say_left_out(pair), *say_volatile(pair))
        if pair.edits or pair.protected:
            self.set_aside += say_not_counted(pair)
        for last_seen, fields in self._returned(*snapshots_of(before, after)):
            returned = known(last_seen, after, fields)
            self._findings += assess_return(returned)
            self.set_aside += (*say_volatile(returned), *say_not_counted(returned))

    def _returned(
        self, before: Snapshot, after: Snapshot
    ) -> Iterator[tuple[Observation, list[str]]]:
        """Yield the fields that `after` shows and `before` did not, by where each was last seen."""
        returned = fields_shown(after) - fields_shown(before)
        seen = {field: self._last_seen[field] for field in returned & self._last_seen.keys()}
        for capture_id in sorted({observation.capture_id for observation in seen.values()}):
            fields = [field for field in seen if seen[field].capture_id == capture_id]
            yield seen[fields[0]], fields

    def _accept(self, observation: Observation, snapshot: Snapshot) -> None:
        if self.latest is None or state_of(snapshot_of(self.latest)) != state_of(snapshot):
            self._states.append(observation)
        self.latest = observation
        self._presence.serve(observation)
        self._last_seen |= dict.fromkeys(fields_shown(snapshot), observation)


def _shows_the_same(before: Observation, after: Observation) -> bool:
    left, right = snapshots_of(before, after)
    return state_of(left) == state_of(right) and left.digests.markup == right.digests.markup
