"""What was exported from an archive, for people: one paragraph an export."""

from provenance.assess.wording import say_count
from provenance.digest import format_digest
from provenance.model import Custody
from provenance.report.layout import Page, Run, Style
from provenance.report.phrases import rfc3339


def write_custody(page: Page, record: Custody) -> None:
    """Write when, by whom and what; nobody named is said, and never filled in."""
    who = record.custodian or "nobody named"
    page.line(Run(rfc3339(record.exported_at), Style.STRONG), f"  {who}")
    blocks = ", ".join(map(str, record.blocks))
    shown = f"block {blocks} alone of " if blocks else ""
    held = f"{record.post}, {shown}{say_count(len(record.entries), 'capture')}"
    declared = ", with a declaration" if record.has_declaration else ""
    entries = ", ".join(map(str, record.entries))
    noun = "log entry" if len(record.entries) == 1 else "log entries"
    page.line(f"{held}, {noun} {entries}{declared}", indent=2)
    page.line(f"{format_digest(record.digest)}, {record.size_bytes:,} bytes", indent=2)
