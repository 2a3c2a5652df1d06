"""A post's canonical record made from one capture."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from provenance.model.page import PageClaims
from provenance.model.post import Claims, PostKey


class Block(NamedTuple):
    """One canonical block, read back from its bytes (`docs/spec/canonical-form.md`, "Blocks").

    Attributes:
        data: The block's canonical bytes, UTF-8 with U+0000 before every token.
        field: `title`, `content` or `excerpt`.
        path: Names of its significant ancestors, outermost first, such as `("ul", "li")`.
        text: What a reader reads: the words without marks; `br` as LF.
        dynamic: Whether it lies in a part that WordPress fills by itself on each request.
    """

    data: bytes
    field: str
    path: tuple[str, ...]
    text: str
    dynamic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Digests:
    """The ladder of digests, least tolerant first; each SHA-256, 32 bytes.

    Attributes:
        raw: Of the answer's bytes for this post, after content-decoding.
        markup: Of the decoded `rendered` strings.
        content: Merkle root over the canonical blocks, bound to profile and count.
        words: Of the text of the blocks that are not dynamic.
        metadata: Of the RFC 8785 form of the tracked fields.
    """

    raw: bytes
    markup: bytes
    content: bytes
    words: bytes
    metadata: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a digest rests on, so that "not reproduced" is never read as "tampered".

    Attributes:
        name: Name of the canonical form: `wpcanon/1`; `wppage/1` for a page, `wpexport/1` for an
            item of an export. Digests of different forms are never equal.
        parser: HTML parser and version, such as `turbohtml 1.15.4`.
        unicode: Version of the Unicode data that NFC used, such as `14.0.0`.
        tool: Version of this package.
    """

    name: str
    parser: str
    unicode: str
    tool: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """One post as its site served it, in canonical form.

    Attributes:
        key: Which post.
        title: The title's words on one line, for people.
        link: Permalink as served; None where the answer has none.
        published_at: `date_gmt`; aware, UTC; None where missing.
        modified_at: `modified_gmt`; aware, UTC; None where missing.
        claims: What the site says of the post's history.
        protected: Whether the content is behind a password; None where the answer does not say.
        missing: Which of `title`, `content` and `excerpt` the answer does not have. They are not
            empty: nothing is known of them.
        blocks: Canonical bytes of every block in the order title, content, own excerpt.
        excerpt_derived: Whether the excerpt merely repeats the beginning of the content, and is
            therefore no part of `blocks`.
        metadata: RFC 8785 bytes of the tracked fields.
        digests: The ladder.
        flags: What had to be replaced, or was left unnormalised, on the way.
        profile: What the digests rest on.
        page: For a page, how its article was found and what the page says of it; else None.
    """

    key: PostKey
    title: str
    link: str | None
    published_at: datetime | None
    modified_at: datetime | None
    claims: Claims
    protected: bool | None
    missing: tuple[str, ...]
    blocks: tuple[bytes, ...]
    excerpt_derived: bool
    metadata: bytes
    digests: Digests
    flags: tuple[str, ...]
    profile: Profile
    page: PageClaims | None = None
