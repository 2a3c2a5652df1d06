"""Writes a block as text that a person can read, with its marks.

Owns the notation that reports quote (`docs/spec/typography.md`, "Readable notation"). It is for
people: two blocks can read the same here; `write_explicit` then tells them apart.
"""

from collections.abc import Iterable

from provenance.diff.tokens import (
    ATOM,
    MARK_ENDS,
    MARK_STARTS,
    PATH_OPENS,
    BlockTokens,
    Token,
)

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LISTS = frozenset({"ul", "ol", "dl"})
_SHORT_MARKS = {"strong": "**", "em": "*", "code": "`", "del": "~~"}
_SILENT = frozenset({"ul", "dl", "table", "tr"})


def write_block(block: BlockTokens) -> str:
    """Return a block in the short notation: `## heading`, `- item`, `[words](target)`."""
    return _prefix(block.path) + "".join(_inline(block.inline))


def write_explicit(block: BlockTokens) -> str:
    """Return a block with every element by name; two blocks that differ never read the same."""
    path = "".join(
        f"<{'new ' if element.kind == PATH_OPENS else ''}{element.value}{_attributes(element)}> "
        for element in block.path
    )
    return path + "".join(_explicit(token) for token in block.inline)


def _prefix(path: Iterable[Token]) -> str:
    written: list[str] = []
    ordered = False
    for element in path:
        if element.value in _LISTS:
            ordered = element.value == "ol"
        written.append(_element(element, ordered=ordered))
    return "".join(written)


def _element(element: Token, *, ordered: bool) -> str:
    name, attributes = element.value, _attributes(element)
    opens = element.kind == PATH_OPENS
    if name in _HEADINGS:
        return "#" * int(name[1]) + " "
    if name == "blockquote":
        return f">{attributes} "
    if name == "li":
        return ("n." if ordered else "-") + attributes + " " if opens else "  "
    if name in {"td", "th"}:
        return ("|" if name == "td" else "|=") + attributes + " " if opens else ""
    if name in _SILENT or (name == "ol" and not attributes):
        return ""
    return f"<{name}{attributes}> " if opens else ""


def _inline(inline: Iterable[Token]) -> Iterable[str]:
    open_marks: list[Token] = []
    for token in inline:
        if token.kind == MARK_STARTS:
            open_marks.append(token)
            yield _starts(token)
        elif token.kind == MARK_ENDS:
            yield _ends(_close(open_marks, token))
        else:
            yield _atom(token) if token.kind == ATOM else token.value


def _close(open_marks: list[Token], end: Token) -> Token:
    """Return the mark that ends here, with its attributes; marks may overlap."""
    for mark in reversed(open_marks):
        if mark.value == end.value:
            open_marks.remove(mark)
            return mark
    return end


def _starts(mark: Token) -> str:
    if mark.value == "a":
        return "["
    return _SHORT_MARKS.get(mark.value, f"<{mark.value}{_attributes(mark)}>")


def _ends(mark: Token) -> str:
    if mark.value == "a":
        return f"]({mark.attribute('href')})"
    return _SHORT_MARKS.get(mark.value, f"</{mark.value}>")


def _atom(atom: Token) -> str:
    match atom.value:
        case "br":
            return "\n"
        case "img":
            return f"![{atom.attribute('alt')}]({atom.attribute('src')})"
        case name:
            return f"<{name}{_attributes(atom)}>"


def _explicit(token: Token) -> str:
    match token.kind:
        case "<" | "!":
            return f"<{token.value}{_attributes(token)}>"
        case ">":
            return f"</{token.value}>"
        case _:
            return token.value.replace("&", "&amp;").replace("<", "&lt;")


def _attributes(token: Token) -> str:
    return "".join(f' {name}="{value}"' for name, value in token.attributes)
