"""`provenance witness`: cosign the checkpoints of others' logs, where they only grew."""

from pathlib import Path

import click

from provenance.cli.groups import CommandGroup
from provenance.cli.key import DEFAULT_KEY, passphrase
from provenance.cli.options import examples
from provenance.cli.streams import write_remark, write_result
from provenance.cli.trust import trusted_key

_folder = click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("witness"),
    show_default=True,
    metavar="DIR",
    help="Where the witness keeps what it knows.",
)
_key = click.option(
    "--key",
    "source",
    default=str(DEFAULT_KEY),
    show_default=True,
    metavar="FILE|env:NAME",
    help="The witness's private key; one that signs nothing else.",
)
_name = click.option("--name", metavar="NAME", help="Its name, where FILE.vkey says none.")


@click.group(
    name="witness",
    cls=CommandGroup,
    short_help="Cosign the checkpoints of others' logs.",
    epilog=examples(
        "provenance witness add newsroom.vkey",
        "provenance witness serve --key witness.key --port 8080",
    ),
)
def command() -> None:
    """Cosign the checkpoints of others' logs, each only where it continues the one before.

    A log that shows one history to some and another to others needs a witness's word for both,
    and gets it for one (c2sp.org/tlog-witness).
    """


@command.command("add", epilog=examples("provenance witness add newsroom.vkey --folder witness"))
@click.argument("key", metavar="VKEY|FILE")
@_folder
def add(key: str, folder: Path) -> None:
    """Add a log, by its verifier key, to those that are cosigned."""
    from provenance import pipeline

    log = trusted_key(key)
    pipeline.add_log(folder, log)
    write_result(f"{folder} cosigns {log.name}\n")


@command.command("show", epilog=examples("provenance witness show --key witness.key"))
@_key
@_name
def show(source: str, name: str | None) -> None:
    """Print the witness's verifier key, for the policy files of others."""
    from provenance import pipeline

    spec = pipeline.KeySource(spec=source, passphrase=passphrase())
    write_result(f"{pipeline.open_cosigner(spec, name).key}\n")


@command.command("serve", epilog=examples("provenance witness serve --key witness.key --port 8080"))
@_key
@_name
@_folder
@click.option("--host", default="127.0.0.1", show_default=True, help="Which address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True)
def serve(source: str, name: str | None, folder: Path, host: str, port: int) -> None:
    """Answer add-checkpoint until it is interrupted.

    It speaks plain HTTP: put it behind a server that speaks TLS.
    """
    from provenance import pipeline

    spec = pipeline.KeySource(spec=source, passphrase=passphrase())
    witness = pipeline.Witness(folder, pipeline.open_cosigner(spec, name))
    with pipeline.witness_server(witness, host, port) as server:
        write_result(f"{witness.cosigner.key}\n")
        where = f"http://{host}:{server.server_address[1]}/"
        write_remark(f"witnessing {len(witness.logs()):,} logs at {where}; Ctrl-C ends it")
        server.serve_forever()
