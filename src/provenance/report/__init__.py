"""Reports of what was found, for people and for programs; computes and judges nothing."""

from provenance.report.look import Look
from provenance.report.registry import FORMATS, RESULT_FORMATS, VERIFICATIONS
from provenance.report.reporter import Reporter
from provenance.report.visible import visible

__all__ = ["FORMATS", "RESULT_FORMATS", "VERIFICATIONS", "Look", "Reporter", "visible"]
