"""What every report format gives; a new format is one class with these."""

from collections.abc import Sequence
from typing import Protocol

from provenance.model import (
    ArchiveState,
    Audit,
    BlockVerification,
    Comparison,
    Custody,
    ExportImport,
    Finding,
    History,
    LockCheck,
    ObserversSeen,
    Overrides,
    Pinned,
    PostCoverage,
    PostKey,
    PostRecord,
    RevisionHistory,
    RulePart,
    SettingTold,
    Summary,
    Verification,
)


class Reporter(Protocol):
    """Turn results into one text, final line feed included; compute and judge nothing."""

    def audit(self, audit: Audit) -> str:
        """Return the report of an audit."""
        ...

    def snapshot(self, audit: Audit) -> str:
        """Return the report of a run that recorded and did not judge; it must say so."""
        ...

    def export(self, outcome: ExportImport) -> str:
        """Return what importing a site's export came to."""
        ...

    def observers(self, seen: ObserversSeen) -> str:
        """Return where two archives show the same, and where not."""
        ...

    def posts(self, posts: Sequence[PostRecord], archive: ArchiveState) -> str:
        """Return the list of an archive's posts."""
        ...

    def history(self, history: History, archive: ArchiveState) -> str:
        """Return one post's captures and versions."""
        ...

    def coverage(self, coverage: PostCoverage, archive: ArchiveState) -> str:
        """Return when one post was asked for, what came, and what the log shows of it."""
        ...

    def diff(self, comparison: Comparison, archive: ArchiveState) -> str:
        """Return what differs between two captures of one post."""
        ...

    def revisions(self, history: RevisionHistory, archive: ArchiveState) -> str:
        """Return the newest list of one post's revisions, and the links to it."""
        ...

    def walk(self, history: RevisionHistory, archive: ArchiveState) -> str:
        """Return what each save of that list changed, in order."""
        ...

    def summary(self, summary: Summary) -> str:
        """Return an archive's posts, counted."""
        ...

    def rules(self, parts: Sequence[RulePart]) -> str:
        """Return every rule with what a list has room for."""
        ...

    def rule(self, part: RulePart) -> str:
        """Return all that the page of rules says of one."""
        ...

    def custody(self, records: Sequence[Custody], archive: ArchiveState) -> str:
        """Return what was exported from an archive."""
        ...

    def verification(self, verification: BlockVerification | Verification) -> str:
        """Return each step of a check, and what was checked."""
        ...

    def pinned(self, pinned: Pinned) -> str:
        """Return what pinning came to."""
        ...

    def lock_check(self, check: LockCheck) -> str:
        """Return what holding a lock file against what is served now came to."""
        ...

    def config(self, told: Sequence[SettingTold], overrides: Overrides | None) -> str:
        """Return each setting, and where it came from."""
        ...

    def annotated(self, key: PostKey, finding: Finding, archive: ArchiveState) -> str:
        """Return a finding with all that was said of it."""
        ...
