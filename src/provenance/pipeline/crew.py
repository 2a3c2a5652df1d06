"""Targets asked at once: a thread a host, a session each, and one reader of what they bring.

Owns threads and the order in which their work is handed on, and keeps a fault at one target from
ending what is asked of others. Never records, and knows nothing of what an errand is.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from queue import SimpleQueue

from provenance.capture import Manners, Options, Session, open_session
from provenance.errors import ProvenanceError, StoppedError
from provenance.model import Failure, Followed, Reading, Sweep
from provenance.pipeline.unforeseen import ENDS_A_RUN, failure_of

Member = Reading | Failure | Sweep | Followed
# How many groups a host's thread may be ahead of the reader. A kill loses what is not recorded
# yet: with one, the next page of a list is asked for while the one before it is recorded.
_AHEAD = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """One target to be asked.

    Attributes:
        place: Which of the user's targets it is, or comes from; from 0.
        target: Its address.
        host: Which host is asked for it; errands of one host are done one after the other.
        is_found: Whether it was found in a feed or a sitemap, and not given by the user.
    """

    place: int
    target: str
    host: str
    is_found: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What belongs together in the record.

    Attributes:
        place: Of the errand that it came from.
        members: Answers, failures to have one, and what was walked through to its end, in order.
        more: Errands that it leads to.
        remarks: Lines for whoever asked, on the errand; no part of the record.
        is_last: Whether its errand is done with it.
    """

    place: int
    members: tuple[Member, ...]
    more: tuple[Errand, ...] = ()
    remarks: tuple[str, ...] = ()
    is_last: bool = False


Visit = Callable[[Errand], Iterator[Group]]
# Makes what does a thread's errands, with the thread's own session.
Begin = Callable[[Session], Visit]


class Crew:
    """Threads that do errands, at most so many at once, and never two for one host."""

    def __init__(self, begin: Begin, *, jobs: int, options: Options, manners: Manners) -> None:
        self._begin = begin
        self._jobs = jobs
        self._options = options
        self._manners = manners
        self._errands: dict[str, deque[Errand]] = {}
        self._free: deque[str] = deque()
        self._threads: dict[str, threading.Thread] = {}
        self._brought: SimpleQueue[tuple[str, Group | BaseException | None]] = SimpleQueue()
        self._ahead: dict[str, threading.Semaphore] = {}
        self._is_left = False

    def run(self, errands: Iterable[Errand]) -> Iterator[Group]:
        """Yield what the errands bring; each host's in order, whichever host comes first.

        When the run is to stop, what was brought before is still handed on.
        """
        for errand in errands:
            self._add(errand)
        try:
            self._send()
            while self._threads:
                host, brought = self._brought.get()
                if isinstance(brought, Group):
                    for errand in brought.more:
                        self._add(errand)
                    yield brought
                    self._ahead[host].release()
                else:
                    self._join(host)
                    if brought is not None:
                        raise brought
                self._send()
        finally:
            self._end()

    def _add(self, errand: Errand) -> None:
        waiting = self._errands.setdefault(errand.host, deque())
        if not waiting and errand.host not in self._threads:
            self._free.append(errand.host)
        waiting.append(errand)

    def _send(self) -> None:
        while self._free and len(self._threads) < self._jobs and not self._manners.stop.is_set():
            host = self._free.popleft()
            self._ahead[host] = threading.Semaphore(_AHEAD)
            thread = threading.Thread(target=self._work, args=(host,), daemon=True)
            self._threads[host] = thread
            thread.start()

    def _work(self, host: str) -> None:
        end: BaseException | None = None
        try:
            with open_session(self._options, self._manners) as session:
                self._visit(host, _enduring(self._begin(session)))
        except StoppedError:
            pass
        except ProvenanceError as error:
            end = error
        except Exception as error:  # noqa: BLE001 - said of each target of this host
            self._visit(host, _failing(error))
        except BaseException as error:  # noqa: BLE001 - raised anew where the reader is
            end = error
        self._brought.put((host, end))

    def _visit(self, host: str, visit: Visit) -> None:
        while self._errands[host] and not self._manners.stop.is_set():
            errand = self._errands[host].popleft()
            for group in visit(errand):
                self._ahead[host].acquire()
                if self._is_left:
                    break
                self._brought.put((host, group))

    def _join(self, host: str) -> None:
        self._threads.pop(host).join()
        # What was found for this host while its thread was ending.
        if self._errands[host] and not self._manners.stop.is_set():
            self._free.append(host)

    def _end(self) -> None:
        """End the threads that still run, where the reader left before they were done."""
        if not self._threads:
            return
        self._is_left = True
        self._manners.stop.set()
        for host, thread in self._threads.items():
            self._ahead[host].release()  # it may be waiting to hand something on
            thread.join()


def _enduring(visit: Visit) -> Visit:
    """Return what does errands as `visit` does, and fails at one where that breaks."""

    def endure(errand: Errand) -> Iterator[Group]:
        try:
            yield from visit(errand)
        except ENDS_A_RUN:
            raise
        except Exception as error:  # noqa: BLE001 - kept, named, and the end of no other errand
            yield _broken(errand, error)

    return endure


def _failing(error: Exception) -> Visit:
    """Return what says of each errand that it could not be begun."""
    return lambda errand: iter((_broken(errand, error),))


def _broken(errand: Errand, error: Exception) -> Group:
    failure = failure_of(errand.target, error)
    return Group(place=errand.place, members=(failure,), is_last=True)
