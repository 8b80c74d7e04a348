"""Whatever happens to a worker or an API at a named point, every job comes to its one good end.

All points of a kind of work are tried at once, by as many workers, each with a fault at its own point.
"""

import signal
import time
from collections.abc import Callable, Sequence
from itertools import count, cycle

import pytest

from crowd import Deeds, each, people
from faults_points import ANSWERING, FETCHING, FILING, WAYS
from figures import Figures
from fleet import LEASE_SECONDS, Fleet
from holdings import Baseline
from invariants import Scene, assert_all_hold
from person import Person, Wish
from processes import is_stopped
from program import NeverHappened, eventually

SPARE = ("spare-1", "spare-2")
"""People for jobs that one worker has done twice."""


class FaultyWorkers:
    """One for each of some points, which only do one kind of work, one job at a time."""

    _numbers = count(10)

    def __init__(self, fleet: Fleet, points: Sequence[str], fault: str, role: str):
        self._fleet, self._fault = fleet, fault
        self._points: dict[str, str] = {}
        for point, number in zip(points, self._numbers):
            fleet.start_worker(number, {
                "TONEARM_FAULT": f"{point}:{fault}", "TONEARM_WORKER_ROLES": role,
                "TONEARM_WORKER_SLOTS": "1", "TONEARM_LOG_LEVEL": "debug"})
            self._points[f"worker-{number}"] = point

    @property
    def spared(self) -> list[str]:
        """The points at which nothing has happened yet."""
        return [point for name, point in self._points.items() if not self._is_struck(name)]

    def _is_struck(self, name: str) -> bool:
        part = self._fleet.parts[name]
        if self._fault == "sleep":  # shows in nothing; but who has had a job has slept
            return "download=" in part.last_words(1000)
        return is_stopped(part.pid) if self._fault == "stop" else not part.is_running

    def retire(self) -> None:
        """Has those end that go on working after their fault: what is begun next is for the others."""
        for name in self._points:
            if self._fault == "sleep" and self._is_struck(name):
                self._fleet.parts[name].send(signal.SIGTERM)

    def end(self) -> None:
        """Lets those that are stopped go on, and asks all that are left to end; they do so cleanly."""
        running = [part for name in self._points if (part := self._fleet.parts[name]).is_running]
        for part in running:
            part.send(signal.SIGCONT)
        for part in running:
            part.send(signal.SIGTERM)
        assert [part.end() for part in running] == [0] * len(running)


def strike(workers: FaultyWorkers, crowd: Sequence[Person], begin: Callable[[Person], object]) -> None:
    """Has people begin jobs, one for each worker and more if need be, until all have suffered their fault."""
    enough = len(workers.spared)
    for person in crowd[:enough]:
        begin(person)
    for person in crowd[enough:]:
        try:
            eventually("every fault", lambda: not workers.spared, 10 + LEASE_SECONDS)
        except NeverHappened:
            workers.retire()
            begin(person)
    eventually("the last fault", lambda: not workers.spared, 10 + LEASE_SECONDS)


@pytest.mark.parametrize("fault", WAYS)
def test_a_fetch_survives_a_fault_of_its_worker(
    fleet: Fleet, baseline: Baseline, figures: Figures, fault: str
) -> None:
    figures.count(len(FETCHING))
    names = [f"{fault}-fetching-{point}" for point in (*FETCHING, *SPARE)]
    with people(fleet, names) as crowd, Deeds(len(crowd)) as deeds:
        wishes = cycle((Wish.SAVE, Wish.SAVE_EARLY, Wish.DISCARD))
        fleet.kill("worker-1")
        workers = FaultyWorkers(fleet, FETCHING, fault, "downloads")
        strike(workers, crowd, lambda person: deeds.begin(
            person.see_through, person.submit(fleet.site.url("/act/fast")), next(wishes)))
        fleet.restart("worker-1")
        assert "failed" not in deeds.results()
        workers.end()
        assert_all_hold(Scene(fleet, crowd, baseline))


@pytest.mark.parametrize("fault", WAYS)
def test_a_filing_survives_a_fault_of_its_worker(
    fleet: Fleet, baseline: Baseline, figures: Figures, fault: str
) -> None:
    figures.count(len(FILING))
    names = [f"{fault}-filing-{point}" for point in (*FILING, *SPARE)]
    with people(fleet, names) as crowd, Deeds(len(crowd)) as deeds:
        jobs = each(lambda person: person.submit(fleet.site.url("/act/fast")), crowd)
        for person, job in zip(crowd, jobs):
            assert person.await_state(job, "awaiting_confirmation") == "awaiting_confirmation"
        fleet.kill("worker-1")
        workers = FaultyWorkers(fleet, FILING, fault, "finalize")
        strike(workers, crowd, lambda person: deeds.begin(person.see_through, person.jobs[0], Wish.SAVE))
        fleet.restart("worker-1")
        for person in crowd:  # those who were not needed, too
            deeds.begin(person.see_through, person.jobs[0], Wish.SAVE)
        assert set(deeds.results()) == {"completed"}
        workers.end()
        fleet.let_an_hour_pass()  # for what was filed by those who then died
        assert_all_hold(Scene(fleet, crowd, baseline))


@pytest.mark.parametrize("fault", WAYS)
@pytest.mark.parametrize("point", ANSWERING)
def test_a_request_survives_a_fault_of_its_api(
    fleet: Fleet, baseline: Baseline, point: str, fault: str
) -> None:
    with people(fleet, [f"{fault}-{point}"]) as [person], Deeds(1) as deeds:
        fleet.kill("api")
        fleet.start_api({"TONEARM_FAULT": f"{point}:{fault}"})
        deed = deeds.begin(lambda: person.see_through(
            person.submit(fleet.site.url("/act/fast")), Wish.SAVE))
        part = fleet.parts["api"]
        if fault == "stop":
            eventually("the fault", lambda: is_stopped(part.pid))
            time.sleep(1.5 * fleet.lease_seconds)
            part.send(signal.SIGCONT)
        elif fault != "sleep":
            eventually("the fault", lambda: not part.is_running)
            fleet.start_api()
        assert deed.result() == "completed"
        fleet.kill("api")
        fleet.start_api()
        assert_all_hold(Scene(fleet, [person], baseline))
