"""A project's decisions beforehand, put upon an audit's findings."""

from dataclasses import replace
from datetime import date

from provenance.assess import decide, say_idle
from provenance.model import Audit, Ignore, Overrides


def decided(audit: Audit, overrides: Overrides | None, today: date) -> Audit:
    """Return an audit as a project decided beforehand; what did not fit is among its remarks."""
    if overrides is None:
        return audit
    posts, used = [], set[Ignore]()
    for post in audit.posts:
        told = decide(post.findings, post.post, overrides, today=today)
        used |= told.used
        posts.append(
            replace(post, findings=told.findings, set_aside=(*post.set_aside, *told.set_aside))
        )
    records = [post.post for post in audit.posts]
    return replace(
        audit,
        posts=tuple(posts),
        remarks=(*audit.remarks, *say_idle(overrides, used, records, today=today)),
    )
