"""Word by word: what was added to, and removed from, one text.

Owns the clean-up that makes a diff read well. Never loses a character: the EQUAL and REMOVED
spans joined are the earlier text, the EQUAL and ADDED spans the later one (with unseen
characters of a changed run written out as code points).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from provenance.diff.align import Budget, align
from provenance.diff.words import Unit, is_wordless, seen, show_unseen, split_units, unseen
from provenance.model import Change, Span

# Longer texts are compared by their common beginning and end alone.
MAX_CHARACTERS = 1_000_000
# An equal run with more words than this always stands on its own between two changes.
_MAX_MERGED_WORDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hunk:
    """What was removed and added in one place, after a run that is equal on both sides."""

    equal: str
    removed: str
    added: str

    @property
    def size(self) -> int:
        return max(len(self.removed), len(self.added))


def diff_words(before: str, after: str, budget: Budget) -> tuple[Span, ...]:
    """Return the spans that lead from one text to the other; within the budget the fewest words.

    Linear in memory and, over the budget, in time; then coarser, and `budget.bitten` is set.
    """
    if max(len(before), len(after)) > MAX_CHARACTERS:
        budget.bitten = True
        hunks = _by_ends(before, after)
    else:
        hunks = _by_units(split_units(before), split_units(after), budget)
    return tuple(_spans(_trimmed(_merge_near(_joined(hunks)))))


def _by_ends(before: str, after: str) -> Iterator[_Hunk]:
    shorter = min(len(before), len(after))
    start = _longest(shorter, lambda k: before.startswith(after[:k]))
    end = _longest(shorter - start, lambda k: before.endswith(after[len(after) - k :]))
    yield _Hunk(
        equal=before[:start],
        removed=before[start : len(before) - end],
        added=after[start : len(after) - end],
    )
    yield _Hunk(equal=before[len(before) - end :], removed="", added="")


def _longest(limit: int, fits: Callable[[int], bool]) -> int:
    """Return the greatest length up to `limit` that fits, by halving: what is shorter fits too."""
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low


def _by_units(before: Sequence[Unit], after: Sequence[Unit], budget: Budget) -> Iterator[_Hunk]:
    ids: dict[str, int] = {}
    left = [ids.setdefault(unit.core, len(ids)) for unit in before]
    right = [ids.setdefault(unit.core, len(ids)) for unit in after]
    i = j = 0
    for next_i, next_j in align(left, right, budget):
        yield _Hunk(equal="", removed=_text(before[i:next_i]), added=_text(after[j:next_j]))
        yield _matched(before[next_i], after[next_j])
        i, j = next_i + 1, next_j + 1
    yield _Hunk(equal="", removed=_text(before[i:]), added=_text(after[j:]))


def _matched(before: Unit, after: Unit) -> _Hunk:
    if before.space == after.space:
        return _Hunk(equal=before.core + before.space, removed="", added="")
    return _Hunk(equal=before.core, removed=before.space, added=after.space)


def _text(units: Iterable[Unit]) -> str:
    return "".join(unit.core + unit.space for unit in units)


def _joined(hunks: Iterable[_Hunk]) -> list[_Hunk]:
    """Return hunks with neighbours joined, so that an equal run stands between any two."""
    equal: list[str] = []
    removed: list[str] = []
    added: list[str] = []
    joined: list[_Hunk] = []
    for hunk in hunks:
        if hunk.equal and (removed or added):
            joined.append(
                _Hunk(equal="".join(equal), removed="".join(removed), added="".join(added))
            )
            equal, removed, added = [], [], []
        equal += [hunk.equal] if hunk.equal else []
        removed += [hunk.removed] if hunk.removed else []
        added += [hunk.added] if hunk.added else []
    joined.append(_Hunk(equal="".join(equal), removed="".join(removed), added="".join(added)))
    return joined


def _merge_near(hunks: Sequence[_Hunk]) -> list[_Hunk]:
    """Return hunks with those merged that only a short equal run keeps apart."""
    groups: list[list[_Hunk]] = []
    size = 0
    for hunk in hunks:
        if groups and hunk.size and size and _is_short(hunk.equal, size, hunk.size):
            groups[-1].append(hunk)
            size += len(hunk.equal) + hunk.size
        else:
            groups.append([hunk])
            size = hunk.size
    return [_merged(group) for group in groups]


def _is_short(equal: str, left: int, right: int) -> bool:
    if is_wordless(equal):
        return len(equal) <= 1 + min(left, right)
    return len(equal.split()) <= _MAX_MERGED_WORDS and len(equal) < min(left, right)


def _merged(group: Sequence[_Hunk]) -> _Hunk:
    first, *rest = group
    return _Hunk(
        equal=first.equal,
        removed=first.removed + "".join(hunk.equal + hunk.removed for hunk in rest),
        added=first.added + "".join(hunk.equal + hunk.added for hunk in rest),
    )


def _trimmed(hunks: Iterable[_Hunk]) -> Iterator[_Hunk]:
    """Yield hunks with the white space that ends both sides given to the equal run behind."""
    carried = ""
    for hunk in hunks:
        end = _common_space(hunk.removed, hunk.added)
        yield _Hunk(
            equal=carried + hunk.equal,
            removed=hunk.removed[: len(hunk.removed) - end],
            added=hunk.added[: len(hunk.added) - end],
        )
        carried = hunk.removed[len(hunk.removed) - end :]
    if carried:
        yield _Hunk(equal=carried, removed="", added="")


def _common_space(left: str, right: str) -> int:
    end = 0
    while end < min(len(left), len(right)) and left[-1 - end] == right[-1 - end]:
        if not left[-1 - end].isspace():
            break
        end += 1
    return end


def _spans(hunks: Iterable[_Hunk]) -> Iterator[Span]:
    for hunk in hunks:
        removed, added = hunk.removed, hunk.added
        # What changed and cannot be seen is written out; what merely is in the words is not.
        if unseen(removed) != unseen(added) or seen(removed) == seen(added):
            removed, added = show_unseen(removed), show_unseen(added)
        if hunk.equal:
            yield Span(change=Change.EQUAL, text=hunk.equal)
        if removed:
            yield Span(change=Change.REMOVED, text=removed)
        if added:
            yield Span(change=Change.ADDED, text=added)
