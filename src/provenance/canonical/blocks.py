"""Rendered HTML to canonical blocks, in one pass over parser events (canonical-form.md 2 to 5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from provenance.canonical.elements import (
    ASCII_SPACE,
    ATOMS,
    DROPPED,
    MARKS,
    PATH,
    PROSE_ATTRIBUTES,
    SPEAKS_EMPTY,
    WRAPPERS,
    is_dynamic,
    is_undisplayed,
)
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
from provenance.canonical.text import fold, nfc
from provenance.errors import LimitError

# canonical-form.md 2.1 and 2.3.
MAX_TEXT_BYTES = 16 * 1024 * 1024
MAX_DEPTH = 512
MAX_ATTRIBUTES = 256

LONG_RUN = "combining-run-not-normalized"

_HIDDEN = "\x00<hidden"
_SPEAKING = PATH.keys() | MARKS.keys() | ATOMS.keys()

Attributes = tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldBlocks:
    """The canonical blocks of one field.

    Attributes:
        blocks: Canonical bytes of each block.
        words: UTF-8 words of each block; None for a dynamic one.
        texts: UTF-8 words of each block, dynamic ones too.
        flags: What could not be normalized.
    """

    blocks: tuple[bytes, ...]
    words: tuple[bytes | None, ...]
    texts: tuple[bytes, ...]
    flags: tuple[str, ...]


class _Outside(NamedTuple):
    """What was in force outside an element, to be restored at its end."""

    marks: Marks
    depth: int
    dynamic: bool
    verbatim: bool
    separates: bool
    speaks_empty: bool


# The end of an element that does nothing but separate blocks.
_SEPARATES = _Outside((), 0, False, False, True, False)  # noqa: FBT003 - a tuple's fields


def blocks_of(field: str, rendered: str) -> FieldBlocks:
    """Return the canonical blocks of one field's `rendered` string.

    Args:
        field: `title`, `content` or `excerpt`; part of each block's bytes.
        rendered: HTML without lone surrogates.

    Raises:
        LimitError: `size`, `depth` or `attributes` is exceeded (2.1, 2.3).
    """
    if len(rendered) > MAX_TEXT_BYTES or (
        len(rendered) > MAX_TEXT_BYTES // 4 and len(rendered.encode()) > MAX_TEXT_BYTES
    ):
        raise LimitError(
            f"{field}.rendered is longer than 16 MiB",
            limit="size",
            remedy="no article is; look at the answer itself",
        )
    return _Builder(field).run(rendered)


class _Builder:
    """State of one pass. Every method is one step of canonical-form.md 3 and 4."""

    def __init__(self, field: str) -> None:
        self._field = field
        self._head = field
        self._blocks: list[bytes] = []
        self._words: list[bytes | None] = []
        self._texts: list[bytes] = []
        self._flags: set[str] = set()
        self._plain: list[str] = []
        self._runs: list[Run] = []
        self._marks: Marks = ()
        self._path: list[str] = []
        self._opened = 0
        self._dynamic = False
        self._verbatim = False
        # One entry for each open element: None where its end changes nothing.
        self._open: list[_Outside | None] = []

    def run(self, rendered: str) -> FieldBlocks:
        """Return the blocks of `rendered`."""
        events = iter(body_events(rendered))
        plain, opened = self._plain, self._open
        for event in events:
            kind = event[0]
            if kind == TEXT:
                if self._marks or self._runs:
                    self._add_run(None, event[1])
                else:
                    plain.append(event[1])
            elif kind == START:
                if event[1] in DROPPED:
                    _pass_over(events)
                else:
                    self._start(event[1], event[2])
            elif kind == END:
                if not opened:
                    break
                outside = opened.pop()
                if outside is _SEPARATES:
                    self._flush()
                elif outside is not None:
                    self._end(outside)
        self._flush()
        return FieldBlocks(
            blocks=tuple(self._blocks),
            words=tuple(self._words),
            texts=tuple(self._texts),
            flags=tuple(sorted(self._flags)),
        )

    def _add_run(self, atom: str | None, text: str) -> None:
        if self._plain:
            self._runs.append(Run((), None, "".join(self._plain)))
            self._plain.clear()
        self._runs.append(Run(self._marks, atom, text))

    def _start(self, tag: str, attributes: Attributes) -> None:
        if len(self._open) >= MAX_DEPTH:
            raise LimitError(
                f"{self._field}.rendered nests elements more than {MAX_DEPTH} deep",
                limit="depth",
                remedy="it was not read further, so that no text is lost unseen",
            )
        hidden, dynamic = self._switches(attributes) if attributes else (False, False)
        if not (hidden or dynamic) and tag not in _SPEAKING:
            if tag in WRAPPERS:
                self._flush()
                self._open.append(_SEPARATES)
            else:
                self._open.append(None)
            return
        separates = dynamic or tag in WRAPPERS or tag in PATH
        if separates:
            self._flush()
        self._open.append(
            _Outside(
                self._marks,
                len(self._path),
                self._dynamic,
                self._verbatim,
                separates,
                tag in SPEAKS_EMPTY,
            )
        )
        self._dynamic |= dynamic
        if hidden:
            self._marks = with_mark(self._marks, _HIDDEN)
        self._enter(tag, dict(attributes))

    def _switches(self, attributes: Attributes) -> tuple[bool, bool]:
        """Tell whether an element is hidden (3.10), and whether it is dynamic (3.9)."""
        if len(attributes) > MAX_ATTRIBUTES:
            raise LimitError(
                f"{self._field}.rendered has an element with over {MAX_ATTRIBUTES} attributes",
                limit="attributes",
                remedy="no article has; look at the answer itself",
            )
        hidden = dynamic = False
        for name, value in attributes:
            if name == "class":
                dynamic = is_dynamic(value or "")
            elif name == "hidden":
                hidden = True
            elif name == "style":
                hidden |= is_undisplayed(value or "")
        return hidden, dynamic

    def _enter(self, tag: str, attributes: dict[str, str | None]) -> None:
        if tag in PATH:
            self._path.append(tag + _format_attributes(PATH[tag], attributes))
            self._verbatim |= tag == "pre"
        elif tag in MARKS:
            name, names = MARKS[tag]
            said = _format_attributes(names, attributes)
            if said or name != "a":
                # 4.1: an anchor without a target marks nothing.
                self._marks = with_mark(self._marks, "\x00<" + name + said)
        elif tag in ATOMS:
            said = _format_attributes(ATOMS[tag], attributes)
            if said or tag == "br":
                # 4.1: an atom that names nothing shows nothing.
                self._add_run("\x00!" + tag + said, "")

    def _end(self, outside: _Outside) -> None:
        if outside.separates:
            unopened = outside.speaks_empty and len(self._path) > self._opened
            self._flush(even_empty=unopened)
        self._marks = outside.marks
        del self._path[outside.depth :]
        self._opened = min(self._opened, outside.depth)
        self._dynamic = outside.dynamic
        self._verbatim = outside.verbatim

    def _flush(self, *, even_empty: bool = False) -> None:
        """End a block, and keep it where it holds anything (3.11)."""
        if self._runs:
            if self._plain:
                self._add_run(None, "")
            self._flush_runs(self._runs, even_empty=even_empty)
            self._runs = []
            return
        if not self._plain:
            if even_empty:
                self._keep("", "")
            return
        text = self._plain[0] if len(self._plain) == 1 else "".join(self._plain)
        self._plain.clear()
        words = text if self._verbatim else fold(text)
        if words or even_empty:
            if not words.isascii():
                words = self._normalized(words)
            self._keep("\x00:" + words if words else "", words)

    def _normalized(self, text: str) -> str:
        normalized = nfc(text)
        if normalized is None:
            self._flags.add(LONG_RUN)
            return text
        return normalized

    def _flush_runs(self, runs: list[Run], *, even_empty: bool) -> None:
        folded = [run for run in runs if run.atom or run.text]
        if not self._verbatim:
            folded = folded_runs(folded)
        normalized, is_normalized = normalized_runs(merged_runs(folded))
        if not is_normalized:
            self._flags.add(LONG_RUN)
        if normalized or even_empty:
            self._keep(format_runs(normalized), words_of(normalized))

    def _keep(self, inline: str, words: str) -> None:
        head = self._head + "\x00*" if self._dynamic else self._head
        if self._path:
            for index, element in enumerate(self._path):
                head += ("\x00/" if index < self._opened else "\x00+") + element
            self._opened = len(self._path)
        text = words.encode()
        self._blocks.append((head + inline).encode())
        self._texts.append(text)
        self._words.append(None if self._dynamic else text)


def _pass_over(events: Iterator[tuple[Any, ...]]) -> None:
    """Read on to the end of a dropped element (3.1)."""
    depth = 1
    for event in events:
        depth += (event[0] == START) - (event[0] == END)
        if not depth:
            return


def _format_attributes(names: tuple[str, ...], attributes: dict[str, str | None]) -> str:
    """Return the attribute tokens of one element, in the order of its table (3.2, 3.5, 3.7)."""
    said = ""
    for name in names:
        if name in attributes:
            value = attributes[name] or ""
            if name in PROSE_ATTRIBUTES:
                value = nfc(value) or value
            else:
                value = value.strip(ASCII_SPACE)
            said += f"\x00@{name}={value}"
    return said
