"""`provenance summary`: an archive's posts and edits, counted."""

from dataclasses import replace
from pathlib import Path

import click

from provenance.cli.exit_codes import codes_of_failures, gravest
from provenance.cli.languages import language_option
from provenance.cli.options import archive_option, examples
from provenance.cli.run import OutputOptions, progress, reading_settings, reporter, write_failures
from provenance.cli.streams import write_result
from provenance.model import GroupBy
from provenance.report import FORMATS

_CSV = "csv"


@click.command(
    name="summary",
    short_help="Count posts, captures and edits by site, category and month.",
    epilog=examples(
        "provenance summary",
        "provenance summary --by month --archive articles.db",
        "provenance summary --format csv --quiet",
    ),
)
@click.option(
    "--by",
    "by_names",
    multiple=True,
    type=click.Choice([one.value for one in GroupBy]),
    help="Count by this alone; may be given again. Else by all three.",
)
@language_option
@archive_option
@click.option(
    "--format",
    "format_name",
    type=click.Choice((*FORMATS, _CSV)),
    default="text",
    show_default=True,
    help="How to report; json holds to a schema in schemas/, csv has a line a group.",
)
@click.option("-q", "--quiet", is_flag=True, help="Nothing on standard error but errors.")
def command(
    by_names: tuple[str, ...], language: str | None, archive: Path, format_name: str, quiet: bool
) -> int:
    """Count posts, captures and edits by site, category and month of publication.

    Of each group: how many posts have two captures that can be compared, how many of those show
    one text in all of them, the edits by rule, and medians of how long after publication they
    were served. Every post is judged anew, so that this takes as long as an audit.
    """
    from provenance import pipeline
    from provenance.report.summary_csv import summary_csv

    options = OutputOptions(archive=archive, format_name=format_name, verbose=False, quiet=quiet)
    by = [GroupBy(name) for name in by_names] or list(GroupBy)
    told = replace(reading_settings(options), language=language)
    with progress(options) as shown:
        counted = pipeline.summary(told, by=by, progress=shown)
    if format_name == _CSV:
        write_result(summary_csv(counted))
    else:
        write_result(reporter(options).summary(counted))
    write_failures(counted.failures)
    return gravest(codes_of_failures(counted.failures))
