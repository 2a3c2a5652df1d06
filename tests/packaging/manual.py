"""The manual page, made from the commands themselves: `python -m tests.packaging.manual FILE`.

That is `make man`. Holds no word on any command of its own: what `--help` says the page says.
"""

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from provenance.cli.main import group as program
from provenance.version import VERSION

PAGE = Path(__file__).parents[2] / "man" / "provenance.1"


def manual() -> str:
    """Return the page in the man macros, ASCII alone."""
    context = click.Context(program, info_name="provenance", **program.context_settings)
    summary, _, rest = inspect.cleandoc(program.help or "").partition("\n")
    lines = [
        f'.TH PROVENANCE 1 "" "provenance {VERSION}" "User Commands"',
        ".SH NAME",
        f"provenance \\- {roff(summary)}",
        ".SH SYNOPSIS",
        ".B provenance",
        "[\\fIOPTIONS\\fR] \\fICOMMAND\\fR [\\fIARGUMENTS\\fR]...",
        ".SH DESCRIPTION",
        *_paragraphs(rest),
        ".SH OPTIONS",
        *_options(program, context),
        ".SH COMMANDS",
    ]
    for name in program.list_commands(context):
        command = program.get_command(context, name)
        if command is not None:
            lines += _command(command, click.Context(command, context, name))
    return "\n".join(lines) + "\n"


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    usage = " ".join(command.collect_usage_pieces(context))
    yield f".SS {roff(context.command_path)} {roff(usage)}"
    yield from _paragraphs(inspect.cleandoc(command.help or ""))
    yield from _options(command, context)
    examples = [line[2:] for line in (command.epilog or "").splitlines() if line.startswith("  ")]
    if examples:
        yield from (".PP", "Examples:", ".PP", ".RS 4", ".nf", *map(roff, examples), ".fi", ".RE")
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None:
                yield from _command(below, click.Context(below, context, name))


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record is not None and record[1]:
            yield from (".TP", f"\\fB{roff(record[0])}\\fR", roff(record[1]))


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in text.replace("\b\n", "").split("\n\n"):
        if paragraph.strip():
            yield from (".PP", roff(" ".join(paragraph.split())))


def roff(text: str) -> str:
    """Return a text so that roff shows it as it stands (groff_char(7))."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga")
    text = "".join(
        each if each.isascii() else f"\\[u{ord(each):04X}]" for each in text.replace("^", "\\(ha")
    )
    return f"\\&{text}" if text.startswith(".") else text


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(manual(), encoding="ascii")
