"""Which settings a file can have: the one table that its check and `provenance config` read."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a setting's value is."""

    TEXT = "a text"
    PATH = "a file's name"
    NUMBER = "a number"
    WHOLE = "a whole number"
    LIST = "a list of texts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting.

    Attributes:
        name: Its name in the file; the option of that name says what it does.
        kind: What its value is.
        parameter: Name that the commands know it by; empty where no option takes it.
        variable: The environment variable that says the same; empty where there is none.
        default: What holds where nobody says anything, as people write it; empty for nothing.
    """

    name: str
    kind: Kind
    parameter: str = ""
    variable: str = ""
    default: str = ""


SETTINGS = (
    Setting(
        name="archive",
        kind=Kind.PATH,
        parameter="archive",
        variable="PROVENANCE_ARCHIVE",
        default="provenance.db",
    ),
    Setting(name="targets", kind=Kind.LIST),
    Setting(name="lock", kind=Kind.PATH, parameter="lock", default="provenance.lock"),
    Setting(
        name="fail-on",
        kind=Kind.TEXT,
        parameter="fail_on",
        variable="PROVENANCE_FAIL_ON",
        default="warning",
    ),
    Setting(name="key", kind=Kind.PATH, variable="PROVENANCE_KEY"),
    Setting(name="log-name", kind=Kind.TEXT, variable="PROVENANCE_LOG_NAME"),
    Setting(name="policy", kind=Kind.PATH, parameter="policy"),
    Setting(name="observer", kind=Kind.TEXT, parameter="observer", default="local"),
    Setting(name="contact", kind=Kind.TEXT, parameter="contact"),
    Setting(name="timeout", kind=Kind.NUMBER, parameter="timeout_s"),
    Setting(name="jobs", kind=Kind.WHOLE, parameter="jobs", default="8"),
)
