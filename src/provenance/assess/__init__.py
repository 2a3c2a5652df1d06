"""Rules: a post's captures to findings, which are observations and never say intent."""

from provenance.assess.assessment import Assessment, assess
from provenance.assess.rule import Rule
from provenance.assess.rules import RULES

__all__ = ["RULES", "Assessment", "Rule", "assess"]
