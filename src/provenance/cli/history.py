"""`provenance history`: one post's captures and versions."""

from typing import Unpack

import click

from provenance.cli.options import examples, output_options
from provenance.cli.run import OutputOptions, archive_read, reading_settings, reporter
from provenance.cli.streams import write_result


@click.command(
    name="history",
    short_help="Show one post's captures and versions.",
    epilog=examples(
        "provenance history https://example.org/2026/05/an-article/",
        "provenance history 58012 --archive articles.db",
        "provenance history 'Moscow, Taliban' --format json",
    ),
)
@click.argument("post")
@output_options
def command(post: str, **options: Unpack[OutputOptions]) -> None:
    """Show one post's captures and versions.

    POST is an address, its number where the archive holds one site, SITE#NUMBER as `list` prints
    it, or the beginning of a title that only one post has.
    """
    from provenance import pipeline

    history = pipeline.history(post, reading_settings(options))
    write_result(reporter(options).history(history, archive_read(options)))
