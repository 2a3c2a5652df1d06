"""Reads a block's canonical bytes token by token (`docs/spec/canonical-form.md`, "Blocks").

Owns how this package looks inside a block. Never makes or changes canonical bytes.
"""

from dataclasses import dataclass
from typing import NamedTuple

PATH_GOES_ON = "/"
PATH_OPENS = "+"
TEXT = ":"
MARK_STARTS = "<"
MARK_ENDS = ">"
ATOM = "!"
_PATH = frozenset({PATH_GOES_ON, PATH_OPENS})
_ATTRIBUTE = "@"
_DYNAMIC = "*"


class Token(NamedTuple):
    """One token of a block with its attributes.

    Attributes:
        kind: One of the opcodes above.
        value: Element, mark or atom name; the text of a text token.
        attributes: Name and value, in canonical order.
    """

    kind: str
    value: str
    attributes: tuple[tuple[str, str], ...] = ()

    def attribute(self, name: str) -> str:
        """Return the attribute's value; empty where the token does not have it."""
        return dict(self.attributes).get(name, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockTokens:
    """One block, taken apart.

    Attributes:
        field: `title`, `content` or `excerpt`.
        dynamic: Whether WordPress fills it by itself on each request.
        path: Significant ancestors, outermost first.
        inline: Text, marks and atoms in order.
    """

    field: str
    dynamic: bool
    path: tuple[Token, ...]
    inline: tuple[Token, ...]

    @property
    def text(self) -> str:
        """The words without marks; `br` as LF."""
        return "".join(
            token.value if token.kind == TEXT else "\n"
            for token in self.inline
            if token.kind == TEXT or (token.kind == ATOM and token.value == "br")
        )


def read_tokens(data: bytes) -> BlockTokens:
    """Return a canonical block's tokens."""
    field, *parts = data.decode("utf-8", errors="replace").split("\0")
    dynamic = _DYNAMIC in parts[:1]
    tokens: list[Token] = []
    for part in parts[dynamic:]:
        kind, value = part[:1], part[1:]
        if kind == _ATTRIBUTE and tokens:
            name, _, content = value.partition("=")
            last = tokens.pop()
            attributes = (*last.attributes, (name, content))
            tokens.append(Token(kind=last.kind, value=last.value, attributes=attributes))
        else:
            tokens.append(Token(kind=kind, value=value))
    path = tuple(token for token in tokens if token.kind in _PATH)
    return BlockTokens(field=field, dynamic=dynamic, path=path, inline=tuple(tokens[len(path) :]))
