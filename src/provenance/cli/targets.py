"""What `audit` and `snapshot` are given: TARGETs, checked as far as their spelling goes."""

from pathlib import Path

import click

from provenance.cli.configured import configured_targets


def _checked(
    ctx: click.Context, _param: click.Parameter, value: tuple[str, ...]
) -> tuple[str, ...]:
    if value.count("-") > 1:
        raise click.UsageError("standard input (-) can be read once only", ctx)
    if any(not target.strip() for target in value):
        raise click.UsageError("a TARGET is empty; give an address, a file or -", ctx)
    return value


def given(targets: tuple[str, ...], targets_from: Path | None) -> tuple[str, ...]:
    """Return the targets: those typed, else those of the project's file.

    Raises:
        click.UsageError: There is neither a target nor a list of them; or both are to be read from
            standard input.
    """
    context = click.get_current_context()
    if not targets and targets_from is None:
        targets = configured_targets()
    if not targets and targets_from is None:
        raise click.MissingParameter(ctx=context, param=context.command.params[0])
    if targets_from is not None and str(targets_from) == "-" and "-" in targets:
        raise click.UsageError("standard input (-) can be read once only", context)
    return targets


targets_argument = click.argument("targets", metavar="TARGET...", nargs=-1, callback=_checked)
