"""The classes of what is counted or dated: amounts, dates and times.

Owns which part of an amount differs. Never reads one.
"""

from collections.abc import Iterator

from provenance.assess.classes.features import Run
from provenance.assess.classes.pieces import Kind, Piece
from provenance.assess.classes.readings import Amount
from provenance.model import EditClass


def figures(left: Run, right: Run) -> Iterator[EditClass]:
    """Yield the classes of dates, times and amounts that differ, in value or in writing alone."""
    for kind, each in ((Kind.DATE, EditClass.DATE), (Kind.TIME, EditClass.TIME)):
        one, two = ([piece.value for piece in run.of(kind)] for run in (left, right))
        if one != two:
            yield each
        elif [piece.text for piece in left.of(kind)] != [piece.text for piece in right.of(kind)]:
            yield EditClass.TYPOGRAPHY
    amounts = [run.of(Kind.AMOUNT) for run in (left, right)]
    if len(amounts[0]) != len(amounts[1]):
        yield EditClass.NUMBER
    for one, two in zip(*amounts, strict=False):
        yield from _amounts(one, two)


def _amounts(one: Piece, two: Piece) -> Iterator[EditClass]:
    left, right = one.value, two.value
    if not isinstance(left, Amount) or not isinstance(right, Amount):
        return
    if left.values != right.values or left.ordinal != right.ordinal:
        yield EditClass.NUMBER
    if left.negative != right.negative:
        yield EditClass.SIGN
    if left.currency != right.currency:
        yield EditClass.CURRENCY
    if left.unit != right.unit:
        yield EditClass.UNIT
    if left == right and one.text != two.text:
        digits = one.text[-1:].isalpha() == two.text[-1:].isalpha()
        yield EditClass.TYPOGRAPHY if digits else EditClass.SPELLING_SIZED
