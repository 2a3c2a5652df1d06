"""The rules that hold an article against its pin in a lock file."""

from provenance.assess.rule import Rule
from provenance.model import Certainty, Level

_PINNED_COPY = "The capture that was pinned, in the archive that it was pinned from."
_PUBLISHER = "The publisher's own record of the change."

RULES_OF_PINS = (
    Rule(
        slug="pinned-text-differs",
        level=Level.WARNING,
        certainty=Certainty.SHOWN,
        summary="The text that is served is not the one that was pinned.",
        compares=True,
        explanations=(
            "The text was edited after it was pinned.",
            "The site shows more than one wording, and served the other one this time.",
            "A part that changes by itself, such as a counter, stands in the article's text.",
        ),
        settles=(
            _PINNED_COPY,
            "A further capture past caches, some minutes later.",
            _PUBLISHER,
        ),
    ),
    Rule(
        slug="pinned-form-differs",
        level=Level.WARNING,
        certainty=Certainty.SHOWN,
        summary="The words are those that were pinned; what stands around them is not.",
        compares=True,
        explanations=(
            "A link, a picture, a heading's level or the division into paragraphs was edited.",
            "A part that the site fills by itself, such as a list of the latest posts, is another.",
        ),
        settles=(_PINNED_COPY, _PUBLISHER),
    ),
)
