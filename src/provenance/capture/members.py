"""What the members of a stranger's JSON hold, where they are of the type that is expected; pure."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from provenance.capture.answer import MAX_POST_ID, scalar_text

_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}", re.ASCII)


def mapping_of(value: object) -> Mapping[str, object]:
    """Return an object's members; none of what is no object."""
    return value if isinstance(value, dict) else {}


def link_of(value: Mapping[str, object], relation: str) -> Mapping[str, object]:
    """Return the first of the links that an object has under `relation`; no members without one."""
    targets = mapping_of(value.get("_links")).get(relation)
    return mapping_of(targets[0]) if isinstance(targets, list) and targets else {}


def number_of(value: object) -> int | None:
    """Return what can be a number of WordPress's; None of anything else."""
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if 0 < value <= MAX_POST_ID else None


def text_of(value: object) -> str | None:
    """Return a text, with lone surrogates replaced; None of anything else."""
    return scalar_text(value) if isinstance(value, str) else None


def time_of(written: object) -> datetime | None:
    """Return a `*_gmt` member as a time, aware, UTC; None for none, and for what is no time."""
    if not isinstance(written, str) or not _TIME.fullmatch(written):
        return None
    try:
        return datetime.fromisoformat(written).replace(tzinfo=UTC)
    except ValueError:
        return None
