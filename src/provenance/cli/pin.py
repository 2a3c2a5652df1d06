"""`provenance pin`: capture articles, and write down what they say in a lock file."""

from pathlib import Path
from typing import Unpack

import click

from provenance.cli.exit_codes import ExitCode, codes_of_failures, gravest
from provenance.cli.lock_option import lock_option, read_lock
from provenance.cli.options import capture_options, examples, output_options
from provenance.cli.run import progress, reporter, write_failures
from provenance.cli.sites import SiteOptions, site_options, site_settings
from provenance.cli.streams import write_file, write_remark, write_result
from provenance.cli.targets import given, targets_argument


@click.command(
    name="pin",
    short_help="Write down in a lock file what articles say now.",
    epilog=examples(
        "provenance pin https://example.org/2026/05/an-article/",
        "provenance pin --targets-from sources.txt --lock sources.lock",
        "provenance pin monday.json",
    ),
)
@targets_argument
@lock_option
@site_options
@capture_options
@output_options
def command(targets: tuple[str, ...], lock: Path, **options: Unpack[SiteOptions]) -> int:
    """Capture articles, and pin what they say in a lock file that people can review.

    Pins of articles that no TARGET names stay as they are; an article that is pinned already is
    pinned anew, as it is served now. `provenance check` holds the articles against the file.
    """
    from provenance import pipeline
    from provenance.evidence import format_lock

    targets = given(targets, options["targets_from"])
    before = read_lock(lock)
    with progress(options) as shown:
        told = site_settings(targets, options)
        pinned = pipeline.pin(targets, told, before, progress=shown)
    written = format_lock(pinned.lock)
    if pinned.lock.pins:
        write_file(lock, written)
    write_result(reporter(options).pinned(pinned))
    if not options["quiet"]:
        for remark in pinned.remarks:
            write_remark(remark)
    write_failures(pinned.failures)
    codes = codes_of_failures(pinned.failures)
    if pinned.not_pinned or not (pinned.added or pinned.moved or pinned.same):
        codes.add(ExitCode.NOT_CHECKED)
    return gravest(codes)
