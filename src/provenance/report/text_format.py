"""Reports for people: what an editor on deadline reads, in a terminal or in a pipe."""

from collections.abc import Sequence
from dataclasses import dataclass

from provenance.assess.wording import say_count
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
from provenance.report.layout import Page
from provenance.report.look import Look
from provenance.report.text_archive import say_archive, write_archive
from provenance.report.text_audit import write_audit, write_recorded
from provenance.report.text_comparison import write_comparison
from provenance.report.text_config import write_config
from provenance.report.text_coverage import write_coverage
from provenance.report.text_custody import write_custody
from provenance.report.text_finding import write_finding
from provenance.report.text_history import write_history, write_posts
from provenance.report.text_import import write_import
from provenance.report.text_next import write_next
from provenance.report.text_observers import write_observers
from provenance.report.text_pins import write_lock_check, write_pinned
from provenance.report.text_revisions import write_revisions, write_walk
from provenance.report.text_rules import write_rule, write_rules
from provenance.report.text_steps import write_verification
from provenance.report.text_summary import write_summary


@dataclass(frozen=True, slots=True)
class TextReporter:
    """Write results as text; a `Reporter`."""

    look: Look

    def audit(self, audit: Audit) -> str:
        """Return every post with its findings, then the totals and what to do next."""
        page = Page(self.look)
        write_audit(page, audit, self.look)
        write_archive(page, audit.archive)
        write_next(page, audit)
        return page.text()

    def snapshot(self, audit: Audit) -> str:
        """Return every post that was recorded, and that nothing was judged."""
        page = Page(self.look)
        write_recorded(page, audit, self.look)
        write_archive(page, audit.archive)
        return page.text()

    def export(self, outcome: ExportImport) -> str:
        """Return what importing an export came to."""
        page = Page(self.look)
        write_import(page, outcome, self.look)
        write_archive(page, outcome.archive)
        return page.text()

    def observers(self, seen: ObserversSeen) -> str:
        """Return where two archives show the same, and where not."""
        page = Page(self.look)
        write_observers(page, seen, self.look)
        return page.text()

    def posts(self, posts: Sequence[PostRecord], archive: ArchiveState) -> str:
        """Return a table of posts."""
        page = Page(self.look)
        if posts:
            write_posts(page, posts, terminal=self.look.terminal)
            page.blank()
        page.line(say_count(len(posts), "post"), "; ", say_archive(archive))
        return page.text()

    def history(self, history: History, archive: ArchiveState) -> str:
        """Return a table of captures, a line for each version, and the edits in order."""
        page = Page(self.look)
        write_history(page, history, self.look)
        page.blank()
        write_archive(page, archive)
        return page.text()

    def coverage(self, coverage: PostCoverage, archive: ArchiveState) -> str:
        """Return a table of stretches of like captures, what failed, and the longest gaps."""
        page = Page(self.look)
        write_coverage(page, coverage, self.look)
        page.blank()
        write_archive(page, archive)
        return page.text()

    def diff(self, comparison: Comparison, archive: ArchiveState) -> str:
        """Return what differs, `-` and `+`, the changed words marked inside."""
        page = Page(self.look)
        write_comparison(page, comparison, verbose=self.look.verbose)
        page.blank()
        write_archive(page, archive)
        return page.text()

    def revisions(self, history: RevisionHistory, archive: ArchiveState) -> str:
        """Return a table of revisions, and which of them captures name."""
        page = Page(self.look)
        write_revisions(page, history, self.look)
        page.blank()
        write_archive(page, archive)
        return page.text()

    def walk(self, history: RevisionHistory, archive: ArchiveState) -> str:
        """Return each save with what it changed."""
        page = Page(self.look)
        write_walk(page, history, self.look)
        page.blank()
        write_archive(page, archive)
        return page.text()

    def summary(self, summary: Summary) -> str:
        """Return tables of an archive's posts, counted."""
        page = Page(self.look)
        write_summary(page, summary)
        write_archive(page, summary.archive)
        return page.text()

    def rules(self, parts: Sequence[RulePart]) -> str:
        """Return a list of the rules."""
        page = Page(self.look)
        write_rules(page, parts)
        return page.text()

    def rule(self, part: RulePart) -> str:
        """Return all that the page of rules says of one."""
        page = Page(self.look)
        write_rule(page, part)
        return page.text()

    def custody(self, records: Sequence[Custody], archive: ArchiveState) -> str:
        """Return a paragraph for each export."""
        page = Page(self.look)
        for record in records:
            write_custody(page, record)
            page.blank()
        page.line(say_count(len(records), "export"), "; ", say_archive(archive))
        return page.text()

    def verification(self, verification: BlockVerification | Verification) -> str:
        """Return each step with its outcome, and the block that was checked, if it was one."""
        page = Page(self.look)
        write_verification(page, verification)
        return page.text()

    def pinned(self, pinned: Pinned) -> str:
        """Return what was pinned, and the counts."""
        page = Page(self.look)
        write_pinned(page, pinned)
        write_archive(page, pinned.archive)
        return page.text()

    def lock_check(self, check: LockCheck) -> str:
        """Return what does not hold, what was not checked, and both counts."""
        page = Page(self.look)
        write_lock_check(page, check, verbose=self.look.verbose)
        write_archive(page, check.archive)
        return page.text()

    def config(self, told: Sequence[SettingTold], overrides: Overrides | None) -> str:
        """Return a line a setting."""
        page = Page(self.look)
        write_config(page, told, overrides)
        return page.text()

    def annotated(self, key: PostKey, finding: Finding, archive: ArchiveState) -> str:
        """Return the finding, whole."""
        page = Page(self.look)
        page.line(str(key))
        write_finding(page, finding, verbose=self.look.verbose)
        page.blank()
        write_archive(page, archive)
        return page.text()
