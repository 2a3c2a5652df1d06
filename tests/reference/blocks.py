"""Blocks by the text of docs/spec/canonical-form.md 2 to 5 alone, plain and slow.

It walks the tree of another parser (lexbor) and folds white space character by character. It
imports nothing of the package, and no sentence of the specification is read here for its effect
on speed. Numbers in comments are the specification's.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

SPACES = " \t\n\f\r"  # 1.4

# 2.1, 2.3
SIZE_LIMIT = 16 * 1024 * 1024
DEPTH_LIMIT = 500
ATTRIBUTE_LIMIT = 256
MARK_LIMIT = 64
COMBINING_LIMIT = 128
LONG_RUN = "combining-run-not-normalized"  # 5.4
# 2.4
ROOM = 256 * 1024
ROOM_FACTOR = 32
MOST_ROOM = 64 * 1024 * 1024

DROPPED = ("script", "style", "template")
PATH = {
    "blockquote": ["cite"], "caption": [], "dd": [], "dl": [], "dt": [], "figcaption": [],
    "h1": [], "h2": [], "h3": [], "h4": [], "h5": [], "h6": [], "li": ["value"], "ol": ["start"],
    "pre": [], "summary": [], "table": [], "td": ["colspan", "rowspan"],
    "th": ["colspan", "rowspan"], "tr": [], "ul": [],
}  # fmt: skip
WRAPPERS = """
    address article aside center details dialog dir div fieldset figure footer form header hgroup
    hr legend listing main menu nav noframes optgroup option p plaintext search section tbody tfoot
    thead xmp
""".split()
MARKS = {
    "a": "a", "cite": "cite", "code": "code", "del": "del", "em": "em", "i": "em", "ins": "ins",
    "mark": "mark", "q": "q", "s": "s", "strike": "s", "strong": "strong", "b": "strong",
    "sub": "sub", "sup": "sup", "u": "u",
}  # fmt: skip
NESTING = ("q", "sub", "sup")
ATOMS = {
    "br": [], "audio": ["src"], "embed": ["src"], "iframe": ["src"], "img": ["src", "alt"],
    "object": ["data"], "source": ["src"], "video": ["src"],
}  # fmt: skip
DYNAMIC = """
    wp-block-latest-posts wp-block-latest-comments wp-block-calendar wp-block-archives
    wp-block-categories wp-block-rss wp-block-tag-cloud wp-block-page-list wp-block-search
    wp-block-loginout wp-block-query jp-relatedposts sharedaddy
""".split()


Mark = tuple[str, int]


class RefusedError(Exception):
    """A limit is exceeded; its text is the limit's name."""


@dataclass(frozen=True)
class Place:
    """What is in force at one place of the tree."""

    path: tuple[tuple[int, str], ...] = ()  # (number of the element in the tree, its name and more)
    # A mark is its token and, for `q`, the number of its element in the tree; else 0 (3.6).
    marks: frozenset[Mark] = frozenset()
    nesting: tuple[Mark, ...] = ()
    dynamic: bool = False
    verbatim: bool = False

    @property
    def order(self) -> tuple[Mark, ...]:
        """All marks in force, in the order of 4.2."""
        return (*self.nesting, *sorted(self.marks, key=lambda mark: mark[0].encode()))


@dataclass(frozen=True)
class Item:
    """One thing on the way through the tree.

    Its kind is `text`, `atom`, `end` (of a block), or `empty` (the end of `li`, `td` or `th`, where
    an empty block may stand).
    """

    kind: str
    value: str = ""
    place: Place = field(default_factory=Place)


@dataclass(frozen=True)
class Block:
    """One block: its bytes, its text, whether it is dynamic."""

    data: bytes
    text: str
    dynamic: bool


def blocks_of(name: str, html: str) -> tuple[list[Block], set[str]]:
    """Return the blocks of one field, and flags."""
    size = len(html.encode())
    if size > SIZE_LIMIT:
        raise RefusedError("size")
    if len(html) > 16_384 and len(re.findall("<body|<html", html, re.ASCII | re.IGNORECASE)) > 256:
        raise RefusedError("attributes")  # 2.5
    tags = html.count("<")
    copies = len(re.findall("<selectedcontent", html, re.ASCII | re.IGNORECASE))
    is_long = tags > 1_024 and len(html) > 4_096
    if copies > 4 and (is_long or len(html) > 65_536):
        raise RefusedError("elements")  # 2.6
    tree = LexborHTMLParser("<!DOCTYPE html><body>" + html)
    assert tree.body is not None
    if is_long and _elements_in(tree.body) > 8_192 + len(html) // 2:
        raise RefusedError("elements")  # 2.6
    blocks: list[Block] = []
    flags: set[str] = set()
    opened: set[int] = set()
    gathered: list[Item] = []
    total = 0
    for item in [*_items(tree.body), Item("end")]:
        if item.kind in ("text", "atom"):
            gathered.append(item)
            continue
        if item.kind == "end":
            units = _folded(gathered)
            place = gathered[0].place if gathered else Place()
            gathered = []
            if not units:
                continue
        else:
            units, place = [], item.place
            if place.path[-1][0] in opened:  # 3.3: a block stood inside it
                continue
        data, text = _written(units, flags)
        head = name + ("\0*" if place.dynamic else "")
        for number, element in place.path:
            head += ("\0/" if number in opened else "\0+") + element
            opened.add(number)
        blocks.append(Block((head + data).encode(), text, place.dynamic))
        total += len(blocks[-1].data)
        if total > min(MOST_ROOM, ROOM + ROOM_FACTOR * len(html)):
            raise RefusedError("blocks")
    return blocks, flags


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        yield child
        child = child.next


def _elements_in(body: LexborNode) -> int:
    elements = 0
    for node in body.traverse():
        elements += 1
        if node.tag == "template":
            # Its inside is in no tree that could be walked; written in another element, it is.
            written = "<div" + (node.html or "").removeprefix("<template")
            inside = LexborHTMLParser("<!DOCTYPE html><body>" + written)
            assert inside.body is not None
            elements += _elements_in(inside.body) - 1
    return elements - 1


def _items(body: LexborNode) -> Iterator[Item]:
    """Yield what the tree holds, in its order, without recursion."""
    number = 0
    waiting: list[tuple[Iterator[LexborNode], Place, tuple[Item, ...]]] = [
        (_children(body), Place(), ())
    ]
    while waiting:
        children, place, endings = waiting[-1]
        node = next(children, None)
        if node is None:
            yield from endings
            waiting.pop()
            continue
        if node.is_text_node:
            yield Item("text", node.text_content or "", place)
        if not node.is_element_node:
            continue
        name = (node.tag or "").rpartition(":")[2]
        if name in DROPPED:  # 3.1
            continue
        attributes = {key: value or "" for key, value in node.attributes.items()}
        if len(attributes) > ATTRIBUTE_LIMIT:
            raise RefusedError("attributes")
        if len(waiting) - 1 >= DEPTH_LIMIT:
            raise RefusedError("depth")
        number += 1
        dynamic = _is_dynamic(attributes)
        inner = _inner_place(place, name, attributes, number, dynamic=dynamic)
        separates = dynamic or name in PATH or name in WRAPPERS
        if separates:
            yield Item("end")
        atom = _atom(name, attributes)
        if atom:
            yield Item("atom", atom, inner)
        empty = (Item("empty", "", inner),) if name in ("li", "td", "th") else ()
        ends = (Item("end"), *empty) if separates else ()
        waiting.append((_children(node), inner, ends))


def _inner_place(
    place: Place, name: str, attributes: dict[str, str], number: int, *, dynamic: bool
) -> Place:
    if name in PATH:
        element = name + _attribute_tokens(PATH[name], attributes)
        place = replace(place, path=(*place.path, (number, element)))
    if _is_hidden(attributes):
        place = replace(place, marks=place.marks | {("\0<hidden", 0)})
    if name in MARKS and not (name == "a" and "href" not in attributes):
        wanted = {"a": ["href"], "q": ["cite"]}.get(name, [])
        token = f"\0<{MARKS[name]}{_attribute_tokens(wanted, attributes)}"
        if MARKS[name] in NESTING:
            mark = (token, number if name == "q" else 0)
            place = replace(place, nesting=(*place.nesting, mark))
        else:
            place = replace(place, marks=place.marks | {(token, 0)})
    if len(place.order) > MARK_LIMIT:
        raise RefusedError("marks")
    return replace(
        place, dynamic=place.dynamic or dynamic, verbatim=place.verbatim or name == "pre"
    )


def _atom(name: str, attributes: dict[str, str]) -> str:
    if name not in ATOMS:
        return ""
    tokens = _attribute_tokens(ATOMS[name], attributes)
    return f"\0!{name}{tokens}" if tokens or name == "br" else ""


def _attribute_tokens(names: list[str], attributes: dict[str, str]) -> str:
    tokens = ""
    for name in names:
        if name in attributes:
            value = attributes[name]
            if name != "alt":
                value = value.strip(SPACES)
            elif not _has_long_run(value):
                value = unicodedata.normalize("NFC", value)
            tokens += f"\0@{name}={value}"
    return tokens


def _is_dynamic(attributes: dict[str, str]) -> bool:
    classes = attributes.get("class", "")
    for space in SPACES:
        classes = classes.replace(space, " ")
    return any(name in DYNAMIC for name in classes.split(" "))


def _is_hidden(attributes: dict[str, str]) -> bool:
    if "hidden" in attributes:
        return True
    for declaration in _without_comments(attributes.get("style", "")).split(";"):
        name, colon, value = declaration.partition(":")
        name, value = _lower(name).strip(SPACES), _lower(value).strip(SPACES)
        before, mark, after = value.rpartition("!")
        if mark and after.strip(SPACES) == "important":
            value = before.strip(SPACES)
        if colon and name == "display" and value == "none":
            return True
    return False


def _without_comments(style: str) -> str:
    kept = ""
    while "/*" in style:
        before, _, rest = style.partition("/*")
        kept += before + " "
        style = rest.partition("*/")[2]
    return kept + style


def _lower(text: str) -> str:
    return "".join(chr(ord(c) + 32) if "A" <= c <= "Z" else c for c in text)


# A character or an atom's token, and the marks that it stands under.
Unit = tuple[str, tuple[Mark, ...]]


def _folded(items: list[Item]) -> list[Unit]:
    """Return what is left of one block, character by character (5.1)."""
    units: list[Unit] = []
    for item in items:
        marks = item.place.order
        units += [(item.value, marks)] if item.kind == "atom" else [(c, marks) for c in item.value]
    if items and items[0].place.verbatim:
        return units
    kept: list[Unit] = []
    begun: Unit | None = None
    for unit in units:
        if unit[0] in SPACES:
            begun = begun or (" ", unit[1])
            continue
        at_edge = not kept or kept[-1][0] == "\0!br" or unit[0] == "\0!br"
        if begun and not at_edge:
            kept.append(begun)
        begun = None
        kept.append(unit)
    return kept


def _written(units: list[Unit], flags: set[str]) -> tuple[str, str]:
    """Return the inside of a block as tokens (4.3, 4.4, 5.3, 5.4), and its text (8.4)."""
    joined: list[Unit] = []
    for value, marks in units:
        if joined and len(value) == 1 and joined[-1][1] == marks and joined[-1][0][0] != "\0":
            joined[-1] = (joined[-1][0] + value, marks)
        else:
            joined.append((value, marks))
    for value, _ in joined:
        if value[0] == "\0" and _has_long_run(value.partition("\0@alt=")[2].partition("\0")[0]):
            flags.add(LONG_RUN)
    if any(_has_long_run(value) for value, _ in joined if value[0] != "\0"):
        flags.add(LONG_RUN)
    else:
        joined = [
            (value if value[0] == "\0" else unicodedata.normalize("NFC", value), marks)
            for value, marks in joined
        ]
    data = ""
    begun: tuple[Mark, ...] = ()
    for value, marks in [*joined, ("", ())]:
        same = 0
        while same < min(len(begun), len(marks)) and begun[same] == marks[same]:
            same += 1
        for token, _ in reversed(begun[same:]):
            data += "\0>" + token[2:].partition("\0")[0]
        data += "".join(token for token, _ in marks[same:])
        begun = marks
        if value:
            data += value if value[0] == "\0" else "\0:" + value
    text = "".join("\n" if v == "\0!br" else v for v, _ in joined if v == "\0!br" or v[0] != "\0")
    return data, text


def _has_long_run(text: str) -> bool:
    """Tell whether over 128 characters in a row are combining (5.4)."""
    run = 0
    for character in text:
        combines = unicodedata.combining(character) or character in "\u0f73\u0f75\u0f81"
        run = run + 1 if combines else 0
        if run > COMBINING_LIMIT:
            return True
    return False
