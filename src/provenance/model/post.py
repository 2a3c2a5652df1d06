"""A post as its JSON says it: parsed, typed, and not yet canonical."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class PostKey:
    """Which post (docs/architecture.md, "A post's identity").

    Attributes:
        site: Host, port where it is not the scheme's own, and path prefix of the site's REST
            root, without scheme and final slash: `example.org`, `example.org/blog`. Where nothing
            tells the post's number, the address of its page in that form.
        post_id: WordPress's number for the post on that site, from 1; 0 where nothing tells it.
    """

    site: str
    post_id: int

    def __str__(self) -> str:
        return self.site if self.is_address else f"{self.site}#{self.post_id}"

    @property
    def is_address(self) -> bool:
        """Whether the address of its page is all that names it (docs/adr/0120)."""
        return self.post_id == 0

    @property
    def whole_site(self) -> str:
        """The site that it is counted with: of a page that its address names, the host."""
        host = self.site.partition("/")[0].partition("?")[0]
        return host if self.is_address else self.site


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One rendered field: `title`, `content` or `excerpt`.

    Attributes:
        rendered: The decoded `rendered` string; None where the answer does not have the field.
            Lone surrogates are already replaced by U+FFFD.
        protected: The field's `protected` member; None where the answer does not say.
    """

    rendered: str | None
    protected: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What the site says of the post's history; never part of a version's identity.

    Attributes:
        date: `date` as written, in the site's own time without offset; None where missing.
        modified: `modified` as written, likewise.
        modified_gmt: `modified_gmt` as written, UTC without offset; None where missing.
        revision_count: `count` of `_links["version-history"]`; None where missing.
        predecessor_id: `id` of `_links["predecessor-version"]`; None where missing.
        predecessor_href: `href` of `_links["predecessor-version"]`; None where missing.
    """

    date: str | None
    modified: str | None
    modified_gmt: str | None
    revision_count: int | None
    predecessor_id: int | None
    predecessor_href: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One post object of a REST answer.

    Attributes:
        key: Which post.
        title: The title field.
        content: The content field.
        excerpt: The excerpt field.
        tracked: The tracked metadata by name (`docs/spec/canonical-form.md`, "Metadata");
            a field that the answer does not have is not in it.
        claims: What the site says of the post's history.
        published_at: `date_gmt`; aware, UTC; None where missing or not a date.
        modified_at: `modified_gmt`; aware, UTC; None where missing or not a date.
        flags: What had to be replaced on the way in, such as `lone-surrogates-replaced`.
    """

    key: PostKey
    title: Text
    content: Text
    excerpt: Text
    tracked: Mapping[str, object]
    claims: Claims
    published_at: datetime | None
    modified_at: datetime | None
    flags: tuple[str, ...]
