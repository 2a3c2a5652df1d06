"""The classes of what is counted or dated: amounts, dates and times.

Owns which part of an amount differs. Never reads one.
"""

import re
from collections.abc import Iterator
from datetime import date

from provenance.assess.classes.features import Run
from provenance.assess.classes.piece import Kind, Piece
from provenance.assess.classes.readings import Amount
from provenance.model import EditClass

_MONTH = "month "
# How long the digits of each part of a whole date are, a year's before all.
_WHOLE = {4: "year", 2: "day", 1: "day"}


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


def weekday_of(piece: Piece | None) -> str | None:
    """Return the number in the week, Monday's being 0, of a whole date; None of any other piece."""
    parts = piece.value if piece is not None and piece.kind is Kind.DATE else ()
    if not isinstance(parts, tuple) or len(parts) != len(_WHOLE):
        return None
    names = ["month" if part.startswith(_MONTH) else _WHOLE.get(len(part), "day") for part in parts]
    named = {
        name: int(part.removeprefix(_MONTH))
        for name, part in zip(names, parts, strict=True)
        if part.removeprefix(_MONTH).isdecimal()
    }
    try:
        return str(date(**named).weekday())
    except (TypeError, ValueError):
        return None


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
