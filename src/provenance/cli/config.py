"""`provenance config`: each setting, and where it came from."""

import os

import click

from provenance.cli.options import examples
from provenance.cli.streams import look, write_result
from provenance.config import Config, tell
from provenance.report import FORMATS


@click.command(
    name="config",
    short_help="Show each setting, and where it came from.",
    epilog=examples("provenance config", "provenance config --format json"),
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(tuple(FORMATS)),
    default="text",
    show_default=True,
    help="How to report; json holds to a schema in schemas/.",
)
@click.pass_obj
def command(found: object, format_name: str) -> None:
    """Show each setting, and whether the environment, a file or nobody said it.

    A project's settings lie in provenance.toml, or under [tool.provenance] in pyproject.toml, in
    the folder that is worked in or one above it. An option of a command comes before the
    environment, that before the file, and that before what the program does by itself.
    """
    config = found if isinstance(found, Config) else Config(path=None)
    told = tuple(tell(config, os.environ))
    shown = FORMATS[format_name](look(verbose=False))
    write_result(shown.config(told, config.overrides))
