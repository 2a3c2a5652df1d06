"""What `audit` and `snapshot` are given: TARGETs, checked as far as their spelling goes."""

import click


def _checked(
    ctx: click.Context, _param: click.Parameter, value: tuple[str, ...]
) -> tuple[str, ...]:
    if value.count("-") > 1:
        raise click.UsageError("standard input (-) can be read once only", ctx)
    if any(not target.strip() for target in value):
        raise click.UsageError("a TARGET is empty; give an address, a file or -", ctx)
    return value


targets_argument = click.argument(
    "targets", metavar="TARGET...", nargs=-1, required=True, callback=_checked
)
