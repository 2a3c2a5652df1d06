"""`provenance log begin`: go on under a new key, in a new archive."""

from pathlib import Path

import click

from provenance.cli.options import archive_option, examples
from provenance.cli.streams import write_remark, write_result
from provenance.cli.trust import trusted_key


@click.command(
    name="begin",
    epilog=examples(
        "provenance log begin --after old.db --key old.key.vkey --archive new.db",
    ),
)
@click.option(
    "--after",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    metavar="PATH",
    help="The archive whose log ends: its last checkpoint becomes the first entry.",
)
@click.option(
    "--key",
    required=True,
    metavar="VKEY|FILE",
    help="The verifier key that signed the log that ends.",
)
@archive_option
def begin(after: Path, key: str, archive: Path) -> None:
    """Begin the log of a new archive where another ended, to sign it with a new key.

    Captures stay in the old archive, and its log stays provable under the old key. Keep both keys
    in a policy file, with a line `log VKEY` each, for `provenance verify --policy FILE`.
    """
    from provenance import pipeline

    ended = pipeline.begin_log(after, trusted_key(key), pipeline.Settings(archive=archive))
    write_result(
        f"the log in {archive} goes on from {ended.origin}, which ended with {ended.size:,}"
        " entries\n"
    )
    write_remark("sign it with a key of another name: provenance key new, provenance log sign")
