"""`provenance list`: the posts in the archive."""

from typing import Unpack

import click

from provenance.cli.options import examples, output_options
from provenance.cli.run import OutputOptions, archive_read, reading_settings, reporter
from provenance.cli.streams import write_result


@click.command(
    name="list",
    short_help="Show the posts in the archive.",
    epilog=examples("provenance list", "provenance list --archive articles.db --format json"),
)
@output_options
def command(**options: Unpack[OutputOptions]) -> None:
    """Show the posts in the archive."""
    from provenance import pipeline

    posts = pipeline.list_posts(reading_settings(options))
    write_result(reporter(options).posts(posts, archive_read(options)))
