"""`provenance verify`: replay what a proof claims, step by step, offline."""

import sys
from pathlib import Path

import click

from provenance.cli.exit_codes import ExitCode
from provenance.cli.options import examples
from provenance.cli.streams import look, read_file, write_result
from provenance.errors import MalformedError
from provenance.report import FORMATS


def _digest(_ctx: click.Context, _param: click.Parameter, value: str | None) -> bytes | None:
    from provenance.digest import parse_digest

    if value is None:
        return None
    try:
        return parse_digest(value)
    except MalformedError as error:
        raise click.BadParameter(str(error)) from error


@click.command(
    name="verify",
    short_help="Check a proof, step by step, without network or archive.",
    epilog=examples(
        f"provenance verify block.json --content-digest sha256:{'0123456789abcdef' * 4}",
        "provenance verify block.json --format json",
    ),
)
@click.argument("proof", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--content-digest",
    callback=_digest,
    metavar="DIGEST",
    help="The content digest to hold it against, from a source that you trust.",
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(tuple(FORMATS)),
    default="text",
    show_default=True,
    help="How to report; json holds to a schema in schemas/.",
)
def command(proof: Path, content_digest: bytes | None, format_name: str) -> int:
    """Check what `provenance prove` wrote, and say of each step whether it holds.

    Without --content-digest there is nothing to hold the proof against: exit code 5. A proof that
    does not hold ends with 3.
    """
    from provenance.model import Outcome
    from provenance.verify import verify_block

    data = sys.stdin.buffer.read() if str(proof) == "-" else read_file(proof)
    verification = verify_block(data, content_digest=content_digest)
    write_result(FORMATS[format_name](look(verbose=False)).verification(verification))
    checked = all(step.outcome is Outcome.HOLDS for step in verification.steps)
    return ExitCode.OK if checked else ExitCode.NOT_CHECKED
