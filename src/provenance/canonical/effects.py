"""What one start tag means for the blocks around it (canonical-form.md 3)."""

from typing import NamedTuple

from provenance.canonical.elements import (
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
from provenance.canonical.text import ASCII_SPACE, nfc
from provenance.errors import LimitError

MAX_ATTRIBUTES = 256

HIDDEN = "\x00<hidden"

Attributes = tuple[tuple[str, str | None], ...]


class Effect(NamedTuple):
    """What an element does, as far as its own start tag says.

    Attributes:
        separates: Whether it ends the block before it, and the block inside it at its end.
        path: Its path element with attributes; empty where it is none.
        speaks_empty: Whether it makes a block even where it is empty (3.3).
        verbatim: Whether white space inside it counts.
        dynamic: Whether its inside is filled anew on each request (3.9).
        marks: Mark tokens that it puts in force.
        atom: Its atom token; empty where it is none.
        dropped: Whether it is passed over with all that it holds (3.1).
    """

    separates: bool = False
    path: str = ""
    speaks_empty: bool = False
    verbatim: bool = False
    dynamic: bool = False
    marks: tuple[str, ...] = ()
    atom: str = ""
    dropped: bool = False


NOTHING = Effect()
SEPARATES = Effect(separates=True)
DROPS = Effect(dropped=True)


def effect_of(tag: str, attributes: Attributes) -> Effect:
    """Return what a start tag means; `NOTHING`, `SEPARATES` and `DROPS` are always those objects.

    Raises:
        LimitError: It has more than `MAX_ATTRIBUTES` attributes (2.3).
    """
    if len(attributes) > MAX_ATTRIBUTES:
        raise LimitError(
            f"an element {tag[:20]!r} has more than {MAX_ATTRIBUTES} attributes",
            limit="attributes",
            remedy="no article has; look at the answer itself",
        )
    said = {name: value or "" for name, value in attributes if name in _TELLING}
    if not said or (said.keys() == {"class"} and not is_dynamic(said["class"])):
        return _BARE.get(tag, NOTHING)
    return _effect(tag, said)


def _effect(tag: str, said: dict[str, str]) -> Effect:
    if tag in DROPPED:
        return DROPS
    dynamic = is_dynamic(said.get("class", ""))
    hidden = "hidden" in said or is_undisplayed(said.get("style", ""))
    mark = _mark(tag, said)
    effect = Effect(
        separates=dynamic or tag in PATH or tag in WRAPPERS,
        path=tag + _format_attributes(PATH[tag], said) if tag in PATH else "",
        speaks_empty=tag in SPEAKS_EMPTY,
        verbatim=tag == "pre",
        dynamic=dynamic,
        marks=((HIDDEN,) if hidden else ()) + ((mark,) if mark else ()),
        atom=_atom(tag, said),
    )
    return next((known for known in (NOTHING, SEPARATES) if known == effect), effect)


def _mark(tag: str, said: dict[str, str]) -> str:
    """Return a mark's token; empty where there is none, as for an anchor without a target (3.5)."""
    if tag not in MARKS:
        return ""
    name, names = MARKS[tag]
    attributes = _format_attributes(names, said)
    return "" if name == "a" and not attributes else f"\x00<{name}{attributes}"


def _atom(tag: str, said: dict[str, str]) -> str:
    """Return an atom's token; empty where it names nothing and so shows nothing (3.7)."""
    if tag not in ATOMS:
        return ""
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


_TELLING = frozenset({"class", "hidden", "style"}).union(
    *PATH.values(), *ATOMS.values(), *(names for _, names in MARKS.values())
)
_BARE = {tag: _effect(tag, {}) for tag in (*DROPPED, *PATH, *WRAPPERS, *MARKS, *ATOMS)}
