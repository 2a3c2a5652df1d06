"""Findings as a project decided beforehand: at other levels, or set aside with its reason.

Owns when a decision holds. Nothing vanishes: what is ignored is told under what was set aside, and
a decision that has ended, or that fits nothing, is told too. Pure; never reads the clock.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from provenance.model import Finding, Ignore, Overrides, PostRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What is left of one post's findings.

    Attributes:
        findings: Those that are told of, at the levels that were decided.
        set_aside: What was ignored, one sentence each.
        used: The decisions to ignore that fitted one.
    """

    findings: tuple[Finding, ...]
    set_aside: tuple[str, ...]
    used: frozenset[Ignore]


def decide(
    findings: Sequence[Finding], post: PostRecord, overrides: Overrides, *, today: date
) -> Decided:
    """Return one post's findings as a project decided beforehand.

    Args:
        findings: Of the post.
        post: The post as a list shows it.
        overrides: The decisions.
        today: The day (UTC).
    """
    kept: list[Finding] = []
    set_aside: list[str] = []
    used: set[Ignore] = set()
    fitting = [one for one in overrides.ignores if one.until >= today and _is_of(one, post)]
    for finding in findings:
        ignore = next((one for one in fitting if one.rule == finding.rule), None)
        if ignore is None:
            level = overrides.levels.get(finding.rule, finding.level)
            kept.append(replace(finding, level=level))
        else:
            used.add(ignore)
            set_aside.append(
                f"{finding.level.value} {finding.rule}, as {overrides.source} has it until"
                f" {ignore.until} ({ignore.reason}): {finding.message}"
            )
    return Decided(findings=tuple(kept), set_aside=tuple(set_aside), used=frozenset(used))


def say_idle(
    overrides: Overrides, used: Iterable[Ignore], posts: Sequence[PostRecord], *, today: date
) -> Iterator[str]:
    """Yield which decisions to ignore have ended, or fitted nothing of these posts."""
    fitted = frozenset(used)
    for ignore in overrides.ignores:
        about = ignore.rule if ignore.post is None else f"{ignore.rule} of {ignore.post}"
        if ignore.until < today:
            yield (
                f"{overrides.source} ignored {about} until {ignore.until}, and does no more: look"
                " at it anew, or delete the entry"
            )
        elif ignore not in fitted and any(_is_of(ignore, post) for post in posts):
            yield f"{overrides.source} ignores {about}, and nothing was found that it fits"


def _is_of(ignore: Ignore, post: PostRecord) -> bool:
    return ignore.post is None or ignore.post in {str(post.key), post.link}
