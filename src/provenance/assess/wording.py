"""Says times, durations, counts and places in plain English.

Owns the words that findings share. Never a rule, and never a word of intent.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from provenance.model import BlockChange, Change, Observation, Snapshot

# What typography is, to a reader.
PUNCTUATION = "quotation marks, dashes, ellipses or spaces"

_MAX_QUOTE = 120
_UNITS = (("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1))


def say_time(moment: datetime) -> str:
    """Return `2026-05-29 01:20:00 UTC`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def say_duration(length: timedelta) -> str:
    """Return a length without its sign and without empty units: `2 h 2 min 6 s`."""
    left = abs(int(length.total_seconds()))
    parts = []
    for name, seconds in _UNITS:
        amount, left = divmod(left, seconds)
        if amount:
            parts.append(f"{amount:,} {name}")
    return " ".join(parts) or "0 s"


def say_count(amount: int, singular: str, plural: str | None = None) -> str:
    """Return `1 block`, `2,400 blocks`."""
    return f"{amount:,} {singular if amount == 1 else plural or singular + 's'}"


def say_list(items: Sequence[str]) -> str:
    """Return `a`, `a and b` or `a, b and c`."""
    if not items:
        return ""
    *head, last = items
    return f"{', '.join(head)} and {last}" if head else last


def say_capture(observation: Observation) -> str:
    """Return `capture 3 (2026-05-29 01:20:00 UTC)`, without the time where it is not known."""
    at = observation.moment.at
    return f"capture {observation.capture_id}" + (f" ({say_time(at)})" if at else "")


def say_modified(snapshot: Snapshot) -> str:
    """Return the modified time that the site states; `not stated` where it states none."""
    return say_time(snapshot.modified_at) if snapshot.modified_at else "not stated"


def begin_sentence(text: str) -> str:
    """Return a text with its first letter large and every other as it is: times stay `UTC`."""
    return text[:1].upper() + text[1:]


def say_captures(numbers: Sequence[int]) -> str:
    """Return `capture 3`, `captures 1, 2 and 3`."""
    noun = "capture" if len(numbers) == 1 else "captures"
    return f"{noun} {say_list([str(number) for number in numbers])}"


def say_between(before: Observation, after: Observation) -> str:
    """Return `between capture 1 (...) and capture 2 (...)`."""
    return f"between {say_capture(before)} and {say_capture(after)}"


def say_edits(edits: Sequence[BlockChange]) -> str:
    """Return what changed as the subject of a sentence: `the title and 2 blocks of the content`."""
    parts = []
    for field in ("title", "content", "excerpt"):
        blocks = [edit for edit in edits if edit.field == field]
        if blocks:
            parts.append(f"the {field}" if field == "title" else _say_blocks(field, blocks))
    return say_list(parts)


def say_quote(text: str) -> str:
    """Return a text in quotation marks on one line, shortened where it is long."""
    line = " ".join(text.split(" ")).replace("\n", " ").strip()
    if len(line) > _MAX_QUOTE:
        line = line[: _MAX_QUOTE - 1].rstrip() + "\u2026"
    return f"\u201c{line}\u201d"


def _say_blocks(field: str, blocks: Sequence[BlockChange]) -> str:
    amounts = Counter(block.change for block in blocks)
    ways = [
        f"{amounts[change]} {change.value}" if len(amounts) > 1 else change.value
        for change in (Change.CHANGED, Change.ADDED, Change.REMOVED, Change.MOVED)
        if amounts[change]
    ]
    return f"{say_count(len(blocks), 'block')} of the {field} ({', '.join(ways)})"
