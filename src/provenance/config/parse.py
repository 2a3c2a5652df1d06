"""A project's settings read strictly: what is not known is refused, with the nearest name."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from provenance.config.settings import SETTINGS, Kind, Setting
from provenance.errors import ConfigError
from provenance.model import Ignore, Level, Overrides

_BY_NAME = {setting.name: setting for setting in SETTINGS}
# `error` is kept for integrity.
_LEVELS = (Level.WARNING, Level.NOTE)
_IGNORE = ("rule", "post", "reason", "until")


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """A project's settings.

    Attributes:
        path: The file; None where there is none.
        values: Value by the setting's name; files' names are against the file's own folder.
        overrides: What was decided of findings; None where nothing was.
    """

    path: Path | None
    values: Mapping[str, Any] = field(default_factory=dict)
    overrides: Overrides | None = None


def parse_config(table: object, path: Path) -> Config:
    """Return the settings in a table.

    Args:
        table: As `tomllib` gives it.
        path: The file that it is of.

    Raises:
        ConfigError: Something in it is not known, or is not what it must be.
    """
    if not isinstance(table, dict):
        raise ConfigError(f"{path}: the settings are no table")
    known = [*_BY_NAME, "rules", "ignore"]
    values = {}
    for name, value in table.items():
        _check_known(name, known, path, "setting")
        if name in _BY_NAME:
            values[name] = _value(_BY_NAME[name], value, path)
    levels, ignores = table.get("rules", {}), table.get("ignore", [])
    overrides = Overrides(
        source=path.name,
        levels=_levels(levels, path),
        ignores=tuple(_ignore(one, path) for one in _tables(ignores, path)),
    )
    has_any = overrides.levels or overrides.ignores
    return Config(path=path, values=values, overrides=overrides if has_any else None)


def _value(setting: Setting, value: object, path: Path) -> object:
    fits = {
        Kind.TEXT: isinstance(value, str),
        Kind.PATH: isinstance(value, str),
        Kind.NUMBER: isinstance(value, int | float) and not isinstance(value, bool),
        Kind.WHOLE: isinstance(value, int) and not isinstance(value, bool),
        Kind.LIST: isinstance(value, list) and all(isinstance(one, str) for one in value),
    }
    if not fits[setting.kind]:
        raise ConfigError(f"{path}: {setting.name} is {value!r}, and must be {setting.kind.value}")
    if setting.kind is Kind.PATH and not str(value).startswith("env:"):
        return str(path.parent / str(value))
    if setting.kind is Kind.LIST and isinstance(value, list):
        return tuple(value)
    return value


def _levels(table: object, path: Path) -> dict[str, Level]:
    if not isinstance(table, dict):
        raise ConfigError(f'{path}: rules is no table; write [rules] and RULE = "note" under it')
    levels = {}
    for slug, level in table.items():
        _check_rule(slug, path)
        if level not in {one.value for one in _LEVELS}:
            raise ConfigError(
                f"{path}: the level of {slug} is {level!r}, and must be note or warning"
            )
        levels[slug] = Level(level)
    return levels


def _tables(tables: object, path: Path) -> list[dict[str, Any]]:
    if not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
        raise ConfigError(f"{path}: ignore is no list of tables; write [[ignore]] above each")
    return tables


def _ignore(table: Mapping[str, Any], path: Path) -> Ignore:
    for name in table:
        _check_known(name, _IGNORE, path, "member of [[ignore]]")
    rule, post, reason, until = (table.get(name) for name in _IGNORE)
    if not isinstance(rule, str):
        raise ConfigError(f"{path}: an [[ignore]] names no rule")
    _check_rule(rule, path)
    if not isinstance(reason, str) or not reason.strip():
        raise ConfigError(f"{path}: the [[ignore]] of {rule} has no reason; give one")
    if not isinstance(until, date) or isinstance(until, datetime):
        raise ConfigError(
            f"{path}: the [[ignore]] of {rule} has no day until which it holds; write until ="
            " 2027-01-31"
        )
    if post is not None and not isinstance(post, str):
        raise ConfigError(
            f"{path}: the post of the [[ignore]] of {rule} is {post!r}, and must be"
            " SITE#NUMBER or an address"
        )
    return Ignore(rule=rule, post=post, reason=reason.strip(), until=until)


def _check_rule(slug: str, path: Path) -> None:
    from provenance.assess import RULES  # noqa: PLC0415 - most files name no rule; it is heavy

    _check_known(slug, [rule.slug for rule in RULES], path, "rule")


def _check_known(name: str, known: Iterable[str], path: Path, what: str) -> None:
    names = sorted(known)
    if name in names:
        return
    near = difflib.get_close_matches(name, names)
    hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(names)}"
    raise ConfigError(f"{path}: no {what} is called {name!r}", remedy=hint)
