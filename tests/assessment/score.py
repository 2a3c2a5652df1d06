"""Scores the classes on the labelled edits, and fails where the gated half is under its limits.

Run as `make assess`. The half that was written without sight of the rules is scored apart, and
gates nothing: rules are never tuned to it.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence

from provenance.model import EditClass
from tests.assessment.labelled import Verdict, read_edits, verdict

MIN_RECALL = 0.98
MAX_FALSE = 0.02
HALVES = {"gated": "with sight of the rules", "unseen": "without sight of the rules, ungated"}


def recall(verdicts: Sequence[Verdict]) -> float:
    """Return the share of material edits that are called material."""
    return _share([each.material for each in verdicts if each.edit.material])


def false_material(verdicts: Sequence[Verdict]) -> float:
    """Return the share of cosmetic edits that are called material."""
    return _share([each.material for each in verdicts if not each.edit.material])


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


def main() -> int:
    """Print both halves; return 1 where the gated one is under a limit."""
    status = 0
    for half, written in HALVES.items():
        verdicts = [verdict(edit) for edit in read_edits(half)]
        found, wrong = recall(verdicts), false_material(verdicts)
        print(f"{len(verdicts)} edits, written {written}")
        print(f"material edits called so   {found:.3f}")
        print(f"cosmetic called material   {wrong:.3f}\n")
        print("\n".join(rows(verdicts)), end="\n\n")
        print("\n".join(confusions(verdicts)) or "   no confusions", end="\n\n")
        if half == "gated" and (found < MIN_RECALL or wrong > MAX_FALSE):
            print(f"the limits are {MIN_RECALL} and {MAX_FALSE}", file=sys.stderr)
            status = 1
    return status


def _share(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 1.0


def _say(share: float, of: Sequence[Verdict]) -> str:
    return f"{share:.2f}" if of else "-"


if __name__ == "__main__":
    sys.exit(main())
