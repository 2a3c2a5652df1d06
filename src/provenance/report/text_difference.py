"""Differences for people: `-` and `+` blocks, the changed words marked inside.

Marks and signs say everything; colour only repeats it. A long stretch of equal words is left out
with its length, and so are blocks over a report's room, which says where the rest is.
"""

import re
from collections.abc import Iterator, Sequence

from provenance.assess.wording import say_count
from provenance.model import BlockChange, Change, Difference, FieldChange, Span
from provenance.report.layout import Page, Run, Style
from provenance.report.text_classes import classes_of

CONTEXT_WORDS = 12
PASSAGE_CHARACTERS = 700
PASSAGES = 12
GAP = "[…]"  # how an editor marks what a quotation leaves out; "…" may be the author's own
BOUNDED = (
    "The texts are too large or too different to be compared word by word within bounds:"
    " what is shown is true, but coarser than it could be."
)

_FIELDS = {"title": "Title", "content": "Content", "excerpt": "Excerpt"}
_SIDES = {
    Change.REMOVED: ("- ", Style.REMOVED, Style.REMOVED_WORDS, "[-", "-]"),
    Change.ADDED: ("+ ", Style.ADDED, Style.ADDED_WORDS, "{+", "+}"),
}
_WORD = re.compile(r"\S+\s*")


def write_blocks(page: Page, changes: Sequence[BlockChange], *, indent: int, whole: bool) -> None:
    """Write changed blocks, all of each where `whole`, else the changed words in context."""
    shown = changes if whole else changes[:PASSAGES]
    for change in shown:
        page.blank()
        _write_block(page, change, indent=indent, whole=whole)
    if len(shown) < len(changes):
        page.blank()
        left = say_count(len(changes) - len(shown), "more changed block")
        page.line(f"{GAP} and {left}; -v shows all.", indent=indent)


def write_metadata(page: Page, changes: Sequence[FieldChange], *, indent: int, whole: bool) -> None:
    """Write changed metadata fields with both values; a field that is missing is named so."""
    for change in changes:
        page.blank()
        page.line(Run(f"Metadata, {change.name}", Style.STRONG), indent=indent)
        for value, side in ((change.before, Change.REMOVED), (change.after, Change.ADDED)):
            sign, style, *_ = _SIDES[side]
            text = "(missing)" if value is None else clipped(value, whole=whole)
            page.line(Run(sign + text, style), indent=indent, hang=indent + len(sign))


def write_difference(page: Page, difference: Difference, *, indent: int, whole: bool) -> None:
    """Write all that differs: edits first, then what is no edit, under its name."""
    write_blocks(page, difference.edits, indent=indent, whole=whole)
    write_no_edits(page, difference, indent=indent, whole=whole)
    write_metadata(page, difference.metadata, indent=indent, whole=whole)
    if difference.bounded:
        page.blank()
        page.line(BOUNDED, indent=indent)


def write_no_edits(page: Page, difference: Difference, *, indent: int, whole: bool) -> None:
    """Write the changed blocks that are no edit, under words that say so."""
    also = "Also differs, and is no edit: " if difference.edits else "No edit: "
    kinds = (
        ("typography only, as WordPress substitutes it", difference.typography),
        ("parts that WordPress fills by itself", difference.dynamic),
    )
    for kind, changes in kinds:
        if changes:
            page.blank()
            page.line(Run(f"{also}{kind}", Style.STRONG), indent=indent)
            write_blocks(page, changes, indent=indent, whole=whole)


def _write_block(page: Page, change: BlockChange, *, indent: int, whole: bool) -> None:
    classes = classes_of([change])
    told = [Run(f" ({classes})", Style.FAINT)] if classes else []
    page.line(Run(_heading(change), Style.STRONG), *told, indent=indent)
    if change.change is Change.MOVED and change.before == change.after:
        _write_side(page, [Run("  " + clipped(change.after or "", whole=whole))], indent)
        return
    for side, text in ((Change.REMOVED, change.before), (Change.ADDED, change.after)):
        if text is None:
            continue
        sign, style, *_ = _SIDES[side]
        runs = _runs(change.spans, side, whole=whole) or [Run(clipped(text, whole=whole), style)]
        _write_side(page, [Run(sign, style), *runs], indent)


def _heading(change: BlockChange) -> str:
    field = _FIELDS.get(change.field, change.field)
    before, after = change.before_index, change.after_index
    if change.change is Change.MOVED and before is not None and after is not None:
        return f"{field}, block {before + 1} moved to {after + 1}"
    position = after if after is not None else before
    where = field
    if position is not None and change.field != "title":
        where = f"{field}, block {position + 1}"
    return where if change.change is Change.CHANGED else f"{where}, {change.change}"


def _write_side(page: Page, runs: Sequence[Run], indent: int) -> None:
    """Write one side; line feeds inside (`br`, `pre`) begin new lines under the first."""
    row: list[Run] = []
    first = True
    for run in runs:
        head, *rest = run.text.split("\n")
        row.append(Run(head, run.style))
        for line in rest:
            page.line(*row, indent=indent if first else indent + 2, hang=indent + 2)
            row, first = [Run(line, run.style)], False
    page.line(*row, indent=indent if first else indent + 2, hang=indent + 2)


def _runs(spans: Sequence[Span], side: Change, *, whole: bool) -> list[Run]:
    """Return one side's words, the changed ones marked; cut, and said so, where not `whole`."""
    _, style, strong, start, end = _SIDES[side]
    runs: list[Run] = []
    room = PASSAGE_CHARACTERS
    for number, span in enumerate(spans):
        if room <= 0 and not whole:
            left = sum(later.change is side for later in spans[number:])
            rest = f" ({say_count(left, 'more change')}; -v shows all)" if left else ""
            runs.append(Run(f" {GAP}{rest}", style))
            break
        if span.change is Change.EQUAL:
            ends = (number > 0, number + 1 < len(spans))
            shown = Run(span.text if whole else _context(span.text, ends), style)
        elif span.change is side:
            shown = Run(clipped(span.text, whole=whole), strong)
        else:
            continue
        room -= len(shown.text)
        runs += [shown] if span.change is Change.EQUAL else _marked(shown, start, end)
    return runs


def _marked(changed: Run, start: str, end: str) -> Iterator[Run]:
    """Yield changed words between their marks, outer spaces outside."""
    text = changed.text
    core = text.strip(" ") or text
    lead = text[: text.index(core)]
    yield Run(lead)
    yield Run(start + core + end, changed.style)
    yield Run(text[len(lead) + len(core) :])


def _context(text: str, ends: tuple[bool, bool]) -> str:
    """Return an equal run without its middle, or its far end, where that is long."""
    before, after = ends
    words = _WORD.findall(text)
    kept = CONTEXT_WORDS * (before + after)
    if len(words) <= kept + CONTEXT_WORDS and len(text) <= PASSAGE_CHARACTERS:
        return text
    # A word without end, as hostile text or a script without spaces may have, is cut as well.
    half = PASSAGE_CHARACTERS // 2
    head = "".join(words[:CONTEXT_WORDS])[:half] if before else ""
    tail = "".join(words[-CONTEXT_WORDS:])[-half:] if after else ""
    return f"{head}{GAP}{' ' if tail else ''}{tail}"


def clipped(text: str, *, whole: bool) -> str:
    """Return `text`, or its beginning and how much follows where it is long and not `whole`."""
    if whole or len(text) <= PASSAGE_CHARACTERS:
        return text
    left = say_count(len(text) - PASSAGE_CHARACTERS, "more character")
    return f"{text[:PASSAGE_CHARACTERS]}{GAP} ({left}; -v shows all)"
