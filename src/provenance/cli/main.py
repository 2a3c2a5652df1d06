"""The command line's door: finds the command, and turns every end into a line and an exit code.

Command modules load when they are asked for, and what is heavy loads inside their functions.
"""

import importlib
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

import click
from click.core import ParameterSource

from provenance.cli.configured import defaults
from provenance.cli.exit_codes import INTERRUPTED, ExitCode, code_of_error
from provenance.cli.groups import check_named
from provenance.cli.options import examples
from provenance.cli.short_helps import SHORT_HELPS
from provenance.cli.streams import (
    stand_in_for_closed,
    write_error,
    write_remark,
    write_result,
)
from provenance.config import SETTINGS, Config, find_config
from provenance.errors import ProvenanceError
from provenance.version import VERSION

_COMMANDS = {
    "audit": "provenance.cli.audit",
    "snapshot": "provenance.cli.snapshot",
    "watch": "provenance.cli.watch",
    "import": "provenance.cli.import_",
    "list": "provenance.cli.posts",
    "history": "provenance.cli.history",
    "coverage": "provenance.cli.coverage",
    "diff": "provenance.cli.diff",
    "revisions": "provenance.cli.revisions",
    "summary": "provenance.cli.summary",
    "report": "provenance.cli.report",
    "pin": "provenance.cli.pin",
    "check": "provenance.cli.check",
    "compare-observers": "provenance.cli.compare_observers",
    "prove": "provenance.cli.prove",
    "verify": "provenance.cli.verify",
    "export": "provenance.cli.export",
    "custody": "provenance.cli.custody",
    "explain": "provenance.cli.explain",
    "annotate": "provenance.cli.annotate",
    "config": "provenance.cli.config",
    "key": "provenance.cli.key",
    "log": "provenance.cli.log",
    "timestamp": "provenance.cli.timestamp",
    "witness": "provenance.cli.witness",
    "completion": "provenance.cli.completion",
}


class LazyGroup(click.Group):
    """Commands by name, each in its own module, loaded when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the commands in the order in which a newcomer needs them."""
        return list(_COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        cmd_name: str,
    ) -> click.Command | None:
        """Return a command; None where there is none of that name."""
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(_COMMANDS[cmd_name]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands, and load none that has its line in `SHORT_HELPS`."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, self._short_help(ctx, name)) for name in _COMMANDS])

    def _short_help(self, ctx: click.Context, name: str) -> str:
        if name in SHORT_HELPS:
            return SHORT_HELPS[name]
        command = self.get_command(ctx, name)
        return command.get_short_help_str(limit=100) if command else ""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command asked for, or name the nearest."""
        names = list(_COMMANDS)
        below = self._group_with(ctx, args[0]) if args and args[0] not in names else None
        check_named(ctx, args, names, below=below)
        return super().resolve_command(ctx, args)

    def _group_with(self, ctx: click.Context, name: str) -> str | None:
        """Return the command below which there is one of that name, as of `import wayback`."""
        groups = ((group, self.get_command(ctx, group)) for group in _COMMANDS)
        return next(
            (
                group
                for group, command in groups
                if isinstance(command, click.Group) and name in command.commands
            ),
            None,
        )


def _print_version(
    ctx: click.Context,
    _param: click.Parameter,
    value: bool,
) -> None:
    """Print the version, and what digests rest on: two programs that agree in it agree in them."""
    if not value or ctx.resilient_parsing:
        return
    from provenance.canonical import CURRENT_PROFILE

    profile = CURRENT_PROFILE
    write_result(
        f"provenance {VERSION}\n"
        f"canonical form {profile.name}, parser {profile.parser}, Unicode {profile.unicode}\n"
    )
    ctx.exit()


@click.command(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=examples(
        "provenance audit https://example.org/2026/05/an-article/",
        "provenance audit monday.json friday.json",
        "provenance list",
    ),
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the version, the canonical form, its parser and Unicode, and exit.",
)
def group() -> None:
    """Was this article changed after it was published, how, and can you prove it?

    Exit codes: 0 fine, 1 error, 2 usage, 3 not verified, 4 findings, 5 something required was
    not checked.
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line, without the program's name; return the exit code."""
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    stand_in_for_closed()
    try:
        config = _config(arguments)
        code = group.main(
            list(arguments),
            prog_name="provenance",
            standalone_mode=False,
            obj=config,
            default_map=defaults(config),
        )
    except click.ClickException as error:
        return _usage(error)
    except (click.Abort, KeyboardInterrupt):
        write_remark("interrupted; the archive is whole, and holds what was captured so far")
        return INTERRUPTED
    except ProvenanceError as error:
        write_error(str(error))
        return code_of_error(error)
    except Exception as error:  # noqa: BLE001 - the last line of defence, said to be a bug
        return _bug(error, verbose=not {"-v", "--verbose"}.isdisjoint(arguments))
    return int(code or ExitCode.OK)


def _config(arguments: Sequence[str]) -> Config:
    """Return the project's settings; none for help, which a broken file must not take away."""
    if not {"-h", "--help", "--version"}.isdisjoint(arguments):
        return Config(path=None)
    try:
        folder = Path.cwd()
    except OSError:  # a folder that somebody deleted
        return Config(path=None)
    return find_config(folder)


def _usage(error: click.ClickException) -> int:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        _write_lines(error.format_message())
        return ExitCode.USAGE
    # click lists the choices for a missing argument in lines of their own; an error is one line.
    said = _misplaced(error) or _misconfigured(error) or error.format_message()
    write_error(" ".join(said.split()))
    context = getattr(error, "ctx", None)
    if context is not None:
        write_remark(f"Try: {context.command_path} --help")
    return ExitCode.USAGE


def _misconfigured(error: click.ClickException) -> str | None:
    """Say which line of the project's file is at fault; None where somebody typed what is."""
    if not isinstance(error, click.BadParameter) or not (error.ctx and error.param):
        return None
    name = error.param.name or ""
    config = error.ctx.find_root().obj
    if error.ctx.get_parameter_source(name) is not ParameterSource.DEFAULT_MAP:
        return None
    setting = next(one.name for one in SETTINGS if one.parameter == name)
    return f"{config.path}: {setting} does not fit: {error.message}"


def _misplaced(error: click.ClickException) -> str | None:
    """Say where an option goes that stands before its command; None where that is not the fault."""
    if not isinstance(error, click.NoSuchOption) or error.ctx is None or error.ctx.parent:
        return None
    name = error.option_name
    names = {option for command in _COMMANDS for option in _options(error.ctx, command)}
    return f"{name} comes after the command: provenance COMMAND {name}" if name in names else None


def _options(context: click.Context, name: str) -> list[str]:
    command = group.get_command(context, name)
    return [option for parameter in command.params for option in parameter.opts] if command else []


def _bug(error: Exception, *, verbose: bool) -> int:
    write_error(
        f"provenance met a fault of its own ({type(error).__name__}: {error});"
        " please report it, with what -v prints"
    )
    if verbose:
        _write_lines("".join(traceback.format_exception(error)))
    return ExitCode.ERROR


def _write_lines(text: str) -> None:
    for line in text.splitlines():
        write_remark(line)
