"""A post's captures as the archive gives them back, in the order in which rules read them."""

from dataclasses import dataclass
from datetime import datetime

from provenance.model.capture import Context, RestError, Source
from provenance.model.finding import Moment
from provenance.model.post import PostKey
from provenance.model.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """What an answer's headers say of its age and of who may have stored it.

    Attributes:
        age_s: `Age` in seconds; None without one.
        lifetime_s: Seconds for which a cache may serve it (RFC 9111 section 4.2.1, with
            `stale-while-revalidate` added); None where the headers do not say, or let nobody
            store what a cache has stored.
        from_origin: Whether a header shows that the origin itself answered; a missing `Age` does
            not.
        cache_key: What a cache would have told the request apart by: address and `Vary`
            headers.
    """

    age_s: int | None
    lifetime_s: int | None
    from_origin: bool
    cache_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One capture of a post, as rules and reports see it.

    Attributes:
        capture_id: The archive's number for the capture.
        version: Number of the version it shows, from 1; None for a refusal.
        source: Network or disk.
        origin: Address asked, or name of the file read.
        moment: When it was served, and on whose word.
        context: Under what conditions it was served.
        snapshot: The canonical record; None for a refusal.
        error: The refusal; None where a post was served.
        problem: Why a body that was kept cannot be assessed, in one sentence; None where it can.
        control: For a refusal over the network: whether another post was served on that route.
        freshness: What the headers say; None for a file.
        file_modified_at: A file's own time; shown, never a bound.
        notes: What was set aside in front of the JSON.
        raw_digest: SHA-256 of the kept bytes, 32 bytes.
        recorded: Whether the present run recorded it (False: it was in the archive before).
        repeats: Id of the capture right after which it was asked for again; None where it was
            not.
        read_as: Language that its words are to be read in, on the user's word, as a BCP 47 tag;
            None for that of its context.
    """

    capture_id: int
    version: int | None
    source: Source
    origin: str
    moment: Moment
    context: Context
    snapshot: Snapshot | None
    error: RestError | None
    problem: str | None
    control: bool | None
    freshness: Freshness | None
    file_modified_at: datetime | None
    notes: tuple[str, ...]
    raw_digest: bytes
    recorded: bool
    repeats: int | None = None
    read_as: str | None = None

    @property
    def language(self) -> str | None:
        """Language that its words are read in; None where nobody says."""
        return self.read_as or self.context.language


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRecord:
    """One distinct pair of content and metadata digests of a post.

    Attributes:
        number: From 1, in the order in which the archive first held them.
        content: Content digest, 32 bytes.
        metadata: Metadata digest, 32 bytes.
        words: Words digest, 32 bytes.
        first_capture: Id of the first capture that shows it.
        last_capture: Id of the last capture that shows it.
        captures: How many captures show it.
    """

    number: int
    content: bytes
    metadata: bytes
    words: bytes
    first_capture: int
    last_capture: int
    captures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRecord:
    """One post in the archive, as a list shows it.

    Attributes:
        key: Which post.
        title: Title as last served; empty where it never was.
        link: Permalink as last served; None where it never was.
        captures: How many captures.
        versions: How many versions.
        first: When it was first seen.
        last: When it was last seen.
    """

    key: PostKey
    title: str
    link: str | None
    captures: int
    versions: int
    first: Moment
    last: Moment
