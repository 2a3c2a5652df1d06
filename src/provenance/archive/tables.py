"""The tables as SQLAlchemy Core sees them; queries are built from these.

The migrations create them (`migrations/sql`), with the CHECKs and triggers that Core cannot
say; a test holds the two against each other.
"""

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

from provenance.archive.columns import WIDE_INTEGER, Document, ForeignText, Instant, Truth

METADATA = MetaData()


def _key(name: str) -> Column[int]:
    return Column(name, Integer, primary_key=True)


def _reference(name: str, target: str, *, nullable: bool = False) -> Column[int]:
    return Column(name, Integer, ForeignKey(target), nullable=nullable)


def _digest(name: str, *, nullable: bool = False) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=nullable)


RUN = Table(
    "run",
    METADATA,
    _key("run_id"),
    Column("command", Text, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("tool", Text, nullable=False),
    Column("observer", ForeignText, nullable=False),
    Column("options", Document, nullable=False),
)

RUN_END = Table(
    "run_end",
    METADATA,
    Column("run_id", Integer, ForeignKey("run.run_id"), primary_key=True),
    Column("finished_at", Instant, nullable=False),
    _reference("entry_seq", "entry.seq", nullable=True),
)

ENTRY = Table(
    "entry",
    METADATA,
    _key("seq"),
    Column("body", LargeBinary, nullable=False),
    _digest("leaf"),
    # Those of the entries that share the row, behind its first.
    Column("further_bodies", LargeBinary, nullable=True),
    Column("further_leaves", LargeBinary, nullable=True),
)

BLOB = Table(
    "blob",
    METADATA,
    _key("blob_id"),
    _digest("digest"),
    Column("size_bytes", WIDE_INTEGER, nullable=False),
    _reference("base_id", "blob.blob_id", nullable=True),
    Column("data", LargeBinary, nullable=False),
    UniqueConstraint("digest", name="blob_digest"),
)

KEYFRAME = Table(
    "keyframe",
    METADATA,
    _key("keyframe_id"),
    Column("family", ForeignText, nullable=False),
    _reference("blob_id", "blob.blob_id"),
    Index("keyframe_by_family", "family", "keyframe_id"),
)

CONTEXT = Table(
    "context",
    METADATA,
    _key("context_id"),
    Column("observer", ForeignText, nullable=False),
    Column("access", ForeignText, nullable=False),
    # Empty where nothing says: NULLs would not be told apart by UNIQUE.
    Column("language", ForeignText, nullable=False),
    Column("route", Text, nullable=False),
    UniqueConstraint("observer", "access", "language", "route", name="context_once"),
)

PROFILE = Table(
    "profile",
    METADATA,
    _key("profile_id"),
    Column("name", Text, nullable=False),
    Column("parser", Text, nullable=False),
    Column("unicode", Text, nullable=False),
    Column("tool", Text, nullable=False),
    UniqueConstraint("name", "parser", "unicode", "tool", name="profile_once"),
)

POST = Table(
    "post",
    METADATA,
    _key("post_no"),
    Column("site", ForeignText, nullable=False),
    Column("post_id", WIDE_INTEGER, nullable=False),
    UniqueConstraint("site", "post_id", name="post_once"),
)

EXCHANGE = Table(
    "exchange",
    METADATA,
    _key("exchange_id"),
    _reference("run_id", "run.run_id"),
    Column("source", Text, nullable=False),
    Column("target", ForeignText, nullable=False),
    Column("method", ForeignText, nullable=False),
    Column("url", ForeignText, nullable=False),
    Column("final_url", ForeignText, nullable=False),
    _reference("request_headers_id", "blob.blob_id"),
    Column("requested_at", Instant),
    Column("received_at", Instant, nullable=False),
    Column("status", Integer),
    Column("http_version", ForeignText),
    _reference("headers_id", "blob.blob_id"),
    _digest("body"),
    _reference("glue_id", "blob.blob_id"),
    Column("content_encoding", ForeignText),
    Column("address", ForeignText),
    _reference("certificate_id", "blob.blob_id", nullable=True),
    Column("egress", ForeignText),
    Column("file_modified_at", Instant),
    Column("failure", ForeignText),
    _digest("leaf", nullable=True),
    Index("exchange_by_run", "run_id"),
)

HOP = Table(
    "hop",
    METADATA,
    Column("exchange_id", Integer, ForeignKey("exchange.exchange_id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("url", ForeignText, nullable=False),
    Column("status", Integer, nullable=False),
    _reference("headers_id", "blob.blob_id"),
    Column("address", ForeignText),
    _reference("certificate_id", "blob.blob_id", nullable=True),
)

SLICE = Table(
    "slice",
    METADATA,
    Column("exchange_id", Integer, ForeignKey("exchange.exchange_id"), primary_key=True),
    Column("start", WIDE_INTEGER, primary_key=True),
    _reference("blob_id", "blob.blob_id"),
)

VERSION = Table(
    "version",
    METADATA,
    _key("version_id"),
    _reference("post_no", "post.post_no"),
    Column("number", Integer, nullable=False),
    _digest("content"),
    _digest("metadata"),
    _digest("words"),
    Column("title", ForeignText, nullable=False),
    Column("link", ForeignText),
    UniqueConstraint("post_no", "number", name="version_number"),
    UniqueConstraint("post_no", "content", "metadata", name="version_once"),
)

SNAPSHOT = Table(
    "snapshot",
    METADATA,
    _key("snapshot_id"),
    _reference("post_no", "post.post_no"),
    _reference("raw_id", "blob.blob_id"),
    _reference("profile_id", "profile.profile_id"),
    _reference("version_id", "version.version_id"),
    _digest("markup"),
    _digest("content"),
    _digest("words"),
    _digest("metadata"),
    _digest("claims"),
    UniqueConstraint("post_no", "raw_id", "profile_id", name="snapshot_once"),
)

CAPTURE = Table(
    "capture",
    METADATA,
    _key("capture_id"),
    _reference("exchange_id", "exchange.exchange_id"),
    _reference("post_no", "post.post_no"),
    _reference("expected_no", "post.post_no", nullable=True),
    _reference("raw_id", "blob.blob_id"),
    Column("start", WIDE_INTEGER, nullable=False),
    _reference("context_id", "context.context_id"),
    Column("basis", Text, nullable=False),
    Column("seen_at", Instant),
    _reference("snapshot_id", "snapshot.snapshot_id", nullable=True),
    Column("error_code", ForeignText),
    Column("error_status", Document),
    Column("error_message", ForeignText),
    Column("control", Truth),
    Column("notes", Document),
    Column("problem", ForeignText),
    _reference("statement_id", "blob.blob_id", nullable=True),
    _reference("entry_seq", "entry.seq", nullable=True),
    _digest("leaf"),
    Index("capture_by_post", "post_no", "capture_id"),
    Index("capture_by_exchange", "exchange_id"),
)

KNOWN_FINDING = Table(
    "known_finding",
    METADATA,
    Column("post_no", Integer, ForeignKey("post.post_no"), primary_key=True),
    Column("fingerprint", LargeBinary, primary_key=True),
)
