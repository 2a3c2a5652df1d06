"""From a post's captures to findings.

Owns the order of the whole: contexts, then the steps within each, then the latest claims. Pure;
never does I/O.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from provenance.assess.absence import Presence, asker_of
from provenance.assess.findings import in_order
from provenance.assess.history import ContextHistory
from provenance.assess.pages import PageHistory, assess_instead, say_not_covered
from provenance.assess.single import UnseenReader, assess_claims
from provenance.assess.wording import begin_sentence, say_capture, say_captures, say_list
from provenance.model import Context, Finding, Observation, Route


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What the rules say of one post's history.

    Attributes:
        findings: Warnings before notes, then in reading order; `new` is True in each.
        set_aside: What was set aside, and what else to know, one sentence each.
    """

    findings: tuple[Finding, ...]
    set_aside: tuple[str, ...]


def assess(observations: Sequence[Observation]) -> Assessment:
    """Return what the rules find in the whole history of one post.

    `observations` are all captures of the post in reading order. Captures whose contexts differ
    are never compared with one another; refusals alone are held against either route of texts.
    """
    histories: dict[Context, ContextHistory | PageHistory] = {}
    presences: defaultdict[Context, Presence] = defaultdict(Presence)
    contexts = list(_contexts(observations))
    for context, observation in zip(contexts, observations, strict=True):
        if context not in histories:
            histories[context] = (
                PageHistory(observations)
                if context.route is Route.PAGE
                else ContextHistory(presences[asker_of(context)], observations)
            )
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
    return Assessment(
        findings=in_order(findings, observations),
        set_aside=(
            *_notes(observations),
            *set_aside,
            *say_not_covered(observations),
            *_apart(contexts, observations),
        ),
    )


def _contexts(observations: Sequence[Observation]) -> Iterator[Context]:
    """Yield the context that each capture counts in.

    A refusal carries no language where the server adds none to errors; it counts in that of the
    last capture before it that agrees in the rest, or in all but the route of the text.
    """
    last: dict[Context, Context] = {}
    last_of_texts: dict[Context, Context] = {}
    for observation in observations:
        context = observation.context
        kind = replace(context, language=None)
        if observation.error is not None and context.language is None:
            known = last.get(kind) or last_of_texts.get(asker_of(kind), context)
            context = replace(context, language=known.language)
        elif observation.snapshot is not None:
            last[kind] = last_of_texts[asker_of(kind)] = context
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


def _notes(observations: Sequence[Observation]) -> Iterator[str]:
    for observation in observations:
        for note in observation.notes:
            yield f"In {say_capture(observation)}: {note}"


def _apart(contexts: Sequence[Context], observations: Sequence[Observation]) -> Iterator[str]:
    """Yield why captures of one context were not compared with those of another."""
    groups = _groups(contexts, observations)
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


def _groups(
    contexts: Sequence[Context], observations: Sequence[Observation]
) -> dict[Context, list[int]]:
    """Return the captures of each context; refusals with what they were held against."""
    groups: dict[Context, list[int]] = {}
    shown: dict[Context, Context] = {}
    for context, observation in zip(contexts, observations, strict=True):
        home = context
        if observation.snapshot is not None:
            shown.setdefault(asker_of(context), context)
        elif observation.error is not None and context not in groups:
            home = shown.get(asker_of(context), context)
        groups.setdefault(home, []).append(observation.capture_id)
    return groups
