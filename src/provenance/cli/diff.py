"""`provenance diff`: what changed between two captures of one post."""

from dataclasses import replace
from typing import Unpack

import click

from provenance.cli.exit_codes import ExitCode
from provenance.cli.languages import language_option
from provenance.cli.options import examples, output_options
from provenance.cli.run import OutputOptions, archive_read, reading_settings, reporter
from provenance.cli.streams import write_result


@click.command(
    name="diff",
    short_help="Show what changed between two captures.",
    epilog=examples(
        "provenance diff 58012",
        "provenance diff 58012 1 3 --archive articles.db",
        "provenance diff 'Moscow, Taliban' sha256:3f5a 2026-05-29T03:22:06Z",
        "provenance diff 58012 --revisions",
    ),
)
@click.argument("post")
@click.argument("before", metavar="[A", required=False)
@click.argument("after", metavar="[B]]", required=False)
@click.option(
    "--revisions",
    is_flag=True,
    help="Walk the post's stored revisions, each against the one before.",
)
@language_option
@output_options
def command(
    post: str,
    before: str | None,
    after: str | None,
    revisions: bool,
    language: str | None,
    **options: Unpack[OutputOptions],
) -> int:
    """Show what changed between two captures of a post: of its last two versions, or A and B.

    A and B are each a version's number, the beginning of a digest, or a time; A alone is compared
    with the last capture. POST is what `provenance history` takes.

    With --revisions, the newest list of the post's revisions in the archive is walked, which
    `provenance revisions POST --user NAME` fetches; exit code 5 where there is none.
    """
    from provenance import pipeline

    told = replace(reading_settings(options), language=language)
    if revisions:
        if before is not None:
            raise click.UsageError("--revisions walks all revisions, and takes no A and B")
        history = pipeline.revisions(post, told)
        write_result(reporter(options).walk(history, archive_read(options)))
        return ExitCode.OK if history.listed else ExitCode.NOT_CHECKED
    comparison = pipeline.diff(post, before, after, told)
    write_result(reporter(options).diff(comparison, archive_read(options)))
    return ExitCode.OK
