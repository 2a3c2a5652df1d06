"""The reference of the command line, made from the commands themselves.

Owns how a click command reads as Markdown; `cli.md` has the words around it. Holds no word on any
command of its own: what `--help` says is what the page says.
"""

import inspect
import re
from collections.abc import Iterator

import click
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from provenance.cli.main import group as program

PLACE = "<!-- commands -->"
_MARKS = re.compile(r"([\\*\[\]<>{}|])")
_CODE = re.compile(r"(`[^`]+`)")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Have the commands written where a page has `PLACE`."""
    app.connect("source-read", _write)
    return {"parallel_read_safe": True}


def _write(_app: Sphinx, _name: str, source: list[str]) -> None:
    if PLACE in source[0]:
        source[0] = source[0].replace(PLACE, reference())


def reference() -> str:
    """Return every command as Markdown, in the order of `provenance --help`."""
    context = click.Context(program, info_name="provenance", **program.context_settings)
    return "\n".join(
        line
        for name in program.list_commands(context)
        if (command := program.get_command(context, name)) is not None
        for line in _command(command, click.Context(command, context, name), level=2)
    )


def _command(command: click.Command, context: click.Context, *, level: int) -> Iterator[str]:
    """Yield a command's lines, and below them those of its own commands."""
    path = context.command_path
    yield f"{'#' * level} {path}\n"
    pieces = " ".join(command.collect_usage_pieces(context))
    yield f"```text\n{path} {pieces}\n```\n"
    yield plain_to_markdown(inspect.cleandoc(command.help or "")) + "\n"
    yield from _options(command, context)
    yield from _examples(command.epilog or "")
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.commands[name]
            yield from _command(below, click.Context(below, context, name), level=level + 1)


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    records = [parameter.get_help_record(context) for parameter in command.get_params(context)]
    for names, meaning in filter(None, records):
        if not meaning:  # an argument, which the text above says all about
            continue
        yield f"`{names}`\n: {plain_to_markdown(meaning)}\n"


def _examples(epilog: str) -> Iterator[str]:
    """Yield the lines under `Examples:` as a block that can be copied."""
    lines = [line.strip() for line in epilog.splitlines() if line.startswith("  ")]
    if lines:
        yield "\n".join(["```sh", *lines, "```", ""])


def plain_to_markdown(text: str) -> str:
    """Return a help text so that Markdown shows it as it stands; what is in backticks is code."""
    return "".join(
        part if part.startswith("`") else _MARKS.sub(r"\\\1", part) for part in _CODE.split(text)
    )
