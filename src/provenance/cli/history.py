"""`provenance history`: one post's captures, versions and edits."""

from dataclasses import replace
from typing import Unpack

import click

from provenance.cli.languages import language_option
from provenance.cli.options import examples, output_options
from provenance.cli.run import OutputOptions, archive_read, reading_settings, reporter
from provenance.cli.streams import write_result


@click.command(
    name="history",
    short_help="Show one post's captures, versions and edits.",
    epilog=examples(
        "provenance history https://example.org/2026/05/an-article/",
        "provenance history 58012 --archive articles.db",
        "provenance history 'Moscow, Taliban' --format json",
    ),
)
@click.argument("post")
@language_option
@output_options
def command(post: str, language: str | None, **options: Unpack[OutputOptions]) -> None:
    """Show one post's captures, its versions, and its edits as a timeline.

    Each edit stands between the time when its earlier text was last served and the time when its
    later one first was, with what the site states of its history on both sides, what kinds of
    change it is made of, and every other history that fits.

    POST is an address, its number where the archive holds one site, SITE#NUMBER as `list` prints
    it, or the beginning of a title that only one post has.
    """
    from provenance import pipeline

    history = pipeline.history(post, replace(reading_settings(options), language=language))
    write_result(reporter(options).history(history, archive_read(options)))
