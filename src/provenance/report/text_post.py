"""What the archive holds of one post, for people: who, when, what the site says, the digests."""

from collections.abc import Sequence
from datetime import timedelta

from provenance.assess.wording import say_duration, say_time
from provenance.digest import format_digest
from provenance.model import Basis, Observation, PageClaims, PostAudit, PostRecord, Snapshot
from provenance.report.layout import Page, Run, Style
from provenance.report.phrases import place
from provenance.report.text_capture import source
from provenance.report.text_claims import modified, published, revisions
from provenance.report.text_difference import clipped
from provenance.report.text_timeline import never_changed

_LABEL = 13
_SOURCES = 5
_PAGE_CLAIMS = 8
_LADDER = ("raw", "markup", "content", "words", "metadata")


def write_headline(page: Page, post: PostRecord) -> None:
    """Write the post's title, site, number and address."""
    page.line(Run(clipped(post.title, whole=False) or "(no title)", Style.STRONG))
    page.line(place(post.key))
    if post.link is not None:
        page.line(clipped(post.link, whole=False))


def write_post(page: Page, audit: PostAudit, *, verbose: bool, told: str = "") -> None:
    """Write the facts that precede a post's findings, below one sentence where there is one."""
    write_headline(page, audit.post)
    page.blank()
    if told:
        page.line(Run(told, Style.STRONG))
        page.blank()
    write_facts(page, audit)
    _write_sources(page, audit, verbose=verbose)
    page.blank()
    latest = _latest(audit)
    if latest is not None and latest.snapshot is not None:
        of_many = len(audit.observations) > 1
        page.line("SHA-256 digests of the latest capture" if of_many else "SHA-256 digests")
        _write_digests(page, latest.snapshot)
        if verbose:
            _write_profile(page, latest.snapshot)


def write_facts(page: Page, audit: PostAudit) -> None:
    """Write what the site says of a post, and which captures there are."""
    latest = _latest(audit)
    if latest is not None and latest.snapshot is not None:
        _write_claims(page, latest.snapshot)
    _write_captures(page, audit)


def _latest(audit: PostAudit) -> Observation | None:
    return next((seen for seen in reversed(audit.observations) if seen.snapshot), None)


def _write_claims(page: Page, snapshot: Snapshot) -> None:
    if snapshot.page is not None:
        _write_page_claims(page, snapshot.page)
        return
    _fact(page, "Published", published(snapshot))
    relation = ""
    if snapshot.published_at is not None and snapshot.modified_at is not None:
        relation = f", {_relation(snapshot.modified_at - snapshot.published_at)}"
    _fact(page, "Modified", modified(snapshot) + relation)
    _fact(page, "Revisions", revisions(snapshot))
    if snapshot.protected:
        _fact(page, "Access", "behind a password: only the title can be compared")


def _write_page_claims(page: Page, claims: PageClaims) -> None:
    """Write what a page says of its article, in its own words: nothing reads them."""
    _fact(page, "Text from", f"the page, as {claims.element}; weaker than a REST answer")
    said = [f"{claim.name} {claim.value} ({claim.source})" for claim in claims.stated]
    for number, line in enumerate(said[:_PAGE_CLAIMS]):
        _fact(page, "" if number else "Page says", clipped(line, whole=False))


def _relation(length: timedelta) -> str:
    if not length:
        return "the moment of publication"
    return f"{say_duration(length)} {'after' if length > timedelta() else 'before'} publication"


def _write_captures(page: Page, audit: PostAudit) -> None:
    seen = audit.observations
    new = sum(each.recorded for each in seen)
    _fact(page, "Captures", f"{len(seen)} ({_fresh(new, len(seen))}), {_period(seen)}")
    if audit.post.versions > 1:
        _fact(page, "Versions", str(audit.post.versions))
    unchanged = never_changed(seen)
    if unchanged is not None:
        _fact(page, "Text", unchanged)
    for each in seen:
        if each.error is not None and each is seen[-1]:
            answer = " ".join(filter(None, (str(each.error.status or ""), each.error.code)))
            _fact(page, "Last answer", f"{answer}: no post")
        if each.problem is not None:
            _fact(page, "Not read", f"capture {each.capture_id}: {each.problem}")


def _write_sources(page: Page, audit: PostAudit, *, verbose: bool) -> None:
    """Write where this run's captures came from, and what was set aside in front of them."""
    seen = audit.observations if verbose else [each for each in audit.observations if each.recorded]
    shown = seen if verbose else seen[-_SOURCES:]
    lines: list[str] = []
    if len(shown) < len(seen):
        lines.append(f"{len(seen) - len(shown)} more, which -v lists, and")
    for each in shown:
        own = each.file_modified_at
        dated = "" if own is None else f" (file time {say_time(own)}, no evidence)"
        lines += [f"capture {each.capture_id}: {source(each)}{dated}", *each.notes]
    for number, line in enumerate(lines):
        _fact(page, "" if number else "From", line)


def _fresh(new: int, total: int) -> str:
    if new == 0:
        return "held already"
    if new < total:
        return f"{new} new"
    return "new" if total == 1 else "all new"


def _period(seen: Sequence[Observation]) -> str:
    known = sorted(each.moment.at for each in seen if each.moment.at is not None)
    if not known:
        return "time not known" if len(seen) == 1 else "times not known"
    bases = sorted({each.moment.basis.value for each in seen} - {Basis.UNKNOWN.value})
    basis = " and ".join(bases)
    unknown = len(seen) - len(known)
    rest = f"; time of {unknown} not known" if unknown else ""
    first, last = say_time(known[0]), say_time(known[-1])
    # Captures of one second are told apart by their numbers, not by a period.
    period = last if first == last else f"{first.removesuffix(' UTC')} to {last}"
    return f"{period} ({basis}){rest}"


def _write_digests(page: Page, snapshot: Snapshot) -> None:
    """Write the ladder; a line is 80 columns, so that a digest can be copied whole."""
    for name in _LADDER:
        digest = format_digest(getattr(snapshot.digests, name))
        page.line(Run(f"{name:<9}", Style.FAINT), digest)


def _write_profile(page: Page, snapshot: Snapshot) -> None:
    profile = snapshot.profile
    page.line(
        f"Canonical form {profile.name}, parser {profile.parser}, Unicode {profile.unicode},"
        f" provenance {profile.tool}"
    )
    for flag in snapshot.flags:
        page.line(f"Flag: {flag}")


def _fact(page: Page, label: str, text: str) -> None:
    page.line(Run(f"{label:<{_LABEL}}", Style.FAINT), text, hang=_LABEL)
