"""The inside of one block: runs of text and atoms under marks, to bytes (canonical-form.md 4, 5).

A run is `(marks, atom, text)`: the marks in force as tokens, and either an atom's token with empty
text, or an empty token and the text.
"""

from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import NamedTuple

from provenance.canonical.elements import NESTING
from provenance.canonical.text import ASCII_SPACE, fold, nfc

Marks = tuple[str, ...]

BREAK = "\x00!br"
_TEXT = "\x00:"


class Run(NamedTuple):
    """Text, or one atom, and the marks it stands under.

    Attributes:
        marks: Mark tokens in force, in canonical order.
        atom: The atom's token; empty for text.
        text: Text; empty for an atom.
    """

    marks: Marks
    atom: str
    text: str


def mark_name(token: str) -> str:
    """Return the name in a mark token, without its attributes."""
    return token[2:].partition("\x00")[0]


def with_mark(marks: Marks, token: str) -> Marks:
    """Return `marks` with one more in force, in canonical order (4.2).

    Marks whose nesting nobody can see are a set, in code point order; the others follow as nested.
    """
    nested = tuple(mark for mark in marks if mark_name(mark) in NESTING)
    plain = {mark for mark in marks if mark_name(mark) not in NESTING}
    if mark_name(token) in NESTING:
        return (*sorted(plain), *nested, token)
    return (*sorted(plain | {token}), *nested)


def folded_runs(runs: Iterable[Run]) -> list[Run]:
    """Fold white space across runs by one state machine (5.1), and drop what is left empty.

    A run of white space that spans marks stays where it begins. The edges of the block and of a
    line break swallow it.
    """
    kept: list[Run] = []
    at_edge = True
    for run in runs:
        if run.atom:
            at_edge = run.atom == BREAK
            if at_edge:
                _drop_last_space(kept)
            kept.append(run)
            continue
        text = _fold_inner(run.text)
        if at_edge:
            text = text.removeprefix(" ")
        if text:
            kept.append(run._replace(text=text))
            at_edge = text.endswith(" ")
    _drop_last_space(kept)
    return kept


def _fold_inner(text: str) -> str:
    """Fold the white space inside `text`, and that at each end to one space."""
    folded = fold(text)
    if not folded:
        return " " if text else ""
    before = " " if text[0] in ASCII_SPACE else ""
    after = " " if text[-1] in ASCII_SPACE else ""
    return before + folded + after


def _drop_last_space(runs: list[Run]) -> None:
    if runs and runs[-1].text.endswith(" "):
        text = runs[-1].text[:-1]
        runs[-1:] = [runs[-1]._replace(text=text)] if text else []


def merged_runs(runs: Iterable[Run]) -> list[Run]:
    """Join neighbouring texts under the same marks (4.3)."""
    merged: list[Run] = []
    for run in runs:
        last = merged[-1] if merged else None
        if last and not run.atom and not last.atom and run.marks == last.marks:
            merged[-1] = last._replace(text=last.text + run.text)
        else:
            merged.append(run)
    return merged


def normalized_runs(runs: Sequence[Run]) -> tuple[list[Run], bool]:
    """Return `runs` with each text in NFC, and True; or as they are, and False, where one run of
    combining marks is too long (5.3, 5.4)."""
    texts = [nfc(run.text) for run in runs]
    normalized = [
        run._replace(text=text) for run, text in zip(runs, texts, strict=True) if text is not None
    ]
    return (normalized, True) if len(normalized) == len(runs) else (list(runs), False)


def format_runs(runs: Iterable[Run]) -> str:
    """Return the inside of a block: marks, texts and atoms as tokens (4.4)."""
    tokens: list[str] = []
    opened: Marks = ()
    for run in runs:
        if run.marks != opened:
            tokens += _crossing(opened, run.marks)
            opened = run.marks
        tokens.append(run.atom or _TEXT + run.text)
    tokens += _crossing(opened, ())
    return "".join(tokens)


def _crossing(opened: Marks, wanted: Marks) -> list[str]:
    """Return the tokens that lead from the marks `opened` to those `wanted`."""
    pairs = zip(opened, wanted, strict=False)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    ends = ["\x00>" + mark_name(mark) for mark in reversed(opened[shared:])]
    return ends + list(wanted[shared:])


def words_of(runs: Iterable[Run]) -> str:
    """Return what a reader reads: texts in order, and LF for a line break (8.4)."""
    return "".join("\n" if run.atom == BREAK else run.text for run in runs)
