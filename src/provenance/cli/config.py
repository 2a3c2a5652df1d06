"""`provenance config`: each setting, and where it came from."""

import os
from collections.abc import Mapping
from dataclasses import replace

import click

from provenance.cli.exit_codes import ExitCode
from provenance.cli.options import examples
from provenance.cli.streams import look, write_error, write_result
from provenance.config import SETTINGS, Config, tell
from provenance.model import SettingTold
from provenance.report import FORMATS

_Option = tuple[click.Parameter, click.Context]


@click.command(
    name="config",
    short_help="Show each setting, and where it came from.",
    epilog=examples("provenance config", "provenance config --format json"),
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(tuple(FORMATS)),
    default="text",
    show_default=True,
    help="How to report; json holds to a schema in schemas/.",
)
@click.pass_context
def command(context: click.Context, format_name: str) -> ExitCode:
    """Show each setting, and whether the environment, a file or nobody said it.

    A project's settings lie in provenance.toml, or under [tool.provenance] in pyproject.toml, in
    the folder that is worked in or one above it. An option of a command comes before the
    environment, that before the file, and that before what the program does by itself. A value that
    commands would refuse is shown with why, and ends with exit code 2, as it does there.
    """
    config = context.obj if isinstance(context.obj, Config) else Config(path=None)
    options = _options()
    told = [_held(one, options) for one in tell(config, os.environ)]
    shown = FORMATS[format_name](look(verbose=False))
    write_result(shown.config(told, config.overrides))
    refused = [one for one in told if one.refused is not None]
    for one in refused:
        write_error(f"{one.source}: {one.name} does not fit: {one.refused}")
    return ExitCode.USAGE if refused else ExitCode.OK


def _held(told: SettingTold, options: Mapping[str, _Option]) -> SettingTold:
    """Return a setting, with why the option that takes it refuses its value where it does."""
    if told.value is None or told.name not in options:
        return told
    option, context = options[told.name]
    try:
        option.process_value(context, told.value)
    except click.BadParameter as error:
        return replace(told, refused=error.message.removesuffix("."))
    return told


def _options() -> dict[str, _Option]:
    """Return, by the setting's name, the option that takes it, and where it is an option."""
    from provenance.cli import audit, check, verify

    found: dict[str, _Option] = {}
    names = {setting.parameter: setting.name for setting in SETTINGS if setting.parameter}
    for module in (audit, check, verify):
        context = click.Context(module.command)
        for option in module.command.params:
            if option.name in names:
                found.setdefault(names[option.name], (option, context))
    return found
