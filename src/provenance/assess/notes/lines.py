"""The notes in canonical blocks: which lines of an article, or of its page, are notes.

Never takes a note that is quoted for one of the article's own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, takewhile

from provenance.assess.notes.days import Day, day_of
from provenance.assess.notes.openings import Opening, opening
from provenance.assess.notes.words import fold_note
from provenance.canonical import read_block
from provenance.model import Block, NoteKind

# Where words are others' or are no prose: a quoted note is not this article's.
_ELSEWHERE = frozenset({"blockquote", "pre", "figcaption", "caption"})
# No note is longer; of a longer one the rest is not quoted, and of a longer line not read.
_MOST, _MOST_READ = 2000, 100_000
# The texts of one post, as a rule; each is read here more than once.
_TEXTS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundNote:
    """One note among blocks.

    Attributes:
        kind: What it calls itself.
        language: ISO 639-1 code of the words that say so.
        text: Its words, on one line.
        key: What makes it the same note elsewhere: its words, however they are set.
        day: Its date; None without one.
        first: Position of its first block, from 0.
        last: Position of its last block.
    """

    kind: NoteKind
    language: str
    text: str
    key: str
    day: Day | None
    first: int
    last: int


def notes_in(blocks: Sequence[bytes]) -> tuple[FoundNote, ...]:
    """Return the notes in canonical blocks, in their order."""
    return _notes_of(tuple(blocks))


@lru_cache(_TEXTS)
def _notes_of(blocks: tuple[bytes, ...]) -> tuple[FoundNote, ...]:
    # Of an edit its classes, its material part and each rule on notes ask for those of one text.
    return tuple(_notes_in([read_block(data) for data in blocks]))


def note_of(text: str, found: Opening, *, first: int, last: int) -> FoundNote:
    """Return the note of `text`, which begins as `found` says."""
    said = " ".join(text.split(" ")).strip()[:_MOST]
    day = day_of(said, found.languages)
    return FoundNote(
        kind=found.kind,
        language=day.language if day else found.languages[0],
        text=said,
        key=key_of(said),
        day=day,
        first=first,
        last=last,
    )


def key_of(text: str) -> str:
    """Return what makes a note the same, however its letters, marks and spaces are set."""
    folded = fold_note(text)
    return "".join(character for character in folded if character.isalnum())


def _notes_in(blocks: Sequence[Block]) -> Iterator[FoundNote]:
    taken = -1
    for index, block in enumerate(blocks):
        if index <= taken or block.dynamic or not _is_own(block):
            continue
        # One line is one note at most; what a note goes on to say on the next line is its own.
        for line in block.text.split("\n"):
            found = opening(line[:_MOST_READ])
            if found is None:
                continue
            behind = _behind(blocks, index) if found.is_alone else ()
            if found.is_alone and not behind:
                continue
            after = " ".join(one.text for one in behind)
            text = line[found.start :] + (f": {after}" if behind else "")
            taken = index + len(behind)
            yield note_of(text, found, first=index, last=taken)


def _behind(blocks: Sequence[Block], index: int) -> Sequence[Block]:
    """Return the block behind a label that stands alone, or the list; none where it has no text.

    What comes after that may be the article again: nothing tells where such a note ends. A heading
    `Update` is one of the article's own as often as not.
    """
    label = opening(blocks[index].text[:_MOST_READ])
    if label is None or label.kind is NoteKind.UPDATE:
        return ()
    own = takewhile(
        lambda one: one.field == "content" and not one.dynamic and _is_own(one),
        islice(blocks, index + 1, None),
    )
    first = next(own, None)
    if blocks[index].field != "content" or first is None or not first.text.strip():
        return ()
    return first, *takewhile(_goes_on_a_list, own)


def _goes_on_a_list(block: Block) -> bool:
    """Return whether a block lies in the outermost list that the block before it lies in."""
    tokens = block.data.decode().split("\x00")
    return tokens[1:2] in (["/ul"], ["/ol"])


def _is_own(block: Block) -> bool:
    if _ELSEWHERE & {*block.path}:
        return False
    tokens = block.data.decode().split("\x00")
    words = next((n for n, token in enumerate(tokens) if token[:1] == ":" and n), len(tokens))
    return not any(token.startswith("<q") for token in tokens[:words])
