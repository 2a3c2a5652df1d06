"""The rules that read one capture: its claims, and what its text does not show."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

from provenance.assess.findings import finding_on_one
from provenance.assess.lookalikes import find_lookalikes
from provenance.assess.rules import rule_named
from provenance.assess.served import snapshot_of
from provenance.assess.unseen import find_unseen
from provenance.assess.wording import (
    say_capture,
    say_count,
    say_duration,
    say_list,
    say_quote,
    say_time,
)
from provenance.diff import BlockTokens, read_tokens
from provenance.model import Finding, Observation, Route, Snapshot

# Publishing and the first revision are two steps; what lies within a minute is one act.
_ONE_ACT = timedelta(seconds=60)
# Revisions, posts and media share one counter: so near the post's own number the newest revision
# was stored while at most a few other things were.
_NEAR = 3
_MAX_QUOTED = 5
_CONTENT = b"content\x00"


def assess_claims(observation: Observation) -> Iterator[Finding]:
    """Yield the findings on what the site says in one capture: times and password."""
    snapshot = snapshot_of(observation)
    if snapshot.protected:
        yield finding_on_one(
            "protected",
            observation,
            f"The text of the post asks for a password in {say_capture(observation)}; only its"
            f" title was {_read_by(observation, snapshot)}.",
            fields=("content.protected",),
        )
    if snapshot.published_at is None or snapshot.modified_at is None:
        return
    gap = snapshot.modified_at - snapshot.published_at
    times = (
        f"(published {say_time(snapshot.published_at)}, modified {say_time(snapshot.modified_at)})"
    )
    if gap > _ONE_ACT:
        yield _saved_later(observation, snapshot, say_duration(gap), times)
    elif gap < timedelta(0):
        yield finding_on_one(
            "dated-after-save",
            observation,
            f"The site gives the post a publication date {say_duration(gap)} after its last save"
            f" {times}.",
            fields=("date_gmt", "modified_gmt"),
        )


def _read_by(observation: Observation, snapshot: Snapshot) -> str:
    """Return that no more was read, or that a role was shown the text, which is not compared."""
    if any(block.startswith(_CONTENT) for block in snapshot.blocks):
        return f"compared, although {observation.context.access} was shown the text"
    return "read"


class _Kind(NamedTuple):
    """What a text may hold that a reader does not see: its rule, its words, and what fits it."""

    slug: str
    says: str
    fits: tuple[int, int | None] = (0, None)


_UNSEEN = _Kind("non-displayed-characters", "contains characters that are not displayed", (0, 3))
_ALIKE = _Kind(
    "non-displayed-characters",
    "has letters of another script that look like those of the word they stand in",
    (2, None),
)
_HIDDEN = _Kind("non-displayed-text", "contains words that its markup does not display")


class UnseenReader:
    """Reports each unseen character and each undisplayed text once in a post's history."""

    def __init__(self) -> None:
        self._read: set[bytes] = set()
        self._reported: set[tuple[_Kind, str]] = set()

    def assess(self, observation: Observation) -> Iterator[Finding]:
        """Yield the findings on what no earlier capture has shown."""
        snapshot = observation.snapshot
        if snapshot is None or snapshot.digests.content in self._read:
            return
        self._read.add(snapshot.digests.content)
        blocks = [block for block in map(read_tokens, snapshot.blocks) if not block.dynamic]
        # A theme hides what a click opens: that says nothing of the article in a page.
        written = [] if observation.context.route is Route.PAGE else blocks
        for kind, hits, fields in (
            (_UNSEEN, *_characters(blocks)),
            (_ALIKE, *_lookalikes(blocks)),
            (_HIDDEN, *_undisplayed(written)),
        ):
            new = [hit for hit in hits if (kind, hit) not in self._reported]
            self._reported |= {(kind, hit) for hit in new}
            if new:
                yield finding_on_one(
                    kind.slug,
                    observation,
                    f"The text in {say_capture(observation)} {kind.says}: {_say_hits(new)}.",
                    fields=fields,
                    explanations=rule_named(kind.slug).explanations[slice(*kind.fits)],
                )


def _saved_later(observation: Observation, snapshot: Snapshot, gap: str, times: str) -> Finding:
    rule = rule_named("saved-after-publication")
    set_back, no_word, _ = rule.explanations
    return finding_on_one(
        rule.slug,
        observation,
        f"The site says that the post was last saved {gap} after its publication date {times},"
        " which by itself does not show an edit.",
        fields=("date_gmt", "modified_gmt"),
        explanations=(set_back, _without_words(no_word, snapshot), _edit(snapshot)),
        settles=_settles(rule.settles, snapshot),
    )


def _without_words(history: str, snapshot: Snapshot) -> str:
    if snapshot.claims.revision_count == 1:
        return (
            f"{history} That one revision is stored fits this: an edit of a post that already has"
            " one normally stores a second."
        )
    return history


def _edit(snapshot: Snapshot) -> str:
    count, newest = snapshot.claims.revision_count, snapshot.claims.predecessor_id
    if count is None:
        return "The text was edited; the answer does not say how many revisions are stored."
    if count == 0:
        return (
            "The text was edited on a site that stores no revisions, or whose revisions were"
            " removed: none is stored."
        )
    if count > 1:
        return (
            f"The text was edited: {count} revisions are stored, drafts and autosaves among them."
        )
    history = (
        "The text was edited once, after the post had first been stored without a revision (as an"
        " import or a program does): one revision is stored."
    )
    between = (newest or 0) - snapshot.key.post_id - 1
    if newest is not None and 0 <= between < _NEAR:
        others = (
            "no other item"
            if between == 0
            else f"at most {say_count(between, 'other item')} (a post, a picture or a revision)"
        )
        history += (
            f" That edit would have come early: the revision has number"
            f" {newest} and the post {snapshot.key.post_id}, so {others} came between them."
        )
    return history


def _settles(settles: tuple[str, ...], snapshot: Snapshot) -> tuple[str, ...]:
    newest = snapshot.claims.predecessor_id
    if newest is None:
        return settles
    return (
        *settles,
        (
            f"The text and date of revision {newest}, the newest that is stored, held against the"
            " text as it is now."
        ),
    )


def _characters(blocks: Sequence[BlockTokens]) -> tuple[list[str], tuple[str, ...]]:
    found = [
        (block.field, f"{hit.name} in {say_quote(hit.context)}")
        for block in blocks
        for hit in find_unseen(block.text)
    ]
    return list(dict.fromkeys(text for _, text in found)), _fields(found)


def _lookalikes(blocks: Sequence[BlockTokens]) -> tuple[list[str], tuple[str, ...]]:
    found = [
        (block.field, f"{say_list(word.names)} in {say_quote(word.context)}")
        for block in blocks
        for word in find_lookalikes(block.text)
    ]
    return list(dict.fromkeys(text for _, text in found)), _fields(found)


def _undisplayed(blocks: Sequence[BlockTokens]) -> tuple[list[str], tuple[str, ...]]:
    found = [(block.field, say_quote(text)) for block in blocks for text in _marked_hidden(block)]
    return list(dict.fromkeys(text for _, text in found)), _fields(found)


def _fields(found: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(field for field, _ in found))


def _marked_hidden(block: BlockTokens) -> Iterator[str]:
    """Yield each run of words inside the mark `hidden`."""
    depth = 0
    words: list[str] = []
    for token in block.inline:
        if token.value == "hidden" and token.kind in {"<", ">"}:
            depth += 1 if token.kind == "<" else -1
        elif token.kind == ":" and depth > 0:
            words.append(token.value)
        if depth == 0 and words:
            text, words = "".join(words).strip(), []
            if text:
                yield text


def _say_hits(hits: Sequence[str]) -> str:
    shown = say_list([*hits[:_MAX_QUOTED]])
    more = len(hits) - _MAX_QUOTED
    rest = f", and in {say_count(more, 'more place')}" if more > 0 else ""
    return f"{shown}{rest}"
