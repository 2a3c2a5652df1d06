"""The classes of one hunk (docs/classes.md has each rule in words).

Owns which difference is of which class. Never says why a change was made.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from provenance.assess.classes.features import Run, is_name, is_titled, meanings, word_meanings
from provenance.assess.classes.figures import figures
from provenance.assess.classes.lexicon import Lexicon, fold_word
from provenance.assess.classes.pieces import Kind, Piece
from provenance.assess.classes.spelling import is_respelled, is_word, mixes_scripts
from provenance.assess.classes.targets import is_same_medium, is_same_target
from provenance.model import COSMETIC, EditClass

_SENTENCE_WORDS = 3
_MIN_STEM = 4
_VOID = frozenset({"del", "ins", "s", "strike"})


def classes_of(left: Run, right: Run, words: Lexicon) -> set[EditClass]:
    """Return every class of what stands in place of what; never none."""
    found: set[EditClass] = set()
    for rule in (_structure, _media, _targets, _marks, _quotes, _unseen):
        found.update(rule(left, right))
    found.update(_words(left, right, words))
    if not found or found <= {EditClass.TYPOGRAPHY}:
        found.update(_punctuation(left, right))
    if _asks(left) != _asks(right):
        found |= {EditClass.PUNCTUATION, EditClass.MODALITY}
    return found or {EditClass.TYPOGRAPHY}


def is_sentence(run: Run) -> bool:
    """Return whether a run has a sentence in it, or all of a block."""
    ends = any(piece.ends_sentence for piece in run.pieces) or run.before is run.behind is None
    return ends and len(run.words) >= _SENTENCE_WORDS


def _structure(left: Run, right: Run) -> Iterator[EditClass]:
    pair = [_joined(run, Kind.STRUCTURE) for run in (left, right)]
    if pair[0] == pair[1]:
        return
    if ("#" in pair[0]) != ("#" in pair[1]):
        yield EditClass.HEADING
    elif (">" in pair[0]) != (">" in pair[1]):
        yield EditClass.QUOTATION_MARKS
    else:
        yield EditClass.TYPOGRAPHY


def _media(left: Run, right: Run) -> Iterator[EditClass]:
    yield from _pairs(left, right, Kind.MEDIA, is_same_medium, EditClass.MEDIA)


def _targets(left: Run, right: Run) -> Iterator[EditClass]:
    yield from _pairs(left, right, Kind.TARGET, is_same_target, EditClass.LINK_TARGET)


def _pairs(
    left: Run, right: Run, kind: Kind, is_same: Callable[[str, str], bool], other: EditClass
) -> Iterator[EditClass]:
    one, two = ([piece.text for piece in run.of(kind)] for run in (left, right))
    if one == two:
        return
    same = len(one) == len(two) and all(map(is_same, one, two))
    yield EditClass.TYPOGRAPHY if same else other


def _marks(left: Run, right: Run) -> Iterator[EditClass]:
    one, two = (Counter(piece.text for piece in run.of(Kind.MARK)) for run in (left, right))
    differing = (one - two) + (two - one)
    if any(mark == "~~" or mark.strip("</>") in _VOID for mark in differing):
        yield EditClass.UNCLASSIFIED  # words that are struck through stand, and are taken back
    elif differing:
        yield EditClass.TYPOGRAPHY


def _quotes(left: Run, right: Run) -> Iterator[EditClass]:
    if len(left.of(Kind.QUOTE)) != len(right.of(Kind.QUOTE)):
        yield EditClass.QUOTATION_MARKS


def _unseen(left: Run, right: Run) -> Iterator[EditClass]:
    if _joined(left, Kind.UNSEEN) != _joined(right, Kind.UNSEEN):
        yield EditClass.UNCLASSIFIED


def _words(left: Run, right: Run, words: Lexicon) -> Iterator[EditClass]:
    one, two = left.words, right.words
    if not one and not two:
        return
    if not one or not two:
        yield from _one_sided(left if one else right, words, added=not one)
        return
    if (cosmetic := _same_words(left, right, words)) is not None:
        yield cosmetic
        return
    found = {*figures(left, right), *_meanings(left, right, words)}
    found.update(_other_words(left, right, words))
    yield from _settled(found)


def _settled(found: set[EditClass]) -> set[EditClass]:
    """Return classes without the cosmetic ones, and what no rule could tell, beside others."""
    material = found - COSMETIC - {EditClass.UNCLASSIFIED}
    return material or (found & {EditClass.UNCLASSIFIED}) or found


def _one_sided(run: Run, words: Lexicon, *, added: bool) -> Iterator[EditClass]:
    whole = EditClass.ADDED if added else EditClass.REMOVED
    if is_sentence(run):
        yield whole
        return
    if _is_small(run, words):
        yield EditClass.SPELLING_SIZED
        return
    found = {each for each, _ in meanings(run, words)}
    found |= {EditClass.DATE for _ in run.of(Kind.DATE)} | {
        EditClass.TIME for _ in run.of(Kind.TIME)
    }
    found |= {EditClass.NUMBER for _ in run.of(Kind.AMOUNT)}
    plain = [piece for piece in run.of(Kind.WORD) if not set(word_meanings(piece, words))]
    found |= {EditClass.NAME for piece in plain if is_name(run, piece, words, lone=False)}
    yield from found or {whole}
    if found and len(plain) >= _SENTENCE_WORDS:
        yield whole


def _is_small(run: Run, words: Lexicon) -> bool:
    """Return whether a run is an article, or a word that stands beside it once more."""
    texts = [fold_word(piece.text) for piece in run.words]
    if all(words.has("articles", text) for text in texts):
        return True
    beside = {fold_word(piece.text) for piece in (run.before, run.behind) if piece is not None}
    return len(texts) == 1 and texts[0] in beside and not texts[0].isdecimal()


def _same_words(left: Run, right: Run, words: Lexicon) -> EditClass | None:
    """Return the class of words that are the same but for spaces, hyphens, case or contraction."""
    one, two = (" ".join(fold_word(piece.text) for piece in run.words) for run in (left, right))
    if one == two and _cases_alike(left, right, words):
        same = [piece.text for piece in left.words] == [piece.text for piece in right.words]
        return EditClass.TYPOGRAPHY if same or one != one.lower() else _case_class(left, right)
    if (one, two) in words.pairs["contractions"]:
        return EditClass.SPELLING_SIZED
    joined = [text.replace(" ", "").replace("-", "") for text in (one, two)]
    if joined[0] != joined[1] or any(map(str.isdecimal, "".join(joined))):
        return None
    if (one, two) in words.pairs["apart_matters"] or one == two:
        return None
    if _told(left, words, EditClass.NEGATION) != _told(right, words, EditClass.NEGATION):
        return None
    return EditClass.SPELLING_SIZED


def _case_class(left: Run, right: Run) -> EditClass:
    straight = [
        [piece.text.replace("\u2019", "'").replace("\u2011", "-") for piece in run.words]
        for run in (left, right)
    ]
    return EditClass.TYPOGRAPHY if straight[0] == straight[1] else EditClass.SPELLING_SIZED


def _cases_alike(left: Run, right: Run, words: Lexicon) -> bool:
    return not any(
        one.kind is not two.kind
        or (
            one.text != two.text
            and words.has("case_matters", fold_word(one.text))
            and not (one.opens or two.opens)
        )
        for one, two in zip(left.words, right.words, strict=False)
    )


def _told(run: Run, words: Lexicon, kind: EditClass) -> list[str]:
    return sorted(word for each, word in meanings(run, words).elements() if each is kind)


def _meanings(left: Run, right: Run, words: Lexicon) -> Iterator[EditClass]:
    one, two = meanings(left, words), meanings(right, words)
    differing = (one - two) + (two - one)
    for piece, other in _aligned(left, right):
        if is_respelled(piece.text, other.text, words) and not _is_both(piece, other, words):
            for each in (*word_meanings(piece, words), *word_meanings(other, words)):
                differing.pop(each, None)
    yield from (each for each, _ in differing)


def _is_both(one: Piece, two: Piece, words: Lexicon) -> bool:
    """Return whether each of two words has a class of its own: then they are two words."""
    texts = fold_word(one.text), fold_word(two.text)
    if texts[0] == texts[1] or texts in words.pairs["confused"]:
        return False
    return bool({*word_meanings(one, words)} and {*word_meanings(two, words)})


def _aligned(left: Run, right: Run) -> list[tuple[Piece, Piece]]:
    one, two = left.of(Kind.WORD), right.of(Kind.WORD)
    return list(zip(one, two, strict=True)) if len(one) == len(two) else []


def _other_words(left: Run, right: Run, words: Lexicon) -> Iterator[EditClass]:
    pairs = _aligned(left, right)
    if pairs or not (left.of(Kind.WORD) or right.of(Kind.WORD)):
        for piece, other in pairs:
            if piece.text != other.text:
                yield from _word(left, right, (piece, other), words)
        return
    yield from _uneven(left, right, words)


def _uneven(left: Run, right: Run, words: Lexicon) -> Iterator[EditClass]:
    one, two = (
        Counter(fold_word(piece.text) for piece in _plain(run, words)) for run in (left, right)
    )
    differing = (one - two) + (two - one)
    for run in (left, right):
        for piece in _plain(run, words):
            if fold_word(piece.text) in differing and is_name(run, piece, words, lone=False):
                yield EditClass.NAME
    if any(not words.has("articles", word) for word in differing):
        yield EditClass.UNCLASSIFIED
    elif differing:
        yield EditClass.SPELLING_SIZED


def _plain(run: Run, words: Lexicon) -> Sequence[Piece]:
    return [piece for piece in run.of(Kind.WORD) if not set(word_meanings(piece, words))]


def _word(left: Run, right: Run, pair: tuple[Piece, Piece], words: Lexicon) -> Iterator[EditClass]:
    one, two = pair
    if any(set(word_meanings(piece, words)) for piece in pair):
        if is_respelled(one.text, two.text, words) and not _is_both(one, two, words):
            yield EditClass.SPELLING_SIZED
        return
    if fold_word(one.text) != fold_word(two.text) and _are_names(left, right, pair, words):
        yield EditClass.NAME
    elif is_respelled(one.text, two.text, words):
        yield EditClass.SPELLING_SIZED
    elif _is_negated(one, two, words):
        yield EditClass.NEGATION
    else:
        yield EditClass.UNCLASSIFIED


def _are_names(left: Run, right: Run, pair: tuple[Piece, Piece], words: Lexicon) -> bool:
    one, two = pair
    if mixes_scripts(one.text) or mixes_scripts(two.text):
        return False
    if is_titled(left, one, words) and is_titled(right, two, words):
        return True
    lone = bool(words.dictionary) and not is_word(two.text, words)
    return is_name(left, one, words, lone=lone) and is_name(right, two, words, lone=lone)


def _is_negated(one: Piece, two: Piece, words: Lexicon) -> bool:
    short, long = sorted((fold_word(one.text), fold_word(two.text)), key=len)
    return len(short) >= _MIN_STEM and any(
        prefix + short == long for prefix in words.lists["negation_prefixes"]
    )


def _punctuation(left: Run, right: Run) -> Iterator[EditClass]:
    one, two = ([piece.value for piece in run.of(Kind.PUNCTUATION)] for run in (left, right))
    if one != two:
        yield EditClass.PUNCTUATION


def _asks(run: Run) -> bool:
    return any(
        piece.value == "?" or piece.text in "\u061f\uff1f" for piece in run.of(Kind.PUNCTUATION)
    )


def _joined(run: Run, kind: Kind) -> str:
    return "".join(piece.text for piece in run.of(kind))
