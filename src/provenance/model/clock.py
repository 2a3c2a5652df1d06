"""What a page says of its article's times beside the REST interface, as written."""

from dataclasses import dataclass
from enum import StrEnum


class ClockSource(StrEnum):
    """Where in a page a time is stated."""

    JSON_LD = "json-ld"
    OPEN_GRAPH = "open-graph"
    TIME = "time"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedTime:
    """One time as a source states it.

    Attributes:
        source: Which source.
        name: `published` or `modified`.
        value: As written.
    """

    source: ClockSource
    name: str
    value: str
