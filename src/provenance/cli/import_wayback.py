"""`provenance import wayback`: the copies of an article that a web archive keeps."""

from datetime import datetime
from typing import Unpack

import click

from provenance.cli.exit_codes import code_of_audit
from provenance.cli.import_options import (
    AskingOptions,
    asking_options,
    asking_settings,
    checked_address,
    fail_on_option,
)
from provenance.cli.options import examples, output_options
from provenance.cli.run import print_audit, progress, reporter
from provenance.cli.times import day_or_time
from provenance.model import Audit

_SERVICE = "https://web.archive.org"
_USUAL_DELAY_S = 1.5
_LEAST_DELAY_S = 1.0
_LONGEST_DELAY_S = 600.0


@click.command(
    name="wayback",
    short_help="Record the copies of an article that a web archive keeps.",
    epilog=examples(
        "provenance import wayback https://example.org/2026/05/an-article/",
        "provenance import wayback example.org#58012 --from 2026-05-01 --to 2026-06-01",
        "provenance import wayback https://example.org/a/ --timemap"
        " https://archive.example/timemap/link/",
    ),
)
@click.argument("post")
@click.option(
    "--from",
    "since",
    type=day_or_time,
    metavar="TIME",
    help="No copies before then: 2026-05-29, or 2026-05-29T03:22:06Z.",
)
@click.option("--to", "until", type=day_or_time, metavar="TIME", help="No copies after then.")
@click.option(
    "--limit",
    type=click.IntRange(1, 10_000),
    default=100,
    show_default=True,
    metavar="N",
    help="How many copies of each address; spread evenly where there are more.",
)
@click.option(
    "--service",
    callback=checked_address,
    default=_SERVICE,
    show_default=True,
    metavar="URL",
    help="The web archive, laid out as the Wayback Machine is.",
)
@click.option(
    "--timemap",
    callback=checked_address,
    metavar="URL",
    help="Ask only for TimeMaps, at this address followed by the article's; for other archives.",
)
@click.option(
    "--delay",
    "delay_s",
    type=float,
    default=_USUAL_DELAY_S,
    show_default=True,
    metavar="SECONDS",
    help="How long to wait between two requests, at least 1.",
)
@fail_on_option
@asking_options
@output_options
def wayback(
    post: str,
    since: datetime | None,
    until: datetime | None,
    limit: int,
    service: str,
    timemap: str | None,
    delay_s: float,
    fail_on: str,
    **options: Unpack[AskingOptions],
) -> int:
    """Record the copies of an article that a web archive keeps, and compare all that is held.

    POST is the article's address, its REST address, or what `provenance history` takes. Copies of
    its page and of its REST answers are asked for, with their bytes as they were. They are
    archived by a third party: times are its word, and its captures are never compared with yours.
    """
    from provenance import pipeline
    from provenance.capture import Bounds, Service

    _check_delay(delay_s, allow_private=options["allow_private"])
    wanted = pipeline.Wayback(
        service=Service.at(service, timemap=timemap),
        bounds=Bounds(limit=limit, since=since, until=until),
        delay_s=delay_s,
    )

    def deliver(audit: Audit) -> None:
        print_audit(reporter(options).audit(audit), audit, options)

    told = asking_settings(options)
    with progress(options) as shown:
        audit = pipeline.import_wayback(post, wanted, told, progress=shown, deliver=deliver)
    return code_of_audit(audit, fail_on)


def _check_delay(delay_s: float, *, allow_private: bool) -> None:
    """Check that a web archive is left alone for a second between two requests.

    Raises:
        click.UsageError: It would not be; an archive of one's own may be asked faster.
    """
    least = 0.0 if allow_private else _LEAST_DELAY_S
    # NaN compares with nothing, so that it lies outside too.
    if not least <= delay_s <= _LONGEST_DELAY_S:
        raise click.UsageError(
            f"--delay {delay_s:g} is too short, or no length of time to wait; give"
            f" {least:g} to {_LONGEST_DELAY_S:g} seconds"
        )
