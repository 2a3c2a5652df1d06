"""The smallest runs of pieces in which two texts differ.

Owns how a changed block is cut into what is judged. Never judges.
"""

from collections.abc import Iterator, Sequence

from provenance.assess.classes.features import Run
from provenance.assess.classes.piece import Kind, Piece
from provenance.diff.align import Budget, align_runs

Hunk = tuple[Run, Run]


def hunks(before: Sequence[Piece], after: Sequence[Piece]) -> Iterator[Hunk]:
    """Yield what differs in reading order, each with what stands around it.

    Bounded as every alignment is; over the bound a hunk is larger than it could be.
    """
    ids: dict[object, int] = {}
    left, right = (
        # What a reader takes as one mark, however it is written, is compared as one.
        [
            ids.setdefault(piece.value if piece.kind is Kind.QUOTE else piece.text, len(ids))
            for piece in some
        ]
        for some in (before, after)
    )
    i = j = 0
    for next_i, next_j, size in [
        *align_runs(left, right, Budget()),
        (len(before), len(after), 0),
    ]:
        if next_i > i or next_j > j:
            step = _step(before, i, next_i) if j == next_j else 0
            step = _step(after, j, next_j) if i == next_i else step
            yield _run(before, i + step, next_i + step), _run(after, j + step, next_j + step)
        i, j = next_i + size, next_j + size


def by_sentence(found: Iterator[Hunk]) -> Iterator[list[Hunk]]:
    """Yield hunks in groups, those of one sentence together."""
    group: list[Hunk] = []
    for hunk in found:
        if group and _is_parted(group[-1], hunk):
            yield group
            group = []
        group.append(hunk)
    if group:
        yield group


def joined(group: Sequence[Hunk]) -> Hunk:
    """Return all of a group, with what is equal between its hunks, as one."""
    (left, right), (last_left, last_right) = group[0], group[-1]
    return _run(left.whole, left.start, last_left.end), _run(
        right.whole, right.start, last_right.end
    )


def sentence_of(run: Run) -> Run:
    """Return a run widened to the sentences that it stands in, without what ends the last."""
    start, end = run.start, run.end
    while start and not run.whole[start - 1].ends_sentence:
        start -= 1
    while end < len(run.whole) and not (end and run.whole[end - 1].ends_sentence):
        end += 1
    return _run(run.whole, start, end)


def _is_parted(hunk: Hunk, following: Hunk) -> bool:
    """Return whether a sentence ends between two hunks, and another begins."""
    left, other = hunk[0], following[0]
    between = left.whole[left.end : other.start]
    ends = [at for at, piece in enumerate(between) if piece.ends_sentence]
    return bool(ends) and any(piece.kind is Kind.WORD for piece in between[ends[0] :])


def _step(pieces: Sequence[Piece], start: int, end: int) -> int:
    """Return 1 where words that came or went alone read as a sentence one piece further on.

    Of ". Two left" before a stop and "Two left." behind one, the second is what came.
    """
    follows = end < len(pieces) and pieces[start].text == pieces[end].text
    return 1 if follows and pieces[start].ends_sentence else 0


def _run(pieces: Sequence[Piece], start: int, end: int) -> Run:
    return Run(whole=pieces, start=start, end=end)
