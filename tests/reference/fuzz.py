"""Holds the program against the second reader on mutated posts.

`python -m tests.reference.fuzz 20000` prints every post on which they part, and ends with 1 where
there is one that no known fault of a parser explains (docs/adr/0061).
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator
from typing import Any, Final

from provenance.canonical import canonicalize
from provenance.errors import MalformedError
from tests.reference.blocks import RefusedError
from tests.reference.mutate import mutated_post
from tests.reference.record import record_of

# lexbor: `sup` does not end foreign content. turbohtml: `source`, `track` and `param` open the
# marks of the paragraph before (tests/vectors/canonical/parsers.json).
_LEXBOR_FAULT: Final = re.compile(r"<(svg|math)\b.*<sup\b", re.IGNORECASE | re.DOTALL)
_TURBOHTML_FAULT: Final = re.compile(r"<(source|track|param)\b", re.IGNORECASE)


def by_program(raw: bytes) -> object:
    """Return blocks, record, flags and digests, or that it was refused."""
    try:
        snapshot = canonicalize(raw)
    except MalformedError:
        return "refused"
    digests = {name: getattr(snapshot.digests, name).hex() for name in _DIGESTS}
    flags = frozenset(flag for flag in snapshot.flags if not flag.startswith("no-"))
    return snapshot.blocks, snapshot.metadata, flags, digests


def by_reference(raw: bytes) -> object:
    """Return the same by the second reader."""
    try:
        record = record_of(raw)
    except RefusedError:
        return "refused"
    return record.blocks, record.metadata, record.flags, record.digests


def disagreements(posts: Iterable[tuple[int, bytes]]) -> Iterator[int]:
    """Yield the number of each post on which the two part, and no known fault explains it."""
    for number, raw in posts:
        if by_program(raw) != by_reference(raw) and not _is_known(json.loads(raw)):
            yield number


def _is_known(value: dict[str, Any]) -> bool:
    texts = [member["rendered"] for member in value.values() if isinstance(member, dict)]
    return any(_LEXBOR_FAULT.search(text) or _TURBOHTML_FAULT.search(text) for text in texts)


def main(count: int) -> int:
    """Hold `count` mutated posts, and return the exit code."""
    parted = 0
    for number in disagreements((number, mutated_post(number)) for number in range(count)):
        print(number, mutated_post(number).decode())
        parted += 1
    print(f"{count} posts, {parted} on which the two readers part")
    return int(parted > 0)


_DIGESTS: Final = ("raw", "markup", "content", "words", "metadata")

if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
