"""`provenance key`: make, import and show the key that signs an archive's log."""

import os
from pathlib import Path

import click
from click.core import ParameterSource

from provenance.cli.configured import configured
from provenance.cli.groups import CommandGroup
from provenance.cli.options import examples
from provenance.cli.streams import write_remark, write_result

PASSPHRASE = "PROVENANCE_KEY_PASSPHRASE"  # noqa: S105 - the variable's name
KEY = "PROVENANCE_KEY"
LOG_NAME = "PROVENANCE_LOG_NAME"
DEFAULT_KEY = Path("provenance.key")


def _or_the_projects(ctx: click.Context, param: click.Parameter, value: str) -> str:
    """Return the key that somebody named, else the project's, else the default."""
    is_named = ctx.get_parameter_source(param.name or "") is not ParameterSource.DEFAULT
    return value if is_named else str(configured("key") or value)


key_option = click.option(
    "--key",
    "source",
    envvar=KEY,
    default=str(DEFAULT_KEY),
    callback=_or_the_projects,
    show_default=True,
    show_envvar=True,
    metavar="FILE|env:NAME",
    help="The private key, in a file or in an environment variable.",
)
name_option = click.option(
    "--name",
    envvar=LOG_NAME,
    default=lambda: configured("log-name"),
    metavar="NAME",
    help="The log's name, where FILE.vkey does not say it.",
)

_name = click.option(
    "--name",
    required=True,
    metavar="NAME",
    help="What the log is called: an address without its scheme, such as example.org/articles.",
)
_output = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=DEFAULT_KEY,
    show_default=True,
    metavar="FILE",
    help="Where to write the private key; the verifier key goes beside it, as FILE.vkey.",
)


@click.group(
    name="key",
    cls=CommandGroup,
    short_help="Make, import or show the key that signs an archive's log.",
    epilog=examples(
        "provenance key new --name example.org/articles",
        "provenance key show provenance.key",
    ),
)
def command() -> None:
    """Make, import or show the Ed25519 key that signs an archive's log.

    A private key is written encrypted where PROVENANCE_KEY_PASSPHRASE is set. Keep it; give the
    verifier key to everybody who is to check what you publish.
    """


@command.command(
    "new", epilog=examples("provenance key new --name example.org/articles -o newsroom.key")
)
@_name
@_output
def new(name: str, output: Path) -> None:
    """Make a key, and print its verifier key."""
    from provenance import pipeline

    _announce(str(pipeline.new_key(name, output, passphrase())), output)


@command.command(
    "import",
    epilog=examples("provenance key import ~/.ssh/id_ed25519 --name example.org/articles"),
)
@click.argument("source", metavar="FILE|env:NAME")
@_name
@_output
def import_(source: str, name: str, output: Path) -> None:
    """Take over an Ed25519 key that is there already: OpenSSH or PKCS#8, encrypted or not."""
    from provenance import pipeline

    key = pipeline.import_key(
        name, pipeline.KeySource(spec=source, passphrase=passphrase()), output
    )
    _announce(str(key), output)


@command.command(
    "show", epilog=examples("provenance key show provenance.key", "provenance key show env:LOG_KEY")
)
@click.argument(
    "source", metavar="FILE|env:NAME", default=str(DEFAULT_KEY), callback=_or_the_projects
)
@click.option("--name", metavar="NAME", help="Under which name, where FILE.vkey does not say.")
def show(source: str, name: str | None) -> None:
    """Print the verifier key of a private key, and nothing that is secret."""
    from provenance import pipeline

    signer = pipeline.open_signer(pipeline.KeySource(spec=source, passphrase=passphrase()), name)
    write_result(f"{signer.key}\n")


def passphrase() -> str | None:
    """Return what opens a private key, from the environment; None where nothing is set."""
    return os.environ.get(PASSPHRASE) or None


def _announce(verifier_key: str, path: Path) -> None:
    write_result(f"{verifier_key}\n")
    write_remark(f"wrote {path}, which is secret, and {path}.vkey, which is to be given away")
