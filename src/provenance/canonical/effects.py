"""What one start tag means for the blocks around it (canonical-form.md 3)."""

from provenance.canonical.elements import (
    ATOMS,
    DROPPED,
    MARKS,
    PATH,
    PROSE_ATTRIBUTES,
    SEPARATORS,
    is_dynamic,
    is_undisplayed,
)
from provenance.canonical.events import Attributes
from provenance.canonical.text import ASCII_SPACE, nfc
from provenance.errors import LimitError

MAX_ATTRIBUTES = 256

HIDDEN, HIDDEN_END = "\x00<hidden", "\x00>hidden"
BREAK = "\x00!br"
# What an element changes where it begins, or where it ends. A plain tuple, since one is taken
# apart at every tag:
#   separates  whether the block before it ends (4.1)
#   path       the `\x00/` token of the path element that begins or ends; empty where none (3.2)
#   dynamic    1 where a dynamic part begins, -1 where it ends (3.9)
#   tokens     those of marks that begin or end, and of atoms, to stand among the texts
Change = tuple[bool, str, int, tuple[str, ...]]

# What an element changes at its beginning and at its end.
Effect = tuple[Change, Change]

# The changes of most elements, each recognized by its identity.
NOTHING: Change = (False, "", 0, ())
BLOCK_END: Change = (True, "", 0, ())
DROPPED_END: Change = (False, "", 0, ("\x00dropped",))  # no token of a block
NO_EFFECT: Effect = (NOTHING, NOTHING)
BLOCK_EFFECT: Effect = (BLOCK_END, BLOCK_END)
DROPPED_EFFECT: Effect = (NOTHING, DROPPED_END)

# What an element can say whatever it is (3.9, 3.10).
_SHAPING = frozenset({"class", "hidden", "style"})
_LINK_END: Change = (False, "", 0, ("\x00>a",))


def effect_of(tag: str, attributes: Attributes) -> Effect:
    """Return what an element means; `DROPPED_EFFECT` itself for those of 3.1.

    Raises:
        LimitError: It has more than `MAX_ATTRIBUTES` attributes, and is read (2.3).
    """
    if tag in DROPPED:
        return DROPPED_EFFECT
    if len(attributes) > MAX_ATTRIBUTES:
        raise LimitError(
            f"an element {tag[:20]!r} has more than {MAX_ATTRIBUTES} attributes",
            limit="attributes",
            remedy="no article has; look at the answer itself",
        )
    said = dict(attributes)
    if tag == "a" and "href" in said and _SHAPING.isdisjoint(said):
        # Nearly every tag that is not known is such a link, of which its target alone counts.
        target = (said["href"] or "").strip(ASCII_SPACE)
        return (False, "", 0, (f"\x00<a\x00@href={target}",)), _LINK_END
    return _effect(tag, said)


def _effect(tag: str, said: dict[str, str | None]) -> Effect:
    path = ""
    tokens: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    if tag in MARKS:
        name, names = MARKS[tag]
        attributes = _format_attributes(names, said)
        # 3.5: an anchor without a target is no mark.
        if attributes or name != "a":
            tokens, ends = (f"\x00<{name}{attributes}",), (f"\x00>{name}",)
    elif tag in ATOMS:
        attributes = _format_attributes(ATOMS[tag], said)
        # 3.7: an atom that names nothing shows nothing.
        if attributes or tag == "br":
            tokens = (f"\x00!{tag}{attributes}",)
    elif tag in PATH:
        path = f"\x00/{tag}{_format_attributes(PATH[tag], said)}"
    if "hidden" in said or ("style" in said and is_undisplayed(said["style"] or "")):
        tokens, ends = (HIDDEN, *tokens), (*ends, HIDDEN_END)
    dynamic = 1 if "class" in said and is_dynamic(said["class"] or "") else 0
    separates = dynamic > 0 or tag in SEPARATORS
    if not (path or dynamic or tokens):
        return BLOCK_EFFECT if separates else NO_EFFECT
    return (separates, path, dynamic, tokens), (separates, path, -dynamic, ends)


def _format_attributes(names: tuple[str, ...], said: dict[str, str | None]) -> str:
    """Return the attribute tokens of one element, in the order of its table (3.2, 3.5, 3.7)."""
    tokens = ""
    for name in names:
        if name in said:
            value = said[name] or ""
            # 5.4: a run of combining characters too long for NFC stays as it is here too.
            value = (nfc(value) or value) if name in PROSE_ATTRIBUTES else value.strip(ASCII_SPACE)
            tokens += f"\x00@{name}={value}"
    return tokens


# Most start tags of an article are those of every article: their effect is worked out once, and
# looked up by all that the parser says of it. Those that say something of their own, such as a
# link's target, are not kept, nor long ones; and all are forgotten where they become many.
_MAX_KNOWN = 2048
_MAX_KNOWN_SIZE = 200
_SAYING = frozenset({"a", *ATOMS}) - {"br"}


class _Effects(dict[tuple[str, Attributes], Effect]):
    """What elements mean, by all that the parser says of their start tags."""

    __slots__ = ()

    def __missing__(self, key: tuple[str, Attributes]) -> Effect:
        """Work out what an element means; as `effect_of`."""
        tag, attributes = key
        effect = effect_of(tag, attributes)
        if tag not in _SAYING and _is_short(tag, attributes):
            if len(self) >= _MAX_KNOWN:
                self.clear()
            self[key] = effect
        return effect


KNOWN = _Effects()


def _is_short(tag: str, attributes: Attributes) -> bool:
    size = len(tag)
    for name, value in attributes:
        size += len(name) + len(value or "")
    return size <= _MAX_KNOWN_SIZE
