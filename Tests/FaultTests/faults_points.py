"""What programs suffer at the named points of their work; the names are FaultPoint.swift's."""

from collections.abc import Iterator
from random import Random

from faults import any_worker, fault
from fleet import Fleet

WAYS = ("kill", "stop", "exit", "sleep")
FETCHING = (
    "delivered", "claimed", "downloading", "downloaded", "converting", "staged", "finishing", "finished")
FILING = ("delivered", "claimed", "tagged", "recorded", "placed", "finishing", "finished", "cleaned")
ANSWERING = ("submitted", "confirmed")


@fault("worker suffers at a point", leases=1.7)
def worker_suffers(fleet: Fleet, chance: Random) -> Iterator[None]:
    yield from _suffers(fleet, any_worker(fleet, chance), chance.choice(FETCHING + FILING), chance)


@fault("API suffers at a point", leases=1)
def api_suffers(fleet: Fleet, chance: Random) -> Iterator[None]:
    yield from _suffers(fleet, chance.choice(fleet.running_apis), chance.choice(ANSWERING), chance)


def _suffers(fleet: Fleet, name: str, point: str, chance: Random) -> Iterator[None]:
    """Whoever is stopped goes on before it ends, and all are started as before."""
    fleet.kill(name)
    fleet.parts[name].start({"TONEARM_FAULT": f"{point}:{chance.choice(WAYS)}"})  # may never be ready
    yield
    fleet.parts[name].end()
    fleet.restart(name)
