"""Holds an article against its pin in a lock file.

Owns when a pin holds. That it does says that one text is served now as it was then; it says
nothing of the time between. Pure; never does I/O.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from provenance.assess.findings import finding_on_one, finding_on_two
from provenance.assess.pair import Pair, pair_up
from provenance.assess.served import snapshot_of
from provenance.assess.volatile import VolatileBlocks
from provenance.assess.wording import say_capture, say_edits
from provenance.canonical import PROFILE
from provenance.digest import format_digest
from provenance.model import Evidence, Finding, Observation, Pin, PinState, Snapshot

# What a pin that does not hold is told by.
PIN_RULES = ("pinned-text-differs", "pinned-form-differs")

_RUNGS = ("content", "words")


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What holding one pin against captures came to.

    Attributes:
        state: Whether the pinned text is served.
        why: Why it was not checked, or what was set aside; empty where there is nothing to say.
        served: The capture that it was held against; None where none could be.
        findings: As `PinCheck` has them.
    """

    state: PinState
    why: str
    served: Observation | None
    findings: tuple[Finding, ...] = ()


def hold(
    pin: Pin, seen: Sequence[Observation], now: Collection[int], found: Sequence[Finding]
) -> Held:
    """Return whether a pinned article is served as it was pinned.

    Args:
        pin: The pin.
        seen: The post's captures in reading order; the pinned one need not be among them.
        now: Ids of the captures that show what is served now.
        found: What the rules find in all captures.
    """
    latest = [one for one in seen if one.capture_id in now]
    readable = [one for one in latest if one.snapshot and not why_unreadable(pin, one.snapshot)]
    findings = tuple(_since(pin, seen, found))
    if not readable:
        return Held(
            state=PinState.NOT_CHECKED,
            why=_why_not(pin, latest),
            served=None,
            findings=findings,
        )
    for one in readable:
        if snapshot_of(one).digests.content == pin.content:
            return Held(state=PinState.HOLDS, why="", served=one, findings=findings)
    return _differing(pin, seen, readable[-1], findings)


def why_unreadable(pin: Pin, snapshot: Snapshot) -> str:
    """Return why a text cannot be held against a pin; empty where it can."""
    if snapshot.profile.name != pin.form:
        return (
            f"it is served in the form {snapshot.profile.name}, and was pinned in {pin.form}; the"
            " two are never compared"
        )
    if snapshot.protected:
        return "it is behind a password, so that its text cannot be read"
    # A page has no excerpt of its own to read; an answer of the interface has one or says so.
    needed = snapshot.missing if pin.form == PROFILE else {"content"} & {*snapshot.missing}
    return f"the answer does not have its {' and '.join(needed)}" if needed else ""


def _why_not(pin: Pin, latest: Sequence[Observation]) -> str:
    if not latest:
        return "no answer shows it"
    last = latest[-1]
    if last.snapshot is not None:
        return why_unreadable(pin, last.snapshot)
    if last.error is not None:
        return f"the site answered {last.error.code} instead of serving it"
    return last.problem or "its answer could not be read"


def _differing(
    pin: Pin, seen: Sequence[Observation], served: Observation, findings: tuple[Finding, ...]
) -> Held:
    before = _pinned(pin, seen, served)
    if before is None:
        found = _differs_from_digest(pin, served)
        return Held(state=PinState.DIFFERS, why="", served=served, findings=(found, *findings))
    pair = pair_up(before, served, volatile=_volatile(seen))
    counted = (*pair.edits, *pair.further)
    if not counted:
        return Held(
            state=PinState.HOLDS,
            why="it differs in typography, or in what changes by itself, alone",
            served=served,
            findings=findings,
        )
    found = _differs_from_text(pair)
    return Held(state=PinState.DIFFERS, why="", served=served, findings=(found, *findings))


def _pinned(pin: Pin, seen: Sequence[Observation], served: Observation) -> Observation | None:
    """Return the last capture before that shows the pinned text; None where there is none."""
    place = seen.index(served)
    for one in reversed(seen[:place]):
        snapshot = one.snapshot
        if snapshot and (snapshot.profile.name, snapshot.digests.content) == (
            pin.form,
            pin.content,
        ):
            return one
    return None


def _differs_from_text(pair: Pair) -> Finding:
    counted = (*pair.edits, *pair.further)
    found = finding_on_two(
        "pinned-text-differs",
        pair.before,
        pair.after,
        f"The text served in {say_capture(pair.after)} is not the one that was pinned, which"
        f" {say_capture(pair.before)} shows: {say_edits(counted)}.",
        fields=tuple(dict.fromkeys(edit.field for edit in counted)),
        rungs=_RUNGS,
        difference=replace(pair.difference, edits=counted, metadata=()),
    )
    # The pinned capture is here, and settled what it could.
    return replace(found, settles=found.settles[1:])


def _differs_from_digest(pin: Pin, served: Observation) -> Finding:
    """Return how a text differs from a pin, as far as digests tell."""
    snapshot = snapshot_of(served)
    same_words = snapshot.digests.words == pin.words
    slug = "pinned-form-differs" if same_words else "pinned-text-differs"
    what = (
        "The words are those that were pinned, and what stands around them is not"
        if same_words
        else "The words are not those that were pinned"
    )
    found = finding_on_one(
        slug,
        served,
        f"{what}, in {say_capture(served)}; this archive does not hold the pinned text, so that"
        " digests alone were compared.",
        fields=("content",),
    )
    evidence = Evidence(
        captures=found.evidence.captures,
        digests=(
            *found.evidence.digests,
            ("capture.words", format_digest(snapshot.digests.words)),
            ("pinned.content", format_digest(pin.content)),
            ("pinned.words", format_digest(pin.words)),
        ),
    )
    return replace(
        found, evidence=evidence, explanations=(*found.explanations, *_other_program(pin, snapshot))
    )


def _other_program(pin: Pin, snapshot: Snapshot) -> Iterator[str]:
    """Yield that the program differs, where it does: not reproduced is not altered."""
    profile = snapshot.profile
    if (pin.parser, pin.unicode) != (profile.parser, profile.unicode):
        yield (
            f"The pin was made with {pin.parser} and Unicode {pin.unicode}, and this is"
            f" {profile.parser} and Unicode {profile.unicode}: the two may read one text"
            " differently."
        )


def _volatile(seen: Sequence[Observation]) -> VolatileBlocks:
    """Return which blocks were seen to change by themselves, in answers asked for at one time."""
    volatile = VolatileBlocks()
    groups: dict[int, list[Snapshot]] = {}
    for one in seen:
        if one.snapshot is not None:
            first = one.capture_id if one.repeats is None else one.repeats
            groups.setdefault(first, []).append(one.snapshot)
    for snapshots in groups.values():
        alike = [one for one in snapshots if one.claims == snapshots[0].claims]
        volatile.learn(alike)
    return volatile


def _since(pin: Pin, seen: Sequence[Observation], found: Sequence[Finding]) -> Iterator[Finding]:
    """Yield what two captures show of the time after the pinned text was served."""
    places = {one.capture_id: place for place, one in enumerate(seen)}
    pinned = next((places[one.capture_id] for one in seen if _is_pinned(pin, one)), None)
    for finding in found:
        until = finding.interval.until.at
        if finding.interval.after is None:
            continue
        if pinned is not None:
            is_later = places[finding.evidence.captures[-1]] > pinned
        else:
            is_later = bool(until and pin.captured_at and until > pin.captured_at)
        if is_later:
            yield finding


def _is_pinned(pin: Pin, one: Observation) -> bool:
    """Return whether a capture is the one that was pinned."""
    return (
        one.snapshot is not None
        and one.snapshot.digests.content == pin.content
        and one.moment.at == pin.captured_at
    )
