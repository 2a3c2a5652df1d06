"""The classes of what is counted or dated: amounts, dates and times.

Owns which part of an amount differs. Never reads one.
"""

import re
from collections.abc import Iterator

from provenance.assess.classes.features import Run
from provenance.assess.classes.piece import Kind, Piece
from provenance.assess.classes.readings import Amount
from provenance.model import EditClass


def figures(left: Run, right: Run) -> Iterator[EditClass]:
    """Yield the classes of dates, times and amounts that differ, in value or in writing alone."""
    clocks = _is_clock(left, right) or _is_clock(right, left)
    for kind, each in ((Kind.DATE, EditClass.DATE), (Kind.TIME, EditClass.TIME)):
        if clocks and kind is Kind.TIME:
            continue
        one, two = ([piece.value for piece in run.of(kind)] for run in (left, right))
        if one != two:
            yield each
        elif [piece.text for piece in left.of(kind)] != [piece.text for piece in right.of(kind)]:
            yield EditClass.TYPOGRAPHY
    if clocks:
        yield EditClass.TYPOGRAPHY
        return
    amounts = [run.of(Kind.AMOUNT) for run in (left, right)]
    if len(amounts[0]) != len(amounts[1]):
        yield EditClass.NUMBER
    for one, two in zip(*amounts, strict=False):
        yield from _amounts(one, two)


def _is_clock(left: Run, right: Run) -> bool:
    """Return whether one time of day stands in place of a number such as 19.00."""
    times, numbers = left.of(Kind.TIME), right.of(Kind.AMOUNT)
    if len(times) != 1 or len(numbers) != 1 or left.of(Kind.AMOUNT) or right.of(Kind.TIME):
        return False
    digits, number = re.sub(r"\D", " ", times[0].text).split(), numbers[0].text
    return digits == number.split(".") or digits == [number, "00"]


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
