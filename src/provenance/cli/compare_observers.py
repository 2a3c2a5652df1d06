"""`provenance compare-observers`: what two archives say of each other."""

from datetime import timedelta
from pathlib import Path

import click

from provenance.cli.exit_codes import ExitCode, codes_of_failures, gravest
from provenance.cli.languages import language_option
from provenance.cli.options import examples
from provenance.cli.run import write_failures
from provenance.cli.streams import look, write_result
from provenance.report import FORMATS

_LONGEST_MIN = 60 * 24 * 366


@click.command(
    name="compare-observers",
    short_help="Say where two observers' archives show the same.",
    epilog=examples(
        "provenance compare-observers mine.db theirs.db",
        "provenance compare-observers mine.db theirs.db --within 10 --format json",
    ),
)
@click.argument("first", metavar="A", type=click.Path(path_type=Path))
@click.argument("second", metavar="B", type=click.Path(path_type=Path))
@click.option(
    "--within",
    "within_min",
    type=click.IntRange(0, _LONGEST_MIN),
    default=60,
    show_default=True,
    metavar="MINUTES",
    help="How far apart in time two captures may be to be held against each other.",
)
@language_option
@click.option(
    "--format",
    "format_name",
    type=click.Choice(tuple(FORMATS)),
    default="text",
    show_default=True,
    help="How to report; json holds to a schema in schemas/.",
)
@click.option("-v", "--verbose", is_flag=True, help="Add every pair, and whole passages.")
def command(
    first: Path,
    second: Path,
    within_min: int,
    language: str | None,
    format_name: str,
    verbose: bool,
) -> int:
    """Say of the archives A and B, post by post, where two observers saw the same.

    Each capture of A is held against the nearest in time of B, of the same kind of route, access
    and language. Different texts are no finding of an edit: a cache, a variant or the time between
    may explain them. Nothing to compare ends with 5.
    """
    from provenance import pipeline

    within = timedelta(minutes=within_min)
    seen = pipeline.compare_observers(first, second, within=within, language=language)
    write_result(FORMATS[format_name](look(verbose=verbose)).observers(seen))
    write_failures(seen.failures)
    codes = codes_of_failures(seen.failures)
    return gravest(codes if seen.is_compared else {*codes, ExitCode.NOT_CHECKED})
