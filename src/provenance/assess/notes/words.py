"""The words by which notes are known, from `assess/notes/words/*.toml`, as one expression.

Owns how those files are read. Never knows a word of its own: what a language says stands in its
file, with the source.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from provenance.model import NoteKind

_FOLDER = Path(__file__).parent / "words"
_GAP = "~"
_PLAIN = dict.fromkeys(map(ord, "\u2018\u2019\u02bc"), "'") | dict.fromkeys(
    map(ord, "\t\u00a0\u2007\u2009\u200a\u202f\u3000"), " "
)
# Up to five words between two that are named, a date's among them; else as many characters.
_GAPS = {True: r"(?:[\w.,]+\s+){0,5}?", False: r"\w{0,16}?"}


class Named(NamedTuple):
    """What a word says.

    Attributes:
        kind: What a note that begins with it calls itself.
        languages: ISO 639-1 codes, English first: some words are those of many.
    """

    kind: NoteKind
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWords:
    """Every language's words for notes; all in lower case, as `fold_note` leaves them.

    Attributes:
        labels: A word that a note begins with, in front of a colon, a dash or a bracket.
        dated: A word that a note begins with, in front of a date alone.
        sentences: Words that begin a sentence which is a note.
        named: Kind of each label and each dated word, with the languages that have it.
        groups: Kind of each group of `sentences`, with its language.
    """

    labels: re.Pattern[str]
    dated: re.Pattern[str]
    sentences: re.Pattern[str]
    named: Mapping[str, Named]
    groups: Mapping[str, Named]


def note_languages() -> tuple[str, ...]:
    """Return the codes of the languages whose notes are known."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


@cache
def note_words() -> NoteWords:
    """Return the words of all languages: what language an article is in is rarely stated."""
    labels, dated = _Words(), _Words()
    sentences: list[str] = []
    groups: dict[str, Named] = {}
    for code in sorted(note_languages(), key=lambda one: (one != "en", one)):
        read = _read(code)
        labels.add(code, read["labels"])
        dated.add(code, read["dated"])
        for kind, entries in read["sentences"].items():
            group = f"{code}_{NoteKind(kind).name}"
            groups[group] = Named(NoteKind(kind), (code,))
            either = "|".join(_sentence(entry, spaced=read["spaced"]) for entry in entries)
            sentences.append(f"(?P<{group}>{either})")
    return NoteWords(
        labels=_any_of(labels.named),
        dated=_any_of(dated.named),
        sentences=re.compile("|".join(sentences)),
        named=dated.named | labels.named,
        groups=groups,
    )


class _Words:
    """Words of all languages so far, with what they say."""

    def __init__(self) -> None:
        self.named: dict[str, Named] = {}

    def add(self, code: str, kinds: Mapping[str, Iterable[str]]) -> None:
        """Take one language's words; of two kinds that a word has, the first counts."""
        for kind, entries in kinds.items():
            for word in map(fold_note, entries):
                known = self.named.get(word, Named(NoteKind(kind), ()))
                languages = tuple(dict.fromkeys((*known.languages, code)))
                self.named[word] = known._replace(languages=languages)


def fold_note(text: str) -> str:
    """Return text in lower case with straight apostrophes and plain spaces, as long as it was."""
    # U+0130 alone is two characters in lower case, and places in the text must stay.
    return text.translate(_PLAIN).replace("\u0130", "i").lower()


def _read(code: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / f"{code}.toml").read_text(encoding="utf-8"))


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    longest = sorted(set(words), key=lambda word: (-len(word), word))
    return re.compile("|".join(re.escape(word) + _end_of(word) for word in longest))


def _end_of(word: str) -> str:
    """Return what ends a word: no letter, but in Chinese, where words stand side by side."""
    return "" if "\u3400" <= word[-1] <= "\u9fff" else r"(?!\w)"


def _sentence(words: str, *, spaced: bool) -> str:
    """Return the expression of a sentence's first words."""
    joint = r"(?:(?<=')\s*|\s+)" if spaced else r"\s*"
    parts = [
        _GAPS[spaced] if word == _GAP else _either(word) + joint
        for word in fold_note(words).split(" ")
    ]
    return "".join(parts).removesuffix(joint) + (r"(?!\w)" if spaced else "")


def _either(words: str) -> str:
    longest = sorted(words.split("|"), key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, longest))})"
