"""Reports in several formats at once: one to standard output, others to files."""

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import click

from provenance.cli.exit_codes import NEVER
from provenance.cli.options import output_options_with
from provenance.cli.run import OutputOptions
from provenance.cli.streams import OutputError, look, write_error, write_file
from provenance.model import Level
from provenance.report import FORMATS, RESULT_FORMATS, Look, Reporter

if TYPE_CHECKING:
    from provenance.report.results import Results

_Command = TypeVar("_Command", bound=Callable[..., object])

ALL_FORMATS = (*FORMATS, *RESULT_FORMATS)
STEP_SUMMARY = "GITHUB_STEP_SUMMARY"
_SUFFIXES = {".txt": "text", ".json": "json"} | {
    each.suffix: name for name, each in RESULT_FORMATS.items()
}
_PLAIN = Look(width=80)


class Output(NamedTuple):
    """A file, and the format that it is to be in."""

    format_name: str
    path: Path


class ResultOptions(OutputOptions):
    """What `result_options` hands to a command."""

    outputs: tuple[Output, ...]


class Told(NamedTuple):
    """An outcome in both shapes that formats take it in.

    Attributes:
        report: Gives its report in the words of a reporter.
        results: Gives its rows, for other programs.
    """

    report: Callable[[Reporter], str]
    results: Callable[[], "Results"]


def result_options(command: _Command) -> _Command:
    """Add what commands have whose results other programs read: the archive, and how to report."""
    command = _output_option(command)
    return output_options_with(ALL_FORMATS)(command)


def fail_level(fail_on: str) -> Level | None:
    """Return the level from which on a finding fails a run; None where none does."""
    return None if fail_on == NEVER else Level(fail_on)


def check_apart(options: ResultOptions, read: Iterable[str | Path]) -> None:
    """Check that no report would take the place of what the command reads.

    Raises:
        click.UsageError: One would.
    """
    places = {Path(one).resolve() for one in read}
    for output in options["outputs"]:
        if output.path.resolve() in places:
            raise click.UsageError(
                f"{str(output.path)!r} is what is to be read, and a report would take its place;"
                " give --output another file",
                click.get_current_context(),
            )


def rendered(told: Told, options: ResultOptions) -> str:
    """Return the report for standard output."""
    return _render(told, options["format_name"], look(verbose=options["verbose"]))


def write_outputs(told: Told, options: ResultOptions) -> None:
    """Write the files that were asked for, and a job's summary where GitHub Actions wants one.

    Raises:
        OutputError: One could not be written; the others were, and their errors are told.
    """
    plain = Look(width=_PLAIN.width, verbose=options["verbose"])
    failed = []
    for output in options["outputs"]:
        try:
            write_file(output.path, _render(told, output.format_name, plain).encode())
        except OutputError as error:
            failed.append(error)
    formats = {options["format_name"], *(output.format_name for output in options["outputs"])}
    summary = os.environ.get(STEP_SUMMARY)
    if summary and "github" in formats:
        try:
            _append(Path(summary), _render(told, "markdown", plain))
        except OutputError as error:
            failed.append(error)
    for further in failed[1:]:
        write_error(str(further))
    if failed:
        raise failed[0]


def _render(told: Told, name: str, shown: Look) -> str:
    if name in FORMATS:
        return told.report(FORMATS[name](shown))
    return RESULT_FORMATS[name].load()(told.results())


def _append(path: Path, text: str) -> None:
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise OutputError(
            f"the job's summary could not be written to {STEP_SUMMARY}: {error.strerror}",
            remedy="unset that variable, or give it a file that can be written",
        ) from error


def _outputs(
    _ctx: click.Context, _param: click.Parameter, values: Sequence[str]
) -> tuple[Output, ...]:
    outputs = tuple(map(_output, values))
    paths = [output.path.resolve() for output in outputs]
    if len(set(paths)) < len(paths):
        raise click.BadParameter("two reports cannot go to one file; give each its own")
    return outputs


def _output(value: str) -> Output:
    name, given, path = value.partition("=")
    if given and name in ALL_FORMATS:
        if not path or path == "-" or Path(path).is_dir():
            raise click.BadParameter(
                f"{value!r} names no file; what goes to standard output is said with --format"
            )
        return Output(name, Path(path))
    file = Path(value)
    if file.suffix not in _SUFFIXES:
        raise click.BadParameter(
            f"{value!r} does not say which format it is to be in; write FORMAT=FILE with one of"
            f" {', '.join(ALL_FORMATS)}, or end it in one of {', '.join(_SUFFIXES)}"
        )
    return Output(_SUFFIXES[file.suffix], file)


_output_option = click.option(
    "--output",
    "outputs",
    multiple=True,
    callback=_outputs,
    metavar="[FORMAT=]FILE",
    help="Also write a report to a file, in the format that its name ends with or that is named:"
    " results.sarif, junit=results.xml. May be repeated.",
)
