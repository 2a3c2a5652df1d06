"""Rules: a post's captures to findings, which are observations and never say intent."""

from provenance.assess.answers import further_answers
from provenance.assess.assessment import Assessment, assess
from provenance.assess.clocks import assess_clocks, newest_with
from provenance.assess.listings import Listed, assess_listings, latest_claims
from provenance.assess.notes.firsts import is_shown, notes_on_later_pages
from provenance.assess.notes.marking import compare_texts
from provenance.assess.notes.sought import assess_notes, is_material_edit, pages_wanted
from provenance.assess.overrides import Decided, decide, say_idle
from provenance.assess.pins import PIN_RULES, Held, hold, why_unreadable
from provenance.assess.rule import Rule
from provenance.assess.rules import RULES
from provenance.assess.rules_of_two import EDIT_RULES
from provenance.assess.rules_page import parse_rules_page
from provenance.assess.stored import published_revision, walk
from provenance.assess.summary import Tally
from provenance.assess.timeline import coverage, timeline

__all__ = [
    "EDIT_RULES",
    "PIN_RULES",
    "RULES",
    "Assessment",
    "Decided",
    "Held",
    "Listed",
    "Rule",
    "Tally",
    "assess",
    "assess_clocks",
    "assess_listings",
    "assess_notes",
    "compare_texts",
    "coverage",
    "decide",
    "further_answers",
    "hold",
    "is_material_edit",
    "is_shown",
    "latest_claims",
    "newest_with",
    "notes_on_later_pages",
    "pages_wanted",
    "parse_rules_page",
    "published_revision",
    "say_idle",
    "timeline",
    "walk",
    "why_unreadable",
]
