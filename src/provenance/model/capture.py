"""Answers as received: everything about them that cannot be had later."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from provenance.errors import ProvenanceError
from provenance.model.clock import ListedTime
from provenance.model.post import PostKey
from provenance.model.revision import Listing, Neighbour, Revision


class Source(StrEnum):
    """Where an answer came from."""

    HTTP = "http"
    FILE = "file"


class Route(StrEnum):
    """Where a text was served, by which kind of route; different ones are never successive."""

    SINGLE = "single"
    LIST = "list"
    FIELDS = "fields"
    PAGE = "page"
    EXPORT = "export"


class Basis(StrEnum):
    """What a time rests on (assessment.md, "Findings")."""

    OBSERVED = "observed"
    ARCHIVED = "archived"
    ASSERTED = "asserted"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Under what conditions an answer was served; captures that differ here are not successive.

    Attributes:
        observer: Who asked: a name the user chose, or `local`.
        access: `anonymous`, or the role signed in as.
        language: Language the answer was asked or served in; None where nothing says.
        route: Where it was served.
    """

    observer: str
    access: str
    language: str | None
    route: Route


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One redirect on the way to the answer.

    Attributes:
        url: Address that was asked.
        status: Its HTTP status, 301 to 308.
        headers: All its headers in order, as received.
        address: Connected address as `ip:port`; None where it could not be told.
        certificate: Leaf certificate, DER; None without TLS.
    """

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    address: str | None
    certificate: bytes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One answer: a request as sent and what came back, or a file as read.

    Attributes:
        source: Network or disk. Answers read from files are `resource` records: they never claim
            that a site served them.
        target: What the user asked for, as typed.
        method: HTTP method; empty for a file.
        url: Address as first sent; for a file its name as given, `-` for standard input.
        final_url: Address that answered, after redirects; as `url` for a file.
        request_headers: Headers as sent, credentials left out.
        hops: Redirects in order; empty where the first address answered.
        requested_at: When the request was sent; aware, UTC; None for a file.
        received_at: When the last byte was received, or the file read; aware, UTC.
        status: HTTP status; None for a file or where no answer came.
        http_version: `1.0` or `1.1`; None for a file.
        headers: All answer headers in order, as received.
        body: Body after content-decoding; what came of it where it was cut.
        content_encoding: `Content-Encoding` as received; None without one.
        address: Connected address as `ip:port`; None for a file.
        certificate: Leaf certificate, DER; None without TLS.
        egress: Proxy that the request went through, credentials left out; None where direct.
        file_modified_at: The file's modification time; shown, and never a bound of an interval.
        failure: Why there is no whole answer, in one sentence; None where there is.
    """

    source: Source
    target: str
    method: str
    url: str
    final_url: str
    request_headers: tuple[tuple[str, str], ...]
    hops: tuple[Hop, ...]
    requested_at: datetime | None
    received_at: datetime
    status: int | None
    http_version: str | None
    headers: tuple[tuple[str, str], ...]
    body: bytes
    content_encoding: str | None
    address: str | None
    certificate: bytes | None
    egress: str | None
    file_modified_at: datetime | None
    failure: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RestError:
    """An error answer of the REST interface.

    Attributes:
        code: WordPress's slug, such as `rest_forbidden`.
        status: `data.status`, else the HTTP status; None where neither says.
        message: WordPress's sentence, as served.
    """

    code: str
    status: int | None
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One post, or one refusal of a post, within one answer.

    Attributes:
        post: Which post it is expected to be; None where only its own JSON says.
        raw: Exact bytes of this post's JSON value within `Exchange.body`; of a page all of it.
        start: Offset of `raw` in the body, in bytes.
        context: Under what conditions it was served.
        basis: What `seen_at` rests on.
        seen_at: When the answer was served; aware, UTC; None where the basis is unknown.
        error: The refusal; None where `raw` is a post.
        control: For a refusal over the network: whether another post on the same route was
            served within a minute; None where none was asked (a file, a post was served, no other
            post is known, or it came too late).
        notes: What was set aside in front of the JSON, and what was learned beside it, such as
            what the post's public page answered; one sentence each.
    """

    post: PostKey | None
    raw: bytes
    start: int
    context: Context
    basis: Basis
    seen_at: datetime | None
    error: RestError | None = None
    control: bool | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A target, or a part of one, that could not be had.

    Attributes:
        target: What the user asked for, as typed.
        error: Why.
        index: Which element of a list, from 0; None where it is the whole target.
    """

    target: str
    error: ProvenanceError
    index: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one request, or one file, gave.

    Attributes:
        exchange: The answer.
        captures: Posts and refusals in it, in order; empty where it holds none (a page).
        failures: What could not be read of it.
        revisions: Stored revisions in it, where a list of them was asked for.
        listing: What that list came to; in the last of its answers.
        neighbours: Other items of the site in it, where these were asked for.
        overlap: Places in `captures`, from 0, of posts that the answer before gave with the same
            bytes: pages of a list overlap. They are kept, and are no captures of their own.
        page_of: Which post the answer is the page of, where it was asked beside the interface's
            answer; None where it is no such page.
        times: What it states of the times of articles that it leads to, where it is a feed or a
            sitemap.
    """

    exchange: Exchange
    captures: tuple[Capture, ...]
    failures: tuple[Failure, ...] = ()
    revisions: tuple[Revision, ...] = ()
    listing: Listing | None = None
    neighbours: tuple[Neighbour, ...] = ()
    overlap: frozenset[int] = frozenset()
    page_of: PostKey | None = None
    times: tuple[ListedTime, ...] = ()
