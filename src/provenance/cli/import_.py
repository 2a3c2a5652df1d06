"""`provenance import`: what comes from elsewhere than the site."""

import click

from provenance.cli.groups import CommandGroup
from provenance.cli.import_dir import folder_command
from provenance.cli.import_wayback import wayback
from provenance.cli.import_wxr import wxr
from provenance.cli.options import examples


@click.group(
    name="import",
    cls=CommandGroup,
    short_help="Record copies from web archives, folders and exports.",
    epilog=examples(
        "provenance import wayback https://example.org/2026/05/an-article/",
        "provenance import dir saved-answers",
        "provenance import wxr export.xml",
    ),
)
def command() -> None:
    """Record what comes from elsewhere than the site, and compare it with what is held."""


command.add_command(wayback)
command.add_command(folder_command)
command.add_command(wxr)
