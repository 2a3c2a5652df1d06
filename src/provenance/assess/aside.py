"""Says what a comparison left out, and why (assessment.md: everything set aside is listed).

Owns these sentences. Never decides what is left out.
"""

from collections.abc import Iterator

from provenance.assess.claims import say_moves
from provenance.assess.pair import Pair
from provenance.assess.revisions import is_activity
from provenance.assess.served import snapshots_of
from provenance.assess.wording import begin_sentence, say_between, say_capture, say_list


def say_left_out(pair: Pair) -> Iterator[str]:
    """Yield what of two captures was not compared, or was not counted; one sentence each."""
    if pair.protected:
        yield _under_password(pair)
    elif lacking := _lacking(pair):
        names = [name for name in ("title", "content", "excerpt") if name not in pair.fields]
        were = "were" if len(names) > 1 else "was"
        yield (
            f"{begin_sentence(_say_fields(names))} {were} not compared"
            f" {say_between(pair.before, pair.after)}: {lacking}."
        )


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
