"""What was not seen, for people: a text that never changed, with how well it was watched."""

from collections.abc import Sequence

from provenance.assess import coverage
from provenance.assess.wording import say_count, say_duration
from provenance.model import Observation


def never_changed(observations: Sequence[Observation]) -> str | None:
    """Return that a text was never seen to change, and in what; None where that is not so.

    No change seen is not unchanged: so it is never said without the captures and their gaps.
    """
    watched = coverage(observations)
    if watched is None or not watched.is_compared or not watched.is_one_text:
        return None
    gap = watched.longest_gap
    gaps = "times not known" if gap is None else f"longest gap {say_duration(gap)}"
    return f"never seen to change: {say_count(watched.captures, 'capture')}, {gaps}"
