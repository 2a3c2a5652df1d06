"""What other tools would say of the labelled edits: a table of misses and false alarms.

The table is one of those that `tests.assessment.page` writes. trafilatura runs itself; what
diffengine, newsdiffs and simhash compare by is stated again here, from their documents, since the
first two are whole services. Each of them knows only "changed" and "not changed".
"""

import hashlib
import html
import importlib
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

from tests.assessment.labelled import Edit, Verdict, read_edits, verdict
from tests.assessment.score import is_told

_TAG = re.compile("<[^>]*>")
_BITS = 64
# Up to so many differing bits are near duplicates: Manku, Jain and Das Sarma, WWW 2007.
_NEAR = 3
_SHINGLE = 3

Differs = Callable[[str, str], bool]


def bytes_differ(before: str, after: str) -> bool:
    """Any tool that compares digests of pages."""
    return before != after


def diffengine_differs(before: str, after: str) -> bool:
    """Tags, white space and punctuation are no part of what diffengine compares."""
    return _letters(before) != _letters(after)


def newsdiffs_differs(before: str, after: str) -> bool:
    """White space is no part of what newsdiffs compares; a paragraph is a line."""
    one, two = (html.unescape(_TAG.sub(" ", text)).split() for text in (before, after))
    return one != two


def simhash_differs(before: str, after: str) -> bool:
    """Near duplicates are the same text: Charikar's simhash over runs of three characters."""
    return (_simhash(before) ^ _simhash(after)).bit_count() > _NEAR


def trafilatura_differs(before: str, after: str) -> bool:
    """The texts that trafilatura extracts from a page, compared."""
    extract = importlib.import_module("trafilatura").extract
    page = "<html><body><article>{}</article></body></html>"
    return bool(extract(page.format(before)) != extract(page.format(after)))


PEERS: tuple[tuple[str, Differs], ...] = (
    ("bytes, or a digest of them", bytes_differ),
    ("trafilatura's text", trafilatura_differs),
    ("newsdiffs' rule", newsdiffs_differs),
    ("diffengine's rule", diffengine_differs),
    ("simhash, 64 bits, 3 apart", simhash_differs),
)

OURS: tuple[tuple[str, Callable[[Verdict], bool]], ...] = (
    ("provenance, material", lambda found: found.material),
    ("provenance, material by a class", is_told),
)


def table() -> Iterator[str]:
    """Yield the rows of the table, this program last."""
    halves = [list(read_edits(half)) for half in ("gated", "unseen")]
    yield "| compared by | misses, gated | false alarms | misses, unseen | false alarms |"
    yield "|---|---|---|---|---|"
    for name, differs in PEERS:
        yield _row(
            name,
            halves,
            [[differs(edit.before, edit.after) for edit in edits] for edits in halves],
        )
    judged = [[verdict(edit) for edit in edits] for edits in halves]
    for name, says in OURS:
        yield _row(name, halves, [list(map(says, verdicts)) for verdicts in judged])


def _row(name: str, halves: Sequence[Sequence[Edit]], given: Sequence[Sequence[bool]]) -> str:
    cells = [name]
    for edits, answers in zip(halves, given, strict=True):
        pairs = list(zip(edits, answers, strict=True))
        material = [told for edit, told in pairs if edit.material]
        cosmetic = [told for edit, told in pairs if not edit.material]
        cells.append(f"{len(material) - sum(material)} of {len(material)}")
        cells.append(f"{sum(cosmetic)} of {len(cosmetic)}")
    return "| " + " | ".join(cells) + " |"


def _letters(text: str) -> str:
    words = html.unescape(_TAG.sub("", text))
    return "".join(
        character
        for character in words
        if not character.isspace() and not unicodedata.category(character).startswith("P")
    )


def _simhash(text: str) -> int:
    letters = _letters(text).lower()
    sums = [0] * _BITS
    for n in range(max(1, len(letters) - _SHINGLE + 1)):
        digest = hashlib.sha256(letters[n : n + _SHINGLE].encode()).digest()
        value = int.from_bytes(digest[: _BITS // 8])
        for bit in range(_BITS):
            sums[bit] += 1 if value >> bit & 1 else -1
    return sum(1 << bit for bit in range(_BITS) if sums[bit] > 0)
