"""A post's stored revisions for people: the list, the links to it, and each save's difference."""

from collections.abc import Sequence
from datetime import datetime

from provenance.assess.wording import say_captures, say_count, say_edits, say_list, say_time
from provenance.model import (
    Observation,
    RevisionHistory,
    RevisionKind,
    RevisionList,
    StoredEdit,
)
from provenance.report.layout import Page, Run, Style
from provenance.report.look import Look
from provenance.report.text_classes import classes_of
from provenance.report.text_difference import write_blocks, write_no_edits
from provenance.report.text_history import write_table
from provenance.report.text_post import write_headline

_NOW = "now"
_INDENT = 2


def write_saves(page: Page, edits: Sequence[StoredEdit], *, indent: int) -> None:
    """Write saves between two texts, a line each; nothing where there are none."""
    if edits:
        page.blank()
        page.line(Run("Saved in between:", Style.STRONG), indent=indent)
        page.bullets((f"{_name(one)}: {_what(one)}" for one in edits), indent=indent)


def write_revisions(page: Page, history: RevisionHistory, look: Look) -> None:
    """Write the newest list of a post's revisions, and which of them its captures name."""
    write_headline(page, history.post)
    page.blank()
    if history.listed is None:
        _write_unlisted(page)
    else:
        _write_list(page, history, history.listed)
    _write_links(page, history, whole=look.verbose)


def write_walk(page: Page, history: RevisionHistory, look: Look) -> None:
    """Write each save against the one before, the current text last."""
    write_headline(page, history.post)
    if history.listed is None:
        page.blank()
        _write_unlisted(page)
    for number, one in enumerate(history.edits):
        page.blank()
        marks = _marks(history, one)
        page.line(
            Run(_name(one), Style.STRONG),
            Run(f"  {say_list(marks)}" if marks else "", Style.NOTE),
        )
        page.line(_what(one) if number else "the oldest that is stored", indent=_INDENT)
        if one.difference is not None:
            write_blocks(page, one.difference.edits, indent=_INDENT, whole=look.verbose)
            write_no_edits(page, one.difference, indent=_INDENT, whole=look.verbose)
    if history.listed is not None and history.published is None:
        page.blank()
        page.line(_NO_PUBLISHED)


_NO_PUBLISHED = (
    "No stored revision is as old as the publication date: the text as it was published is not"
    " among them."
)


def _write_unlisted(page: Page) -> None:
    page.line(
        "No list of its revisions is in the archive: sites show them to a login alone. ",
        Run("`provenance revisions ADDRESS --user NAME`", whole=True),
        " asks for it.",
    )


def _write_list(page: Page, history: RevisionHistory, listed: RevisionList) -> None:
    edits = {one.revision: one for one in history.edits}
    rows = []
    for one in listed.revisions:
        edit = edits.get(one.number)
        is_autosave = one.kind is RevisionKind.AUTOSAVE
        text = "unsaved work, never published" if is_autosave or edit is None else _what(edit)
        marks = [] if edit is None else _marks(history, edit)
        rows.append(
            (
                str(one.number),
                _time(one.saved_at),
                "-" if one.author is None else str(one.author),
                one.kind.value,
                "; ".join([text, *marks]),
            )
        )
    now = edits.get(None)
    if now is not None:
        rows.append((_NOW, _time(now.saved_at), "-", "post", _what(now)))
    heads = ("REVISION", "SAVED (UTC, AS THE SITE SAYS)", "USER", "KIND", "TEXT")
    write_table(page, heads, rows)
    page.blank()
    count = say_count(len(listed.revisions), "revision")
    page.line(
        f"{count}, as listed on {say_time(listed.listed_at)} to {listed.access}"
        f" ({say_count(history.lists, 'list')} in the archive)."
    )
    if listed.problem is not None:
        page.line(Run("Not all of them came", Style.WARNING), f": {listed.problem}.")
    elif history.published is None:
        page.line(_NO_PUBLISHED)


def _write_links(page: Page, history: RevisionHistory, *, whole: bool) -> None:
    """Write which revision captures named as the newest, and how many they counted."""
    runs = _runs(history.observations)
    if not runs:
        return
    page.blank()
    page.line(Run("The newest revision, as captures name it", Style.STRONG))
    known = {one.number for one in history.listed.revisions} if history.listed else None
    for newest, count, captures in runs:
        of_list = ""
        if known is not None and newest is not None:
            of_list = ", in the list" if newest in known else ", not in the list"
        named = "none named" if newest is None else f"revision {newest}{of_list}"
        counted = "no count stated" if count is None else f"{count:,} stored"
        shown = captures if whole else captures[:1] + captures[1:][-1:]
        more = len(captures) - len(shown)
        rest = f" and {say_count(more, 'capture')} between" if more else ""
        page.line(f"- {named}; {counted}: {say_captures(shown)}{rest}", hang=2)


def _runs(
    observations: Sequence[Observation],
) -> list[tuple[int | None, int | None, list[int]]]:
    runs: list[tuple[int | None, int | None, list[int]]] = []
    for seen in observations:
        if seen.snapshot is None:
            continue
        claims = seen.snapshot.claims
        if runs and runs[-1][:2] == (claims.predecessor_id, claims.revision_count):
            runs[-1][2].append(seen.capture_id)
        else:
            runs.append((claims.predecessor_id, claims.revision_count, [seen.capture_id]))
    return runs


def _marks(history: RevisionHistory, one: StoredEdit) -> list[str]:
    is_published = one.revision is not None and one.revision == history.published
    return ["current at publication"] if is_published else []


def _name(one: StoredEdit) -> str:
    number = "The text as it is now" if one.revision is None else f"Revision {one.revision}"
    at = "time not stated" if one.saved_at is None else say_time(one.saved_at)
    who = "" if one.author is None else f", user {one.author}"
    return f"{number}, {at}{who}"


def _what(one: StoredEdit) -> str:
    if one.difference is None:
        return "the oldest that is stored"
    if one.difference.edits:
        return f"{say_edits(one.difference.edits)}; {classes_of(one.difference.edits)}"
    return "markup or typography alone" if one.markup_only else "the same text"


def _time(at: datetime | None) -> str:
    return "not stated" if at is None else say_time(at).removesuffix(" UTC")
