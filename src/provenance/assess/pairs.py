"""The rules that compare two captures which are successive in one context.

Owns which of them hold together. Never decides which captures are successive.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import groupby
from operator import itemgetter

from provenance.assess.claims import modified_step
from provenance.assess.edits import assess_edit, assess_volatile, assess_went_back
from provenance.assess.fields import assess_dates, assess_fields, assess_guid
from provenance.assess.findings import finding_on_two
from provenance.assess.pair import Pair
from provenance.assess.revisions import assess_revisions
from provenance.assess.served import snapshot_of, snapshots_of
from provenance.assess.unedited import assess_unedited
from provenance.assess.wording import say_capture
from provenance.model import Finding, Observation


def assess_pair(pair: Pair, earlier: Sequence[Observation]) -> Iterator[Finding]:
    """Yield every finding on two successive captures.

    `earlier` are the states that the archive holds from before the earlier capture's.
    """
    left, right = snapshots_of(pair.before, pair.after)
    step = modified_step(left, right)
    if pair.edits:
        yield assess_edit(pair.before, pair.after, pair.difference, pair.edits)
    elif step is not None and step < timedelta(0):
        yield assess_went_back(pair)
    if pair.further:
        yield assess_volatile(pair)
    yield from _password(pair)
    yield from assess_dates(pair.before, pair.after)
    yield from assess_guid(pair.before, pair.after, moved=pair.moved, difference=pair.difference)
    yield from _earlier_text(pair, earlier)
    if not pair.edits:
        yield from assess_unedited(pair)
    yield from assess_fields(pair.before, pair.after, pair.difference)
    yield from assess_revisions(pair)


def assess_return(pair: Pair) -> Iterator[Finding]:
    """Yield the edit of fields that came back, against the capture where they were last seen.

    The answers between the two did not show them, for a password or because they lacked them
    (docs/adr/0034-texts-across-a-password.md, 0035-fields-that-come-back.md).
    """
    if pair.edits:
        yield assess_edit(pair.before, pair.after, pair.difference, pair.edits)
    if pair.further:
        yield assess_volatile(pair)


def _password(pair: Pair) -> Iterator[Finding]:
    left, right = snapshots_of(pair.before, pair.after)
    if bool(left.protected) == bool(right.protected):
        return
    slug = "password-set" if right.protected else "password-lifted"
    asks, open_ = (pair.after, pair.before) if right.protected else (pair.before, pair.after)
    yield finding_on_two(
        slug,
        pair.before,
        pair.after,
        f"The post asks for a password in {say_capture(asks)}, and does not in"
        f" {say_capture(open_)}.",
        fields=("content.protected",),
        rungs=("metadata",),
    )


def _earlier_text(pair: Pair, earlier: Sequence[Observation]) -> Iterator[Finding]:
    left, right = snapshots_of(pair.before, pair.after)
    if pair.protected or left.missing != right.missing:
        return
    if left.digests.words == right.digests.words:
        return
    comparable = [
        (state, shown.digests.words)
        for state in earlier
        if not (shown := snapshot_of(state)).protected and shown.missing == right.missing
    ]
    runs = [
        next(run)[0]
        for words, run in groupby(comparable, key=itemgetter(1))
        if words == right.digests.words
    ]
    if runs:
        times = f", which makes {len(runs) + 1:,} times that they were served" if runs[1:] else ""
        yield finding_on_two(
            "earlier-text-again",
            pair.before,
            pair.after,
            f"The words in {say_capture(pair.after)} are those of {say_capture(runs[0])} again, and"
            f" not those of {say_capture(pair.before)}{times}.",
            fields=("content",),
            rungs=("words",),
        )
