"""What can go wrong, by name: for tests that want one of these, and for the soak, which draws from all.

A fault is a generator: what comes before its `yield` injects it, what comes after heals it.
"""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from random import Random

from fleet import Fleet
from processes import at_work_in

Course = Callable[[Fleet, Random], Iterator[None]]


@dataclass(frozen=True)
class Fault:
    """`leases`: how long it lasts, in leases of the fleet, unless who injects it has other plans."""

    name: str
    leases: float
    on: Callable[[Fleet, Random], AbstractContextManager[None]]
    """Injects it; it is healed when the context is left."""

    def strike(self, fleet: Fleet, chance: Random) -> None:
        """Injects it, waits, and heals it."""
        with self.on(fleet, chance):
            time.sleep(self.leases * fleet.lease_seconds)


FAULTS: dict[str, Fault] = {}


def fault(name: str, leases: float = 0) -> Callable[[Course], Course]:
    """Puts a generator among the FAULTS."""
    def register(course: Course) -> Course:
        FAULTS[name] = Fault(name, leases, contextmanager(course))
        return course

    return register


def any_worker(fleet: Fleet, chance: Random) -> str:
    return chance.choice(fleet.workers)


@fault("worker killed", leases=0.5)
def worker_killed(fleet: Fleet, chance: Random) -> Iterator[None]:
    name = any_worker(fleet, chance)
    fleet.kill(name)
    yield
    fleet.restart(name)


@fault("all workers killed", leases=0.5)
def all_workers_killed(fleet: Fleet, chance: Random) -> Iterator[None]:
    names = fleet.workers
    fleet.kill(*names)
    yield
    for name in names:
        fleet.restart(name)


@fault("worker stopped for longer than its lease", leases=1.7)
def worker_stopped(fleet: Fleet, chance: Random) -> Iterator[None]:
    part = fleet.parts[any_worker(fleet, chance)]
    part.send(signal.SIGSTOP)
    yield
    part.send(signal.SIGCONT)


@fault("workers restarted one after the other")
def workers_restarted(fleet: Fleet, chance: Random) -> Iterator[None]:
    """A rolling SIGTERM, as an update does it. Each must end by itself, with status 0."""
    for name in fleet.workers:
        part = fleet.parts[name]
        if status := part.end():
            raise RuntimeError(f"{name} ended with {status} after SIGTERM:\n{part.last_words()}")
        fleet.restart(name)
    yield


@fault("API killed", leases=0.25)
def api_killed(fleet: Fleet, chance: Random) -> Iterator[None]:
    name = chance.choice(fleet.running_apis)
    fleet.kill(name)
    yield
    fleet.restart(name)


@fault("API restarted")
def api_restarted(fleet: Fleet, chance: Random) -> Iterator[None]:
    name = chance.choice(fleet.running_apis)
    fleet.parts[name].end()
    fleet.restart(name)
    yield


@fault("API stopped", leases=1)
def api_stopped(fleet: Fleet, chance: Random) -> Iterator[None]:
    part = fleet.parts[chance.choice(fleet.running_apis)]
    part.send(signal.SIGSTOP)
    yield
    part.send(signal.SIGCONT)


@fault("Redis killed")
def redis_killed(fleet: Fleet, chance: Random) -> Iterator[None]:
    """It has written down everything that it answered: appendfsync always."""
    fleet.redis.restart()
    yield


@fault("Redis stopped", leases=0.4)
def redis_stopped(fleet: Fleet, chance: Random) -> Iterator[None]:
    with fleet.redis.paused():
        yield


@fault("Redis stopped for longer than the lease", leases=1.6)
def redis_stopped_for_long(fleet: Fleet, chance: Random) -> Iterator[None]:
    with fleet.redis.paused():
        yield


@fault("tools killed")
def tools_killed(fleet: Fleet, chance: Random) -> Iterator[None]:
    """Whatever works on downloads at the moment: those fail, and say so."""
    for pid in at_work_in(fleet.staging):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass  # it has ended meanwhile
    yield
