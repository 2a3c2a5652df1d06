"""Builds findings: interval, evidence and the rule's own words, in one place.

Owns what every finding carries. Never decides whether there is one.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from provenance.assess.rules import rule_named
from provenance.digest import format_digest
from provenance.model import (
    Certainty,
    Difference,
    Evidence,
    Finding,
    Interval,
    Level,
    Observation,
)

_ORDER = (Level.ERROR, Level.WARNING, Level.NOTE)


def finding_on_one(
    slug: str,
    observation: Observation,
    message: str,
    *,
    fields: tuple[str, ...],
    explanations: tuple[str, ...] | None = None,
    settles: tuple[str, ...] | None = None,
) -> Finding:
    """Return a finding on one capture."""
    rule = rule_named(slug)
    return Finding(
        rule=slug,
        level=rule.level,
        certainty=rule.certainty,
        cause=None,
        fields=fields,
        interval=Interval(after=None, until=observation.moment, made_after=None),
        message=message,
        evidence=Evidence(
            captures=(observation.capture_id,), digests=tuple(_digests("capture", observation))
        ),
        explanations=rule.explanations if explanations is None else explanations,
        settles=rule.settles if settles is None else settles,
        difference=None,
        new=True,
    )


def with_digests(finding: Finding, digests: Iterable[tuple[str, bytes]]) -> Finding:
    """Return a finding with the digests of further bytes that it rests on, each once.

    Args:
        finding: The finding.
        digests: Names, and digests of 32 bytes. Others of the same name are numbered: `feed.raw`,
            `feed-2.raw`.
    """
    counts: Counter[str] = Counter()
    named: list[tuple[str, str]] = []
    for name, digest in dict.fromkeys(digests):
        counts[name] += 1
        whose, dot, what = name.partition(".")
        number = "" if counts[name] == 1 else f"-{counts[name]}"
        named.append((f"{whose}{number}{dot}{what}", format_digest(digest)))
    evidence = finding.evidence
    return replace(finding, evidence=replace(evidence, digests=(*evidence.digests, *named)))


def finding_on_two(
    slug: str,
    before: Observation,
    after: Observation,
    message: str,
    *,
    fields: tuple[str, ...],
    rungs: Sequence[str] = (),
    cause: Certainty | None = None,
    difference: Difference | None = None,
) -> Finding:
    """Return a finding on two captures."""
    rule = rule_named(slug)
    return Finding(
        rule=slug,
        level=rule.level,
        certainty=rule.certainty,
        cause=cause,
        fields=fields,
        interval=Interval(
            after=before.moment, until=after.moment, made_after=made_after(before, after)
        ),
        message=message,
        evidence=Evidence(
            captures=(before.capture_id, after.capture_id),
            digests=(
                *_digests("before", before, rungs),
                *_digests("after", after, rungs),
            ),
        ),
        explanations=rule.explanations,
        settles=rule.settles,
        difference=difference,
        new=True,
    )


def in_order(
    findings: Iterable[Finding], observations: Iterable[Observation]
) -> tuple[Finding, ...]:
    """Return findings, warnings before notes and then in reading order."""
    place = {seen.capture_id: n for n, seen in enumerate(observations)}
    return tuple(
        sorted(
            findings,
            key=lambda one: (_ORDER.index(one.level), place[one.evidence.captures[-1]]),
        )
    )


def made_after(before: Observation, after: Observation) -> datetime | None:
    """Return the earliest time at which a change between two captures can have been made.

    That is when the earlier answer was served, less the age that its headers allow it to have had
    (RFC 9111 section 4.2.1); None where a time or the headers do not say, or where the answer read
    later was not served later.
    """
    freshness = before.freshness
    if before.moment.at is None or after.moment.at is None or freshness is None:
        return None
    if after.moment.at < before.moment.at:
        return None
    if freshness.from_origin:
        return before.moment.at
    age, lifetime = freshness.age_s or 0, freshness.lifetime_s
    # An answer that nobody may store, and that was stored, may be of any age.
    if lifetime is None or (age and not lifetime):
        return None
    return before.moment.at - timedelta(seconds=max(age, lifetime))


def _digests(
    name: str, observation: Observation, rungs: Iterable[str] = ()
) -> Iterable[tuple[str, str]]:
    yield f"{name}.raw", format_digest(observation.raw_digest)
    if observation.snapshot is not None:
        for rung in rungs or ("content",):
            digest: bytes = getattr(observation.snapshot.digests, rung)
            yield f"{name}.{rung}", format_digest(digest)
