"""Reports for programs: one JSON document, ASCII only, that holds to its schema in `schemas/`.

ASCII, with JSON's own escapes, because the same bytes may reach a terminal, where U+009B begins
an escape sequence and U+202E turns a line around.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from provenance.assess import timeline
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
from provenance.report.covering_json import post_coverage_json
from provenance.report.custody_json import custody_json
from provenance.report.document_json import json_document
from provenance.report.observers_json import post_seen_json
from provenance.report.pins_json import lock_check_json, pinned_json
from provenance.report.revisions_json import revisions_json
from provenance.report.rules_json import rule_json
from provenance.report.steps_json import verification_json
from provenance.report.summary_json import group_json
from provenance.report.timeline_json import coverage_json, timeline_json
from provenance.report.values_json import (
    capture_json,
    difference_json,
    failure_json,
    finding_json,
    followed_json,
    post_json,
    sweep_json,
    version_json,
)


@dataclass(frozen=True, slots=True)
class JsonReporter:
    """Write results as JSON; a `Reporter`."""

    def audit(self, audit: Audit) -> str:
        """Return an `audit/1` document."""
        return self._audit(audit, judged=True)

    def snapshot(self, audit: Audit) -> str:
        """Return an `audit/1` document that says that nothing was judged."""
        return self._audit(audit, judged=False)

    @staticmethod
    def _audit(audit: Audit, *, judged: bool) -> str:
        posts = [
            {
                "post": post_json(each.post),
                "checked": judged and each.is_checked,
                "captures": [capture_json(seen) for seen in each.observations],
                "coverage": coverage_json(each.observations),
                "timeline": timeline_json(timeline(each.findings, each.observations)),
                "findings": [finding_json(finding) for finding in each.findings],
                "set_aside": list(each.set_aside),
            }
            for each in audit.posts
        ]
        failures = [failure_json(failure) for failure in audit.failures]
        counts: dict[str, object] = {
            "recorded": audit.recorded,
            "already_held": audit.already_held,
            "sweeps": [sweep_json(sweep) for sweep in audit.sweeps],
            "followed": [followed_json(one) for one in audit.followed],
            "remarks": list(audit.remarks),
        }
        ends = {"failures": failures, **counts}
        return json_document("audit", audit.archive, judged=judged, posts=posts, **ends)

    def export(self, outcome: ExportImport) -> str:
        """Return an `import/1` document."""
        return json_document(
            "import",
            outcome.archive,
            export={"path": str(outcome.path), "made": outcome.made},
            posts=[post_json(post) for post in outcome.posts],
            compared=outcome.compared,
            changed=[
                {
                    "post": post_json(each.post),
                    "findings": [finding_json(finding) for finding in each.findings],
                    "set_aside": list(each.set_aside),
                }
                for each in outcome.changed
            ],
            left_out=[{"what": what, "count": count} for what, count in outcome.left_out],
            failures=[failure_json(failure) for failure in outcome.failures],
            recorded=outcome.recorded,
            already_held=outcome.already_held,
        )

    def observers(self, seen: ObserversSeen) -> str:
        """Return a `compare-observers/1` document."""
        return json_document(
            "compare-observers",
            None,
            first=str(seen.first),
            second=str(seen.second),
            within_s=int(seen.within.total_seconds()),
            posts=[post_seen_json(post) for post in seen.posts],
            only_first=[post_json(record) for record in seen.only_first],
            only_second=[post_json(record) for record in seen.only_second],
            failures=[failure_json(failure) for failure in seen.failures],
        )

    def posts(self, posts: Sequence[PostRecord], archive: ArchiveState) -> str:
        """Return a `list/1` document."""
        return json_document("list", archive, posts=[post_json(post) for post in posts])

    def history(self, history: History, archive: ArchiveState) -> str:
        """Return a `history/1` document."""
        return json_document(
            "history",
            archive,
            post=post_json(history.post),
            captures=[capture_json(seen) for seen in history.observations],
            coverage=coverage_json(history.observations),
            timeline=timeline_json(history.timeline),
            versions=[version_json(version) for version in history.versions],
        )

    def coverage(self, coverage: PostCoverage, archive: ArchiveState) -> str:
        """Return a `coverage/1` document."""
        return json_document("coverage", archive, **post_coverage_json(coverage))

    def diff(self, comparison: Comparison, archive: ArchiveState) -> str:
        """Return a `diff/1` document."""
        return json_document(
            "diff",
            archive,
            post=post_json(comparison.post),
            before=capture_json(comparison.before),
            after=capture_json(comparison.after),
            difference=difference_json(comparison.difference),
            not_compared=list(comparison.not_compared),
        )

    def revisions(self, history: RevisionHistory, archive: ArchiveState) -> str:
        """Return a `revisions/1` document."""
        post = post_json(history.post)
        return json_document("revisions", archive, post=post, **revisions_json(history))

    def walk(self, history: RevisionHistory, archive: ArchiveState) -> str:
        """Return a `revisions/1` document: it has what each save changed."""
        return self.revisions(history, archive)

    def summary(self, summary: Summary) -> str:
        """Return a `summary/1` document."""
        groups = [group_json(group) for group in summary.groups]
        return json_document(
            "summary",
            summary.archive,
            posts=summary.posts,
            groups=groups,
            failures=[failure_json(failure) for failure in summary.failures],
        )

    def rules(self, parts: Sequence[RulePart]) -> str:
        """Return an `explain/1` document."""
        return json_document("explain", None, rules=[rule_json(part) for part in parts])

    def rule(self, part: RulePart) -> str:
        """Return an `explain/1` document with one rule."""
        return self.rules((part,))

    def custody(self, records: Sequence[Custody], archive: ArchiveState) -> str:
        """Return a `custody/1` document."""
        return json_document("custody", archive, exports=[custody_json(one) for one in records])

    def verification(self, verification: BlockVerification | Verification) -> str:
        """Return a `verify/1` document."""
        return verification_json(verification)

    def pinned(self, pinned: Pinned) -> str:
        """Return a `pin/1` document."""
        return json_document("pin", pinned.archive, **pinned_json(pinned))

    def lock_check(self, check: LockCheck) -> str:
        """Return a `check/1` document."""
        return json_document("check", check.archive, **lock_check_json(check))

    def config(self, told: Sequence[SettingTold], overrides: Overrides | None) -> str:
        """Return a `config/1` document."""
        return json_document(
            "config",
            None,
            settings=[
                {
                    "name": one.name,
                    "value": one.value,
                    "source": one.source,
                    "refused": one.refused,
                }
                for one in told
            ],
            levels={} if overrides is None else dict(overrides.levels),
            ignores=[
                {
                    "rule": one.rule,
                    "post": one.post,
                    "reason": one.reason,
                    "until": one.until.isoformat(),
                }
                for one in (overrides.ignores if overrides else ())
            ],
        )

    def annotated(self, key: PostKey, finding: Finding, archive: ArchiveState) -> str:
        """Return an `annotate/1` document."""
        return json_document("annotate", archive, post=str(key), finding=finding_json(finding))
