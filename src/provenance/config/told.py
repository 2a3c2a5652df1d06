"""Each setting with its value and where it came from."""

from collections.abc import Iterator, Mapping

from provenance.config.parse import Config
from provenance.config.settings import SETTINGS, Setting
from provenance.model import SettingTold


def tell(config: Config, environment: Mapping[str, str]) -> Iterator[SettingTold]:
    """Yield every setting, in the table's order; an option of a command comes before all of them.

    Args:
        config: The project's file.
        environment: The environment's variables.
    """
    for setting in SETTINGS:
        yield _tell(setting, config, environment)


def _tell(setting: Setting, config: Config, environment: Mapping[str, str]) -> SettingTold:
    if setting.variable and environment.get(setting.variable):
        value: object = environment[setting.variable]
        return SettingTold(name=setting.name, value=_words(value), source=setting.variable)
    if setting.name in config.values:
        value = config.values[setting.name]
        return SettingTold(name=setting.name, value=_words(value), source=str(config.path))
    return SettingTold(name=setting.name, value=setting.default or None, source="default")


def _words(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
