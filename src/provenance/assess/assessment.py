"""From a post's captures to findings.

Owns the order of the whole: contexts, then the steps within each, then the latest claims. Pure;
never does I/O.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from provenance.assess.history import ContextHistory
from provenance.assess.pages import PageHistory, assess_instead, say_not_covered
from provenance.assess.single import UnseenReader, assess_claims
from provenance.assess.wording import begin_sentence, say_capture, say_captures, say_list
from provenance.model import Context, Finding, Level, Observation, Route

_ORDER = (Level.ERROR, Level.WARNING, Level.NOTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What the rules say of one post's history.

    Attributes:
        findings: Warnings before notes, then in reading order; `new` is True in each.
        set_aside: What was ignored, and why, one sentence each.
    """

    findings: tuple[Finding, ...]
    set_aside: tuple[str, ...]


def assess(observations: Sequence[Observation]) -> Assessment:
    """Return what the rules find in the whole history of one post.

    `observations` are all captures of the post in reading order. Captures whose contexts differ
    are never compared with one another.
    """
    histories: dict[Context, ContextHistory | PageHistory] = {}
    contexts = list(_contexts(observations))
    for context, observation in zip(contexts, observations, strict=True):
        if context not in histories:
            is_page = context.route is Route.PAGE
            histories[context] = PageHistory() if is_page else ContextHistory(observations)
        histories[context].read(observation)
    findings = [finding for history in histories.values() for finding in history.findings]
    findings += assess_instead(observations)
    set_aside = [line for history in histories.values() for line in history.set_aside]
    reader = UnseenReader()
    for observation in observations:
        findings += reader.assess(observation)
    latest = _latest(observations, histories)
    if latest is not None:
        findings += assess_claims(latest)
    place = {observation.capture_id: n for n, observation in enumerate(observations)}
    findings.sort(key=lambda finding: _rank(finding, place))
    return Assessment(
        findings=tuple(findings),
        set_aside=(
            *_notes(observations),
            *set_aside,
            *say_not_covered(observations),
            *_apart(contexts, observations),
        ),
    )


def _contexts(observations: Sequence[Observation]) -> Iterator[Context]:
    """Yield the context that each capture counts in.

    A refusal carries no language where the server adds none to errors; it counts in the context
    of the last capture before it that agrees in the rest.
    """
    last: dict[tuple[str, str, Route], Context] = {}
    for observation in observations:
        context = observation.context
        kind = context.observer, context.access, context.route
        if observation.error is not None and context.language is None:
            context = last.get(kind, context)
        elif observation.snapshot is not None:
            last[kind] = context
        yield context


def _latest(
    observations: Sequence[Observation], histories: dict[Context, ContextHistory | PageHistory]
) -> Observation | None:
    """Return the last capture that is not set aside and states the site's claims: no page."""
    counted = {history.latest.capture_id for history in histories.values() if history.latest}
    for observation in reversed(observations):
        if observation.capture_id in counted and observation.context.route is not Route.PAGE:
            return observation
    return None


def _rank(finding: Finding, place: dict[int, int]) -> tuple[int, int]:
    return _ORDER.index(finding.level), place[finding.evidence.captures[-1]]


def _notes(observations: Sequence[Observation]) -> Iterator[str]:
    for observation in observations:
        for note in observation.notes:
            yield f"In {say_capture(observation)}: {note}"


def _apart(contexts: Sequence[Context], observations: Sequence[Observation]) -> Iterator[str]:
    """Yield why captures of one context were not compared with those of another."""
    groups: dict[Context, list[int]] = {}
    for context, observation in zip(contexts, observations, strict=True):
        groups.setdefault(context, []).append(observation.capture_id)
    for first, context in zip([*groups][:1] * len(groups), [*groups][1:], strict=False):
        differing = [
            name
            for name in ("observer", "access", "language", "route")
            if getattr(first, name) != getattr(context, name)
        ]
        these, those = groups[context], groups[first]
        yield (
            f"{begin_sentence(say_captures(these))} {'was' if len(these) == 1 else 'were'} not"
            f" compared with {say_captures(those)}: they differ in {say_list(differing)}."
        )
