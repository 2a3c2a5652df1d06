"""Frozen values that every layer shares; no behaviour beyond what a value says of itself."""

from provenance.model.address import (
    RestAddress,
    address_key,
    format_rest_address,
    parse_rest_address,
    parse_rest_root,
    post_key,
    site_host,
    site_of_rest_url,
)
from provenance.model.annotation import Annotation, ReviewStatus
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
from provenance.model.clock import ClockSource, ListedTime, StatedTime, TimeBeside
from provenance.model.covering import CoveredCapture, Gap, PostCoverage, Shown, Unanswered
from provenance.model.custody import Custody
from provenance.model.difference import BlockChange, Change, Difference, FieldChange, Span
from provenance.model.dossier import Dossier, LogEvidence, PostDossier
from provenance.model.edit_class import COSMETIC, EditClass, Passage
from provenance.model.exporting import ExportImport
from provenance.model.finding import Certainty, Evidence, Finding, Interval, Level, Moment, Turn
from provenance.model.followed import Followed
from provenance.model.history import Freshness, Observation, PostRecord, VersionRecord
from provenance.model.note import Carried, Note, NoteKind, NotePlace
from provenance.model.observing import Likeness, ObserversSeen, PostSeen, Sighting
from provenance.model.overrides import Ignore, Overrides
from provenance.model.page import PageClaim, PageClaims, PageSource, ShownPage, StatedCorrection
from provenance.model.pin import Lock, LockCheck, Pin, PinCheck, Pinned, PinState
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
from provenance.model.setting_told import SettingTold
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
    "Annotation",
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
    "ClockSource",
    "Comparison",
    "Context",
    "Coverage",
    "CoveredCapture",
    "Custody",
    "Difference",
    "Digests",
    "Dossier",
    "EditClass",
    "Evidence",
    "EvidenceKind",
    "Exchange",
    "ExportImport",
    "Failure",
    "FieldChange",
    "Finding",
    "Followed",
    "Freshness",
    "Gap",
    "GroupBy",
    "GroupSummary",
    "History",
    "Hop",
    "Ignore",
    "Interval",
    "Level",
    "Likeness",
    "ListedTime",
    "Listing",
    "Lock",
    "LockCheck",
    "LogEvidence",
    "Moment",
    "Neighbour",
    "Note",
    "NoteKind",
    "NotePlace",
    "Observation",
    "ObserversSeen",
    "Outcome",
    "Overrides",
    "PageClaim",
    "PageClaims",
    "PageSource",
    "Passage",
    "Pin",
    "PinCheck",
    "PinState",
    "Pinned",
    "Post",
    "PostAudit",
    "PostCoverage",
    "PostDossier",
    "PostKey",
    "PostRecord",
    "PostSeen",
    "Profile",
    "Reading",
    "RestAddress",
    "RestError",
    "ReviewStatus",
    "Revision",
    "RevisionHistory",
    "RevisionKind",
    "RevisionList",
    "RevisionRecord",
    "Route",
    "RulePart",
    "SettingTold",
    "Shown",
    "ShownPage",
    "Sighting",
    "Snapshot",
    "Source",
    "Span",
    "StatedCorrection",
    "StatedTime",
    "Step",
    "StoredEdit",
    "StoredText",
    "Summary",
    "Sweep",
    "SweepKind",
    "Text",
    "TimeBeside",
    "TimeToEdit",
    "TimelineEdit",
    "Turn",
    "Unanswered",
    "Verification",
    "VersionRecord",
    "address_key",
    "format_rest_address",
    "parse_rest_address",
    "parse_rest_root",
    "post_key",
    "site_host",
    "site_of_rest_url",
]
