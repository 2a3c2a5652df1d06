"""Frozen values that every layer shares; no behaviour beyond what a value says of itself."""

from provenance.model.address import (
    RestAddress,
    format_rest_address,
    parse_rest_address,
    parse_rest_root,
    post_key,
    site_host,
    site_of_rest_url,
)
from provenance.model.audit import (
    ArchiveState,
    Audit,
    Comparison,
    History,
    PostAudit,
    RevisionHistory,
)
from provenance.model.capture import (
    Basis,
    Capture,
    Context,
    Exchange,
    Failure,
    Hop,
    Reading,
    RestError,
    Route,
    Source,
)
from provenance.model.difference import BlockChange, Change, Difference, FieldChange, Span
from provenance.model.edit_class import COSMETIC, EditClass, Passage
from provenance.model.exporting import ExportImport
from provenance.model.finding import Certainty, Evidence, Finding, Interval, Level, Moment
from provenance.model.history import Freshness, Observation, PostRecord, VersionRecord
from provenance.model.note import Carried, Note, NoteKind, NotePlace
from provenance.model.observing import Likeness, ObserversSeen, PostSeen, Sighting
from provenance.model.page import PageClaim, PageClaims, PageSource
from provenance.model.post import Claims, Post, PostKey, Text
from provenance.model.revision import (
    Listing,
    Neighbour,
    Revision,
    RevisionKind,
    RevisionList,
    RevisionRecord,
    StoredEdit,
    StoredText,
)
from provenance.model.rule_part import RulePart
from provenance.model.snapshot import Block, Digests, Profile, Snapshot
from provenance.model.summary import GroupBy, GroupSummary, Summary
from provenance.model.sweep import Sweep, SweepKind
from provenance.model.timeline import Coverage, TimelineEdit, TimeToEdit
from provenance.model.verification import (
    BlockVerification,
    EvidenceKind,
    Outcome,
    Step,
    Verification,
)

__all__ = [
    "COSMETIC",
    "ArchiveState",
    "Audit",
    "Basis",
    "Block",
    "BlockChange",
    "BlockVerification",
    "Capture",
    "Carried",
    "Certainty",
    "Change",
    "Claims",
    "Comparison",
    "Context",
    "Coverage",
    "Difference",
    "Digests",
    "EditClass",
    "Evidence",
    "EvidenceKind",
    "Exchange",
    "ExportImport",
    "Failure",
    "FieldChange",
    "Finding",
    "Freshness",
    "GroupBy",
    "GroupSummary",
    "History",
    "Hop",
    "Interval",
    "Level",
    "Likeness",
    "Listing",
    "Moment",
    "Neighbour",
    "Note",
    "NoteKind",
    "NotePlace",
    "Observation",
    "ObserversSeen",
    "Outcome",
    "PageClaim",
    "PageClaims",
    "PageSource",
    "Passage",
    "Post",
    "PostAudit",
    "PostKey",
    "PostRecord",
    "PostSeen",
    "Profile",
    "Reading",
    "RestAddress",
    "RestError",
    "Revision",
    "RevisionHistory",
    "RevisionKind",
    "RevisionList",
    "RevisionRecord",
    "Route",
    "RulePart",
    "Sighting",
    "Snapshot",
    "Source",
    "Span",
    "Step",
    "StoredEdit",
    "StoredText",
    "Summary",
    "Sweep",
    "SweepKind",
    "Text",
    "TimeToEdit",
    "TimelineEdit",
    "Verification",
    "VersionRecord",
    "format_rest_address",
    "parse_rest_address",
    "parse_rest_root",
    "post_key",
    "site_host",
    "site_of_rest_url",
]
