"""`provenance import`: what comes from elsewhere than the site."""

import click

from provenance.cli.import_wayback import wayback
from provenance.cli.options import examples


@click.group(
    name="import",
    short_help="Record the copies of an article that a web archive keeps.",
    epilog=examples("provenance import wayback https://example.org/2026/05/an-article/"),
)
def command() -> None:
    """Record what comes from elsewhere than the site, and compare it with what is held."""


command.add_command(wayback)
