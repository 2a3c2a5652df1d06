"""A setting as it holds now."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingTold:
    """One setting.

    Attributes:
        name: Its name in a project's file.
        value: What holds, as people write it; None where nothing does.
        source: The environment's variable or the file that said it; `default` where nobody did.
    """

    name: str
    value: str | None
    source: str
