"""`provenance coverage`: when a post was asked for, what came, and what the log shows of it."""

from typing import Unpack

import click

from provenance.cli.options import examples, output_options
from provenance.cli.run import OutputOptions, archive_read, reading_settings, reporter
from provenance.cli.streams import write_result


@click.command(
    name="coverage",
    short_help="Show when a post was asked for, what came, and which log entries show it.",
    epilog=examples(
        "provenance coverage https://example.org/2026/05/an-article/",
        "provenance coverage 58012 --archive articles.db -v",
        "provenance coverage 'Moscow, Taliban' --format json",
    ),
)
@click.argument("post")
@output_options
def command(post: str, **options: Unpack[OutputOptions]) -> None:
    """Show when a post was asked for, what came, and which log entries show it.

    Captures that found the text unchanged count too: their run's entry is over them, and
    `provenance log prove POST --capture N` proves any of them. POST is what `provenance history`
    takes.
    """
    from provenance import pipeline

    covered = pipeline.coverage(post, reading_settings(options))
    write_result(reporter(options).coverage(covered, archive_read(options)))
