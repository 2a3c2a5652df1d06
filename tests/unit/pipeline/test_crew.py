"""Errands of many hosts at once, one thing at a time of each, and one reader."""

import re
import threading
from collections.abc import Iterator

import pytest

from provenance.capture import Manners, Options, Session
from provenance.errors import ArchiveError, LoginError, MalformedError, ProofError
from provenance.model import Failure
from provenance.pipeline.crew import Crew, Errand, Group, Visit

OPTIONS = Options()


def errand(place: int, host: str) -> Errand:
    return Errand(place=place, target=f"https://{host}/{place}", host=host)


def crew(visit: Visit, jobs: int = 8, manners: Manners | None = None) -> Crew:
    def begin(session: Session) -> Visit:
        assert session.manners is used
        return visit

    used = manners or Manners()
    return Crew(begin, jobs=jobs, options=OPTIONS, manners=used)


def one_group(errand: Errand) -> Iterator[Group]:
    yield Group(place=errand.place, members=(), is_last=True)


def test_each_host_s_errands_are_done_in_their_order() -> None:
    errands = [errand(place, f"h{place % 3}") for place in range(30)]
    places = [group.place for group in crew(one_group).run(errands)]
    assert sorted(places) == list(range(30))
    for host in range(3):
        own = [place for place in places if place % 3 == host]
        assert own == sorted(own)


def test_one_host_is_never_asked_twice_at_once_and_many_hosts_are() -> None:
    busy: list[str] = []
    most = 0
    together = threading.Barrier(3, timeout=10)

    def visit(errand: Errand) -> Iterator[Group]:
        nonlocal most
        assert errand.host not in busy
        busy.append(errand.host)
        most = max(most, len(busy))
        together.wait()
        busy.remove(errand.host)
        yield from one_group(errand)

    errands = [errand(place, f"h{place % 3}") for place in range(6)]
    assert len(list(crew(visit, jobs=3).run(errands))) == 6
    assert most == 3


def test_no_more_hosts_than_jobs_are_asked_at_once() -> None:
    busy: set[str] = set()

    def visit(errand: Errand) -> Iterator[Group]:
        busy.add(errand.host)
        assert len(busy) == 1
        yield from one_group(errand)
        busy.discard(errand.host)

    errands = [errand(place, f"h{place}") for place in range(5)]
    assert len(list(crew(visit, jobs=1).run(errands))) == 5


def test_a_thread_is_at_most_one_group_ahead_of_the_reader() -> None:
    made: list[int] = []

    def visit(errand: Errand) -> Iterator[Group]:
        for number in range(10):
            made.append(number)
            yield Group(place=number, members=())

    groups = crew(visit).run([errand(0, "h")])
    for read, _ in enumerate(groups):
        # The one being read, the one that waits, and the one being made.
        assert len(made) <= read + 3
    assert made == list(range(10))


def test_errands_that_are_found_are_done_too() -> None:
    def visit(errand: Errand) -> Iterator[Group]:
        if errand.is_found:
            yield from one_group(errand)
            return
        more = tuple(
            Errand(place=0, target=str(number), host=f"h{number % 2}", is_found=True)
            for number in range(4)
        )
        yield Group(place=0, members=(), more=more, is_last=True)

    assert len(list(crew(visit).run([errand(0, "h0")]))) == 5


@pytest.mark.parametrize("end", [KeyboardInterrupt(), ArchiveError("full"), ProofError("a")])
def test_what_ends_a_run_is_raised_where_the_reader_is(end: BaseException) -> None:
    def visit(errand: Errand) -> Iterator[Group]:
        yield Group(place=0, members=())
        raise end

    manners = Manners()
    with pytest.raises(type(end)):
        list(crew(visit, manners=manners).run([errand(0, "h"), errand(1, "i")]))
    assert manners.stop.is_set()


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (
            ZeroDivisionError("by\nnought"),
            r"ZeroDivisionError: by nought \(test_crew.py, line \d+\)",
        ),
        (KeyError(), r"KeyError \(test_crew.py, line \d+\)"),
        (MalformedError("an odd answer"), "an odd answer"),
    ],
)
def test_a_fault_at_one_target_ends_no_other_s_errands(fault: Exception, said: str) -> None:
    def visit(errand: Errand) -> Iterator[Group]:
        if errand.place == 1:
            yield Group(place=1, members=())
            raise fault
        yield from one_group(errand)

    manners = Manners()
    errands = [errand(place, "h" if place < 3 else "i") for place in range(6)]
    groups = list(crew(visit, manners=manners).run(errands))
    assert sorted(group.place for group in groups if group.is_last) == list(range(6))
    (failure,) = (one for group in groups for one in group.members)
    assert isinstance(failure, Failure)
    assert failure.target == "https://h/1"
    assert re.search(said, str(failure.error))
    assert not manners.stop.is_set()


def test_a_host_whose_session_cannot_be_opened_fails_at_each_of_its_targets() -> None:
    begun = iter([RuntimeError("no session")])

    def begin(session: Session) -> Visit:
        del session
        for error in begun:
            raise error
        return one_group

    errands = [errand(0, "h"), errand(1, "h"), errand(2, "i")]
    groups = list(Crew(begin, jobs=1, options=OPTIONS, manners=Manners()).run(errands))
    failed = [one.target for group in groups for one in group.members if isinstance(one, Failure)]
    assert failed == ["https://h/0", "https://h/1"]
    assert [group.place for group in groups] == [0, 1, 2]


def test_what_a_session_is_refused_for_is_raised_where_the_reader_is() -> None:
    def begin(session: Session) -> Visit:
        del session
        raise LoginError("no password")

    with pytest.raises(LoginError):
        list(Crew(begin, jobs=1, options=OPTIONS, manners=Manners()).run([errand(0, "h")]))


def test_a_run_that_is_to_end_hands_on_what_came_and_begins_nothing() -> None:
    manners = Manners()
    begun: list[int] = []

    def visit(errand: Errand) -> Iterator[Group]:
        manners.stop.check()
        begun.append(errand.place)
        yield from one_group(errand)

    places = []
    for group in crew(visit, manners=manners, jobs=1).run([errand(n, "h") for n in range(9)]):
        places.append(group.place)
        if len(places) == 3:
            manners.stop.set()
    assert places == begun
    assert 3 <= len(places) <= 5


def test_a_reader_who_leaves_ends_the_threads() -> None:
    manners = Manners()
    groups = crew(one_group, manners=manners).run([errand(n, "h") for n in range(9)])
    next(groups)
    groups.close()  # type: ignore[attr-defined]  # it is a generator
    assert manners.stop.is_set()
    assert all("_work" not in thread.name for thread in threading.enumerate())
