"""Which report formats there are; a new one is one file and one function here.

A format loads when it is asked for: a command line names them all, also where it only helps.
"""

import importlib
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from provenance.model import BlockVerification, Verification
from provenance.report.look import Look
from provenance.report.reporter import Reporter

if TYPE_CHECKING:
    from provenance.report.results import Results


def _text(look: Look) -> Reporter:
    from provenance.report.text_format import TextReporter  # noqa: PLC0415 - see above

    return TextReporter(look)


def _json(_: Look) -> Reporter:
    from provenance.report.json_format import JsonReporter  # noqa: PLC0415 - see above

    return JsonReporter()


FORMATS: Mapping[str, Callable[[Look], Reporter]] = MappingProxyType({"text": _text, "json": _json})


def _text_verification(verification: BlockVerification | Verification, look: Look) -> str:
    from provenance.report.layout import Page  # noqa: PLC0415 - see above
    from provenance.report.text_steps import write_verification  # noqa: PLC0415 - see above

    page = Page(look)
    write_verification(page, verification)
    return page.text()


def _json_verification(verification: BlockVerification | Verification, _: Look) -> str:
    from provenance.report.steps_json import verification_json  # noqa: PLC0415 - see above

    return verification_json(verification)


# What the reporters of `FORMATS` say of a check, without what their other reports load: whoever was
# sent a bundle waits for that.
VERIFICATIONS: Mapping[str, Callable[[BlockVerification | Verification, Look], str]] = (
    MappingProxyType({"text": _text_verification, "json": _json_verification})
)


class ResultFormat(NamedTuple):
    """A format for the results of `audit` and `check`, which other programs read.

    Attributes:
        module: Module of `report.results`, with one function `render`.
        suffix: What a file's name ends with.
    """

    module: str
    suffix: str

    def load(self) -> "Callable[[Results], str]":
        """Return the function that renders results in this format."""
        module = importlib.import_module(f"provenance.report.results.{self.module}")
        render: Callable[[Results], str] = module.render
        return render


RESULT_FORMATS: Mapping[str, ResultFormat] = MappingProxyType(
    {
        "sarif": ResultFormat("sarif", ".sarif"),
        "junit": ResultFormat("junit", ".xml"),
        "github": ResultFormat("github", ".annotations"),
        "markdown": ResultFormat("markdown", ".md"),
        "csv": ResultFormat("rows_csv", ".csv"),
        "atom": ResultFormat("atom", ".atom"),
    }
)
