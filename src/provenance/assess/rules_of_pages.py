"""The rule that compares two captures of a post's page (page-form.md)."""

from provenance.assess.rule import Rule
from provenance.model import Certainty, Level

RULES_OF_PAGES = (
    Rule(
        slug="page-text-changed",
        level=Level.WARNING,
        certainty=Certainty.INDICATED,
        summary="The article differs as its page showed it, where no interface gave its text.",
        compares=True,
        explanations=(
            (
                "A theme or a plugin put other words into the article's element: a notice, a list"
                " of other articles, an advertisement."
            ),
            (
                "The site shows more than one wording to different visitors, or a cache answered"
                " once."
            ),
            "The article's text was edited.",
        ),
        settles=(
            "Copies in web archives and feed readers with times between the two captures.",
            "The publisher's own record of the change.",
            "A further capture past caches, from another place, some hours later.",
        ),
    ),
)
