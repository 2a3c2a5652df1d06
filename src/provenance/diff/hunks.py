"""Cleans a diff up, so that it reads well.

Owns which hunks are one change to a reader, and where a hunk begins when several places are as
short. Never loses a character of either side.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from provenance.diff.ends import common_end, common_start
from provenance.diff.words import is_wordless

# An equal run with more words than this always stands on its own between two changes.
_MAX_MERGED_WORDS = 3
# Behind the end of a sentence, with the quotation marks and brackets that close it.
_UNSPACED_ENDS = "\u3002\uff01\uff1f"
_ENDS = f"[.!?\u2026\u061f\u06d4\u0964{_UNSPACED_ENDS}]"
_CLOSES = "[\"'\u00bb\u2019\u201d\u300d\u300f)\\]*]"
# From the first of several marks on, so that a thousand of them are read once.
_SENTENCE_STARTS = re.compile(
    rf"(?<!{_ENDS})(?:{_ENDS}++{_CLOSES}*+\s++|[{_UNSPACED_ENDS}]++{_CLOSES}*+(?!\s))|\n"
)
# Characters in which the end of a sentence is looked for.
_TAIL = 16


class Hunk(NamedTuple):
    """What was removed and added in one place, after a run that is equal on both sides.

    Attributes:
        equal: The run before.
        removed: Perhaps empty.
        added: Perhaps empty.
    """

    equal: str
    removed: str
    added: str

    @property
    def size(self) -> int:
        """Return the length of the longer side."""
        return max(len(self.removed), len(self.added))

    def turned(self) -> "Hunk":
        """Return the hunk that leads the other way."""
        return Hunk(self.equal, self.added, self.removed)


def clean_up(hunks: Iterable[Hunk]) -> list[Hunk]:
    """Return hunks that a reader takes in one by one; the sides of all, joined, stay the same."""
    return list(_trimmed(_slid(_merge_near(_joined(hunks)))))


def _joined(hunks: Iterable[Hunk]) -> list[Hunk]:
    """Return hunks with neighbours joined, so that an equal run stands between any two."""
    equal: list[str] = []
    removed: list[str] = []
    added: list[str] = []
    joined: list[Hunk] = []
    for hunk in hunks:
        if hunk.equal and (removed or added):
            joined.append(Hunk("".join(equal), "".join(removed), "".join(added)))
            equal, removed, added = [], [], []
        equal += [hunk.equal] if hunk.equal else []
        removed += [hunk.removed] if hunk.removed else []
        added += [hunk.added] if hunk.added else []
    joined.append(Hunk("".join(equal), "".join(removed), "".join(added)))
    return joined


def _merge_near(hunks: Sequence[Hunk]) -> list[Hunk]:
    """Return hunks with those merged that only a short equal run keeps apart."""
    groups: list[list[Hunk]] = []
    size = 0
    for hunk in hunks:
        if groups and hunk.size and size and _is_short(hunk.equal, size, hunk.size):
            groups[-1].append(hunk)
            size += len(hunk.equal) + hunk.size
        else:
            groups.append([hunk])
            size = hunk.size
    return [_merged(group) for group in groups]


def _is_short(equal: str, left: int, right: int) -> bool:
    if is_wordless(equal):
        return len(equal) <= 1 + min(left, right)
    return len(equal.split()) <= _MAX_MERGED_WORDS and len(equal) < min(left, right)


def _merged(group: Sequence[Hunk]) -> Hunk:
    first, *rest = group
    if not rest:
        return first
    return Hunk(
        first.equal,
        first.removed + "".join(hunk.equal + hunk.removed for hunk in rest),
        first.added + "".join(hunk.equal + hunk.added for hunk in rest),
    )


def _slid(hunks: Sequence[Hunk]) -> list[Hunk]:
    """Return hunks with what came or went alone begun where a sentence does, if it can be."""
    slid = list(hunks)
    for place, behind in enumerate(hunks[1:]):
        if bool(slid[place].removed) != bool(slid[place].added):
            slid[place : place + 2] = _slide(slid[place], behind, is_first=not place)
    return slid


def _slide(hunk: Hunk, behind: Hunk, *, is_first: bool) -> tuple[Hunk, Hunk]:
    """Return two hunks, whole sentences in the first of them where another place has them."""
    text = hunk.removed or hunk.added
    # Some of the equal runs stays, so that hunks stay apart.
    left = min(common_end(hunk.equal, text), len(hunk.equal) - (not is_first))
    right = min(common_start(text, behind.equal), len(behind.equal) - bool(behind.size))
    stays, goes = len(hunk.equal) - left, left + right
    # Any part of it that is as long as the text could stand for the text.
    window = hunk.equal[stays:] + text + behind.equal[:right]
    starts = {found.end() for found in _SENTENCE_STARTS.finditer(window)}
    if _ends_sentence(hunk.equal[:stays]):
        starts.add(0)
    places = [start for start in starts if start <= goes and start + len(text) in starts]
    if not places:
        return hunk, behind
    place = min(places, key=lambda start: (abs(start - left), start))
    moved = window[place : place + len(text)]
    return (
        Hunk(
            hunk.equal[:stays] + window[:place],
            moved if hunk.removed else "",
            moved if hunk.added else "",
        ),
        behind._replace(equal=window[place + len(text) :] + behind.equal[right:]),
    )


def _ends_sentence(text: str) -> bool:
    tail = text[-_TAIL:]
    return not tail or any(found.end() == len(tail) for found in _SENTENCE_STARTS.finditer(tail))


def _trimmed(hunks: Iterable[Hunk]) -> Iterator[Hunk]:
    """Yield hunks with the white space that ends both sides given to the equal run behind."""
    carried = ""
    for hunk in hunks:
        end = common_end(_space_behind(hunk.removed), _space_behind(hunk.added))
        yield Hunk(
            carried + hunk.equal,
            hunk.removed[: len(hunk.removed) - end],
            hunk.added[: len(hunk.added) - end],
        )
        carried = hunk.removed[len(hunk.removed) - end :]
    if carried:
        yield Hunk(carried, "", "")


def _space_behind(text: str) -> str:
    return text[len(text.rstrip()) :]
