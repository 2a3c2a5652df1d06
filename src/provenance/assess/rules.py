"""The one table of every rule."""

from provenance.assess.rule import Rule
from provenance.assess.rules_of_answers import RULES_OF_ANSWERS
from provenance.assess.rules_of_clocks import RULES_OF_CLOCKS
from provenance.assess.rules_of_notes import RULES_OF_NOTES
from provenance.assess.rules_of_one import RULES_OF_ONE
from provenance.assess.rules_of_pages import RULES_OF_PAGES
from provenance.assess.rules_of_pins import RULES_OF_PINS
from provenance.assess.rules_of_revisions import RULES_OF_REVISIONS
from provenance.assess.rules_of_two import RULES_OF_TWO

RULES: tuple[Rule, ...] = (
    *RULES_OF_ONE,
    *RULES_OF_REVISIONS,
    *RULES_OF_TWO,
    *RULES_OF_ANSWERS,
    *RULES_OF_PAGES,
    *RULES_OF_PINS,
    *RULES_OF_NOTES,
    *RULES_OF_CLOCKS,
)

_BY_SLUG = {rule.slug: rule for rule in RULES}


def rule_named(slug: str) -> Rule:
    """Return the rule with that slug."""
    return _BY_SLUG[slug]
