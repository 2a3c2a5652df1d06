"""What one start tag means for the blocks around it (canonical-form.md 3)."""

from typing import NamedTuple

from provenance.canonical.elements import (
    ATOMS,
    DROPPED,
    MARKS,
    PATH,
    PROSE_ATTRIBUTES,
    WRAPPERS,
    is_dynamic,
    is_undisplayed,
)
from provenance.canonical.text import ASCII_SPACE, nfc
from provenance.errors import LimitError

MAX_ATTRIBUTES = 256

HIDDEN = "\x00<hidden"

Attributes = tuple[tuple[str, str | None], ...]


class Effect(NamedTuple):
    """What an element does, as far as its own start tag says.

    Attributes:
        separates: Whether it ends the block before it, and the block inside it at its end.
        dynamic: Whether its inside is filled anew on each request (3.9).
        path: Its path token; empty where it is none.
        marks: Mark tokens that it puts in force.
        atom: Its atom token; empty where it is none.
    """

    separates: bool = False
    dynamic: bool = False
    path: str = ""
    marks: tuple[str, ...] = ()
    atom: str = ""


def effect_of(tag: str, attributes: Attributes) -> Effect | None:
    """Return what a start tag means; None where its element is dropped with all it holds (3.1).

    Raises:
        LimitError: It has more than `MAX_ATTRIBUTES` attributes (2.3).
    """
    if len(attributes) > MAX_ATTRIBUTES:
        raise LimitError(
            f"an element {tag[:20]!r} has more than {MAX_ATTRIBUTES} attributes",
            limit="attributes",
            remedy="no article has; look at the answer itself",
        )
    if tag in DROPPED:
        return None
    for name, value in attributes:
        if name in _TELLING and (name != "class" or is_dynamic(value or "")):
            return _effect(tag, {name: value or "" for name, value in attributes})
    return _BARE.get(tag, _NOTHING)


def _effect(tag: str, said: dict[str, str]) -> Effect:
    dynamic = "class" in said and is_dynamic(said["class"])
    hidden = "hidden" in said or ("style" in said and is_undisplayed(said["style"]))
    mark = _mark(tag, said) if tag in MARKS else ""
    return Effect(
        separates=dynamic or tag in PATH or tag in WRAPPERS,
        dynamic=dynamic,
        path=f"\x00+{tag}{_format_attributes(PATH[tag], said)}" if tag in PATH else "",
        marks=((HIDDEN,) if hidden else ()) + ((mark,) if mark else ()),
        atom=_atom(tag, said) if tag in ATOMS else "",
    )


def _mark(tag: str, said: dict[str, str]) -> str:
    """Return a mark's token; empty where there is none, as for an anchor without a target (3.5)."""
    name, names = MARKS[tag]
    attributes = _format_attributes(names, said)
    return "" if name == "a" and not attributes else f"\x00<{name}{attributes}"


def _atom(tag: str, said: dict[str, str]) -> str:
    """Return an atom's token; empty where it names nothing and so shows nothing (3.7)."""
    attributes = _format_attributes(ATOMS[tag], said)
    return f"\x00!{tag}{attributes}" if attributes or tag == "br" else ""


def _format_attributes(names: tuple[str, ...], said: dict[str, str]) -> str:
    """Return the attribute tokens of one element, in the order of its table (3.2, 3.5, 3.7)."""
    tokens = ""
    for name in names:
        if name in said:
            value = said[name]
            prose = name in PROSE_ATTRIBUTES
            tokens += f"\x00@{name}={(nfc(value) or value) if prose else value.strip(ASCII_SPACE)}"
    return tokens


_NOTHING = Effect()
_TELLING = frozenset({"class", "hidden", "style"}).union(
    *PATH.values(), *ATOMS.values(), *(names for _, names in MARKS.values())
)
_BARE = {tag: _effect(tag, {}) for tag in (*PATH, *WRAPPERS, *MARKS, *ATOMS)}
