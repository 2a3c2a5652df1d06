"""Texts that come and go while the site states one and the same: variants, nodes, glitches.

Owns what alternating means, and the findings on it. Never decides which text is the post's.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from provenance.assess.claims import claims_of
from provenance.assess.findings import finding_on_two
from provenance.assess.pair import Pair
from provenance.assess.served import snapshot_of
from provenance.assess.wording import say_capture, say_captures, say_edits
from provenance.model import Finding, Observation, Route, Turn

Claimed = tuple[str | None, int | None, int | None]
# A text that comes back once may be an older copy; two that do are taking turns.
_TURNS = 2
_TAKE_TURNS = "alternating-versions"


class Sightings:
    """Which texts were served under which claims, in what order."""

    def __init__(self) -> None:
        self._shown: dict[tuple[Claimed, bytes], list[int]] = {}
        self._last: dict[Claimed, Observation] = {}
        self._returned: dict[Claimed, set[bytes]] = {}
        self._told: set[frozenset[bytes]] = set()
        self._order: dict[Claimed, list[bytes]] = {}
        self._seen: dict[int, bytes] = {}

    def add(self, observation: Observation) -> Observation | None:
        """Take the next capture; return the last one of another text where the two take turns.

        Two texts are told of once.
        """
        claims, text = _claims(observation), _text(observation)
        last = self._last.get(claims)
        self._last[claims] = observation
        captures = self._shown.setdefault((claims, text), [])
        captures.append(observation.capture_id)
        self._order.setdefault(claims, []).append(text)
        self._seen[observation.capture_id] = text
        if last is None or _text(last) == text:
            return None
        if len(captures) > 1:
            self._returned.setdefault(claims, set()).add(text)
        both = frozenset({text, _text(last)})
        if not self.take_turns(observation) or both in self._told:
            return None
        self._told.add(both)
        return last

    def take_turns(self, observation: Observation) -> bool:
        """Return whether the capture's text is one of those that take turns under its claims."""
        returned = self._returned.get(_claims(observation), set())
        return len(returned) >= _TURNS and _text(observation) in returned

    def has_shown(self, capture_id: int, observation: Observation) -> bool:
        """Return whether a capture shows a text that came again under the claims of another."""
        claims = _claims(observation)
        return any(
            capture_id in self._shown[claims, text] for text in self._returned.get(claims, ())
        )

    def turns(self, one: int, other: int) -> tuple[Turn, Turn]:
        """Return how often the texts of two captures were served in turn, over all captures read.

        Counted is under each of the claims that were stated with both. Others that were served in
        between, where three texts take turns, are left out.
        """
        both = (self._seen[one], self._seen[other])
        shared = [
            claims for claims in self._order if all((claims, text) in self._shown for text in both)
        ]
        runs = Counter(
            text
            for claims in shared
            for text, _ in groupby(each for each in self._order[claims] if each in both)
        )
        turns = []
        for text in both:
            captures = [number for claims in shared for number in self._shown[claims, text]]
            turns.append(Turn(capture=captures[0], captures=len(captures), times=runs[text]))
        first, second = sorted(turns, key=lambda turn: turn.capture)
        return first, second

    def times(self, observation: Observation) -> int:
        """Return how often the capture's text was served under its claims."""
        return len(self._shown.get((_claims(observation), _text(observation)), ()))


def most_served(answers: Sequence[Observation]) -> Observation:
    """Return the first answer with the text that most of them show."""
    times = Counter(map(_text, answers))
    return max(answers, key=lambda answer: times[_text(answer)])


def is_whole(answer: Observation, *, beside: Observation) -> bool:
    """Return whether an answer has as much text as another, roughly.

    One that was cut, or came without its text, shows of no block that it changes by itself.
    """
    return 2 * len(snapshot_of(answer).blocks) >= len(snapshot_of(beside).blocks)


def assess_turns(pair: Pair) -> Finding:
    """Return the finding of two texts that take turns."""
    before, after = pair.before, pair.after
    # A page states nothing that could have stayed the same.
    is_page = after.context.route is Route.PAGE
    what = "of the page take turns" if is_page else "take turns while the site states no change"
    return finding_on_two(
        _TAKE_TURNS,
        before,
        after,
        f"Two texts {what}: {say_capture(before)} and"
        f" {say_capture(after)} differ in {say_edits(pair.edits)}, and each was served before the"
        " other and after it.",
        fields=tuple(dict.fromkeys(edit.field for edit in pair.edits)),
        rungs=("content", "words"),
        difference=replace(pair.difference, edits=pair.edits, metadata=()),
    )


def assess_once(pair: Pair, again: Sequence[Observation], *, times: int) -> Finding:
    """Return the finding of a text that was served, and at once no longer.

    Args:
        pair: The last capture that counts, and the one that shows the text.
        again: Those that were asked for with it and show the text of before.
        times: How often the text was served.
    """
    before, once = pair.before, pair.after
    often = "once" if times == 1 else f"{times:,} times"
    return finding_on_two(
        "seen-once",
        before,
        once,
        f"The text in {say_capture(once)} was seen {often}: it differs from {say_capture(before)}"
        f" in {say_edits(pair.edits)}, and {say_captures([one.capture_id for one in again])}, asked"
        f" for with it, {'shows' if len(again) == 1 else 'show'} the text of before. It was not"
        " taken as a change.",
        fields=tuple(dict.fromkeys(edit.field for edit in pair.edits)),
        rungs=("content", "words"),
        difference=replace(pair.difference, edits=pair.edits, metadata=()),
    )


def counted(finding: Finding, sightings: Sightings) -> Finding:
    """Return a finding of texts that take turns with how often each was served."""
    if finding.rule != _TAKE_TURNS:
        return finding
    one, other = finding.evidence.captures
    return replace(finding, turns=sightings.turns(one, other))


def say_unsettled(other: Observation, answers: Sequence[Observation]) -> str:
    """Return why a text that was not served again was not taken as the post's."""
    return (
        f"The text in {say_capture(other)} was not taken as the post's: of"
        f" {say_captures([answer.capture_id for answer in answers])}, asked for one after the"
        " other, not every one shows it."
    )


def _claims(observation: Observation) -> Claimed:
    return claims_of(snapshot_of(observation))


def _text(observation: Observation) -> bytes:
    return snapshot_of(observation).digests.content
