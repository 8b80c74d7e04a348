"""What a fleet holds, to be compared with what it held before."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

from fleet import Fleet
from processes import Holdings, at_work_in

DESCRIPTOR_SLACK = 16
"""Thread pools, the catalogue and keep-alive connections open a few with time, and no more."""
MEMORY_SLACK_KIB = 128 * 1024
"""Allocators keep what they had at the peak."""


@dataclass(frozen=True)
class Baseline:
    """What each program held, and what Redis knew of them all, at a moment of rest."""

    programs: dict[str, Holdings]
    connections: int

    @classmethod
    def of(cls, fleet: Fleet) -> "Baseline":
        names = fleet.workers + fleet.running_apis
        return cls({name: Holdings.of(fleet.parts[name].pid) for name in names}, _connections(fleet))

    @classmethod
    def at_rest(cls, fleet: Fleet) -> "Baseline":
        """What `fleet` holds once it has opened nothing more for a lease, the time that inheriting takes."""
        count, since = _connections(fleet), time.monotonic()
        while time.monotonic() < since + 1.5 * fleet.lease_seconds:
            time.sleep(0.1)
            if (now := _connections(fleet)) != count:
                count, since = now, time.monotonic()
        return cls.of(fleet)

    def excesses(self, fleet: Fleet) -> Iterator[str]:
        """How `fleet`, of the same programs now as then, holds more."""
        for name, now in Baseline.of(fleet).programs.items():
            before = self.programs.get(name)
            if before and now.descriptors > before.descriptors + DESCRIPTOR_SLACK:
                yield f"{name} has {now.descriptors} descriptors open, it had {before.descriptors}"
            if before and now.memory_kib > before.memory_kib + MEMORY_SLACK_KIB:
                yield f"{name} has {now.memory_kib} KiB of memory, it had {before.memory_kib}"
        if (connections := _connections(fleet)) > self.connections:
            yield f"Redis has {connections} connections, it had {self.connections}"


def relics(fleet: Fleet) -> Iterator[str]:
    """What is left of workers that have ended: consumers, sandboxes, temporary folders, proofs of a disk."""
    workers = fleet.workers
    living = {str(fleet.parts[name].pid) for name in workers}
    for stream in fleet.job_streams:
        for name in fleet.consumers(stream):
            if name.split("-")[-2] not in living:
                yield f"{stream} has a consumer {name} that is no more"
    for pid, words in at_work_in(fleet.staging).items():
        yield f"{pid}: {words[:60]}"
    folders = list(fleet.scratch.iterdir())
    if len(folders) > len(workers):
        yield f"{len(workers)} workers have {len(folders)} temporary folders"
    for folder in (fleet.staging, fleet.library / ".tonearm"):
        old = time.time() - 60  # those that run prove their disks all the time
        yield from (str(probe) for probe in folder.glob("probe-*") if probe.stat().st_mtime < old)


def _connections(fleet: Fleet) -> int:
    """How many there are to Redis, that which asks aside."""
    return len(fleet.redis.ask("CLIENT", "LIST").splitlines()) - 1
