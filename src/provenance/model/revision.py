"""WordPress's stored revisions: as a site lists them, and as the archive gives them back.

A revision is the site's own claim: its text, its times and its author are what the site says.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from provenance.model.difference import Difference
from provenance.model.post import PostKey
from provenance.model.snapshot import Snapshot


class RevisionKind(StrEnum):
    """What a stored revision is: the copy that a save left, or an editor's unsaved work."""

    REVISION = "revision"
    AUTOSAVE = "autosave"


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One revision in an answer, as received.

    Attributes:
        post: Which post it is a revision of, by the address that was asked.
        number: Its `id`.
        author: Number of the user who saved it; None where the answer does not say.
        date_gmt: `date_gmt` as written, UTC without offset; None where missing.
        modified_gmt: `modified_gmt` as written, likewise.
        slug: `slug`; empty where missing.
        kind: Told by the slug, `N-autosave-v1`, or by the list of autosaves.
        raw: Exact bytes of its JSON value within the answer's body.
        start: Offset of `raw` in the body, in bytes.
    """

    post: PostKey
    number: int
    author: int | None
    date_gmt: str | None
    modified_gmt: str | None
    slug: str
    kind: RevisionKind
    raw: bytes
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a site's list of one post's revisions came to.

    Attributes:
        post: Which post.
        access: The role that it was shown to.
        answers: How many answers it took: the last of a target's readings, this one included.
        total: How many revisions the list's own header counts; None where it does not say.
        problem: Why not all of them came, in one sentence without full stop; None where all did.
    """

    post: PostKey
    access: str
    answers: int
    total: int | None
    problem: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredText:
    """A text as an editor stored it, before the site renders it.

    Attributes:
        title: `title.raw`; None where the answer has none.
        content: `content.raw`, likewise.
        excerpt: `excerpt.raw`, likewise.
        snapshot: Canonical form of the three, to be compared with that of other stored texts alone.
    """

    title: str | None
    content: str | None
    excerpt: str | None
    snapshot: Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionRecord:
    """One revision as the archive holds it.

    Attributes:
        number: WordPress's number.
        author: Number of the user who saved it; None where the site does not say.
        saved_at: `date_gmt`; aware, UTC; None where missing or no time.
        modified_at: `modified_gmt`, likewise.
        kind: A save's copy, or an autosave.
        digest: SHA-256 of the bytes as served, 32 bytes.
        text: Its text; None where the bytes hold none that can be read.
    """

    number: int
    author: int | None
    saved_at: datetime | None
    modified_at: datetime | None
    kind: RevisionKind
    digest: bytes
    text: StoredText | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionList:
    """A post's revisions as its site listed them at one time.

    Attributes:
        listed_at: When the last part of the list was received; aware, UTC.
        access: The role that it was shown to.
        capture_id: The capture of the post itself, asked just before by the same role.
        total: How many the list's own header counts; None where it does not say.
        problem: Why not all of them came; None where all did.
        revisions: The oldest first.
        current: The post's own text as stored, from that capture; None where it shows none.
    """

    listed_at: datetime
    access: str
    capture_id: int
    total: int | None
    problem: str | None
    revisions: tuple[RevisionRecord, ...]
    current: StoredText | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEdit:
    """One save that a site keeps of a post, and what it changed.

    Attributes:
        revision: Number of the revision; None for the text as it is now.
        author: Number of the user who saved it; None where the site does not say.
        saved_at: When, as the site says; aware, UTC; None where it does not.
        difference: What differs from the text before; None for the first.
        markup_only: Whether the stored texts differ, and no word, link or picture in them does.
    """

    revision: int | None
    author: int | None
    saved_at: datetime | None
    difference: Difference | None
    markup_only: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """Another item of a site, whose number and date tell when numbers near it were given.

    Attributes:
        site: As `PostKey.site`.
        kind: `media`, `revision`, or the type of a post that was made in one go.
        number: Its number, from the counter that posts, media and revisions share.
        made_at: When it was made, as the site says; aware, UTC.
    """

    site: str
    kind: str
    number: int
    made_at: datetime
