"""Material edits and the notes that came with them or after them: the three rules on notes.

Owns which note counts for which edit. A note that was there before an edit does not explain it.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from provenance.assess.assessment import Assessment
from provenance.assess.findings import finding_on_two, in_order, with_digests
from provenance.assess.notes.carrying import Carrying, carrying, passages_that_count
from provenance.assess.notes.marking import without_notes
from provenance.assess.notes.saying import (
    say_explains,
    say_modified,
    say_none,
    say_not_looked,
    say_unclear,
)
from provenance.assess.notes.sighted import Sighted, sighted
from provenance.assess.rules_of_two import EDIT_RULES
from provenance.assess.served import snapshot_of
from provenance.model import (
    BlockChange,
    Carried,
    Finding,
    Note,
    NotePlace,
    Observation,
    ShownPage,
)

_EDITS = frozenset({*EDIT_RULES, "page-text-changed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edit:
    """One material edit.

    Attributes:
        finding: As a rule found it.
        before: The earlier capture.
        after: The later one.
        blocks: Its changed blocks, notes left out.
    """

    finding: Finding
    before: Observation
    after: Observation
    blocks: tuple[BlockChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """A note held against an edit.

    Attributes:
        note: The note, with what it carries.
        carried: The words of the edit that it carries.
        is_new: Whether it is known not to have been there before.
    """

    note: Note
    carried: Carrying
    is_new: bool

    @property
    def explains(self) -> bool:
        """Whether it carries words of the edit, and came with it or after it.

        What may have been there before has to carry both what was changed and to what.
        """
        both = {Carried.OLD_VALUE, Carried.NEW_VALUE} <= {*self.note.carries}
        return bool(self.note.carries) if self.is_new else both


def assess_notes(
    so_far: Assessment, observations: Sequence[Observation], pages: Mapping[int, ShownPage]
) -> Assessment:
    """Return an assessment with what publishers' notes add to it.

    Args:
        so_far: What the captures alone show.
        observations: All captures of the post in reading order.
        pages: Pages that were captured beside some of them, by the captures' ids.
    """
    search = _Search(observations, pages)
    edits = list(_edits(so_far, observations))
    found: list[Finding] = []
    unseen: list[_Edit] = []
    for number, edit in enumerate(edits):
        finding = search.assess(edit, edits[number + 1 :])
        if finding is None:
            unseen.append(edit)
        else:
            found.append(finding)
    return Assessment(
        findings=in_order([*so_far.findings, *found], observations),
        set_aside=(
            *so_far.set_aside,
            *say_not_looked([(edit.before, edit.after) for edit in unseen]),
        ),
    )


def pages_wanted(
    so_far: Assessment, observations: Sequence[Observation], held: Collection[int]
) -> frozenset[int]:
    """Return the ids of the captures whose pages are to be read for notes.

    Those of each material edit, and after each the newest.

    Args:
        so_far: What the captures alone show.
        observations: All captures of the post in reading order.
        held: Ids of the captures that have a page.
    """
    wanted: set[int] = set()
    for edit in _edits(so_far, observations):
        later = [one.capture_id for one in _later(edit, observations) if one.capture_id in held]
        wanted |= {edit.before.capture_id, edit.after.capture_id, *later[-1:]}
    return frozenset(wanted & {*held})


def is_material_edit(
    so_far: Assessment, observations: Sequence[Observation], capture_id: int
) -> bool:
    """Return whether a capture is the later one of an edit in which more changed than a note."""
    return any(edit.after.capture_id == capture_id for edit in _edits(so_far, observations))


def _edits(so_far: Assessment, observations: Sequence[Observation]) -> Iterator[_Edit]:
    """Yield the edits of which more was changed than a note, in reading order."""
    by_id = {seen.capture_id: seen for seen in observations}
    place = {number: n for n, number in enumerate(by_id)}
    found = [one for one in so_far.findings if one.rule in _EDITS and one.difference]
    for finding in sorted(found, key=lambda one: place[one.evidence.captures[1]]):
        before, after = (by_id[number] for number in finding.evidence.captures[:2])
        edits = finding.difference.edits if finding.difference else ()
        blocks = without_notes(edits, snapshot_of(after).blocks)
        if any(passages_that_count(blocks)):
            yield _Edit(finding=finding, before=before, after=after, blocks=blocks)


def _later(edit: _Edit, observations: Sequence[Observation]) -> Sequence[Observation]:
    """Return the captures after an edit that are successive with it."""
    ids = [seen.capture_id for seen in observations]
    return [
        seen
        for seen in observations[ids.index(edit.after.capture_id) + 1 :]
        if seen.context == edit.after.context and seen.snapshot is not None
    ]


class _Search:
    """Notes looked for in all captures of one post, each read once."""

    def __init__(self, observations: Sequence[Observation], pages: Mapping[int, ShownPage]) -> None:
        self._observations = observations
        self._pages = pages
        self._sighted: dict[tuple[bytes, bytes], Sighted] = {}
        self._carried: dict[tuple[tuple[int, ...], str], Carrying] = {}

    def assess(self, edit: _Edit, edits_after: Sequence[_Edit]) -> Finding | None:
        """Return what notes say of an edit; None where no note is there and no page was had."""
        held = list(self._held(edit, edit.after))
        explaining = [one for one in held if one.explains]
        for seen in _later(edit, self._observations):
            if explaining:
                break
            explaining = [one for one in self._held(edit, seen) if one.explains]
        if explaining:
            return _finding("note-explains-change", edit, explaining, self._pages)
        held = held or list(self._unclear_later(edit, edits_after))
        if held:
            return _finding("note-unclear", edit, held, self._pages)
        page = self._pages.get(edit.after.capture_id)
        return None if page is None else _none(edit, page)

    def _unclear_later(self, edit: _Edit, edits_after: Sequence[_Edit]) -> Iterator[_Held]:
        """Yield the notes of the first later capture that has any, up to the next edit."""
        context = edit.after.context
        next_edit = next((one for one in edits_after if one.after.context == context), None)
        for seen in _later(edit, self._observations):
            if next_edit is not None and seen.capture_id == next_edit.after.capture_id:
                return
            held = [one for one in self._held(edit, seen) if one.is_new]
            if held:
                yield from held
                return

    def _held(self, edit: _Edit, seen: Observation) -> Iterator[_Held]:
        """Yield the notes of a capture that were not there before an edit, held against it."""
        before, now = self._notes(edit.before), self._notes(seen)
        for key, note in now.notes.items():
            if any(key in known for known in before.notes):
                continue
            carried = self._carrying(note, edit)
            yield _Held(
                note=replace(note, carries=carried.kinds),
                carried=carried,
                is_new=note.place is NotePlace.TEXT
                or before.has_page
                or _is_dated_after(note, edit.before),
            )

    def _carrying(self, note: Note, edit: _Edit) -> Carrying:
        """Return what a note carries of an edit; the same note stands in many captures."""
        place = edit.finding.evidence.captures, note.text
        known = self._carried.get(place)
        if known is None:
            known = carrying(note.text, edit.blocks, note.language or "")
            self._carried[place] = known
        return known

    def _notes(self, seen: Observation) -> Sighted:
        page = self._pages.get(seen.capture_id)
        text = snapshot_of(seen).digests.content
        key = text, page.digest if page else b""
        known = self._sighted.get(key)
        if known is None:
            known = self._sighted[key] = sighted(seen, page)
        return known


def _is_dated_after(note: Note, before: Observation) -> bool:
    """Return whether a note's own date is later than the day of a capture."""
    at = before.moment.at
    return note.date is not None and at is not None and note.date > at.date()


def _finding(
    slug: str, edit: _Edit, held: Sequence[_Held], pages: Mapping[int, ShownPage]
) -> Finding:
    say = say_explains if slug == "note-explains-change" else say_unclear
    message = say([(one.note, one.carried, one.is_new) for one in held], edit.before, edit.after)
    return _with_evidence(slug, edit, message, [one.note for one in held], pages)


def _none(edit: _Edit, page: ShownPage) -> Finding:
    message = say_none(edit.before, edit.after, page)
    return _with_evidence("no-note-found", edit, message, [], {edit.after.capture_id: page})


def _with_evidence(
    slug: str, edit: _Edit, message: str, notes: Sequence[Note], pages: Mapping[int, ShownPage]
) -> Finding:
    later = dict.fromkeys((edit.after.capture_id, *(note.capture for note in notes)))
    paged = [(number, pages[number]) for number in later if number in pages]
    if paged and (modified := say_modified(*paged[-1])):
        message = f"{message.removesuffix('.')}; {modified}."
    finding = finding_on_two(
        slug,
        edit.before,
        edit.after,
        message,
        fields=tuple(dict.fromkeys(block.field for block in edit.blocks)),
        rungs=("content",),
    )
    captures = dict.fromkeys((*finding.evidence.captures, *later))
    shown = [
        ("note.page" if number != edit.after.capture_id else "after.page", page.digest)
        for number, page in paged
    ]
    evidence = replace(finding.evidence, captures=tuple(captures))
    return with_digests(replace(finding, evidence=evidence, notes=tuple(notes)), shown)
