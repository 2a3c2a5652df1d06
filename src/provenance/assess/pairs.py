"""The rules that compare two captures which are successive in one context.

Owns which of them hold together. Never decides which captures are successive.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

from provenance.assess.claims import (
    modified_step,
    revisions_fell,
    revisions_moved,
    revisions_replaced,
    revisions_rose,
    say_revisions,
)
from provenance.assess.edits import assess_edit, assess_went_back
from provenance.assess.fields import assess_dates, assess_fields, assess_guid
from provenance.assess.findings import finding_on_two
from provenance.assess.hosts import is_host_only
from provenance.assess.served import snapshot_of, snapshots_of
from provenance.assess.wording import say_between, say_capture, say_time
from provenance.diff import compare
from provenance.model import BlockChange, Difference, Finding, Observation, Route, Snapshot

_MARKUP = ("markup", "content")


class Pair(NamedTuple):
    """Two successive captures, and how their texts differ.

    Attributes:
        before: The earlier capture.
        after: The later capture.
        difference: The whole diff.
        edits: Changed blocks that count: of the title alone where either side is protected.
        moved: Changed blocks that differ in the site's own host only.
        protected: Whether either side is behind a password.
    """

    before: Observation
    after: Observation
    difference: Difference
    edits: tuple[BlockChange, ...]
    moved: tuple[BlockChange, ...]
    protected: bool


def pair_up(before: Observation, after: Observation) -> Pair:
    """Return two captures with what differs between them."""
    left, right = snapshots_of(before, after)
    difference = compare(left, right)
    protected = bool(left.protected or right.protected)
    edits = tuple(edit for edit in difference.edits if edit.field == "title" or not protected)
    moved = tuple(edit for edit in edits if is_host_only(edit, left, right))
    if len(moved) < len(edits):
        moved = ()
    return Pair(before, after, difference, () if moved else edits, moved, protected)


def assess_pair(pair: Pair, earlier: Sequence[Observation]) -> Iterator[Finding]:
    """Yield every finding on two successive captures.

    `earlier` are the states that the archive holds from before the earlier capture's.
    """
    left, right = snapshots_of(pair.before, pair.after)
    step = modified_step(left, right)
    if pair.edits:
        yield assess_edit(pair.before, pair.after, pair.difference, pair.edits)
    elif step is not None and step < timedelta(0):
        yield assess_went_back(pair.before, pair.after)
    yield from _password(pair)
    yield from assess_dates(pair.before, pair.after)
    yield from assess_guid(pair.before, pair.after, moved=pair.moved, difference=pair.difference)
    yield from _earlier_text(pair, earlier)
    if not pair.edits:
        yield from _no_edit(pair)
    yield from assess_fields(pair.before, pair.after, pair.difference)
    yield from _revisions(pair)


def assess_across_password(
    open_before: Observation, protected: Observation, after: Observation
) -> Iterator[Finding]:
    """Yield the edit between the last text before a password and the first one after it.

    The titles were compared on the way in and out; `protected` is the capture before `after`.
    """
    pair = pair_up(open_before, after)
    title = snapshots_of(protected, after)
    same_title = title[0].title == title[1].title
    edits = tuple(edit for edit in pair.edits if edit.field != "title")
    if edits and same_title:
        yield assess_edit(open_before, after, pair.difference, edits)


def _password(pair: Pair) -> Iterator[Finding]:
    left, right = snapshots_of(pair.before, pair.after)
    if bool(left.protected) == bool(right.protected):
        return
    slug = "password-set" if right.protected else "password-lifted"
    asks, open_ = (pair.after, pair.before) if right.protected else (pair.before, pair.after)
    yield finding_on_two(
        slug,
        pair.before,
        pair.after,
        f"The post asks for a password in {say_capture(asks)}, and does not in"
        f" {say_capture(open_)}.",
        fields=("content.protected",),
        rungs=("metadata",),
    )


def _earlier_text(pair: Pair, earlier: Sequence[Observation]) -> Iterator[Finding]:
    left, right = snapshots_of(pair.before, pair.after)
    if pair.protected or left.digests.words == right.digests.words:
        return
    for state in earlier:
        shown = snapshot_of(state)
        if shown.digests.words == right.digests.words and not shown.protected:
            yield finding_on_two(
                "earlier-text-again",
                pair.before,
                pair.after,
                f"The words in {say_capture(pair.after)} are those of {say_capture(state)} again,"
                f" and not those of {say_capture(pair.before)}.",
                fields=("content",),
                rungs=("words",),
            )
            return


def _no_edit(pair: Pair) -> Iterator[Finding]:
    difference = pair.difference
    if not pair.protected:
        for slug, changes, what in (
            ("typography-change", difference.typography, "quotation marks, dashes, or spaces"),
            ("dynamic-content-change", difference.dynamic, "blocks that WordPress fills by itself"),
        ):
            if changes:
                yield finding_on_two(
                    slug,
                    pair.before,
                    pair.after,
                    f"Only {what} differ {say_between(pair.before, pair.after)}.",
                    fields=tuple(dict.fromkeys(change.field for change in changes)),
                    difference=difference,
                )
        if difference.markup_differs and not (
            difference.typography or difference.dynamic or pair.moved
        ):
            yield finding_on_two(
                "markup-change",
                pair.before,
                pair.after,
                "The markup of the post differs, and none of its words, links, pictures or"
                f" headings, {say_between(pair.before, pair.after)}.",
                fields=("content",),
                rungs=_MARKUP,
            )
    yield from _save_without_change(pair)


def _save_without_change(pair: Pair) -> Iterator[Finding]:
    left, right = snapshots_of(pair.before, pair.after)
    step = modified_step(left, right)
    if pair.protected or step is None or step <= timedelta(0):
        return
    if left.digests.content != right.digests.content or left.metadata != right.metadata:
        return
    yield finding_on_two(
        "save-without-change",
        pair.before,
        pair.after,
        f"The modified time advanced from {_modified(left)} to {_modified(right)}, while text and"
        f" tracked fields are the same {say_between(pair.before, pair.after)}.",
        fields=("modified_gmt",),
        rungs=("content", "metadata"),
    )


def _revisions(pair: Pair) -> Iterator[Finding]:
    left, right = snapshots_of(pair.before, pair.after)
    step = modified_step(left, right)
    fields = ("version-history", "predecessor-version")
    moved = say_revisions(left, right)
    where = say_between(pair.before, pair.after)
    held = []
    if left.protected and right.protected:
        if revisions_moved(left, right):
            text = f"While the post was behind a password, {moved} {where}."
            held.append(("revision-activity-under-password", text))
    elif not pair.edits and step == timedelta(0) and revisions_rose(left, right):
        text = f"{moved[0].upper()}{moved[1:]} {where}, while text and modified time are the same."
        held.append(("revision-activity", text))
    if revisions_fell(left, right, partial=pair.after.context.route is Route.FIELDS):
        text = f"{moved[0].upper()}{moved[1:]} {where}: stored revisions are fewer than before."
        held.append(("fewer-revisions", text))
    if revisions_replaced(left, right):
        text = f"{moved[0].upper()}{moved[1:]} {where}, and there are no more of them than before."
        held.append(("revisions-replaced", text))
    for slug, message in held:
        yield finding_on_two(slug, pair.before, pair.after, message, fields=fields)


def _modified(snapshot: Snapshot) -> str:
    return say_time(snapshot.modified_at) if snapshot.modified_at else "not stated"
