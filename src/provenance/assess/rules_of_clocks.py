"""The rule on what sources say of an article's times."""

from provenance.assess.rule import Rule
from provenance.model import Certainty, Level

RULES_OF_CLOCKS = (
    Rule(
        slug="clocks-disagree",
        level=Level.NOTE,
        certainty=Certainty.SHOWN,
        summary="Sources that say when the article was published or modified do not say the same.",
        compares=False,
        explanations=(
            (
                "The page, the feed or the sitemap came from a cache that is older than the"
                " interface's answer, or is made anew only now and then."
            ),
            (
                "A theme or a plugin writes a time of its own, such as that of the last comment or"
                " of the last change of a template, or one that an editor set by hand."
            ),
            "A time that is stated without its zone is in another zone than the site's.",
            "The site's zone was set to another one after the post was saved.",
            "The post was saved between the two answers.",
        ),
        settles=(
            (
                "A further capture of the interface and of the other source past caches, some"
                " hours later."
            ),
            "The site's settings, and those of its plugins that write such times.",
        ),
    ),
)
