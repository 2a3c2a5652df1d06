"""A setting as it holds now."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingTold:
    """One setting.

    Attributes:
        name: Its name in a project's file.
        value: What holds, as people write it; None where nothing does.
        source: The environment's variable or the file that said it; `default` where nobody did.
        refused: Why commands refuse the value, a sentence without full stop; None where they take
            it.
    """

    name: str
    value: str | None
    source: str
    refused: str | None = None
