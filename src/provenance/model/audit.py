"""What an audit gives back, for people and programs alike."""

from dataclasses import dataclass
from pathlib import Path

from provenance.model.capture import Failure
from provenance.model.difference import Difference
from provenance.model.finding import Finding
from provenance.model.followed import Followed
from provenance.model.history import Observation, PostRecord, VersionRecord
from provenance.model.revision import RevisionList, StoredEdit
from provenance.model.sweep import Sweep
from provenance.model.timeline import TimelineEdit


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveState:
    """Which archive was used.

    Attributes:
        path: Where it lies.
        created: Whether this run made it.
    """

    path: Path
    created: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PostAudit:
    """One post's whole history in the archive, and what was found in it.

    Attributes:
        post: The post as a list shows it.
        observations: Its captures in the order in which the rules read them; of a run over more
            than a hundred posts without their texts.
        findings: Over the whole history; warnings before notes, then by time.
        set_aside: What was set aside, and what else to know, one sentence each.
    """

    post: PostRecord
    observations: tuple[Observation, ...]
    findings: tuple[Finding, ...]
    set_aside: tuple[str, ...]

    @property
    def is_checked(self) -> bool:
        """Whether there was anything to judge: one capture, at least, that shows the post."""
        return any(seen.snapshot is not None for seen in self.observations)


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """The outcome of one `audit` run (or of `snapshot`, with no findings).

    Attributes:
        archive: Which archive.
        posts: The posts that the targets named, in the order in which they first came.
        failures: Targets, and parts of targets, that could not be had.
        recorded: How many captures this run recorded.
        already_held: How many it read that the archive already held in that order.
        sweeps: What asking whole sites for their posts came to, a list of each at a time.
        followed: What following feeds and sitemaps to their articles came to.
        remarks: What whoever ran it should know of the targets, a sentence each; no part of the
            record.
    """

    archive: ArchiveState
    posts: tuple[PostAudit, ...]
    failures: tuple[Failure, ...]
    recorded: int
    already_held: int
    sweeps: tuple[Sweep, ...] = ()
    followed: tuple[Followed, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def has_looked(self) -> bool:
        """Whether it looked at anything: posts, or what a site says of the history of some."""
        # A sweep of claims alone may have found that nothing moved.
        return bool(self.posts) or any(sweep.listed for sweep in self.sweeps)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """One post's captures and versions, and its edits.

    Attributes:
        post: The post as a list shows it.
        observations: Its captures in the order in which the rules read them.
        versions: Its versions by number.
        timeline: Its edits, in the order in which their later texts were captured.
    """

    post: PostRecord
    observations: tuple[Observation, ...]
    versions: tuple[VersionRecord, ...]
    timeline: tuple[TimelineEdit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two captures of one post, and what differs between them.

    Attributes:
        post: The post as a list shows it.
        before: The capture compared from.
        after: The capture compared to.
        difference: What differs.
    """

    post: PostRecord
    before: Observation
    after: Observation
    difference: Difference

    @property
    def not_compared(self) -> tuple[str, ...]:
        """Return which of `title`, `content` and `excerpt` either answer does not have."""
        sides = [seen.snapshot for seen in (self.before, self.after) if seen.snapshot]
        return tuple(dict.fromkeys(name for side in sides for name in side.missing))


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionHistory:
    """What an archive holds of one post's revisions.

    Attributes:
        post: The post as a list shows it.
        observations: Its captures in reading order: each says how many revisions there are, and
            which is the newest.
        listed: The newest list; None where no login has fetched one.
        lists: How many lists the archive holds.
        edits: The newest list's saves in order, autosaves left out, the current text last.
        published: Number of the revision that was current at publication; None where none is as
            old as that.
    """

    post: PostRecord
    observations: tuple[Observation, ...]
    listed: RevisionList | None
    lists: int
    edits: tuple[StoredEdit, ...]
    published: int | None
