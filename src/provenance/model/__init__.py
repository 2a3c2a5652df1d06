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
from provenance.model.audit import ArchiveState, Audit, Comparison, History, PostAudit
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
from provenance.model.finding import Certainty, Evidence, Finding, Interval, Level, Moment
from provenance.model.history import Freshness, Observation, PostRecord, VersionRecord
from provenance.model.post import Claims, Post, PostKey, Text
from provenance.model.snapshot import Block, Digests, Profile, Snapshot
from provenance.model.verification import BlockVerification, Outcome, Step

__all__ = [
    "ArchiveState",
    "Audit",
    "Basis",
    "Block",
    "BlockChange",
    "BlockVerification",
    "Capture",
    "Certainty",
    "Change",
    "Claims",
    "Comparison",
    "Context",
    "Difference",
    "Digests",
    "Evidence",
    "Exchange",
    "Failure",
    "FieldChange",
    "Finding",
    "Freshness",
    "History",
    "Hop",
    "Interval",
    "Level",
    "Moment",
    "Observation",
    "Outcome",
    "Post",
    "PostAudit",
    "PostKey",
    "PostRecord",
    "Profile",
    "Reading",
    "RestAddress",
    "RestError",
    "Route",
    "Snapshot",
    "Source",
    "Span",
    "Step",
    "Text",
    "VersionRecord",
    "format_rest_address",
    "parse_rest_address",
    "parse_rest_root",
    "post_key",
    "site_host",
    "site_of_rest_url",
]
