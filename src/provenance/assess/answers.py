"""How often a post is to be asked for again, before a difference is taken for what it looks like.

Owns when a difference is settled. Never asks.
"""

from collections.abc import Sequence

from provenance.assess.assessment import assess
from provenance.model import Observation

# A text that no save explains is looked at more closely: chance may show one text twice.
_UNEXPLAINED, _EXPLAINED = 3, 1
_NO_SAVE = frozenset(
    {
        "changed-undated",
        "modified-went-back",
        "changed-with-revisions",
        "changed-without-claims",
        "page-text-changed",
        "volatile-content-change",
    }
)
_SAVE = frozenset({"changed-with-modified", "older-copy-served"})


def further_answers(observations: Sequence[Observation], capture_id: int) -> int:
    """Return how many more answers are wanted beside a capture; 0 where what it shows is settled.

    A difference that blocks are known to make by themselves is, and so is a text that was not
    served again.

    Args:
        observations: All captures of the post in reading order.
        capture_id: One of them.
    """
    found = {
        finding.rule
        for finding in assess(observations).findings
        if finding.evidence.captures[-1] == capture_id
    }
    answers = [seen for seen in observations if seen.repeats == capture_id]
    texts = {
        seen.snapshot.digests.content
        for seen in observations
        if seen.snapshot is not None and capture_id in {seen.capture_id, seen.repeats}
    }
    if found & _NO_SAVE or (found & _SAVE and len(texts) > 1):
        wanted = _UNEXPLAINED
    else:
        wanted = _EXPLAINED if found & _SAVE else 0
    return max(wanted - len(answers), 0)
