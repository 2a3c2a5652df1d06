"""Groups of commands: a name that is none of theirs is answered with the nearest, or with them all.

Owns that sentence. Never loads a command.
"""

import difflib
from collections.abc import Sequence

import click


class CommandGroup(click.Group):
    """Commands below a command, such as those of `provenance import`."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command asked for, or name the nearest."""
        check_named(ctx, args, self.list_commands(ctx))
        return super().resolve_command(ctx, args)


def check_named(
    ctx: click.Context, args: Sequence[str], names: Sequence[str], *, below: str | None = None
) -> None:
    """Check that what is asked for is a command.

    Args:
        ctx: Of the group.
        args: What follows the group's name.
        names: Its commands.
        below: The command that has one of this name, where another has it; None where none does.

    Raises:
        click.UsageError: It is none of `names`.
    """
    if not args or args[0] in names or args[0].startswith("-"):
        return
    near = [f"{below} {args[0]}"] if below else difflib.get_close_matches(args[0].lower(), names)
    hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(names)}"
    whose = f"{ctx.command_path} has no" if ctx.parent else "no"
    raise click.UsageError(f"{whose} command {args[0]!r}; {hint}", ctx)
