"""What is watched, and when each of it is due: ledger, schedule and failures held together.

Knows no network. What could not be had is remembered here alone: a new process asks for it at once.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from provenance.archive import Archive, Swept
from provenance.model import PostKey, format_rest_address
from provenance.pipeline.polling import Heard, Question
from provenance.pipeline.schedule import (
    POLL_EVERY,
    Past,
    due_at,
    is_ahead,
    poll_due_at,
    window_from,
)
from provenance.pipeline.watched import Ledger

# What no poll shows, posts brought in with old dates above all, a walk through the list finds.
SWEEP_EVERY = timedelta(days=1)
# A target as the user typed it, or a post of a site that was typed.
Thing = str | PostKey


class _List(NamedTuple):
    """A list of posts of one site; whole where all of it is watched, and not some posts alone."""

    site: str
    collection: str
    is_whole: bool


class Register:
    """Everything that one process watches."""

    def __init__(self, targets: Sequence[str], observer: str) -> None:
        self._targets = tuple(targets)
        self._observer = observer
        self._ledger = Ledger(observer)
        self._sweeps: Mapping[str, Sequence[Swept]] = {}
        self._polled: dict[_List, datetime] = {}
        self._asked: dict[Thing, datetime] = {}
        self._failing: dict[Thing, datetime] = {}
        # Posts that polls listed and no capture shows yet as listed; with base and route.
        self._news: dict[PostKey, tuple[str, str]] = {}

    def read(self, archive: Archive) -> frozenset[PostKey]:
        """Take what was recorded since the last time; return the posts that were captured."""
        watching = archive.watching()
        swept = watching.swept(observer=self._observer)
        self._sweeps = {target: swept[target] for target in self._targets if target in swept}
        for one in watching.last_polls():
            of = _List(one.site, one.collection, one.is_whole)
            self._polled.setdefault(of, one.polled_at)
        return self._ledger.read(archive)

    def posts(self) -> frozenset[PostKey]:
        """Return the posts that are watched."""
        return frozenset(key for keys in self._lists().values() for key in keys)

    def list_of(self, key: PostKey) -> tuple[str, str]:
        """Return base and route of the list that a post is in."""
        seen = self._ledger.seen.get(key)
        return (seen.base, seen.collection) if seen else self._news[key]

    def address_of(self, key: PostKey) -> str:
        """Return the REST address of a post."""
        base, collection = self.list_of(key)
        return format_rest_address(base, f"{collection}/{key.post_id}")

    # --- What is due ------------------------------------------------------------------------------

    def due(self, *, now: datetime) -> list[Thing]:
        """Return what is to be asked: what is due by now, and what polls said was saved."""
        return [
            thing
            for thing in self._things()
            if self._due_at(thing, now) <= now or not self._news.keys().isdisjoint(self._of(thing))
        ]

    def next_due(self, *, now: datetime) -> tuple[datetime, str]:
        """Return when something is due next, and what."""
        asked = ((self._due_at(thing, now), str(thing)) for thing in self._things())
        polled = (
            (self._poll_due_at(of, keys, now), f"what was saved at {of.site}")
            for of, keys in self._lists().items()
        )
        return min((*asked, *polled))

    def questions(self, *, now: datetime) -> Iterator[Question]:
        """Yield what sites are to be asked of late saves by now."""
        for of, keys in self._lists().items():
            # What is asked in full now needs no question.
            only = [key for key in keys if self._due_at(key, now) > now]
            if self._poll_due_at(of, keys, now) > now or not (only or of.is_whole):
                continue
            yield Question(
                site=of.site,
                base=self.list_of(keys[0])[0],
                collection=of.collection,
                since=window_from(self._known_at(of, only), now=now),
                only=() if of.is_whole else tuple(sorted(key.post_id for key in only)),
            )

    def _due_at(self, thing: Thing, now: datetime) -> datetime:
        if isinstance(thing, str) and thing in self._sweeps:
            return self._site_due_at(thing, now)
        seen = [self._ledger.seen[key] for key in self._of(thing) if key in self._ledger.seen]
        failing = self._failing.get(thing)
        asked = self._asked.get(thing)
        if not seen and asked is not None and failing is None and not is_ahead(asked, now):
            return asked + POLL_EVERY  # a feed: what it names is asked with it
        if seen and failing is None:
            asked = max(one.asked_at for one in seen)
        edited = max((one.edited_at for one in seen), default=None)
        return due_at(Past(asked_at=asked, edited_at=edited, failing_since=failing), now=now)

    def _poll_due_at(self, of: _List, keys: Sequence[PostKey], now: datetime) -> datetime:
        return poll_due_at(self._polled.get(of) or self._known_at(of, keys), now=now)

    def _site_due_at(self, target: str, now: datetime) -> datetime:
        swept = max(one.finished_at for one in self._sweeps[target])
        failing, asked = self._failing.get(target), self._asked.get(target)
        if failing is not None and asked is not None:
            again = due_at(Past(asked_at=asked, failing_since=failing), now=now)
            return min(again, asked + SWEEP_EVERY)
        if is_ahead(swept, now) or not self._is_complete(target):
            return now
        return swept + SWEEP_EVERY

    def _is_complete(self, target: str) -> bool:
        return all(one.complete for one in self._sweeps[target])

    # --- What came --------------------------------------------------------------------------------

    def hear(self, heard: Heard) -> None:
        """Take what a site answered when it was asked what was saved."""
        question = heard.question
        of = _List(question.site, question.collection, not question.only)
        self._polled[of] = heard.asked_at
        where = (question.base, question.collection)
        self._news |= dict.fromkeys(self.news(heard), where)

    def news(self, heard: Heard) -> frozenset[PostKey]:
        """Return the posts of an answer that no capture shows as they were listed."""
        found = set()
        for number, modified in heard.listed.items():
            key = PostKey(site=heard.question.site, post_id=number)
            seen = self._ledger.seen.get(key)
            if seen is None or modified not in (None, seen.modified_gmt):
                found.add(key)
        return frozenset(found)

    def settle(
        self,
        asked: Collection[Thing],
        fresh: Collection[PostKey],
        failed: Collection[str],
        *,
        now: datetime,
    ) -> None:
        """Take what became of what was asked: the posts that came, and the targets that failed."""
        for thing in asked:
            self._asked[thing] = now
            if self._is_had(thing, fresh, failed):
                self._failing.pop(thing, None)
            else:
                self._failing.setdefault(thing, now)
        self._news.clear()

    def _is_had(self, thing: Thing, fresh: Collection[PostKey], failed: Collection[str]) -> bool:
        if isinstance(thing, str) and thing in self._sweeps:
            return thing not in failed and self._is_complete(thing)
        of = self._of(thing)
        return any(key in fresh for key in of) if of else thing not in failed

    # --- What is watched --------------------------------------------------------------------------

    def _things(self) -> list[Thing]:
        listed = {key for of, keys in self._lists().items() if of.is_whole for key in keys}
        return [*self._targets, *sorted(listed | self._new())]

    def _new(self) -> set[PostKey]:
        return {key for key in self._news if key not in self._ledger.seen}

    def _of(self, thing: Thing) -> Collection[PostKey]:
        return self._ledger.at.get(thing, ()) if isinstance(thing, str) else (thing,)

    def _lists(self) -> Mapping[_List, Sequence[PostKey]]:
        """Return the lists in which watched posts are, and which posts those are."""
        lists: defaultdict[_List, list[PostKey]] = defaultdict(list)
        whole = {(one.site, one.collection) for each in self._sweeps.values() for one in each}
        for key, seen in self._ledger.seen.items():
            if seen.listed and (key.site, seen.collection) in whole:
                lists[_List(key.site, seen.collection, is_whole=True)].append(key)
        for key in {key for target in self._targets for key in self._ledger.at.get(target, ())}:
            collection = self._ledger.seen[key].collection
            if (key.site, collection) not in whole and collection:
                lists[_List(key.site, collection, is_whole=False)].append(key)
        return lists

    def _known_at(self, of: _List, keys: Sequence[PostKey]) -> datetime:
        """Return since when something can have been saved that is not known."""
        if not of.is_whole:
            return min(self._ledger.seen[key].asked_at for key in keys)
        walks = [
            one.finished_at
            for each in self._sweeps.values()
            for one in each
            if (one.site, one.collection) == (of.site, of.collection)
        ]
        return max([*walks, *([self._polled[of]] if of in self._polled else [])])
