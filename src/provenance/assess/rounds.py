"""Answers that were asked for one right after the other: which of them are read together.

Owns when such answers leave a text unsettled. Never compares two texts, and makes no finding.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from provenance.assess.claims import claims_of
from provenance.assess.served import snapshot_of
from provenance.model import Observation

_COMPETING = 2


class Rounds:
    """The further answers among all captures of a post, by the capture that each repeats."""

    def __init__(self, observations: Iterable[Observation]) -> None:
        self._repeats: defaultdict[int, list[Observation]] = defaultdict(list)
        self._taken: set[int] = set()
        for observation in observations:
            if observation.repeats is not None and observation.snapshot is not None:
                self._repeats[observation.repeats].append(observation)

    def is_taken(self, observation: Observation) -> bool:
        """Return whether a capture was read already, together with the one that it repeats."""
        return observation.capture_id in self._taken

    def take(self, first: Observation) -> Sequence[Observation]:
        """Return a capture and what came right after, as far as the site states no change since."""
        claims = claims_of(snapshot_of(first))
        answers = [
            answer
            for answer in self._repeats[first.capture_id]
            if answer.context == first.context and claims_of(snapshot_of(answer)) == claims
        ]
        self._taken |= {answer.capture_id for answer in answers}
        return [first, *answers]


def text_of(observation: Observation) -> bytes:
    """Return the digest of the text that a capture shows."""
    return snapshot_of(observation).digests.content


def is_unsettled(before: Observation, answers: Sequence[Observation]) -> bool:
    """Return whether the text of before and one other came, although the site states no change.

    Three texts or more are not two that compete, but one that changes by itself.
    """
    claims = {claims_of(snapshot_of(shown)) for shown in (before, *answers)}
    texts = {text_of(answer) for answer in answers}
    return len(claims) == 1 and len(texts) == _COMPETING and text_of(before) in texts
