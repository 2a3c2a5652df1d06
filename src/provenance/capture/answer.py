"""What the body of a REST answer holds: a post, a list of posts, or a refusal.

Owns telling a post from everything else that WordPress or a stranger may serve as JSON, and the
exact bytes of each post. Never reads a file or a network, and never judges a post's fields.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

from provenance.capture.json_text import JsonValue, parse_json_text
from provenance.errors import FieldError, MalformedError, NotAPostError
from provenance.model import PostKey, RestError, post_key, site_of_rest_url

# RFC 8259 section 6: readers of JSON agree on whole numbers below 2**53 only.
MAX_POST_ID = 2**53 - 1
_SHOWN = 60
_BODY_FIELDS = frozenset({"title", "content", "excerpt"})
_SIGNS = frozenset({*_BODY_FIELDS, "date", "date_gmt", "modified", "modified_gmt", "guid", "link"})
_REVISION = re.compile(r"(?P<post>[0-9]+)-(?:revision|autosave)-v[0-9]+", re.ASCII)
_REMEDY = "give the answer for one post or a list of posts, as /wp-json/wp/v2/posts/ID serves it"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostSlice:
    """One post within a body.

    Attributes:
        raw: The exact bytes of its JSON value.
        start: Offset of `raw` in the body, in bytes.
        index: Which element of the list, from 0; None where the body is this one post.
        post_id: Its `id`.
        key: Which post its own JSON says it is; None where that names no site.
        names_root: Whether `key` rests on an address of a REST interface, and not on a permalink,
            which need not tell below which path its site lies.
        link: Its permalink as served, with lone surrogates replaced; None without one.
        signed_in: Whether it has a field that WordPress serves to signed-in readers only.
        content: Its content as rendered; empty where that is no text.
    """

    raw: bytes
    start: int
    index: int | None
    post_id: int
    key: PostKey | None
    names_root: bool
    link: str | None
    signed_in: bool
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one body holds.

    Attributes:
        posts: The posts in order.
        is_list: Whether the body is a list.
        refusal: The REST interface's refusal; None where the body is none.
        raw: The exact bytes of the whole JSON value.
        start: Offset of `raw` in the body, in bytes.
        broken: Elements of the list that are no posts: index from 0, and why.
        notes: What was set aside in front of the JSON, one sentence each.
    """

    posts: tuple[PostSlice, ...]
    is_list: bool
    refusal: RestError | None
    raw: bytes
    start: int
    broken: tuple[tuple[int, MalformedError], ...]
    notes: tuple[str, ...]


def split_answer(body: bytes, *, name: str, allow_empty: bool = False) -> Answer:
    """Return the posts, or the refusal, in `body`, each with its exact bytes.

    Args:
        body: The body of one answer, after content-decoding.
        name: How messages call it: a file's name, an address.
        allow_empty: Whether an empty list is an answer: it is to a search.

    Raises:
        JsonSyntaxError: It is not JSON.
        NotJsonAnswerError: It is empty or a web page.
        NotAPostError: It is JSON without any post in it.
        LimitError: It is JSON beyond what any post needs.
    """
    text = parse_json_text(body, name=name)
    posts: list[PostSlice] = []
    broken: list[tuple[int, MalformedError]] = []
    is_list = isinstance(text.whole.value, list)
    refusal = None if is_list else _refusal(text.whole.value)
    if is_list:
        if not text.elements and not allow_empty:
            raise NotAPostError(f"{name} is an empty list, without any post", remedy=_REMEDY)
        for index, element in enumerate(text.elements):
            try:
                posts.append(_post(element, f"element {index} of {name}", index))
            except MalformedError as error:
                broken.append((index, error))
    elif refusal is None:
        posts.append(_post(text.whole, name, None))
    return Answer(
        posts=tuple(posts),
        is_list=is_list,
        refusal=refusal,
        raw=text.whole.raw,
        start=text.whole.start,
        broken=tuple(broken),
        notes=text.notes,
    )


def _refusal(value: object) -> RestError | None:
    """Return WordPress's error answer: WP_REST_Server::error_to_response has these members."""
    if not isinstance(value, Mapping) or "id" in value:
        return None
    code, message, data = value.get("code"), value.get("message"), value.get("data")
    if not (isinstance(code, str) and code and isinstance(message, str)):
        return None
    status = data.get("status") if isinstance(data, Mapping) else None
    valid = isinstance(status, int) and not isinstance(status, bool)
    return RestError(
        code=scalar_text(code), status=status if valid else None, message=scalar_text(message)
    )


def _post(element: JsonValue, name: str, index: int | None) -> PostSlice:
    value = element.value
    if not isinstance(value, dict):
        raise NotAPostError(f"{name} is {_kind(value)}, not a post", remedy=_REMEDY)
    post_id = value.get("id")
    if not isinstance(post_id, int) or isinstance(post_id, bool) or post_id < 1:
        _raise_no_id(value, name)
    if post_id > MAX_POST_ID:
        raise NotAPostError(
            f"{name} is no post: its id is {_shown(post_id)}, and no post has a number of 2**53"
            " or more, which readers of JSON would not agree on",
            remedy=_REMEDY,
        )
    _check_is_post(value, name)
    link = _string(value.get("link"))
    return PostSlice(
        raw=element.raw,
        start=element.start,
        index=index,
        post_id=post_id,
        key=_key(value, post_id, link),
        names_root=site_of_rest_url(_self_href(value) or "") is not None,
        link=link,
        signed_in=any("raw" in _members(value.get(field)) for field in _BODY_FIELDS),
        content=_content(value),
    )


def _content(value: Mapping[str, object]) -> str:
    content = value.get("content")
    rendered = _members(content).get("rendered", content)
    return rendered if isinstance(rendered, str) else ""


def _raise_no_id(value: Mapping[str, object], name: str) -> NoReturn:
    if {"routes", "namespaces"} <= value.keys():
        problem = "is the index of a REST interface, not a post"
    elif {"body", "status", "headers"} <= value.keys():
        problem = "is an answer in an envelope, not a post (it was asked with _envelope)"
    elif "id" in value:
        problem = f"is no post: its id is {_shown(value['id'])}, not a positive whole number"
    else:
        problem = "is a JSON object without an id, not a post"
    raise NotAPostError(f"{name} {problem}", remedy=_REMEDY)


def _check_is_post(value: Mapping[str, object], name: str) -> None:
    revision = _REVISION.fullmatch(slug) if isinstance(slug := value.get("slug"), str) else None
    if revision is not None and "type" not in value:
        problem = f"a stored revision of post {revision['post']}, not the post as it is served"
    elif "author_name" in value or value.get("type") == "comment":
        problem = "a comment, not a post"
    elif "taxonomy" in value:
        problem = "a category, tag or other term, not a post"
    elif not _SIGNS & value.keys() or {"name", "avatar_urls"} <= value.keys():
        problem = "a JSON object with an id but without a post's fields"
    else:
        return
    raise NotAPostError(f"{name} is {problem}", remedy=_REMEDY)


def _key(value: Mapping[str, object], post_id: int, link: str | None) -> PostKey | None:
    guid = value.get("guid")
    rendered = _members(guid).get("rendered", guid)
    try:
        return post_key(
            post_id=post_id, self_href=_self_href(value), link=link, guid=_string(rendered)
        )
    except FieldError:
        # Which post it is cannot be told here; the canonical form says so with the field's name.
        return None


def _self_href(value: Mapping[str, object]) -> str | None:
    targets = _members(value.get("_links")).get("self")
    first = targets[0] if isinstance(targets, list) and targets else None
    return _string(_members(first).get("href"))


def _members(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _string(value: object) -> str | None:
    return scalar_text(value) if isinstance(value, str) and value else None


def scalar_text(text: str) -> str:
    """Return `text` with every lone surrogate replaced by U+FFFD, so that it can be written."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _kind(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case str():
            return "a string"
        case list():
            return "a list"
        case _:
            return "a number"


def _shown(value: object) -> str:
    return ascii(value)[:_SHOWN]
