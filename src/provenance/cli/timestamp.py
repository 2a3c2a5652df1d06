"""`provenance timestamp`: time stamp tokens over the newest checkpoint of an archive's log."""

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli.exit_codes import ExitCode
from provenance.cli.options import archive_option, examples
from provenance.cli.streams import write_error, write_remark, write_result
from provenance.cli.trust import tsa_roots, tsa_roots_option

if TYPE_CHECKING:
    from datetime import datetime

    from provenance.pipeline import Stamping


@click.command(
    name="timestamp",
    short_help="Have time stamp authorities say that the log existed.",
    epilog=examples(
        "provenance timestamp --tsa https://freetsa.org/tsr",
        "provenance timestamp --tsa https://freetsa.org/tsr --tsa-root freetsa.pem",
    ),
)
@click.option(
    "--tsa",
    "tsas",
    multiple=True,
    required=True,
    envvar="PROVENANCE_TSA",
    show_envvar=True,
    metavar="URL",
    help="Whom to ask (RFC 3161 over HTTP); more than once for several.",
)
@tsa_roots_option
@click.option(
    "--renew-within",
    type=click.IntRange(min=0, max=3650),
    default=30,
    show_default=True,
    metavar="DAYS",
    help="Have a token stamped again whose certificate ends within so many days.",
)
@click.option("--allow-private", is_flag=True, help="Ask private and loopback addresses too.")
@archive_option
def command(
    tsas: tuple[str, ...],
    roots: tuple[Path, ...],
    renew_within: int,
    *,
    allow_private: bool,
    archive: Path,
) -> int:
    """Ask time stamp authorities for tokens over the newest checkpoint, and keep them.

    A token shows that all that the checkpoint is over existed before a moment; it does not show
    when anything was captured. Where --tsa-root is given, a token that does not lead there is not
    kept. Ends with 1 where one of the authorities gave none; what the others gave is kept.
    """
    from provenance import pipeline

    stamping = pipeline.stamp_log(
        tuple(dict.fromkeys(tsas)),
        pipeline.Settings(archive=archive, allow_private=allow_private),
        roots=tsa_roots(roots),
        renew_within=timedelta(days=renew_within),
    )
    write_result(_said(stamping, checked=bool(roots)))
    for one in stamping.unrenewed:
        write_remark(
            f"the token of {one.tsa} of {_time(one.given_at)} was not renewed:"
            f" its certificate ends on {_time(one.ends_at)}"
        )
    for tsa, error in stamping.failures.items():
        write_error(str(error) if tsa in str(error) else f"{tsa}: {error}")
    return ExitCode.ERROR if stamping.failures else ExitCode.OK


def _said(stamping: "Stamping", *, checked: bool) -> str:
    checkpoint = stamping.checkpoint
    over = f"the checkpoint over {checkpoint.size:,} entries of {checkpoint.origin}"
    note = "" if checked else "; nothing of that was checked, since no --tsa-root was given"
    lines = [f"{over} has a token of {tsa} already" for tsa in stamping.held]
    for given in stamping.given:
        renewed = given.renews
        what = f"the token of {renewed.tsa} of {_time(renewed.given_at)}" if renewed else over
        said = given.timestamp
        lines.append(f"{what} existed before {_time(said.before)}, as {said.tsa} says{note}")
    return "".join(f"{line}\n" for line in lines)


def _time(moment: "datetime") -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
