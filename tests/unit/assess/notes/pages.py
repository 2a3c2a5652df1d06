"""Pages beside captures, read as real ones are, and what the rules on notes say of a history."""

from collections.abc import Mapping

from provenance.assess import Assessment, assess, assess_notes
from provenance.canonical import read_shown_page
from provenance.model import Finding, Observation, PostKey, ShownPage
from tests.unit.assess.histories import TEXT

KEY = PostKey(site="example.org", post_id=12)


def shown(
    content: str = TEXT, *, beside: str = "", head: str = "", element: str = "article"
) -> ShownPage:
    """Return what a page of post 12 shows; `beside` is what its theme puts below the text."""
    name = element if element != "article" else 'article id="post-12"'
    html = (
        f"<!DOCTYPE html><head>{head}</head><body><{name}><h1>The deal</h1>"
        f'<div class="entry-content">{content}</div>{beside}</{element}>'
    )
    return read_shown_page(html.encode(), KEY)


def noted(pages: Mapping[int, ShownPage], *observations: Observation) -> Assessment:
    """Return what the rules say of a history with pages beside some of its captures."""
    return assess_notes(assess(observations), observations, pages)


def note_found(pages: Mapping[int, ShownPage], *observations: Observation) -> Finding:
    """Return the one finding of a rule on notes."""
    findings = notes_found(pages, *observations)
    assert len(findings) == 1, [finding.rule for finding in findings]
    return findings[0]


def notes_found(pages: Mapping[int, ShownPage], *observations: Observation) -> list[Finding]:
    """Return the findings of the rules on notes."""
    return [one for one in noted(pages, *observations).findings if "note" in one.rule.split("-")]
