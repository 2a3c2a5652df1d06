"""Files of the user's own, keys and settings, that cannot be read or written."""

from provenance.errors.deliberate import ProvenanceError


class ConfigError(ProvenanceError):
    """A project's settings cannot be read, or are not what they must be."""


class KeyFileError(ProvenanceError):
    """A key cannot be read from where it is said to be, or not be written there."""
