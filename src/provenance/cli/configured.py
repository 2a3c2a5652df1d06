"""A project's settings where the command line looks for what nobody typed.

An option comes before the environment, that before the project's file, and that before what the
program does by itself.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from provenance.config import SETTINGS, Config

if TYPE_CHECKING:
    from provenance.model import Overrides


class _Everywhere(dict[str, Any]):
    """Defaults that hold for a command and for the commands under it."""

    def get(self, key: str, default: Any = None) -> Any:  # noqa: ANN401 - dict's own signature
        """Return the default of a parameter; for a command's name these same defaults."""
        if key in self:
            return self[key]
        return default if key in _PARAMETERS else self


_PARAMETERS = frozenset(setting.parameter for setting in SETTINGS if setting.parameter)


def defaults(config: Config) -> Mapping[str, Any]:
    """Return what the file says, in the shape in which click asks for it."""
    return _Everywhere(
        {
            setting.parameter: config.values[setting.name]
            for setting in SETTINGS
            if setting.parameter and setting.name in config.values
        }
    )


def configured(name: str) -> Any:  # noqa: ANN401 - a setting's value; the file's check typed it
    """Return a setting of the project's file; None where it has none."""
    config = _config()
    return None if config is None else config.values.get(name)


def configured_targets() -> tuple[str, ...]:
    """Return the targets of the project's file; those that are files lie beside it."""
    config = _config()
    if config is None or config.path is None:
        return ()
    # The file lies in the folder that is worked in, or in one above it.
    depth = len(Path.cwd().relative_to(config.path.parent).parts)
    up = [".."] * depth
    return tuple(
        target if not depth or target == "-" or "://" in target else str(Path(*up, target))
        for target in config.values.get("targets", ())
    )


def overrides() -> "Overrides | None":
    """Return what the project decided of findings; None where it decided nothing."""
    config = _config()
    return None if config is None else config.overrides


def _config() -> Config | None:
    context = click.get_current_context(silent=True)
    found = context.find_root().obj if context else None
    return found if isinstance(found, Config) else None
