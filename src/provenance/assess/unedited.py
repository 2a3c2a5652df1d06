"""The rules on two captures between which no edit is shown, and yet something differs."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from provenance.assess.claims import modified_step
from provenance.assess.findings import finding_on_two
from provenance.assess.pair import Pair
from provenance.assess.served import snapshots_of
from provenance.assess.wording import PUNCTUATION, say_between, say_modified
from provenance.diff import is_same_text
from provenance.model import BlockChange, Finding


def assess_unedited(pair: Pair) -> Iterator[Finding]:
    """Yield the findings on typography, dynamic blocks, markup and a save that changed nothing.

    Nothing is said of a text that asks for a password: it was not seen. Nor is anything where a
    block that changes by itself differs in more than that, which may be an edit.
    """
    if pair.protected or pair.further:
        return
    difference = pair.difference
    if difference.typography:
        yield _only("typography-change", pair, PUNCTUATION, difference.typography)
    if difference.dynamic:
        what = "blocks named as those that WordPress fills by itself"
        yield _only("dynamic-content-change", pair, what, difference.dynamic)
    if difference.markup_differs and not (
        difference.typography or difference.dynamic or pair.moved or pair.passing
    ):
        yield finding_on_two(
            "markup-change",
            pair.before,
            pair.after,
            "The markup of the post differs, and none of its words, links, pictures or headings,"
            f" {say_between(pair.before, pair.after)}.",
            fields=("content",),
            rungs=("markup", "content"),
        )
    yield from _save_without_change(pair)


def _only(slug: str, pair: Pair, what: str, changes: tuple[BlockChange, ...]) -> Finding:
    return finding_on_two(
        slug,
        pair.before,
        pair.after,
        f"No edit is shown {say_between(pair.before, pair.after)}, and {what} differ.",
        fields=tuple(dict.fromkeys(change.field for change in changes)),
        rungs=("content", "words"),
        difference=replace(pair.difference, edits=(), metadata=()),
    )


def _save_without_change(pair: Pair) -> Iterator[Finding]:
    left, right = snapshots_of(pair.before, pair.after)
    step = modified_step(left, right)
    if step is None or step <= timedelta(0):
        return
    if left.missing != right.missing or not is_same_text(left, right):
        return
    if left.metadata != right.metadata:
        return
    yield finding_on_two(
        "save-without-change",
        pair.before,
        pair.after,
        f"The modified time advanced from {say_modified(left)} to {say_modified(right)}, while"
        f" text and tracked fields are the same {say_between(pair.before, pair.after)}.",
        fields=("modified_gmt",),
        rungs=("content", "metadata"),
    )
