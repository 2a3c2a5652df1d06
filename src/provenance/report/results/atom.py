"""An Atom feed of findings (RFC 4287): an entry a finding, the newest first.

The same results give the same feed, whenever it is written: its times are those of captures.
"""

import re
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from provenance.model import Finding
from provenance.report.phrases import rfc3339
from provenance.report.results.rows import ArticleRow, Results
from provenance.report.results.told import told_beside
from provenance.report.visible import visible

_ATOM = "http://www.w3.org/2005/Atom"
# RFC 4287 wants a time of every entry; where nobody knows one, this says that nobody does.
_UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(results: Results) -> str:
    """Return the feed."""
    ET.register_namespace("", _ATOM)
    found = sorted(results.findings(), key=_order, reverse=True)
    feed = ET.Element(f"{{{_ATOM}}}feed")
    _add(feed, "title", f"provenance {results.command}")
    _add(feed, "subtitle", results.tally)
    _add(feed, "id", f"urn:provenance-toolkit:findings:{results.command}")
    newest = max((_time(finding) for _, finding, _ in found), default=_UNKNOWN)
    _add(feed, "updated", rfc3339(newest))
    _add(_add(feed, "author", ""), "name", "provenance")
    for row, finding, name in found:
        _add_entry(feed, row, finding, name)
    ET.indent(feed)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="unicode") + "\n"


def _add_entry(feed: ET.Element, row: ArticleRow, finding: Finding, name: str) -> None:
    entry = _add(feed, "entry", "")
    _add(entry, "title", f"{finding.level.value} {finding.rule}: {row.heading}")
    _add(entry, "id", f"urn:provenance-toolkit:finding:{name}")
    _add(entry, "updated", rfc3339(_time(finding)))
    if row.address.startswith(("http://", "https://")):
        ET.SubElement(entry, f"{{{_ATOM}}}link", {"href": _plain(row.address)})
    ET.SubElement(entry, f"{{{_ATOM}}}category", {"term": finding.rule})
    said = [
        finding.message,
        *told_beside(finding),
        *(f"What fits: {line}" for line in finding.explanations),
    ]
    _add(entry, "content", "\n".join(said)).set("type", "text")


def _order(found: tuple[ArticleRow, Finding, str]) -> tuple[datetime, str, str]:
    row, finding, _ = found
    return _time(finding), finding.rule, row.name


def _time(finding: Finding) -> datetime:
    return finding.interval.until.at or _UNKNOWN


def _add(parent: ET.Element, name: str, text: str) -> ET.Element:
    child = ET.SubElement(parent, f"{{{_ATOM}}}{name}")
    child.text = _plain(text) or None
    return child


def _plain(text: str) -> str:
    return _NOT_XML.sub("\ufffd", "\n".join(visible(line) for line in text.split("\n")))
