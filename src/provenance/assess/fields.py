"""The rules on tracked fields: publication date, identifier, and every other field."""

import json
from collections.abc import Iterator
from dataclasses import replace

from provenance.assess.claims import modified_step
from provenance.assess.findings import finding_on_two
from provenance.assess.hosts import guid_of, is_same_but_host
from provenance.assess.served import snapshots_of
from provenance.assess.wording import say_between, say_capture, say_duration, say_list, say_time
from provenance.model import BlockChange, Difference, FieldChange, Finding, Observation

_NO_VALUE = (None, "null")
_MAX_VALUE = 80


def assess_dates(before: Observation, after: Observation) -> Iterator[Finding]:
    """Yield the finding of a publication date that differs."""
    left, right = snapshots_of(before, after)
    if left.published_at is None or right.published_at is None:
        return
    step = right.published_at - left.published_at
    if step:
        direction = "later" if step.total_seconds() > 0 else "earlier"
        yield finding_on_two(
            "date-changed",
            before,
            after,
            f"The publication date was {say_time(left.published_at)} in {say_capture(before)} and"
            f" is {say_time(right.published_at)} in {say_capture(after)},"
            f" {say_duration(step)} {direction}.",
            fields=("date_gmt",),
            rungs=("metadata",),
        )


def assess_guid(
    before: Observation,
    after: Observation,
    *,
    moved: tuple[BlockChange, ...],
    difference: Difference,
) -> Iterator[Finding]:
    """Yield the finding of an identifier, or of addresses, that name the post in another way."""
    left, right = snapshots_of(before, after)
    guids = guid_of(left), guid_of(right)
    differs = guids[0] is not None and guids[1] is not None and guids[0] != guids[1]
    if differs and not is_same_but_host(guids[0] or "", guids[1] or ""):
        yield finding_on_two(
            "guid-differs",
            before,
            after,
            f"The post's permanent identifier was {guids[0]} in {say_capture(before)} and is"
            f" {guids[1]} in {say_capture(after)}; the two were compared all the same.",
            fields=("guid",),
            rungs=("metadata",),
        )
        differs = False
    link = (left.link or "", right.link or "")
    link_moved = link[0] != link[1] and all(link) and is_same_but_host(*link)
    if differs or moved or link_moved:
        yield _site_moved(
            before, after, guid=differs, link=link_moved, moved=moved, whole=difference
        )


def assess_fields(
    before: Observation, after: Observation, difference: Difference
) -> Iterator[Finding]:
    """Yield the finding of tracked fields that no rule of their own reports.

    Those are date-changed, password-set and -lifted, guid-differs and site-moved
    (docs/adr/0030-what-metadata-change-leaves-out.md).
    """
    left, right = snapshots_of(before, after)
    dated = left.published_at is not None and right.published_at is not None
    changes = tuple(
        change for change in difference.metadata if not _is_reported_alone(change, dated=dated)
    )
    if not changes:
        return
    step = modified_step(left, right)
    if step is None:
        modified = "the modified time is not stated on both sides"
    elif step.total_seconds() > 0:
        modified = "the modified time advanced"
    else:
        modified = "the modified time did not advance"
    yield finding_on_two(
        "metadata-change",
        before,
        after,
        f"Tracked fields differ {say_between(before, after)}:"
        f" {say_list([_say_change(change) for change in changes])}; {modified}.",
        fields=tuple(change.name for change in changes),
        rungs=("metadata",),
        difference=replace(difference, edits=(), typography=(), dynamic=()),
    )


def _site_moved(
    before: Observation,
    after: Observation,
    *,
    guid: bool,
    link: bool,
    moved: tuple[BlockChange, ...],
    whole: Difference,
) -> Finding:
    named = [
        name
        for name, holds in (("identifier", guid), ("address", link), ("links or pictures", moved))
        if holds
    ]
    return finding_on_two(
        "site-moved",
        before,
        after,
        f"In host or scheme alone the post differs {say_between(before, after)} in its"
        f" {say_list(named)}.",
        fields=tuple(
            name for name, holds in (("guid", guid), ("link", link), ("content", moved)) if holds
        ),
        rungs=("content", "metadata"),
        difference=replace(whole, edits=moved, metadata=()) if moved else None,
    )


def _is_reported_alone(change: FieldChange, *, dated: bool) -> bool:
    # A value that is missing or null is for no other rule to read.
    if change.before in _NO_VALUE or change.after in _NO_VALUE:
        return False
    if change.name == "link":
        return is_same_but_host(json.loads(change.before), json.loads(change.after))
    if change.name == "date_gmt":
        return dated
    return change.name in {"content.protected", "guid.rendered"}


def _say_change(change: FieldChange) -> str:
    return f"{change.name} from {_say_value(change.before)} to {_say_value(change.after)}"


def _say_value(value: str | None) -> str:
    if value is None:
        return "missing"
    return value if len(value) <= _MAX_VALUE else value[: _MAX_VALUE - 1] + "\u2026"
