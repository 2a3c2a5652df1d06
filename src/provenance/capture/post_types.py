"""Which kinds of posts a site lists, by its own index of types (`/wp/v2/types`); pure."""

import re
from dataclasses import dataclass

from provenance.capture.json_text import parse_json_text

_REST_BASE = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
_NAMESPACE = re.compile(r"[A-Za-z0-9_-]{1,64}/v[0-9]{1,3}", re.ASCII)
# WordPress's own types that hold no articles.
_NO_ARTICLES = re.compile(r"attachment|nav_menu_item|wp_.*", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostType:
    """One kind of post that a site serves.

    Attributes:
        slug: WordPress's name for it: `post`.
        base: The last part of its list's route: `posts`.
        collection: The route of its list: `/wp/v2/posts`.
        taxonomies: Names of the taxonomies that it is sorted by: `category`.
    """

    slug: str
    base: str
    collection: str
    taxonomies: frozenset[str]


def usual_types(above: str = "/wp/v2") -> tuple[PostType, ...]:
    """Return WordPress's own two types of articles, for sites that name none."""
    terms = frozenset({"category", "post_tag"})
    return (
        PostType(slug="post", base="posts", collection=f"{above}/posts", taxonomies=terms),
        PostType(slug="page", base="pages", collection=f"{above}/pages", taxonomies=frozenset()),
    )


def read_types(body: bytes, *, above: str = "/wp/v2") -> tuple[PostType, ...]:
    """Return the types of articles that an index of types names, in its order.

    Args:
        body: The body of the index.
        above: What stands in front of this interface's own collections.

    Raises:
        ProvenanceError: It is no JSON.
    """
    types = parse_json_text(body, name="the index of types").whole.value
    found = []
    for slug, one in types.items() if isinstance(types, dict) else ():
        members = one if isinstance(one, dict) else {}
        base, space = members.get("rest_base"), members.get("rest_namespace", "wp/v2")
        if _NO_ARTICLES.fullmatch(slug) or not _is_text(base, _REST_BASE):
            continue
        if space != "wp/v2" and not _is_text(space, _NAMESPACE):
            continue
        # Below wp/v2 stands what this interface has in front of its collections.
        front = above if space == "wp/v2" else f"/{space}"
        named = members.get("taxonomies")
        terms = [term for term in named if isinstance(term, str)] if isinstance(named, list) else []
        found.append(
            PostType(
                slug=slug,
                base=str(base),
                collection=f"{front}/{base}",
                taxonomies=frozenset(terms),
            )
        )
    return tuple(found)


def left_out(body: bytes) -> tuple[str, ...]:
    """Return the names of the types that an index names and that are not asked for, in its order.

    They hold no articles, or have no list of their own.
    """
    types = parse_json_text(body, name="the index of types").whole.value
    asked = {one.slug for one in read_types(body)}
    named = types if isinstance(types, dict) else {}
    return tuple(slug for slug in named if slug not in asked)


def _is_text(value: object, shape: re.Pattern[str]) -> bool:
    return isinstance(value, str) and shape.fullmatch(value) is not None
