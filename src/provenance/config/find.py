"""Where a project's settings lie: the nearest provenance.toml or pyproject.toml that has some."""

import tomllib
from pathlib import Path

from provenance.config.parse import Config, parse_config
from provenance.errors import ConfigError

_OWN = "provenance.toml"
_SHARED = "pyproject.toml"


def find_config(folder: Path) -> Config:
    """Return the settings for work in a folder; empty ones where no file has any.

    The folder's own file comes first, then those of the folders above it. In one folder
    `provenance.toml` comes before `pyproject.toml`, where `[tool.provenance]` holds the same.

    Raises:
        ConfigError: The file that was found cannot be read, or is not what it must be.
    """
    for each in (folder, *folder.parents):
        own, shared = each / _OWN, each / _SHARED
        if own.is_file():
            return parse_config(_read(own), own)
        if shared.is_file():
            table = _read(shared).get("tool", {})
            if isinstance(table, dict) and "provenance" in table:
                return parse_config(table["provenance"], shared)
    return Config(path=None)


def _read(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path} is not TOML: {error}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} cannot be read: {error}") from error
