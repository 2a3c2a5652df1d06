"""`provenance snapshot`: capture or read, and record, without judging."""

from typing import Unpack

import click

from provenance.cli.exit_codes import NEVER, code_of_audit
from provenance.cli.options import capture_options, examples, output_options
from provenance.cli.run import print_audit, progress, reporter
from provenance.cli.sites import SiteOptions, site_options, site_settings
from provenance.cli.targets import given, targets_argument


@click.command(
    name="snapshot",
    short_help="Capture or read articles and record them, without judging.",
    epilog=examples(
        "provenance snapshot https://example.org/2026/05/an-article/",
        "provenance snapshot https://example.org/ --type all --limit 500",
        "provenance snapshot --targets-from sites.txt --contact desk@example.org",
        "provenance snapshot saved.json --observed-at 2026-05-29T03:22:06Z --archive articles.db",
    ),
)
@targets_argument
@site_options
@capture_options
@output_options
def command(targets: tuple[str, ...], **options: Unpack[SiteOptions]) -> int:
    """Capture articles and record them, without judging.

    A TARGET is what `provenance audit` takes.
    """
    from provenance import pipeline

    targets = given(targets, options["targets_from"])
    with progress(options) as shown:
        audit = pipeline.snapshot(targets, site_settings(targets, options), progress=shown)
    print_audit(reporter(options).snapshot(audit), audit, options)
    return code_of_audit(audit, NEVER)
