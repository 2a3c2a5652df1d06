"""Which report formats there are; a new one is one file and one function here.

A format loads when it is asked for: a command line names them all, also where it only helps.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from provenance.report.look import Look
from provenance.report.reporter import Reporter


def _text(look: Look) -> Reporter:
    from provenance.report.text_format import TextReporter  # noqa: PLC0415 - see above

    return TextReporter(look)


def _json(_: Look) -> Reporter:
    from provenance.report.json_format import JsonReporter  # noqa: PLC0415 - see above

    return JsonReporter()


FORMATS: Mapping[str, Callable[[Look], Reporter]] = MappingProxyType({"text": _text, "json": _json})
