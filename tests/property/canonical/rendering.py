"""Canonical blocks back to HTML: the plainest rendering that a parser reads as those blocks."""

from collections.abc import Iterable
from html import escape

# Ends what a parser would end by itself: an item in an item, a heading in a heading.
_BARRIER = "<section>", "</section>"
_TABLE = frozenset({"table", "tr"})
_VOID = frozenset({"br", "embed", "img", "source"})


def render(blocks: Iterable[bytes]) -> str:
    """Return HTML whose canonical blocks are `blocks`, in one field."""
    html: list[str] = []
    ends: list[str] = []  # of the open path elements
    for block in blocks:
        tokens = _with_attributes(block.decode().split("\x00")[1:])
        is_dynamic = tokens[:1] == ["*"]
        path = [token for token in tokens if token[0] in "/+"]
        inline = tokens[is_dynamic + len(path) :]
        going_on = sum(token[0] == "/" for token in path)
        while len(ends) > going_on:
            html.append(ends.pop())
        for index, token in enumerate(path[going_on:], going_on + 1):
            name, _, attributes = token[1:].partition(" ")
            # An empty item has nothing inside that could say that it is dynamic.
            own = ' class="sharedaddy"' if is_dynamic and not inline and index == len(path) else ""
            barrier = ("", "") if name in _TABLE else _BARRIER
            html.append(f"<{name} {attributes}{own}>{barrier[0]}")
            ends.append(f"{barrier[1]}</{name}>")
        if inline:
            html.append('<div class="sharedaddy">' if is_dynamic else "<div>")
            html += _inline(inline)
            html.append("</div>")
    return "".join(html + ends[::-1])


def _with_attributes(tokens: Iterable[str]) -> list[str]:
    """Join attribute tokens to the tokens that they belong to, written as HTML attributes."""
    joined: list[str] = []
    for token in tokens:
        if token[0] == "@":
            name, _, value = token[1:].partition("=")
            joined[-1] += f' {name}="{_escaped(value)}"'
        else:
            joined.append(token)
    return joined


def _inline(tokens: Iterable[str]) -> Iterable[str]:
    for token in tokens:
        name, _, attributes = token[1:].partition(" ")
        match token[0]:
            case ":":
                yield _escaped(token[1:])
            case "!":
                yield f"<{name} {attributes}>" + ("" if name in _VOID else f"</{name}>")
            case "<" if name == "hidden":
                yield "<span hidden>"
            case ">" if name == "hidden":
                yield "</span>"
            case "<" if name == "a":  # inside another, only behind a marker
                yield f"<object><a {attributes}>"
            case ">" if name == "a":
                yield "</a></object>"
            case "<":
                yield f"<{name} {attributes}>"
            case _:
                yield f"</{name}>"


def _escaped(text: str) -> str:
    return escape(text).replace("\r", "&#13;")
