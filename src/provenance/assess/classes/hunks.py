"""The smallest runs of pieces in which two texts differ.

Owns how a changed block is cut into what is judged. Never judges.
"""

from collections.abc import Iterator, Sequence

from provenance.assess.classes.features import Run
from provenance.assess.classes.pieces import Kind, Piece
from provenance.diff.align import Budget, align

# What a reader takes as one mark, however it is written, is compared as one.
_FOLDED = {Kind.QUOTE}


def hunks(before: Sequence[Piece], after: Sequence[Piece]) -> Iterator[tuple[Run, Run]]:
    """Yield what differs in reading order, each with what stands around it.

    Bounded as every alignment is; over the bound a hunk is larger than it could be.
    """
    ids: dict[object, int] = {}
    left = [ids.setdefault(_key(piece), len(ids)) for piece in before]
    right = [ids.setdefault(_key(piece), len(ids)) for piece in after]
    i = j = 0
    for next_i, next_j in [*align(left, right, Budget()), (len(before), len(after))]:
        if next_i > i or next_j > j:
            step = _step(before, i, next_i) if j == next_j else 0
            step = _step(after, j, next_j) if i == next_i else step
            yield _run(before, i + step, next_i + step), _run(after, j + step, next_j + step)
        i, j = next_i + 1, next_j + 1


def _key(piece: Piece) -> object:
    return piece.kind, piece.value if piece.kind in _FOLDED else piece.text


def _step(pieces: Sequence[Piece], start: int, end: int) -> int:
    """Return 1 where words that came or went alone read as a sentence one piece further on.

    Of ". Two left" before a stop and "Two left." behind one, the second is what came.
    """
    follows = end < len(pieces) and pieces[start].text == pieces[end].text
    return 1 if follows and pieces[start].ends_sentence else 0


def _run(pieces: Sequence[Piece], start: int, end: int) -> Run:
    return Run(
        pieces=pieces[start:end],
        before=pieces[start - 1] if start else None,
        behind=pieces[end] if end < len(pieces) else None,
    )
