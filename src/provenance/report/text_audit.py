"""A whole audit for people: its posts with their findings, then the totals."""

from collections.abc import Sequence

from provenance.assess import timeline
from provenance.assess.wording import say_count
from provenance.model import Audit, Finding, PostAudit, TimelineEdit
from provenance.report.layout import Page, Run, Style
from provenance.report.look import Look
from provenance.report.observed import observed
from provenance.report.text_brief import write_brief
from provenance.report.text_finding import tally, write_finding
from provenance.report.text_many import MANY, is_detailed, write_counted
from provenance.report.text_post import write_post
from provenance.report.text_sweeps import say_unmoved, write_followed, write_sweeps
from provenance.report.text_timeline import write_strip, write_timeline

_MORE = (
    "-v adds digests, where captures came from, whole passages, and what would settle a finding."
)


def write_audit(page: Page, audit: Audit, look: Look) -> None:
    """Write every post with its findings, then the totals.

    Where there are many posts, the totals come first, and only posts with something new follow.
    """
    shown = _shown(audit, look)
    is_short = len(shown) < len(audit.posts)
    if is_short:
        _write_totals(page, audit)
        page.blank()
        write_followed(page, audit.followed)
        write_sweeps(page, audit.sweeps)
        rest = [post for post in audit.posts if not is_detailed(post)]
        write_counted(page, rest, verb="without a new change or warning")
        page.rule()
    for post in shown:
        _write_post(page, post, look)
        page.blank()
        page.rule()
    if not is_short:
        write_followed(page, audit.followed)
        write_sweeps(page, audit.sweeps)
        _write_totals(page, audit)
    _write_failures(page, audit)
    if shown and not look.verbose:
        page.line(_MORE)


def write_recorded(page: Page, audit: Audit, look: Look) -> None:
    """Write every post that was recorded, and that nothing was judged."""
    is_short = len(audit.posts) > MANY and not look.verbose
    for post in () if is_short else audit.posts:
        write_post(page, post, verbose=look.verbose)
        page.blank()
        page.rule()
    write_followed(page, audit.followed)
    write_sweeps(page, audit.sweeps)
    posts = say_count(len(audit.posts), "post")
    page.line(
        f"{posts}, {_captures(audit)}. Nothing was judged: ",
        Run("`provenance audit`", whole=True),
        " does that.",
    )
    _write_failures(page, audit)


def _shown(audit: Audit, look: Look) -> Sequence[PostAudit]:
    if look.verbose or len(audit.posts) <= MANY:
        return audit.posts
    return [post for post in audit.posts if is_detailed(post)]


def _write_post(page: Page, audit: PostAudit, look: Look) -> None:
    edits = timeline(audit.findings, audit.observations)
    if look.verbose:
        _write_whole(page, audit, edits, look)
    else:
        write_brief(page, audit, edits, look)


def _write_whole(page: Page, audit: PostAudit, edits: Sequence[TimelineEdit], look: Look) -> None:
    write_post(page, audit, verbose=True, told=observed(audit, edits) if audit.is_checked else "")
    if edits:
        page.blank()
        write_strip(page, audit.observations, edits)
    if not audit.is_checked:
        page.blank()
        page.line(
            Run("Nothing was checked", Style.WARNING),
            ": no capture of this post shows its text, so nothing can be said of it.",
        )
    if len(edits) > 1:  # one is told whole below
        page.blank()
        write_timeline(page, edits, look)
    for finding in audit.findings:
        page.blank()
        write_finding(page, finding, verbose=True)
    if audit.set_aside:
        page.blank()
        page.line(Run("What was set aside, and what could not be known", Style.STRONG))
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


def _write_failures(page: Page, audit: Audit) -> None:
    if audit.failures:
        names = ", ".join(dict.fromkeys(failure.target for failure in audit.failures))
        page.line(Run("Could not be had: ", Style.ERROR), names, hang=2)
