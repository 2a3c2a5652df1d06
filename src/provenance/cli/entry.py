"""Which log entry a command is about: that of a post's newest change, or one by its number."""

import click

entry_option = click.option(
    "--entry", "index", type=click.IntRange(min=0), metavar="N", help="Which entry, from 0."
)


def wanted_entry(post: str | None, index: int | None) -> int | str:
    """Return what was named: a post or an entry's number.

    Raises:
        click.UsageError: Neither was, or both.
    """
    if index is not None and post is None:
        return index
    if post is not None and index is None:
        return post
    raise click.UsageError("give either POST or --entry N")
