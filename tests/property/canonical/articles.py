"""Articles as trees, and their HTML in a plain and in a noisy spelling.

The noise is what must never change `content`: class, id, style and other attributes that do not
count, white space where it folds, comments, the case of tags, end tags and wrappers left to the
parser.
"""

from dataclasses import dataclass
from html import escape
from random import Random

from hypothesis import strategies as st

# Characters that tokens are made of, folding and NFC trip over, and words.
LETTERS = "ab:+/<>@!*|=-~&\"'\u00e9\u0301\u00a0\u200b\u3000\v\x01\u6771\U0001f600"
WORDS = st.text(st.sampled_from(LETTERS), min_size=1, max_size=6)
INNER = ("b", "i", "del", "ins", "code", "sub", "sup", "q", "u", "span", "a href=x", 'a href="y z"',
         "span hidden", "q cite=x")  # fmt: skip
ATOMS = ("<br>", "<img src=x alt=y>", "<video src=v></video>")
BLOCKS = ("p", "div", "h2", "h3", "blockquote", "blockquote cite=x", "section", "pre", "figcaption")


@dataclass(frozen=True)
class Node:
    """An element with what it holds; `tag` is empty for text and holds markup for an atom."""

    tag: str
    inside: tuple["Node", ...] = ()
    text: str = ""


_text = st.lists(WORDS, min_size=1, max_size=4).map(lambda words: Node("", text=" ".join(words)))
_inline = st.recursive(
    _text | st.sampled_from(ATOMS).map(Node),
    lambda inner: st.builds(Node, st.sampled_from(INNER), st.lists(inner, max_size=3).map(tuple)),
    max_leaves=5,
)
_run = st.lists(_inline, min_size=1, max_size=4).map(tuple)
_paragraph = st.builds(Node, st.sampled_from(BLOCKS), _run)
_list = st.builds(
    Node,
    st.sampled_from(("ul", "ol", "ol start=3")),
    st.lists(st.builds(Node, st.just("li"), _run | st.just(())), max_size=3).map(tuple),
)
_row = st.builds(
    Node,
    st.just("tr"),
    st.lists(
        st.builds(Node, st.sampled_from(("td", "th", "td colspan=2")), _run | st.just(())),
        max_size=3,
    ).map(tuple),
)
_table = st.builds(Node, st.just("table"), st.lists(_row, max_size=3).map(tuple))
_dynamic = st.builds(Node, st.just("div class=sharedaddy"), st.tuples(_paragraph))
_block = st.recursive(
    _paragraph | _list | _table | _dynamic,
    lambda inner: st.builds(
        Node,
        st.sampled_from(("div", "blockquote", "section")),
        st.lists(inner, max_size=3).map(tuple),
    ),
    max_leaves=6,
)
ARTICLES = st.lists(_block, max_size=5).map(tuple)


def plain_html(nodes: tuple[Node, ...]) -> str:
    """Return an article's HTML without noise."""
    return "".join(_plain(node) for node in nodes)


def _plain(node: Node) -> str:
    if not node.tag:
        return _escaped(node.text)
    if node.tag.startswith("<"):
        return node.tag
    name = node.tag.partition(" ")[0]
    return f"<{node.tag}>{plain_html(node.inside)}</{name}>"


def noisy_html(nodes: tuple[Node, ...], random: Random, *, verbatim: bool = False) -> str:
    """Return the HTML of the same article in another spelling."""
    return "".join(_noisy(node, random, verbatim) for node in nodes)


def _noisy(node: Node, random: Random, verbatim: bool) -> str:
    if not node.tag:
        return _noisy_text(node.text, random, verbatim)
    if node.tag.startswith("<"):
        after = "<br>" if verbatim else "<br>\n"
        return node.tag.replace("<br>", random.choice(("<br />", "<BR class=x>", after)))
    name, _, attributes = node.tag.partition(" ")
    if random.random() < 0.2:
        name = name.upper()
    verbatim = verbatim or name.lower() == "pre"
    space = "" if verbatim or name.lower() in _INLINE else random.choice(_SPACES)
    inside = noisy_html(node.inside, random, verbatim=verbatim)
    if verbatim:
        inside = "\n" + inside if name.lower() == "pre" else inside
    outside = random.choice(_SPACES) if not verbatim and name.lower() not in _INLINE else ""
    noise = random.choice(_NOISE)
    if "class" in attributes:
        noise = noise.replace(" class=", " data-class=")
    end = f"</{name}{random.choice(_IN_TAG)}>"
    return f"{outside}<{name} {attributes}{noise}>{space}{inside}{space}{end}"


def _noisy_text(text: str, random: Random, verbatim: bool) -> str:
    words = [_escaped(word) for word in text.split(" ")]
    comment = random.choice(("", "", "<!-- more -->"))
    if verbatim:
        return comment + " ".join(words)
    return comment + "".join(
        word + (random.choice(_FOLDING) if index < len(words) - 1 else "")
        for index, word in enumerate(words)
    )


def _escaped(text: str) -> str:
    return escape(text)


_INLINE = frozenset(tag.partition(" ")[0] for tag in INNER)
_SPACES = ("", "", " ", "\n", "\n\n\n\n", "\t<!-- /wp:x -->\r\n", "\f")
_IN_TAG = ("", " ", "\n", " x=1")
_FOLDING = (" ", "  ", "\n", " \t\r\n ", "&#32;", "&#x20; ")
_NOISE = (
    "",
    ' class="a b"',
    " id=x",
    ' style="color:red"',
    " data-x=1 class=y",
    ' lang="ar" dir=rtl',
)
