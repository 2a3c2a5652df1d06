"""Scores the classes on the labelled edits, and fails where the gated half is under its limits.

Run as `make assess`. Three parts, scored apart: `gated` holds the limits; `unseen` was written
without sight of the rules, gates nothing, and never shows an item, so that no rule can be tuned to
it; `dev` was written so too, and shows each item that misses, for whoever improves a rule. A shrug
and a wrong statement are told apart: `unclassified` counts as material, and says only that no rule
can tell (docs/adr/0136).
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence

from provenance.model import COSMETIC, EditClass
from tests.assessment.labelled import Verdict, read_edits, verdict

MIN_RECALL = 0.98
MAX_FALSE = 0.02
PARTS = {
    "gated": "with sight of the rules",
    "unseen": "without sight of the rules, ungated",
    "dev": "without sight of the rules, ungated, to be looked at",
}


def recall(verdicts: Sequence[Verdict]) -> float:
    """Return the share of material edits that are called material."""
    return _share([each.material for each in verdicts if each.edit.material])


def false_material(verdicts: Sequence[Verdict]) -> float:
    """Return the share of cosmetic edits that are called material."""
    return _share([each.material for each in verdicts if not each.edit.material])


def misnamed(verdicts: Sequence[Verdict]) -> float:
    """Return the share of cosmetic edits that are called material by a class that says what."""
    return _share([is_told(each) for each in verdicts if not each.edit.material])


def told(verdicts: Sequence[Verdict]) -> float:
    """Return the share of material edits that are called so by a class that says what."""
    return _share([is_told(each) for each in verdicts if each.edit.material])


def is_told(verdict: Verdict) -> bool:
    """Return whether a verdict of material says more than that no rule can tell."""
    return verdict.material and bool(verdict.classes - COSMETIC - {EditClass.UNCLASSIFIED})


def table() -> Iterator[str]:
    """Yield the totals of every part as a table, for docs/classes.md."""
    yield "| set | edits | material called so | by a class | cosmetic called so | by a class |"
    yield "|---|---|---|---|---|---|"
    for part in PARTS:
        verdicts = [verdict(edit) for edit in read_edits(part)]
        shares = (each(verdicts) for each in (recall, told, false_material, misnamed))
        cells = [f"`{part}`", str(len(verdicts)), *(f"{share:.1%}" for share in shares)]
        yield "| " + " | ".join(cells) + " |"


def rows(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """Yield recall and precision a class, of those that somebody gives."""
    yield f"{'class':<17}{'labelled':>9}{'recall':>9}{'given':>8}{'precision':>11}"
    for each in EditClass:
        labelled = [one for one in verdicts if each in one.edit.classes]
        given = [one for one in verdicts if each in one.classes]
        if labelled or given:
            found = _say(_share([each in one.classes for one in labelled]), labelled)
            right = _say(_share([each in one.edit.classes for one in given]), given)
            yield f"{each.value:<17}{len(labelled):>9}{found:>9}{len(given):>8}{right:>11}"


def confusions(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """Yield which classes were given in place of which, the most frequent first."""
    found: Counter[tuple[str, str]] = Counter()
    for one in verdicts:
        missed = sorted(each.value for each in one.edit.classes - one.classes) or ["(nothing)"]
        extra = sorted(each.value for each in one.classes - one.edit.classes) or ["(nothing)"]
        if one.edit.classes != one.classes:
            found.update((wanted, got) for wanted in missed for got in extra)
    for (wanted, got), times in sorted(found.items(), key=lambda item: (-item[1], item[0])):
        yield f"{times:>4}  {wanted} given as {got}"


def misses(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """Yield the edits that are not called what their label says, with their texts."""
    for one in verdicts:
        if (one.material, one.classes) != (one.edit.material, one.edit.classes):
            wanted = _called(one.edit.classes, material=one.edit.material)
            given = _called(one.classes, material=one.material)
            yield f"{one.edit.id}: labelled {wanted}; given {given}"
            yield f"  - {one.edit.before}"
            yield f"  + {one.edit.after}"


def main() -> int:
    """Print every part; return 1 where the gated one is under a limit."""
    status = 0
    for part, written in PARTS.items():
        verdicts = [verdict(edit) for edit in read_edits(part)]
        found, wrong = recall(verdicts), false_material(verdicts)
        print(f"{len(verdicts)} edits, written {written}")
        print(f"material edits called so   {found:.3f}")
        print(f"    by a class that says what   {told(verdicts):.3f}")
        print(f"cosmetic called material   {wrong:.3f}")
        print(f"    by a class that says what   {misnamed(verdicts):.3f}")
        print(f"    for no rule could tell      {wrong - misnamed(verdicts):.3f}\n")
        print("\n".join(rows(verdicts)), end="\n\n")
        print("\n".join(confusions(verdicts)) or "   no confusions", end="\n\n")
        if part == "dev":
            print("\n".join(misses(verdicts)) or "   no misses", end="\n\n")
        if part == "gated" and (found < MIN_RECALL or wrong > MAX_FALSE):
            print(f"the limits are {MIN_RECALL} and {MAX_FALSE}", file=sys.stderr)
            status = 1
    return status


def _share(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 1.0


def _called(classes: frozenset[EditClass], *, material: bool) -> str:
    names = ", ".join(sorted(each.value for each in classes))
    return f"{'material' if material else 'cosmetic'} ({names})"


def _say(share: float, of: Sequence[Verdict]) -> str:
    return f"{share:.2f}" if of else "-"


if __name__ == "__main__":
    sys.exit(main())
