"""Whether a line is a note, by its first words, or holds a sentence that is one.

Owns what must stand around those words: a colon, a bracket, a date. Never judges what a note says.
"""

import re
from typing import NamedTuple

from provenance.assess.classes.lexicon import lexicon
from provenance.assess.classes.piece import Kind
from provenance.assess.classes.pieces import split_pieces
from provenance.assess.notes.words import fold_note, note_words
from provenance.model import NoteKind

# A label begins its line, perhaps in brackets or behind a mark.
_BEFORE = re.compile(
    r"[\s*_>|#\-\u2013\u2014\u2022\u00b7\u25a0\u25aa\u25ba\u203b]*"
    r"(?P<bracket>[(\[{\u3010\uff08\u3014]?)\s*"
)
_CLOSES = re.compile(r"\s*[)\]}\u3011\uff09\u3015]")
# The first of several may be counted: `Update 2: ...`.
_ENDS = re.compile(r"(?:\s*#?[0-9]{1,2})?\s*(?:[:\uff1a\u2013\u2014|]|\s-\s)")
_AGENCY = re.compile(r"(?:\s[0-9]{1,2})?-(?=\S)")
# A date, an hour or a place between the label and what ends it: few words, and a digit.
_DATED = re.compile(
    r"[\s,.(\[|\uff08]+(?=[^\n]{0,60}\d)[^\n()\[\]\u2013\u2014]{1,60}?"
    r"(?:[)\]\uff09]|[:\uff1a](?!\d)|\s*[\u2013\u2014]|\s-\s)"
)
_STOP = re.compile(r"\s*[.\u3002\u06d4]\s*\S")
_STARTS = re.compile(
    r"(?:^|(?<=[.!?\u2026\u061f)\]])\s+|(?<=[\u3002\uff01\uff1f\uff09\u3011]))[\s(\[*_\uff08\u3010]*"
)
_OPEN_QUOTES, _CLOSING_QUOTES = "\u201c\u201e\u00ab\u300c", "\u201d\u00bb\u300d"
# How far behind a word such as `updated` its date may stand.
_NEAR = 6
_NEAR_CHARACTERS = 60


class Opening(NamedTuple):
    """Where a note begins in a line.

    Attributes:
        start: Its first character.
        kind: What it calls itself.
        languages: ISO 639-1 codes of the languages whose words say so.
        is_alone: Whether it is a label with nothing behind it: the next block is its text.
    """

    start: int
    kind: NoteKind
    languages: tuple[str, ...]
    is_alone: bool = False


def opening(line: str) -> Opening | None:
    """Return the first note that a line holds; None where it holds none."""
    folded = fold_note(line)
    return _labelled(line, folded) or _dated(line, folded) or _told(folded)


def _labelled(line: str, folded: str) -> Opening | None:
    """Return the note that a line begins with by a label, such as `Correction:`."""
    words = note_words()
    before = _BEFORE.match(folded)
    start = before.end() if before else 0
    label = words.labels.match(folded, start)
    if label is None:
        return None
    kind, languages = words.named[label[0]]
    rest = folded[label.end() :]
    if not rest.strip(" .*_)]}\u3011\uff09"):
        return Opening(start, kind, languages, is_alone=True)
    if _ENDS.match(rest) or (_DATED.match(rest) and _is_date_near(line[label.end() :], languages)):
        return Opening(start, kind, languages)
    if before and before["bracket"] and _CLOSES.match(rest):
        return Opening(start, kind, languages)
    if line[start : label.end()].isupper() and _AGENCY.match(rest):
        return Opening(start, kind, languages)
    # `Update. It rained` may be two sentences of the article's own.
    if kind is not NoteKind.UPDATE and _STOP.match(rest):
        return Opening(start, kind, languages)
    return None


def _dated(line: str, folded: str) -> Opening | None:
    """Return the note that a line begins with by a word and a date: `Updated 30 May 2026`."""
    words = note_words()
    before = _BEFORE.match(folded)
    start = before.end() if before else 0
    found = words.dated.match(folded, start)
    if found is None:
        return None
    kind, languages = words.named[found[0]]
    if _is_date_near(line[found.end() :], languages):
        return Opening(start, kind, languages)
    return None


def _is_date_near(text: str, languages: tuple[str, ...]) -> bool:
    """Return whether a date or an hour is among the first words, as any of the languages has it."""
    return any(
        piece.kind in {Kind.DATE, Kind.TIME}
        for language in languages
        for piece in split_pieces(text[:_NEAR_CHARACTERS], lexicon(language))[:_NEAR]
    )


def _told(line: str) -> Opening | None:
    """Return the first sentence that says of the article that it was changed."""
    words = note_words()
    for place in _STARTS.finditer(line):
        found = words.sentences.match(line, place.end())
        if found is not None and found.lastgroup and not _is_quoted(line[: found.start()]):
            kind, languages = words.groups[found.lastgroup]
            return Opening(found.start(), kind, languages)
    return None


def _is_quoted(before: str) -> bool:
    """Return whether what follows `before` stands between quotation marks."""
    opened = sum(map(before.count, _OPEN_QUOTES)) - sum(map(before.count, _CLOSING_QUOTES))
    return opened > 0 or before.count('"') % 2 == 1
