"""The rules on texts that differ from one answer to the next, while the site states no change."""

from provenance.assess.rule import Rule
from provenance.model import Certainty, Level

_ASK_OFTEN = "Several captures right after one another, past caches, some hours later."
_REVISIONS = (
    "The site's own list of revisions with their texts and dates, which its editors can open."
)

RULES_OF_ANSWERS = (
    Rule(
        slug="seen-once",
        level=Level.NOTE,
        certainty=Certainty.SHOWN,
        summary="A text was served, and the answers right after it show the text of before.",
        compares=True,
        explanations=(
            "A variant of the page, a headline test, or another node of the site answered once.",
            "A cache, or a node that lags behind the others, answered once with another state.",
            "A plugin put in, or left out, words in this one answer.",
            "The text was changed and changed back within seconds.",
        ),
        settles=(_ASK_OFTEN, _REVISIONS),
    ),
    Rule(
        slug="alternating-versions",
        level=Level.NOTE,
        certainty=Certainty.INDICATED,
        summary="Two texts are served in turns, and the site states no save between them.",
        compares=True,
        explanations=(
            "The site shows variants, as a headline test does: by reader, by cookie or by chance.",
            "Two nodes or caches of the site hold different states, and either may answer.",
            (
                "The text was changed, and one node or cache has not followed; where the site"
                " states its saves, outside one."
            ),
            (
                "The text was changed, and changed back, more than once; where the site states its"
                " saves, outside one."
            ),
        ),
        settles=(_ASK_OFTEN, "The publisher's own record of the change."),
    ),
    Rule(
        slug="volatile-content-change",
        level=Level.NOTE,
        certainty=Certainty.SHOWN,
        summary="A block that changes from one answer to the next differs in more than what changes"
        " there by itself.",
        compares=True,
        explanations=(
            "An edit of words that stand in one block with a counter, an advertisement or a link.",
            "Words that change by themselves, and were alike by chance in answers seen before.",
            "A plugin, its settings or its source was changed, and fills the block in another way.",
        ),
        settles=(_ASK_OFTEN, _REVISIONS),
    ),
)
