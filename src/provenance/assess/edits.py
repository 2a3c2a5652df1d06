"""The five rules of an edit; exactly one holds for each (assessment.md, the first five)."""

from dataclasses import replace
from datetime import timedelta

from provenance.assess.claims import modified_step, revisions_moved, say_moves, say_unstated
from provenance.assess.findings import finding_on_two
from provenance.assess.pair import Pair
from provenance.assess.served import snapshots_of
from provenance.assess.wording import say_between, say_capture, say_edits, say_modified
from provenance.model import BlockChange, Certainty, Difference, Finding, Observation

# Fits too where an answer leaves out what would show it.
UNSTATED_REVISION = (
    "A save that kept the modified time and stored a revision, which the answers do not both state."
)

_RUNGS = ("content", "words")


def assess_edit(
    before: Observation, after: Observation, difference: Difference, edits: tuple[BlockChange, ...]
) -> Finding:
    """Return the one finding of an edit; `edits` are the blocks of it that count."""
    slug, how, cause = _way(before, after)
    if slug == "modified-went-back":
        message = f"{_went_back(before, after)}, and the text differs: {say_edits(edits)}."
    else:
        message = f"The text differs {say_between(before, after)}: {say_edits(edits)}; {how}."
    fields = tuple(dict.fromkeys(edit.field for edit in edits))
    finding = finding_on_two(
        slug,
        before,
        after,
        message,
        fields=(*fields, *_claim_fields(slug)),
        rungs=_RUNGS,
        cause=cause,
        difference=replace(difference, edits=edits, metadata=()),
    )
    if slug == "changed-without-claims" and say_unstated(before, after):
        return replace(finding, explanations=(*finding.explanations, UNSTATED_REVISION))
    return finding


def assess_volatile(pair: Pair) -> Finding:
    """Return the finding of blocks that change by themselves, and differ in more than that."""
    before, after = pair.before, pair.after
    _, how, _ = _way(before, after)
    return finding_on_two(
        "volatile-content-change",
        before,
        after,
        f"Blocks that change from one answer to the next differ {say_between(before, after)} in"
        f" more than that: {say_edits(pair.further)}" + (f"; {how}." if how else "."),
        fields=tuple(dict.fromkeys(change.field for change in pair.further)),
        rungs=_RUNGS,
        difference=replace(pair.difference, edits=pair.further, metadata=()),
    )


def assess_went_back(pair: Pair) -> Finding:
    """Return the finding of a modified time that went back without an edit."""
    before, after = pair.before, pair.after
    if "content" not in pair.fields:
        text = "; the text was not read on both sides"
    else:
        text = "" if pair.further else ", and no edit is shown beside it"
    return finding_on_two(
        "modified-went-back",
        before,
        after,
        f"{_went_back(before, after)}{text}.",
        fields=("modified_gmt",),
        rungs=_RUNGS,
    )


def _way(before: Observation, after: Observation) -> tuple[str, str, Certainty]:
    left, right = snapshots_of(before, after)
    step = modified_step(left, right)
    if step is None:
        undated = before if left.modified_at is None else after
        how = f"{say_capture(undated)} does not say when the post was modified"
        return "changed-undated", how, Certainty.UNKNOWN
    if step < timedelta(0):
        return "modified-went-back", "", Certainty.UNKNOWN
    if step > timedelta(0):
        how = f"the modified time advanced from {say_modified(left)} to {say_modified(right)}"
        return "changed-with-modified", how, Certainty.INDICATED
    how = f"the modified time is {say_modified(left)} in both{_say_revisions(before, after)}"
    if revisions_moved(before, after):
        return "changed-with-revisions", how, Certainty.INDICATED
    return "changed-without-claims", how, Certainty.UNKNOWN


def _say_revisions(before: Observation, after: Observation) -> str:
    said, unstated = say_moves(before, after), say_unstated(before, after)
    return (f", and {said}" if said else "") + (f"; {unstated}" if unstated else "")


def _claim_fields(slug: str) -> tuple[str, ...]:
    if slug in {"changed-with-revisions", "changed-without-claims"}:
        return ("modified_gmt", "version-history", "predecessor-version")
    return ("modified_gmt",)


def _went_back(before: Observation, after: Observation) -> str:
    left, right = snapshots_of(before, after)
    return (
        f"The modified time went back from {say_modified(left)} to {say_modified(right)}"
        f" {say_between(before, after)}"
    )
