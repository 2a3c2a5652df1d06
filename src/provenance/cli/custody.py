"""`provenance custody`: what was exported from an archive, by whom, and when."""

from typing import Unpack

import click

from provenance.cli.options import examples, output_options
from provenance.cli.run import OutputOptions, archive_read, reading_settings, reporter
from provenance.cli.streams import write_result


@click.command(
    name="custody",
    short_help="Show what was exported from the archive, by whom, and when.",
    epilog=examples("provenance custody", "provenance custody 58012 --format json"),
)
@click.argument("post", required=False)
@output_options
def command(post: str | None, **options: Unpack[OutputOptions]) -> None:
    """Show every export of evidence, the oldest first: of POST, or of all posts.

    The archive only ever adds to this record. It says what was made here and under which name,
    and cannot say where a file went afterwards.
    """
    from provenance import pipeline

    records = pipeline.custody(post, reading_settings(options))
    write_result(reporter(options).custody(records, archive_read(options)))
