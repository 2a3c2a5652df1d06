"""Many posts for people: those with something new in detail, the others counted by rule."""

from collections import Counter
from collections.abc import Iterable, Sequence

from provenance.assess.wording import say_count
from provenance.model import Finding, Level, PostAudit
from provenance.report.layout import Page, Run, Style

# More posts than this are not printed one by one unless that is asked for.
MANY = 10
_NAMED = 5


def is_detailed(post: PostAudit) -> bool:
    """Tell whether a post among many is printed: it changed, or has a warning, that is new.

    What the site's own dates say of one capture holds for most posts of most sites, and is
    counted; so is what an earlier audit reported.
    """
    return any(
        finding.new and (finding.level is not Level.NOTE or finding.interval.after is not None)
        for finding in post.findings
    )


def write_counted(page: Page, posts: Sequence[PostAudit], *, verb: str) -> None:
    """Write what the posts that are not printed came to, in one paragraph and a line a rule."""
    if not posts:
        return
    unchecked = [post for post in posts if not post.is_checked]
    page.line(
        Run(f"{say_count(len(posts), 'post')} {verb}"),
        "; -v prints every one of them." if verb else "",
    )
    for line in _tallies(finding for post in posts for finding in post.findings):
        page.line(line, indent=2, hang=4)
    if unchecked:
        names = ", ".join(str(post.post.key) for post in unchecked[:_NAMED])
        more = f" and {len(unchecked) - _NAMED:,} more" if len(unchecked) > _NAMED else ""
        page.line(
            Run("Nothing was checked", Style.WARNING),
            f" of {say_count(len(unchecked), 'post')} whose text no capture shows: {names}{more}",
            indent=2,
            hang=4,
        )
    page.blank()


def _tallies(findings: Iterable[Finding]) -> list[str]:
    counts = Counter((finding.level, finding.rule, finding.new) for finding in findings)
    order = {level: place for place, level in enumerate(Level)}
    ranked = sorted(counts.items(), key=lambda one: (order[one[0][0]], -one[1], one[0][1]))
    return [
        f"{level.value} {rule}: {say_count(count, 'finding')}"
        + ("" if is_new else ", in an earlier audit too")
        for (level, rule, is_new), count in ranked
    ]
