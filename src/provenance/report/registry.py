"""Which report formats there are; a new one is one file and one line here."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from provenance.report.json_format import JsonReporter
from provenance.report.look import Look
from provenance.report.reporter import Reporter
from provenance.report.text_format import TextReporter


def _json(_: Look) -> Reporter:
    return JsonReporter()


FORMATS: Mapping[str, Callable[[Look], Reporter]] = MappingProxyType(
    {"text": TextReporter, "json": _json}
)
