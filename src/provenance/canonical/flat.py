"""Rendered HTML to one flat string: the first of two steps, and the only loop over events.

An article has a few hundred events and a few dozen different start tags. So what a tag means is
worked out once, as a string to write where its element opens and one where it closes; the loop
only writes strings. `blocks` reads the flat string block by block.

The flat string is text with tokens. A token is U+0000, one letter, and what belongs to it up to
the next U+0000:

    |      a block ends                        :      text follows
    +name  a path element begins               -      the last one ends
    *      a dynamic part begins               ~      the last one ends
    <name  a mark begins                       >      the last one ends
    !name  an atom

Attributes and white space inside a token are written with lone surrogates: neither they nor
U+0000 come out of the parser, so that no text can forge a token.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from provenance.canonical.effects import Attributes, Effect, effect_of
from provenance.canonical.events import END, START, TEXT, body_events
from provenance.canonical.text import ASCII_SPACE
from provenance.errors import LimitError

# canonical-form.md 2.3: below the depth of about 510 at which the parser flattens the tree.
MAX_DEPTH = 500

ATTRIBUTE = "\ud800"
_SPACES = {character: chr(0xD801 + index) for index, character in enumerate(ASCII_SPACE)}

BLOCK_END = "\x00|"
_DROPPED = ("", "dropped")

# Start tags with at most one attribute, and a short one, are the same in many articles.
_SHORT = 200


def flatten(rendered: str) -> str:
    """Return the flat string of one field's HTML.

    Raises:
        LimitError: `depth` or `attributes` is exceeded (2.3).
    """
    spellings: dict[tuple[Any, ...], tuple[str, str]] = {}
    pieces: list[str] = []
    closings: list[str] = []
    events = iter(body_events(rendered))
    for event in events:
        kind = event[0]
        if kind == TEXT:
            pieces.append(event[1])
        elif kind == START:
            spelling = spellings.get(event)
            if spelling is None:
                spelling = spellings[event] = _spelling(event[1], event[2])
            if spelling is _DROPPED:
                _pass_over(events)
                continue
            pieces.append(spelling[0])
            closings.append(spelling[1])
            if len(closings) > MAX_DEPTH:
                _refuse_depth()
        elif kind == END:
            if not closings:
                break
            pieces.append(closings.pop())
    return "".join(pieces)


def restore(text: str) -> str:
    """Return `text` with the attributes and the white space of its tokens as they are to stand."""
    text = text.replace(ATTRIBUTE, "\x00@")
    for character, written in _SPACES.items():
        text = text.replace(written, character)
    return text


def _spelling(tag: str, attributes: Attributes) -> tuple[str, str]:
    if not attributes or (len(attributes) == 1 and len(attributes[0][1] or "") < _SHORT):
        return _known_spelling(tag, attributes)
    return _spell(effect_of(tag, attributes))


@lru_cache(maxsize=2048)
def _known_spelling(tag: str, attributes: Attributes) -> tuple[str, str]:
    return _spell(effect_of(tag, attributes))


def _spell(effect: Effect | None) -> tuple[str, str]:
    """Return what to write where an element opens, and where it closes; `_DROPPED` is that."""
    if effect is None:
        return _DROPPED
    # Path and dynamic parts come straight after the block's end, where `blocks` looks for them.
    opening = "\x00*" if effect.dynamic else ""
    closing = "\x00~" if effect.dynamic else ""
    if effect.path:
        opening += _written(effect.path)
        closing = "\x00-" + closing
    for mark in effect.marks:
        opening += _written(mark)
        closing += "\x00>"
    if effect.atom:
        opening += _written(effect.atom)
    end = BLOCK_END if effect.separates else ""
    return (
        f"{end}{opening}\x00:" if opening else end,
        f"{end}{closing}\x00:" if closing else end,
    )


def _written(token: str) -> str:
    """Return one canonical token as it stands in the flat string; see `restore`."""
    first, *attributes = token[1:].split("\x00@")
    text = first + "".join([ATTRIBUTE + attribute for attribute in attributes])
    for character, written in _SPACES.items():
        text = text.replace(character, written)
    return "\x00" + text


def _pass_over(events: Iterator[tuple[Any, ...]]) -> None:
    """Read on to the end of a dropped element (3.1)."""
    depth = 1
    for event in events:
        depth += (event[0] == START) - (event[0] == END)
        if not depth:
            return


def _refuse_depth() -> None:
    raise LimitError(
        f"elements are nested more than {MAX_DEPTH} deep",
        limit="depth",
        remedy="nothing of it was read, so that no text is lost unseen",
    )
