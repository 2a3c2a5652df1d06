"""The lock file, as the commands that write or read it take it."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from provenance.model import Lock

lock_option = click.option(
    "--lock",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("provenance.lock"),
    show_default=True,
    metavar="FILE",
    help="The lock file.",
)


def read_lock(path: Path) -> "Lock":
    """Return what a lock file holds; an empty one where there is none.

    Raises:
        UnreadableFileError: It cannot be read.
        MalformedError: It is no lock file.
    """
    from provenance.cli.streams import read_file
    from provenance.evidence import parse_named_lock
    from provenance.model import Lock

    return parse_named_lock(read_file(path), path) if path.exists() else Lock(pins=())
