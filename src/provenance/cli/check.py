"""`provenance check`: hold a lock file against what is served now."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Unpack

import click

from provenance.cli.exit_codes import code_of_check
from provenance.cli.languages import language_option
from provenance.cli.lock_option import lock_option
from provenance.cli.options import capture_options, examples, fail_on_option
from provenance.cli.outputs import (
    ResultOptions,
    Told,
    check_apart,
    fail_level,
    rendered,
    result_options,
    write_outputs,
)
from provenance.cli.run import CommonOptions, progress, settings
from provenance.cli.streams import read_file, write_remark, write_result
from provenance.cli.times import length_of_time
from provenance.errors import UnreadableFileError


class _Options(CommonOptions, ResultOptions):
    """What the command's options come to."""


@click.command(
    name="check",
    short_help="Hold pinned articles against what is served now.",
    epilog=examples(
        "provenance check",
        "provenance check --lock sources.lock --unreachable warn --for 48h",
        "provenance check --offline provenance.db --format json",
        "provenance check --format github --output check.sarif --output junit=check.xml",
    ),
)
@lock_option
@click.option(
    "--offline",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="ARCHIVE",
    help="Ask nobody: hold the pins against the newest captures in this archive.",
)
@click.option(
    "--unreachable",
    type=click.Choice(("fail", "warn")),
    default="fail",
    show_default=True,
    help="What a pinned article does that cannot be had: end with 5, or pass with a warning where"
    " it was as pinned when it was last seen, and lately (--for).",
)
@click.option(
    "--for",
    "excused_for",
    callback=length_of_time,
    default="24h",
    show_default=True,
    metavar="TIME",
    help="How long `--unreachable warn` lets such an article pass: 90min, 24h, 7d.",
)
@fail_on_option
@language_option
@capture_options
@result_options
def command(
    lock: Path,
    offline: Path | None,
    unreachable: str,
    excused_for: timedelta,
    fail_on: str,
    language: str | None,
    **options: Unpack[_Options],
) -> int:
    """Capture every pinned article again, and say which still are what was pinned.

    Ends with 0 only where every pinned article was checked and holds; with 4 where one differs;
    with 5 where one could not be checked, and where nothing is pinned.
    """
    from provenance import pipeline
    from provenance.report.results import of_check

    if not lock.exists():
        raise UnreadableFileError(
            f"there is no lock file {str(lock)!r}",
            remedy="make one with `provenance pin TARGET...`, or name it with --lock",
        )
    check_apart(options, (lock,))
    data = read_file(lock)
    told = replace(settings((), options), language=language)
    if offline is not None:
        told = replace(told, archive=offline)
    means = pipeline.CheckMeans(
        offline=offline is not None,
        excused_for=excused_for if unreachable == "warn" else None,
    )
    with progress(options) as shown:
        check = pipeline.check_lock(lock, data, told, means, progress=shown)
    report = Told(
        report=lambda reporter: reporter.lock_check(check),
        results=lambda: of_check(check, fail_level(fail_on)),
    )
    write_result(rendered(report, options))
    write_outputs(report, options)
    if not options["quiet"]:
        for remark in check.remarks:
            write_remark(remark)
    return code_of_check(check, fail_on)
