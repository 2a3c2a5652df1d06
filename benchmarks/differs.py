"""What others would use to see what changed in an article, and how many changes each shows.

Owns the peers of diffing and nothing that runs with the program: they are of the dependency group
`peers`, and loaded by name (`peers.py`). Each is used as its own documentation has it, with its own
defaults; what reads no HTML is given the bare text.
"""

import difflib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from itertools import groupby
from typing import Any, Final

from benchmarks.articles import Edited
from provenance.canonical import blocks_of

DISTRIBUTIONS: Final = ("diff-match-patch", "redlines")

_OTHER_TAGS: Final = re.compile(r"<(?!/?(?:ins|del)\b)[^>]*>")
# What was put in and what was taken out at one place is one change to a reader.
_CHANGE: Final = re.compile(r"(?:<(ins|del)\b[^>]*>[^<]*</\1>\s*)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """An article before and after, as every peer wants it.

    Attributes:
        name: What was done to it.
        html: Both sides as rendered content.
        text: Both sides as bare text, paragraphs apart.
    """

    name: str
    html: tuple[str, str]
    text: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Differ:
    """A way to see what changed.

    Attributes:
        name: What a table calls it.
        diff: Gives what it found, as it gives it.
        count: Gives how many changes a reader is shown of that.
    """

    name: str
    diff: Callable[[Sides], Any]
    count: Callable[[Any], int]


def sides_of(case: Edited) -> Sides:
    """Return both sides of an edited article, made ready."""
    texts = ["\n\n".join(blocks_of("content", html).texts) for html in (case.before, case.after)]
    return Sides(name=case.name, html=(case.before, case.after), text=(texts[0], texts[1]))


def load_htmldiff() -> Differ:
    """Return the peer that the guard holds the diff to.

    Raises:
        ModuleNotFoundError: The dependency group `peers` is not installed.
    """
    htmldiff = import_module("lxml.html.diff").htmldiff
    return Differ(name="lxml, htmldiff", diff=lambda sides: htmldiff(*sides.html), count=_in_html)


def load_differs() -> tuple[Differ, ...]:
    """Return the peers.

    Raises:
        ModuleNotFoundError: The dependency group `peers` is not installed.
    """
    match_patch = import_module("diff_match_patch").diff_match_patch
    redlines = import_module("redlines").Redlines

    def words(sides: Sides) -> Sequence[tuple[str, int, int, int, int]]:
        before, after = (text.split() for text in sides.text)
        return difflib.SequenceMatcher(None, before, after).get_opcodes()

    def matched(sides: Sides) -> list[tuple[int, str]]:
        differ = match_patch()
        found: list[tuple[int, str]] = differ.diff_main(*sides.text)
        differ.diff_cleanupSemantic(found)
        return found

    def lined(sides: Sides) -> list[tuple[str, int, int, int, int]]:
        found = redlines(*sides.text)
        str(found.output_markdown)
        return list(found.opcodes)

    return (
        load_htmldiff(),
        Differ(name="difflib, SequenceMatcher over words", diff=words, count=_in_opcodes),
        Differ(name="diff-match-patch, cleaned up", diff=matched, count=_in_pieces),
        Differ(name="redlines, Markdown", diff=lined, count=_in_opcodes),
    )


def differ_versions() -> dict[str, str]:
    """Return the installed version of each of these peers, by distribution."""
    return {name: version(name) for name in DISTRIBUTIONS}


def _in_html(html: str) -> int:
    return len(_CHANGE.findall(_OTHER_TAGS.sub(" ", html)))


def _in_opcodes(opcodes: Iterable[tuple[str, int, int, int, int]]) -> int:
    return sum(tag != "equal" for tag, *_ in opcodes)


def _in_pieces(pieces: Iterable[tuple[int, str]]) -> int:
    return sum(changed for changed, _ in groupby(pieces, key=lambda piece: piece[0] != 0))
