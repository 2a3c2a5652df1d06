"""A canonical record put together from its fields, for the forms that are no REST answer's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from provenance.canonical.blocks import NO_BLOCKS, FieldBlocks, blocks_of
from provenance.canonical.events import PARSER
from provenance.canonical.ladder import content_digest, markup_digest, words_digest
from provenance.canonical.text import UNICODE
from provenance.digest import sha256
from provenance.model import Claims, Digests, PageClaims, PostKey, Profile, Snapshot, Text
from provenance.version import VERSION

_NAMES = ("title", "content", "excerpt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What a form other than the REST answer's tells of a post.

    Attributes:
        key: Which post.
        texts: HTML of title, content and own excerpt; None for what the form does not tell.
        markup: The same as they came, before anything was left out.
        link: The post's own address; None without one.
        metadata: Bytes of the tracked fields.
        published_at: When it was published, as the site says; aware, UTC.
        modified_at: When it was last saved, likewise.
        claims: What the site says of the post's history.
        flags: What was left out or replaced before.
        page: For a page, what it says of its article.
    """

    key: PostKey
    texts: tuple[str | None, str | None, str | None]
    markup: tuple[str | None, str | None, str | None]
    link: str | None
    metadata: bytes
    published_at: datetime | None = None
    modified_at: datetime | None = None
    claims: Claims
    flags: tuple[str, ...] = ()
    page: PageClaims | None = None


def profile_named(name: str) -> Profile:
    """Return what the digests of the form `name` rest on in this program."""
    return Profile(name=name, parser=PARSER, unicode=UNICODE, tool=VERSION)


def assemble(raw: bytes, said: Fields, profile: Profile) -> Snapshot:
    """Return the canonical record of `raw`, whose fields were read.

    Raises:
        LimitError: A field is beyond a limit of the canonical form.
    """
    named = zip(_NAMES, said.texts, strict=True)
    fields = tuple(blocks_of(name, text) if text else NO_BLOCKS for name, text in named)
    blocks = tuple(chain.from_iterable(field.blocks for field in fields))
    return Snapshot(
        key=said.key,
        title=" ".join(fields[0].texts).replace("\n", " "),
        link=said.link,
        published_at=said.published_at,
        modified_at=said.modified_at,
        claims=said.claims,
        protected=None,
        missing=tuple(name for name, text in zip(_NAMES, said.texts, strict=True) if text is None),
        blocks=blocks,
        excerpt_derived=False,
        metadata=said.metadata,
        digests=_digests(raw, said, fields, blocks, profile.name),
        flags=tuple(dict.fromkeys(chain(said.flags, *(field.flags for field in fields)))),
        profile=profile,
        page=said.page,
    )


def _digests(
    raw: bytes,
    said: Fields,
    fields: Sequence[FieldBlocks],
    blocks: Sequence[bytes],
    profile: str,
) -> Digests:
    words = (
        (name.encode(), (t for place, t in enumerate(field.texts) if place not in field.dynamic))
        for name, field in zip(_NAMES, fields, strict=True)
    )
    title, content, excerpt = (Text(rendered=text) for text in said.markup)
    return Digests(
        raw=sha256(raw),
        markup=markup_digest(title, content, excerpt, profile=profile),
        content=content_digest(blocks, profile=profile),
        words=words_digest(words, profile=profile),
        metadata=sha256(said.metadata),
    )
