"""Rendered HTML to canonical blocks, in one pass over parser events (canonical-form.md 2 to 5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from provenance.canonical.effects import DROPS, NOTHING, SEPARATES, Effect, effect_of
from provenance.canonical.events import END, START, TEXT, body_events
from provenance.canonical.inline import (
    Marks,
    Run,
    folded_runs,
    format_runs,
    merged_runs,
    normalized_runs,
    with_mark,
    words_of,
)
from provenance.canonical.text import ASCII_SPACE, fold, nfc
from provenance.errors import LimitError

# canonical-form.md 2.1 and 2.3.
MAX_TEXT_BYTES = 16 * 1024 * 1024
MAX_DEPTH = 512

LONG_RUN = "combining-run-not-normalized"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldBlocks:
    """The canonical blocks of one field.

    Attributes:
        blocks: Canonical bytes of each block.
        texts: What a reader reads of each block.
        dynamic: Positions of the dynamic blocks, from 0.
        flags: What could not be normalized.
    """

    blocks: tuple[bytes, ...]
    texts: tuple[str, ...]
    dynamic: frozenset[int]
    flags: tuple[str, ...]


def blocks_of(field: str, rendered: str) -> FieldBlocks:
    """Return the canonical blocks of one field's `rendered` string.

    Args:
        field: `title`, `content` or `excerpt`; part of each block's bytes.
        rendered: HTML without lone surrogates.

    Raises:
        LimitError: `size`, `depth` or `attributes` is exceeded (2.1, 2.3).
    """
    if len(rendered) > MAX_TEXT_BYTES // 4 and len(rendered.encode()) > MAX_TEXT_BYTES:
        raise LimitError(
            f"{field}.rendered is longer than 16 MiB",
            limit="size",
            remedy="no article is; look at the answer itself",
        )
    return _Builder(field).run(rendered)


class _Outside(NamedTuple):
    """What was in force outside an element, to be restored at its end."""

    effect: Effect
    marks: Marks
    depth: int
    dynamic: bool
    verbatim: bool


class _Builder:
    """State of one pass. Every method is one step of canonical-form.md 4."""

    def __init__(self, field: str) -> None:
        self._field = field
        self._blocks: list[bytes] = []
        self._texts: list[str] = []
        self._dynamic_blocks: set[int] = set()
        self._flags: set[str] = set()
        # The block at hand: texts while it has neither marks nor atoms, runs from then on.
        self._plain: list[str] = []
        self._runs: list[Run] = []
        self._marks: Marks = ()
        self._path: list[str] = []
        self._opened = 0
        self._dynamic = False
        self._verbatim = False
        # One entry for each open element: None where its end only separates or does nothing.
        self._open: list[_Outside | Effect] = []

    def run(self, rendered: str) -> FieldBlocks:
        """Return the blocks of `rendered`."""
        events = iter(body_events(rendered))
        # Start tags repeat within an article, and their meaning rests on nothing else.
        effects: dict[tuple[Any, ...], Effect] = {}
        plain, opened = self._plain, self._open
        for event in events:
            kind = event[0]
            if kind == TEXT:
                text = event[1]
                if self._marks or self._runs:
                    self._add_run("", text)
                elif plain or self._verbatim or text.strip(ASCII_SPACE):
                    plain.append(text)
            elif kind == START:
                effect = effects.get(event)
                if effect is None:
                    effect = effects[event] = effect_of(event[1], event[2])
                if effect is DROPS:
                    _pass_over(events)
                else:
                    self._start(effect)
            elif kind == END:
                if not opened:
                    break
                outside = opened.pop()
                if outside is not NOTHING:
                    self._end(outside)
        self._flush()
        return FieldBlocks(
            blocks=tuple(self._blocks),
            texts=tuple(self._texts),
            dynamic=frozenset(self._dynamic_blocks),
            flags=tuple(sorted(self._flags)),
        )

    def _start(self, effect: Effect) -> None:
        if len(self._open) >= MAX_DEPTH:
            raise LimitError(
                f"{self._field}.rendered nests elements more than {MAX_DEPTH} deep",
                limit="depth",
                remedy="it was not read further, so that no text is lost unseen",
            )
        if effect is NOTHING:
            self._open.append(effect)
            return
        if effect.separates and (self._plain or self._runs):
            self._flush()
        if effect is SEPARATES:
            self._open.append(effect)
            return
        self._open.append(
            _Outside(effect, self._marks, len(self._path), self._dynamic, self._verbatim)
        )
        self._dynamic |= effect.dynamic
        self._verbatim |= effect.verbatim
        for mark in effect.marks:
            self._marks = with_mark(self._marks, mark)
        if effect.path:
            self._path.append(effect.path)
        if effect.atom:
            self._add_run(effect.atom, "")

    def _end(self, outside: _Outside | Effect) -> None:
        if isinstance(outside, Effect):
            if self._plain or self._runs:
                self._flush()
            return
        if outside.effect.separates:
            self._flush()
            if outside.effect.speaks_empty and len(self._path) > self._opened:
                self._keep("", "")
        self._marks = outside.marks
        del self._path[outside.depth :]
        self._opened = min(self._opened, outside.depth)
        self._dynamic = outside.dynamic
        self._verbatim = outside.verbatim

    def _add_run(self, atom: str, text: str) -> None:
        if self._plain:
            self._runs.append(Run((), "", "".join(self._plain)))
            self._plain.clear()
        self._runs.append(Run(self._marks, atom, text))

    def _flush(self) -> None:
        """End the block at hand, and keep it where it holds anything (4.1)."""
        if self._runs:
            self._flush_runs(self._runs)
            self._runs = []
        elif self._plain:
            text = "".join(self._plain)
            self._plain.clear()
            if not self._verbatim:
                text = fold(text)
            if text:
                text = self._normalized(text)
                self._keep("\x00:" + text, text)

    def _normalized(self, text: str) -> str:
        normalized = nfc(text)
        if normalized is None:
            self._flags.add(LONG_RUN)
            return text
        return normalized

    def _flush_runs(self, runs: list[Run]) -> None:
        folded = runs if self._verbatim else folded_runs(runs)
        merged = merged_runs(run for run in folded if run.atom or run.text)
        normalized, is_normalized = normalized_runs(merged)
        if not is_normalized:
            self._flags.add(LONG_RUN)
        if normalized:
            self._keep(format_runs(normalized), words_of(normalized))

    def _keep(self, inline: str, words: str) -> None:
        head = self._field
        if self._dynamic:
            head += "\x00*"
            self._dynamic_blocks.add(len(self._blocks))
        if self._path:
            for index, element in enumerate(self._path):
                head += ("\x00/" if index < self._opened else "\x00+") + element
            self._opened = len(self._path)
        self._blocks.append((head + inline).encode())
        self._texts.append(words)


def _pass_over(events: Iterator[tuple[Any, ...]]) -> None:
    """Read on to the end of a dropped element (3.1)."""
    depth = 1
    for event in events:
        depth += (event[0] == START) - (event[0] == END)
        if not depth:
            return
