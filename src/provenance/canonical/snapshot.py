"""One post's JSON bytes to its canonical record: the whole of `wpcanon/1`, in its steps."""

from collections.abc import Iterable
from itertools import chain

from provenance.canonical.blocks import NO_BLOCKS, FieldBlocks, blocks_of
from provenance.canonical.decode import decode, read_json
from provenance.canonical.events import PARSER
from provenance.canonical.excerpt import is_derived, repeats_plainly
from provenance.canonical.ladder import PROFILE, content_digest, markup_digest, words_digest
from provenance.canonical.metadata import metadata_bytes
from provenance.canonical.post import parse_post
from provenance.canonical.text import UNICODE
from provenance.digest import sha256
from provenance.model import Digests, Post, Profile, Snapshot, Text
from provenance.version import VERSION

CURRENT_PROFILE = Profile(name=PROFILE, parser=PARSER, unicode=UNICODE, tool=VERSION)

_NAMES = (b"title", b"content", b"excerpt")


def canonicalize(raw: bytes) -> Snapshot:
    """Return the canonical record of one post.

    Args:
        raw: The UTF-8 bytes of the post's JSON object, exactly as served.

    Raises:
        MalformedError: It is no JSON, no post, lacks what a digest rests on, or is beyond a limit.
    """
    try:
        return _snapshot(raw, parse_post(read_json(raw)))
    except UnicodeEncodeError:
        # 1.2: a lone surrogate, which alone has no UTF-8 form. Nearly no answer has one, and every
        # text that the record rests on is encoded on the way.
        return _snapshot(raw, parse_post(*decode(raw)))


def _snapshot(raw: bytes, post: Post) -> Snapshot:
    _check_claims(post)
    title = _blocks("title", post.title)
    content = _blocks("content", post.content)
    derived = repeats_plainly(post.excerpt.rendered or "", content)
    excerpt = NO_BLOCKS if derived else _blocks("excerpt", post.excerpt)
    derived = derived or is_derived(excerpt, content)
    fields = (title, content, NO_BLOCKS if derived else excerpt)
    blocks = tuple(chain.from_iterable(field.blocks for field in fields))
    metadata = metadata_bytes(post.tracked)
    link = post.tracked.get("link")
    return Snapshot(
        key=post.key,
        title=" ".join(title.texts).replace("\n", " "),
        link=link if isinstance(link, str) else None,
        published_at=post.published_at,
        modified_at=post.modified_at,
        claims=post.claims,
        protected=post.content.protected,
        missing=_missing(post),
        blocks=blocks,
        excerpt_derived=derived,
        metadata=metadata,
        digests=Digests(
            raw=sha256(raw),
            markup=markup_digest(post.title, post.content, post.excerpt),
            content=content_digest(blocks),
            words=words_digest(zip(_NAMES, map(_words, fields), strict=True)),
            metadata=sha256(metadata),
        ),
        flags=_flags(post, fields),
        profile=CURRENT_PROFILE,
    )


def _check_claims(post: Post) -> None:
    """Encode the texts that no digest is over.

    Raises:
        UnicodeEncodeError: One has a lone surrogate.
    """
    claims = post.claims
    told = (claims.date, claims.modified, claims.modified_gmt, claims.predecessor_href)
    "".join(filter(None, (post.key.site, *told))).encode()


def digests(raw: bytes) -> Digests:
    """Return the ladder of digests of one post; as `canonicalize`."""
    return canonicalize(raw).digests


def _missing(post: Post) -> tuple[str, ...]:
    fields = (("title", post.title), ("content", post.content), ("excerpt", post.excerpt))
    return tuple([name for name, text in fields if text.rendered is None])


def _blocks(field: str, text: Text) -> FieldBlocks:
    return blocks_of(field, text.rendered) if text.rendered else NO_BLOCKS


def _words(field: FieldBlocks) -> Iterable[str]:
    """Return the texts of the blocks that are not dynamic."""
    if not field.dynamic:
        return field.texts
    return [text for place, text in enumerate(field.texts) if place not in field.dynamic]


def _flags(post: Post, fields: tuple[FieldBlocks, ...]) -> tuple[str, ...]:
    """Return what had to be replaced or left as it was, and what the answer does not say."""
    told = [*post.flags]
    for field in fields:
        told += field.flags
    if post.modified_at is None:
        told.append("no-modified")
    if post.published_at is None:
        told.append("no-published")
    if post.claims.revision_count is None:
        told.append("no-revision-links")
    return tuple(dict.fromkeys(told))
