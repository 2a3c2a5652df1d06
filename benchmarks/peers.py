"""What others would use to tell whether an article changed: its text by their parser, and SHA-256.

Owns the peers and nothing that runs with the program: they are the dependency group `peers`, which
`make bench` and `make guard` install, and they are loaded by name when they are asked for. None of
them may parse content in src/: each was seen to lose text.
"""

import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from typing import Any, Final

from benchmarks.corpus import CorpusPost
from benchmarks.guard import PREFIX
from provenance.canonical import blocks_of
from provenance.canonical.elements import ATOMS, MARKS, PATH, SEPARATORS
from provenance.digest import leaf_hash, leaf_hashes, node_hash, root_hash

DISTRIBUTIONS: Final = ("lxml", "beautifulsoup4", "html5lib", "trafilatura")

_TEXTS: Final = frozenset({"Characters", "SpaceCharacters"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A way to get the text of an article.

    Attributes:
        name: What a table calls it.
        text: Gives the text of a rendered string.
        blocks: Gives its blocks, where the peer is to tell them apart as we do.
    """

    name: str
    text: Callable[[str], str]
    blocks: Callable[[str], list[bytes]] | None = None

    def digest(self, post: CorpusPost) -> bytes:
        """Return one digest of a post as this peer reads it: of its text, or of a tree."""
        if self.blocks is not None:
            return root_hash(leaf_hashes(self.blocks(post.content)))
        return hashlib.sha256(self.text(post.content).encode()).digest()


def load_peers() -> tuple[Peer, ...]:
    """Return the peers.

    Raises:
        ModuleNotFoundError: The dependency group `peers` is not installed.
    """
    lxml, etree, soup, html5lib, trafilatura = map(
        import_module, ("lxml.html", "lxml.etree", "bs4", "html5lib", "trafilatura")
    )
    walk = html5lib.getTreeWalker("etree")

    def lxml_text(html: str) -> str:
        return str(lxml.document_fromstring(PREFIX + html).text_content())

    def lxml_blocks(html: str) -> list[bytes]:
        body = lxml.document_fromstring(PREFIX + html).body
        return walked_blocks(etree.iterwalk(body, events=("start", "end")))

    def soup_text(html: str) -> str:
        return str(soup.BeautifulSoup(PREFIX + html, "html.parser").get_text())

    def walked_text(html: str) -> str:
        tokens = walk(html5lib.parse(PREFIX + html))
        return "".join(token["data"] for token in tokens if token["type"] in _TEXTS)

    def extracted_text(html: str) -> str:
        # It looks for the article in a page, and finds none in a bare fragment.
        return trafilatura.extract(f"{PREFIX}<article>{html}</article>") or ""

    return (
        Peer(name="lxml, text_content", text=lxml_text),
        Peer(
            name="lxml, walked to blocks, marks and links",
            text=lxml_text,
            blocks=lxml_blocks,
        ),
        Peer(name="BeautifulSoup, html.parser", text=soup_text),
        Peer(name="html5lib, walked", text=walked_text),
        Peer(name="trafilatura, extract", text=extracted_text),
    )


def walked_blocks(walk: Iterable[tuple[str, Any]]) -> list[bytes]:
    """Return the blocks of the elements of a body as they start and end, read as simply as can be.

    What the canonical form tells apart most of the time, by its own tables: blocks with their path,
    marks, links, images. Left out is what is rare and costly: white space across marks, equal marks
    made one, which block opens an element, hidden and dynamic parts, limits.
    """
    blocks: list[bytes] = []
    path: list[str] = []
    parts: list[str] = []

    def end_block() -> None:
        text = unicodedata.normalize("NFC", " ".join("".join(parts).split()))
        parts.clear()
        if text:
            blocks.append("\0/".join(("content", *path, text)).encode())

    for event, element in walk:
        tag, begins = element.tag, event == "start"
        if tag in SEPARATORS:
            end_block()
            if tag in PATH and begins:
                path.append(tag)
            elif tag in PATH:
                path.pop()
        elif tag in ATOMS and begins:
            parts.append(f"\1!{tag}" + "".join(f"\1@{element.get(name)}" for name in ATOMS[tag]))
        elif tag in MARKS:
            name, attributes = MARKS[tag]
            told = "".join(f"\1@{element.get(said)}" for said in attributes) if begins else ""
            parts.append(f"\1{'<' if begins else '>'}{name}{told}\1")
        parts.append((element.text if begins else element.tail) or "")
    end_block()
    return blocks


def peer_versions() -> dict[str, str]:
    """Return the installed version of each peer, by distribution."""
    return {name: version(name) for name in DISTRIBUTIONS}


def text_kept(peer: Peer, posts: Sequence[CorpusPost]) -> float:
    """Return how much text a peer hashes, as a share of the canonical form's, white space apart."""
    ours = sum(_letters("".join(blocks_of("content", post.content).texts)) for post in posts)
    return sum(_letters(peer.text(post.content)) for post in posts) / ours


def _letters(text: str) -> int:
    return sum(map(len, unicodedata.normalize("NFC", text).split()))


def recursive_root(leaves: Sequence[bytes]) -> bytes:
    """Return the Merkle tree hash as RFC 6962 section 2.1 writes it: by recursion."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    return node_hash(recursive_root(leaves[:split]), recursive_root(leaves[split:]))


def recursive_tree(blocks: Sequence[bytes]) -> bytes:
    """Return the root hash of blocks, leaf by leaf and then by recursion."""
    return recursive_root([leaf_hash(block) for block in blocks])
