"""`provenance import wxr`: a site's own export."""

from pathlib import Path
from typing import Unpack

import click

from provenance.cli.exit_codes import code_of_import
from provenance.cli.import_options import FileOptions, fail_on_option, file_options
from provenance.cli.options import examples, output_options
from provenance.cli.run import configured_signer, print_failures, progress, reporter
from provenance.cli.streams import write_result
from provenance.model import ExportImport


@click.command(
    name="wxr",
    short_help="Record the articles of a WordPress export.",
    epilog=examples(
        "provenance import wxr export.xml",
        "provenance import wxr export.xml --observed-at 2026-05-29T03:22:06Z --all",
    ),
)
@click.argument("export", type=click.Path(path_type=Path))
@click.option(
    "--all",
    "every",
    is_flag=True,
    help="Also drafts, scheduled and private articles, which were not served.",
)
@fail_on_option
@file_options
@output_options
def wxr(export: Path, every: bool, fail_on: str, **options: Unpack[FileOptions]) -> int:
    """Record the articles of a WordPress export (WXR), and compare them with earlier exports.

    An export holds what is stored, not what was served: shortcodes and dynamic blocks are not
    expanded, so that its texts are compared with those of other exports alone. Attachments, menus
    and stored revisions are left out, and counted.
    """
    from provenance import pipeline

    def deliver(outcome: ExportImport) -> None:
        write_result(reporter(options).export(outcome))
        print_failures(outcome)

    told = pipeline.Settings(
        archive=options["archive"],
        observer=options["observer"],
        observed_at=options["observed_at"],
        signer=configured_signer(),
        language=options["language"],
    )
    with progress(options) as shown:
        outcome = pipeline.import_wxr(export, told, every=every, progress=shown, deliver=deliver)
    return code_of_import(outcome, fail_on)
