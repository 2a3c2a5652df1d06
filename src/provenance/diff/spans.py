"""Word by word: what was added to, and removed from, one text.

Owns what a hunk is. Never loses a character: the EQUAL and REMOVED spans joined are the earlier
text, the EQUAL and ADDED spans the later one (with unseen characters of a changed run written out
as code points).
"""

from collections.abc import Iterable, Iterator, Sequence

from provenance.diff.align import Budget, align_runs
from provenance.diff.ends import common_end, common_start
from provenance.diff.hunks import Hunk, clean_up
from provenance.diff.words import seen, show_unseen, split_units, unseen
from provenance.model import Change, Span

# Longer texts are compared by their common beginning and end alone.
MAX_CHARACTERS = 1_000_000


def diff_words(before: str, after: str, budget: Budget) -> tuple[Span, ...]:
    """Return the spans that lead from one text to the other; within the budget the fewest words.

    The way back is the same with REMOVED and ADDED exchanged. Linear in memory and, over the
    budget, in time; then coarser, and `budget.bitten` is set.
    """
    # Of several shortest ways one is taken, and it must not hang on which text came first.
    turned = after < before
    hunks = _hunks(after, before, budget) if turned else _hunks(before, after, budget)
    cleaned = clean_up(hunks)
    return tuple(_spans((hunk.turned() for hunk in cleaned) if turned else cleaned))


def _hunks(before: str, after: str, budget: Budget) -> Iterator[Hunk]:
    start = common_start(before, after)
    end = min(common_end(before, after), min(len(before), len(after)) - start)
    if max(len(before), len(after)) > MAX_CHARACTERS:
        budget.bitten = True
        yield Hunk(before[:start], "", "")
        yield Hunk("", before[start : len(before) - end], after[start : len(after) - end])
    else:
        # A word begins behind a space, whatever stands before that.
        start = max(before.rfind(" ", 0, start), before.rfind("\n", 0, start)) + 1
        space = before.find(" ", len(before) - end)
        end = len(before) - space - 1 if end and space >= 0 else 0
        yield Hunk(before[:start], "", "")
        left, right = before[start : len(before) - end], after[start : len(after) - end]
        yield from _by_units(split_units(left), split_units(right), budget)
    yield Hunk(before[len(before) - end :], "", "")


def _by_units(before: Sequence[str], after: Sequence[str], budget: Budget) -> Iterator[Hunk]:
    ids: dict[str, int] = {}
    left = [ids.setdefault(unit.rstrip(), len(ids)) for unit in before]
    right = [ids.setdefault(unit.rstrip(), len(ids)) for unit in after]
    i = j = 0
    for next_i, next_j, size in align_runs(left, right, budget):
        yield Hunk("", "".join(before[i:next_i]), "".join(after[j:next_j]))
        i, j = next_i + size, next_j + size
        yield from _matched(before[next_i:i], after[next_j:j])
    yield Hunk("", "".join(before[i:]), "".join(after[j:]))


def _matched(before: Sequence[str], after: Sequence[str]) -> Iterator[Hunk]:
    """Yield a run of equal words; the white space behind them may differ."""
    if before == after:
        yield Hunk("".join(before), "", "")
        return
    for unit, other in zip(before, after, strict=True):
        if unit == other:
            yield Hunk(unit, "", "")
        else:
            word = unit.rstrip()
            yield Hunk(word, unit[len(word) :], other[len(word) :])


def _spans(hunks: Iterable[Hunk]) -> Iterator[Span]:
    for equal, removed, added in hunks:
        if equal:
            yield Span(change=Change.EQUAL, text=equal)
        # What changed and cannot be seen is written out; what merely is in the words is not.
        if not _is_all_seen(removed, added):
            removed, added = show_unseen(removed), show_unseen(added)  # noqa: PLW2901  as written
        if removed:
            yield Span(change=Change.REMOVED, text=removed)
        if added:
            yield Span(change=Change.ADDED, text=added)


def _is_all_seen(removed: str, added: str) -> bool:
    """Return whether a reader sees all that two texts differ in."""
    if (removed + added).isprintable():
        return True
    return unseen(removed) == unseen(added) and seen(removed) != seen(added)
