"""Reports for people: what an editor on deadline reads, in a terminal or in a pipe."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from provenance.assess import timeline
from provenance.assess.wording import say_count
from provenance.model import (
    ArchiveState,
    Audit,
    BlockVerification,
    Comparison,
    Difference,
    ExportImport,
    Finding,
    History,
    LockCheck,
    Observation,
    ObserversSeen,
    Pinned,
    PostAudit,
    PostRecord,
    RevisionHistory,
    RulePart,
    Summary,
    Verification,
)
from provenance.report.layout import Page, Run, Style
from provenance.report.look import Look
from provenance.report.phrases import moment
from provenance.report.text_block import write_verified
from provenance.report.text_capture import source
from provenance.report.text_claims import write_claims
from provenance.report.text_difference import write_difference
from provenance.report.text_finding import tally, write_finding
from provenance.report.text_history import write_history, write_posts
from provenance.report.text_import import write_import
from provenance.report.text_many import MANY, is_detailed, write_counted
from provenance.report.text_next import write_next
from provenance.report.text_observers import write_observers
from provenance.report.text_pins import write_lock_check, write_pinned
from provenance.report.text_post import write_headline, write_post
from provenance.report.text_revisions import write_revisions, write_walk
from provenance.report.text_rules import write_rule, write_rules
from provenance.report.text_steps import write_steps
from provenance.report.text_summary import write_summary
from provenance.report.text_sweeps import say_unmoved, write_sweeps
from provenance.report.text_timeline import write_timeline


@dataclass(frozen=True, slots=True)
class TextReporter:
    """Write results as text; a `Reporter`."""

    look: Look

    def audit(self, audit: Audit) -> str:
        """Return every post with its findings, then the totals and what to do next.

        Where there are many posts, the totals come first, and only posts with something new follow.
        """
        page = Page(self.look)
        shown = self._shown(audit)
        is_short = len(shown) < len(audit.posts)
        if is_short:
            _write_totals(page, audit)
            page.blank()
            write_sweeps(page, audit.sweeps)
            rest = [post for post in audit.posts if not is_detailed(post)]
            write_counted(page, rest, verb="without a new change or warning")
            page.rule()
        for post in shown:
            self._post(page, post)
            page.blank()
            page.rule()
        if not is_short:
            write_sweeps(page, audit.sweeps)
            _write_totals(page, audit)
        _write_ends(page, audit)
        write_next(page, audit)
        return page.text()

    def _shown(self, audit: Audit) -> Sequence[PostAudit]:
        if self.look.verbose or len(audit.posts) <= MANY:
            return audit.posts
        return [post for post in audit.posts if is_detailed(post)]

    def snapshot(self, audit: Audit) -> str:
        """Return every post that was recorded, and that nothing was judged."""
        page = Page(self.look)
        is_short = len(audit.posts) > MANY and not self.look.verbose
        for post in () if is_short else audit.posts:
            write_post(page, post, verbose=self.look.verbose)
            page.blank()
            page.rule()
        write_sweeps(page, audit.sweeps)
        posts = say_count(len(audit.posts), "post")
        page.line(
            f"{posts}, {_captures(audit)}. Nothing was judged: ",
            Run("`provenance audit`", whole=True),
            " does that.",
        )
        _write_ends(page, audit)
        return page.text()

    def export(self, outcome: ExportImport) -> str:
        """Return what importing an export came to."""
        page = Page(self.look)
        write_import(page, outcome, self.look)
        page.line(_capital(_archive(outcome.archive)))
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
        page.line(say_count(len(posts), "post"), "; ", _archive(archive))
        return page.text()

    def history(self, history: History, archive: ArchiveState) -> str:
        """Return a table of captures, a line for each version, and the edits in order."""
        page = Page(self.look)
        write_history(page, history, self.look)
        page.blank()
        page.line(_capital(_archive(archive)))
        return page.text()

    def diff(self, comparison: Comparison, archive: ArchiveState) -> str:
        """Return what differs, `-` and `+`, the changed words marked inside."""
        page = Page(self.look)
        write_headline(page, comparison.post)
        page.blank()
        for sign, style, seen in (
            ("- ", Style.REMOVED, comparison.before),
            ("+ ", Style.ADDED, comparison.after),
        ):
            page.line(Run(sign + _capture(seen), style), hang=2)
        if _is_empty(comparison.difference):
            page.blank()
            page.line(_sameness(comparison.difference))
        if comparison.not_compared:
            names = " and ".join(comparison.not_compared)
            page.line(f"Not compared, since an answer does not have it: {names}.")
        write_claims(page, comparison)
        write_difference(page, comparison.difference, indent=0, whole=self.look.verbose)
        page.blank()
        page.line(_capital(_archive(archive)))
        return page.text()

    def revisions(self, history: RevisionHistory, archive: ArchiveState) -> str:
        """Return a table of revisions, and which of them captures name."""
        page = Page(self.look)
        write_revisions(page, history, self.look)
        page.blank()
        page.line(_capital(_archive(archive)))
        return page.text()

    def walk(self, history: RevisionHistory, archive: ArchiveState) -> str:
        """Return each save with what it changed."""
        page = Page(self.look)
        write_walk(page, history, self.look)
        page.blank()
        page.line(_capital(_archive(archive)))
        return page.text()

    def summary(self, summary: Summary) -> str:
        """Return tables of an archive's posts, counted."""
        page = Page(self.look)
        write_summary(page, summary)
        page.line(_capital(_archive(summary.archive)))
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

    def verification(self, verification: BlockVerification | Verification) -> str:
        """Return each step with its outcome, and the block that was checked, if it was one."""
        page = Page(self.look)
        write_steps(page, verification.steps)
        if isinstance(verification, Verification):
            return page.text()
        page.blank()
        write_verified(page, verification)
        return page.text()

    def pinned(self, pinned: Pinned) -> str:
        """Return what was pinned, and the counts."""
        page = Page(self.look)
        write_pinned(page, pinned)
        page.line(_capital(_archive(pinned.archive)))
        return page.text()

    def lock_check(self, check: LockCheck) -> str:
        """Return what does not hold, what was not checked, and both counts."""
        page = Page(self.look)
        write_lock_check(page, check, verbose=self.look.verbose)
        page.line(_capital(_archive(check.archive)))
        return page.text()

    def _post(self, page: Page, audit: PostAudit) -> None:
        write_post(page, audit, verbose=self.look.verbose)
        if not audit.is_checked:
            page.blank()
            page.line(
                Run("Nothing was checked", Style.WARNING),
                ": no capture of this post shows its text, so nothing can be said of it.",
            )
        edits = timeline(audit.findings, audit.observations)
        if len(edits) > 1:  # one is told whole below
            page.blank()
            write_timeline(page, edits, self.look)
        for finding in audit.findings:
            page.blank()
            write_finding(page, finding, verbose=self.look.verbose)
        if audit.set_aside:
            page.blank()
            page.line(Run("What was ignored, and why", Style.STRONG))
            page.bullets(audit.set_aside)


def _write_totals(page: Page, audit: Audit) -> None:
    findings = [finding for post in audit.posts for finding in post.findings]
    checked = sum(post.is_checked for post in audit.posts)
    page.line(
        _checked(audit, checked),
        _captures(audit),
        ": ",
        Run(_verdict(audit, findings, checked), Style.STRONG),
    )


def _verdict(audit: Audit, findings: Sequence[Finding], checked: int) -> str:
    """Return what was found; never a word that passes for "clean" where nothing was looked at."""
    if checked:
        return tally(findings)
    if not audit.posts and (unmoved := say_unmoved(audit.sweeps)):
        return unmoved
    return "nothing was checked" + (f"; {tally(findings)}" if findings else "")


def _checked(audit: Audit, checked: int) -> str:
    rest = len(audit.posts) - checked
    if checked and rest:
        return f"{say_count(checked, 'post')} checked, {rest:,} not checked; "
    return f"{say_count(len(audit.posts), 'post')}, "


def _captures(audit: Audit) -> str:
    recorded = f"{say_count(audit.recorded, 'capture')} recorded"
    if not audit.already_held:
        return recorded
    return f"{recorded}, {say_count(audit.already_held, 'capture')} held already"


def _write_ends(page: Page, audit: Audit) -> None:
    if audit.failures:
        names = ", ".join(dict.fromkeys(failure.target for failure in audit.failures))
        page.line(Run("Could not be had: ", Style.ERROR), names, hang=2)
    page.line(_capital(_archive(audit.archive)))


def _archive(archive: ArchiveState) -> str:
    return f"archive: {_shown(archive.path)}{' (created by this run)' if archive.created else ''}"


def _shown(path: Path) -> str:
    return str(path) if path.is_absolute() else f"./{path}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _capture(seen: Observation) -> str:
    version = f"version {seen.version}, " if seen.version else ""
    return f"{version}capture {seen.capture_id}, {moment(seen.moment)}, {source(seen)}"


def _is_empty(difference: Difference) -> bool:
    return not (
        difference.edits or difference.typography or difference.dynamic or difference.metadata
    )


def _sameness(difference: Difference) -> str:
    same = "No difference in title, content, own excerpt or tracked metadata"
    return f"{same}; the markup around them differs." if difference.markup_differs else f"{same}."
