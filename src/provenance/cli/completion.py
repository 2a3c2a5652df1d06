"""`provenance completion`: the script with which a shell completes this command."""

import click
from click.shell_completion import BashComplete, FishComplete, ZshComplete

from provenance.cli.options import examples
from provenance.cli.streams import write_result

_SHELLS = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}
_VARIABLE = "_PROVENANCE_COMPLETE"


@click.command(
    name="completion",
    short_help="Print what completes this command in a shell.",
    epilog=examples(
        "provenance completion bash",
        "provenance completion zsh",
        "provenance completion fish",
    ),
)
@click.argument("shell", type=click.Choice(tuple(_SHELLS)))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    """Print a script that has SHELL complete commands, options and file names.

    Keep it where the shell looks for such scripts, and open a new shell: for bash as
    ~/.local/share/bash-completion/completions/provenance, for fish as
    ~/.config/fish/completions/provenance.fish, for zsh as _provenance in a folder of its fpath. It
    asks `provenance` itself what fits, and need not be made anew for a newer version.
    """
    completer = _SHELLS[shell](context.find_root().command, {}, "provenance", _VARIABLE)
    write_result(completer.source().rstrip("\n") + "\n")
