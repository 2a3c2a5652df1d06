"""What kinds of change an edit is made of, for people: material first, with the words."""

import re
from collections.abc import Iterator, Sequence

from provenance.assess.wording import say_count, say_list, say_quote
from provenance.model import BlockChange, EditClass, Passage

_SHOWN = 4
_TARGET = re.compile(r"\]\((\S+)\)")


def material(edits: Sequence[BlockChange]) -> str | None:
    """Return `number (“2,400”, now “24.00”)` of every material passage, the first few of many.

    None where nobody judged the edits.
    """
    passages = [passage for edit in edits for passage in edit.passages]
    if not passages:
        return None
    told = list(dict.fromkeys(_say(passage) for passage in passages if passage.material))
    if not told:
        return f"nothing, by the rules: {say_list(_names(passages))} only"
    more = f"; and {say_count(len(told) - _SHOWN, 'more passage')}" if len(told) > _SHOWN else ""
    return "; ".join(told[:_SHOWN]) + more


def classes_of(edits: Sequence[BlockChange]) -> str:
    """Return the classes of blocks, `material: number and name`; empty where nobody judged them."""
    passages = [passage for edit in edits for passage in edit.passages]
    parts: list[str] = []
    for word, wanted in (("material", True), ("else", False)):
        names = _names([each for each in passages if each.material is wanted])
        if names:
            parts.append(f"{word if wanted or parts else 'not material'}: {say_list(names)}")
    return "; ".join(parts)


def _say(passage: Passage) -> str:
    names = say_list(_names([passage]))
    before, after = _bare(passage.before), _bare(passage.after)
    if not before or not after:
        way = "added" if after else "removed"
        words = say_quote(after or before)
        return f"{names} ({words})" if names == way else f"{names} ({way}: {words})"
    return f"{names} ({say_quote(before)}, now {say_quote(after)})"


def _bare(words: str) -> str:
    """Return a link's target without the marks that stand around it in a text; else the words."""
    target = _TARGET.fullmatch(words)
    return target[1] if target else words


def _names(passages: Sequence[Passage]) -> list[str]:
    return list(_each(passages))


def _each(passages: Sequence[Passage]) -> Iterator[str]:
    found = {each for passage in passages for each in passage.classes}
    yield from (each.value for each in EditClass if each in found)
