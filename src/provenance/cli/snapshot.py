"""`provenance snapshot`: capture or read, and record, without judging."""

from typing import Unpack

import click

from provenance.cli.exit_codes import NEVER, code_of_audit
from provenance.cli.options import capture_options, examples, output_options
from provenance.cli.run import CommonOptions, print_audit, progress, reporter, settings
from provenance.cli.targets import targets_argument


@click.command(
    name="snapshot",
    short_help="Capture or read articles and record them, without judging.",
    epilog=examples(
        "provenance snapshot https://example.org/2026/05/an-article/",
        "provenance snapshot saved.json --observed-at 2026-05-29T03:22:06Z --archive articles.db",
    ),
)
@targets_argument
@capture_options
@output_options
def command(targets: tuple[str, ...], **options: Unpack[CommonOptions]) -> int:
    """Capture articles and record them, without judging.

    A TARGET is what `provenance audit` takes.
    """
    from provenance import pipeline

    with progress(options) as shown:
        audit = pipeline.snapshot(targets, settings(targets, options), progress=shown)
    print_audit(reporter(options).snapshot(audit), audit, options)
    return code_of_audit(audit, NEVER)
