"""The labelled edits of `edits/*.json`, and what this program says of each."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from provenance.assess.classes import classify
from provenance.canonical import canonicalize
from provenance.diff import compare
from provenance.model import EditClass, Passage, Snapshot

FOLDER = Path(__file__).parent / "edits"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One labelled edit: two articles' HTML, and what a careful reader says of the change."""

    id: str
    language: str
    before: str
    after: str
    material: bool
    classes: frozenset[EditClass]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a program says of an edit."""

    edit: Edit
    material: bool
    classes: frozenset[EditClass]


def read_edits(part: str) -> Iterator[Edit]:
    """Yield the edits of one part: `gated`, `unseen` or `dev`."""
    for path in sorted(FOLDER.glob(f"{part}-*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        for edit in document["edits"]:
            yield Edit(
                id=edit["id"],
                language=document["language"],
                before=edit["before"],
                after=edit["after"],
                material=edit["material"],
                classes=frozenset(map(EditClass, edit["classes"])),
            )


def judge(before: str, after: str, language: str | None) -> tuple[Passage, ...]:
    """Return the passages of an edit, typography included."""
    difference = compare(snapshot(before), snapshot(after))
    edits = classify((*difference.edits, *difference.typography), language)
    return tuple(passage for edit in edits for passage in edit.passages)


def verdict(edit: Edit) -> Verdict:
    """Return what this program says of an edit; of texts that it finds equal, white space."""
    passages = judge(edit.before, edit.after, edit.language)
    classes = frozenset(each for passage in passages for each in passage.classes)
    return Verdict(
        edit=edit,
        material=any(passage.material for passage in passages),
        classes=classes or frozenset({EditClass.WHITE_SPACE}),
    )


def snapshot(html: str) -> Snapshot:
    """Return an article whose content is that HTML."""
    fields = {
        "id": 1,
        "link": "https://example.org/?p=1",
        "title": {"rendered": "Title"},
        "content": {"rendered": html, "protected": False},
        "excerpt": {"rendered": "", "protected": False},
    }
    return canonicalize(json.dumps(fields).encode())
