"""What others would use to tell whether an article changed: its text by their parser, and SHA-256.

Owns the peers and nothing that runs with the program: they are the dependency group `peers`, which
`make bench` alone installs, and they are loaded by name when they are asked for. None of them may
parse content in src/: each was seen to lose text.
"""

import hashlib
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from typing import Final

from benchmarks.corpus import CorpusPost
from benchmarks.guard import PREFIX
from provenance.canonical import blocks_of
from provenance.digest import leaf_hash, node_hash

DISTRIBUTIONS: Final = ("lxml", "beautifulsoup4", "html5lib", "trafilatura")

_TEXTS: Final = frozenset({"Characters", "SpaceCharacters"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A way to get the text of an article.

    Attributes:
        name: What a table calls it.
        text: Gives the text of a rendered string.
    """

    name: str
    text: Callable[[str], str]

    def digest(self, post: CorpusPost) -> bytes:
        """Return the SHA-256 digest of a post's text as this peer reads it."""
        return hashlib.sha256(self.text(post.content).encode()).digest()


def load_peers() -> tuple[Peer, ...]:
    """Return the peers.

    Raises:
        ModuleNotFoundError: The dependency group `peers` is not installed.
    """
    lxml, soup, html5lib, trafilatura = map(
        import_module, ("lxml.html", "bs4", "html5lib", "trafilatura")
    )
    walk = html5lib.getTreeWalker("etree")

    def lxml_text(html: str) -> str:
        return str(lxml.document_fromstring(PREFIX + html).text_content())

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
        Peer(name="BeautifulSoup, html.parser", text=soup_text),
        Peer(name="html5lib, walked", text=walked_text),
        Peer(name="trafilatura, extract", text=extracted_text),
    )


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
