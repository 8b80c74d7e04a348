"""How soon others take over from a worker that is gone."""

import time

from crowd import people
from figures import Figures
from fleet import LEASE_SECONDS, Fleet
from holdings import Baseline
from invariants import Scene, assert_all_hold
from person import Job, Person, Wish
from program import eventually

ROUNDS = 2


def owner(fleet: Fleet, job: Job) -> str:
    """The name of the worker that is at work on a download."""
    consumer = fleet.redis.ask("HGET", f"{{tonearm}}:download:{job.id}", "owner")
    pids = {str(fleet.parts[name].pid): name for name in fleet.workers}
    return pids[consumer.split("-")[-2]]


def starts(person: Person) -> int:
    return sum(seen.event == "download_started" for seen in person.follower.observations)


def test_a_download_whose_worker_was_killed_runs_again_within_one_and_a_half_leases(figures: Figures) -> None:
    figures.count(ROUNDS)
    with Fleet(workers=2) as fleet:
        baseline = Baseline.at_rest(fleet)
        for round in range(ROUNDS):
            with people(fleet, [f"waiter-{round}"]) as [person]:
                job = person.submit(fleet.site.url("/act/fast", seconds=f"{LEASE_SECONDS + 2:g}"))
                assert person.await_state(job, "downloading") == "downloading"
                killed = owner(fleet, job)
                fleet.kill(killed)
                began = time.monotonic()
                eventually("a second start", lambda: starts(person) == 2, 1.5 * LEASE_SECONDS + 3)
                figures.add("a killed worker's download runs again", time.monotonic() - began)
                fleet.restart(killed)
                assert person.see_through(job, Wish.SAVE) == "completed"
                assert_all_hold(Scene(fleet, [person], baseline))
