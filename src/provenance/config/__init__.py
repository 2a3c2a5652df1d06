"""A project's settings from its file; reads that one file, and judges nothing."""

from provenance.config.find import find_config
from provenance.config.parse import Config, parse_config
from provenance.config.settings import SETTINGS, Setting
from provenance.config.told import tell

__all__ = ["SETTINGS", "Config", "Setting", "find_config", "parse_config", "tell"]
