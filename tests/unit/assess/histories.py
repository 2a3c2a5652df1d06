"""Captures of one post, made from real JSON through the real canonical form."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from provenance.assess import Assessment, assess
from provenance.canonical import canonicalize, canonicalize_page
from provenance.digest import sha256
from provenance.model import (
    Basis,
    Context,
    Finding,
    Freshness,
    Moment,
    Observation,
    PostKey,
    RestError,
    Route,
    Snapshot,
    Source,
)

NOON = datetime(2026, 5, 29, 12, tzinfo=UTC)
TEXT = "<p>The deal cost 1.5 million.</p><p>It was not signed.</p>"
OTHER = "<p>The deal cost 15 million.</p><p>It was not signed.</p>"
THIRD = "<p>Nobody knows what the deal cost.</p>"
CONTEXT = Context(observer="local", access="anonymous", language=None, route=Route.SINGLE)
_SITE = "https://example.org/wp-json/wp/v2/posts/12"


def post(
    content: str = TEXT,
    *,
    modified: str | None = "2026-05-29T03:22:06",
    count: int | None = 1,
    newest: int | None = 14,
    protected: bool = False,
    **fields: Any,
) -> Snapshot:
    """Return the canonical record of post 12; further fields replace those of the answer."""
    links: dict[str, Any] = {"self": [{"href": _SITE}]}
    if count is not None:
        links["version-history"] = [{"count": count, "href": f"{_SITE}/revisions"}]
    if newest is not None:
        links["predecessor-version"] = [{"id": newest, "href": f"{_SITE}/revisions/{newest}"}]
    answer: dict[str, Any] = {
        "id": 12,
        "date": "2026-05-29T03:22:00",
        "date_gmt": "2026-05-29T03:22:00",
        "guid": {"rendered": "https://example.org/?p=12"},
        "slug": "deal",
        "status": "publish",
        "type": "post",
        "link": "https://example.org/deal/",
        "title": {"rendered": "The deal"},
        "content": {"rendered": "" if protected else content, "protected": protected},
        "excerpt": {"rendered": "", "protected": protected},
        "tags": [],
        "_links": links,
    } | fields
    if modified is not None:
        answer |= {"modified": modified, "modified_gmt": modified}
    return canonicalize(json.dumps(answer).encode())


def seen(number: int, snapshot: Snapshot | None = None, **changes: Any) -> Observation:
    """Return capture `number`, read from a file whose time is not known."""
    return replace(
        Observation(
            capture_id=number,
            version=number,
            source=Source.FILE,
            origin=f"{number}.json",
            moment=Moment(at=None, basis=Basis.UNKNOWN),
            context=CONTEXT,
            snapshot=snapshot or post(),
            error=None,
            problem=None,
            control=None,
            freshness=None,
            file_modified_at=None,
            notes=(),
            raw_digest=sha256(str(number).encode()),
            recorded=True,
        ),
        **changes,
    )


def live(
    number: int,
    snapshot: Snapshot | None = None,
    *,
    hours: float = 0,
    key: str = "https://example.org/a",
    lifetime_s: int | None = None,
    age_s: int | None = None,
    from_origin: bool = False,
    **changes: Any,
) -> Observation:
    """Return capture `number`, received `hours` after noon."""
    return seen(
        number,
        snapshot,
        source=Source.HTTP,
        moment=Moment(at=NOON + timedelta(hours=hours), basis=Basis.OBSERVED),
        freshness=Freshness(
            age_s=age_s, lifetime_s=lifetime_s, from_origin=from_origin, cache_key=key
        ),
        **changes,
    )


def page(content: str = TEXT, *, before: str = "", around: str = "article") -> Snapshot:
    """Return the canonical record of the page of post 12."""
    html = f"<!DOCTYPE html><h1>The deal</h1><{around}>{before}{content}</{around}>"
    return canonicalize_page(html.encode(), PostKey(site="example.org", post_id=12))


def live_page(number: int, content: str = TEXT, *, hours: float = 0, **changes: Any) -> Observation:
    """Return capture `number`, of the post's page, received `hours` after noon."""
    context = replace(CONTEXT, route=Route.PAGE)
    return live(number, page(content), hours=hours, context=context, **changes)


def refused(number: int, code: str, status: int | None, **changes: Any) -> Observation:
    """Return capture `number`, a refusal in a file."""
    return replace(
        seen(number),
        snapshot=None,
        version=None,
        error=RestError(code=code, status=status, message="No."),
        **changes,
    )


def rules_found(*observations: Observation) -> list[str]:
    """Return the rules that compare, and those on the latest capture, in order."""
    return [finding.rule for finding in assess(observations).findings]


def found(rule: str, *observations: Observation) -> Finding:
    """Return the one finding of a rule."""
    findings = [finding for finding in assess(observations).findings if finding.rule == rule]
    assert len(findings) == 1, rules_found(*observations)
    return findings[0]


def assessed(*observations: Observation) -> Assessment:
    return assess(observations)
