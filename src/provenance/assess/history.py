"""Reads the captures of one context in order, and asks the rules about each step.

Owns which capture is compared with which. Never looks into a text.
"""

from collections.abc import Iterator

from provenance.assess.absence import (
    assess_absence,
    is_without_control,
    rule_of_refusal,
    say_without_control,
)
from provenance.assess.aside import say_left_out, say_not_counted
from provenance.assess.older import (
    assess_older_copy,
    is_confirmed,
    is_older,
    say_set_aside,
    state_of,
)
from provenance.assess.pair import fields_shown, pair_up
from provenance.assess.pairs import assess_pair, assess_return
from provenance.assess.served import snapshot_of, snapshots_of
from provenance.assess.wording import begin_sentence, say_capture
from provenance.model import Finding, Observation, RestError, Snapshot


class ContextHistory:
    """The captures of one context so far.

    Attributes:
        findings: What the rules found, in order.
        set_aside: What was ignored, and why.
        latest: The last capture that counts as the post's state; None before there is one.
    """

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.set_aside: list[str] = []
        self.latest: Observation | None = None
        self._states: list[Observation] = []
        self._copies: list[Observation] = []
        self._last_seen: dict[str, Observation] = {}
        self._absent: set[str] = set()

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
        elif observation.snapshot is not None:
            self._served(observation, observation.snapshot)

    def _refused(self, observation: Observation, error: RestError) -> None:
        slug = rule_of_refusal(error)
        if self.latest is None:
            self.set_aside.append(
                f"The refusal in {say_capture(observation)} ({error.code}) was not assessed: no"
                " earlier capture of the same kind shows the post."
            )
        elif slug != "interface-unavailable" and is_without_control(observation):
            self.set_aside.append(say_without_control(observation))
        elif slug not in self._absent:
            self.findings.append(assess_absence(slug, self.latest, observation))
            self._absent.add(slug)

    def _served(self, observation: Observation, snapshot: Snapshot) -> None:
        before = self.latest
        if before is None:
            self._accept(observation, snapshot)
        elif is_older(snapshot_of(before), snapshot, self._states[:-1]):
            self._set_copy_aside(before, observation, snapshot)
        else:
            self._copies.clear()
            self._compare(before, observation)
            self._accept(observation, snapshot)

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
            self.findings.append(assess_older_copy(before, observation))
        self.set_aside.append(say_set_aside(before, observation))

    def _compare(self, before: Observation, after: Observation) -> None:
        if _shows_the_same(before, after):
            return
        pair = pair_up(before, after)
        self.findings += assess_pair(pair, self._states[:-1])
        self.set_aside += say_left_out(pair)
        if pair.edits or pair.protected:
            self.set_aside += say_not_counted(pair)
        for last_seen, fields in self._returned(*snapshots_of(before, after)):
            returned = pair_up(last_seen, after, fields)
            self.findings += assess_return(returned)
            self.set_aside += say_not_counted(returned)

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
        self._absent.clear()
        self._last_seen |= dict.fromkeys(fields_shown(snapshot), observation)


def _shows_the_same(before: Observation, after: Observation) -> bool:
    left, right = snapshots_of(before, after)
    return state_of(left) == state_of(right) and left.digests.markup == right.digests.markup
