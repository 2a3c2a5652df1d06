"""Says what a comparison left out, and why (assessment.md: everything set aside is listed).

Owns these sentences. Never decides what is left out.
"""

from collections.abc import Iterator

from provenance.assess.claims import say_moves
from provenance.assess.pair import Pair
from provenance.assess.revisions import is_activity
from provenance.assess.served import snapshots_of
from provenance.assess.wording import (
    PUNCTUATION,
    begin_sentence,
    say_between,
    say_capture,
    say_count,
    say_list,
    say_quote,
)
from provenance.model import BlockChange, Change

# A text without spaces is no word: so many of its characters are quoted beside what differs.
_CONTEXT = 20


def say_left_out(pair: Pair) -> Iterator[str]:
    """Yield which fields of two captures were not compared, in one sentence."""
    if pair.protected:
        yield _under_password(pair)
    elif lacking := _lacking(pair):
        names = [name for name in ("title", "content", "excerpt") if name not in pair.fields]
        were = "were" if len(names) > 1 else "was"
        yield (
            f"{begin_sentence(_say_fields(names))} {were} not compared"
            f" {say_between(pair.before, pair.after)}: {lacking}."
        )


def say_not_counted(pair: Pair) -> Iterator[str]:
    """Yield what differs and has no finding of its own, a sentence for each kind.

    Beside an edit that is typography and what WordPress fills by itself (canonical-form.md,
    "Blocks" 9: always shown when they differ).
    """
    kinds = (
        (pair.difference.typography, f" in which {PUNCTUATION} alone differ"),
        (pair.difference.dynamic, " that WordPress fills by itself"),
    )
    part = "part of the edit" if pair.edits else "an edit"
    between = say_between(pair.before, pair.after)
    for changes, kind in kinds:
        if changes:
            first = "the first: " if len(changes) > 1 else ""
            blocks = say_count(len(changes), "block")
            words = _first_words(changes[0])
            yield f"Not counted as {part} {between}: {blocks}{kind} ({first}{words})."


def say_volatile(pair: Pair) -> Iterator[str]:
    """Yield each block that changes by itself, with its words: one may hold an edit all the same.

    What differs in more than that has a finding of its own.
    """
    for change in pair.passing:
        yield (
            f"Not counted as an edit {say_between(pair.before, pair.after)}: a block of the"
            f" {change.field} that changes from one answer to the next ({_first_words(change)})."
        )


def _first_words(change: BlockChange) -> str:
    """Return the first words that differ, each with what it is joined to."""
    spans = change.spans
    start = next((n for n, span in enumerate(spans) if span.change is not Change.EQUAL), None)
    if start is None:
        return f"{change.change.value} {say_quote(change.after or change.before or '')}"
    end = next((n for n in range(start, len(spans)) if spans[n].change is Change.EQUAL), len(spans))
    head = _joined(spans[start - 1].text)[-_CONTEXT:] if start else ""
    tail = _joined(spans[end].text[::-1])[::-1][:_CONTEXT] if end < len(spans) else ""
    removed, added = (
        head + "".join(span.text for span in spans[start:end] if span.change is way) + tail
        for way in (Change.REMOVED, Change.ADDED)
    )
    return f"{say_quote(removed)}, now {say_quote(added)}"


def _joined(text: str) -> str:
    """Return the characters at the end of a text that no space parts from what follows."""
    return "" if text[-1:].isspace() else text.rsplit(maxsplit=1)[-1]


def _under_password(pair: Pair) -> str:
    between = say_between(pair.before, pair.after)
    if "title" in pair.fields:
        return (
            f"Only the titles were compared {between}: the text asks for a password in at least"
            f" one of them{_unjudged_revisions(pair)}."
        )
    return (
        f"No text was compared {between}: it asks for a password in at least one of them, and"
        f" {_lacking(pair, only='title')}."
    )


def _unjudged_revisions(pair: Pair) -> str:
    """Return what a password set or lifted keeps from being called `revision-activity`."""
    left, right = snapshots_of(pair.before, pair.after)
    if (left.protected and right.protected) or not is_activity(pair):
        return ""
    return f"; {say_moves(pair.before, pair.after)}, which by itself shows no edit"


def _lacking(pair: Pair, only: str | None = None) -> str:
    """Return which answer does not have which field; empty where both have all."""
    left, right = (
        [name for name in snapshot.missing if only in (None, name)]
        for snapshot in snapshots_of(pair.before, pair.after)
    )
    alone = not (left and right) and only is None
    if left == right and left:
        return f"neither answer has {'them' if len(left) > 1 else 'it'}"
    return ", and ".join(
        f"the answer in {say_capture(observation)} does not have"
        f" {('them' if len(names) > 1 else 'it') if alone else _say_fields(names)}"
        for observation, names in ((pair.before, left), (pair.after, right))
        if names
    )


def _say_fields(names: list[str]) -> str:
    return say_list([f"the {name}" for name in names])
