"""However often a job is delivered, and however many workers die of it, it has one end."""

import pytest

from crowd import people
from figures import Figures
from fleet import LEASE_SECONDS, Fleet
from holdings import Baseline
from invariants import Scene, assert_all_hold
from person import Person, Wish
from program import eventually

COUNT = 100


def deliver_again(fleet: Fleet, stream: str, id: str) -> None:
    """Queues the same job a hundred times more."""
    script = "for _ = 1, ARGV[2] do redis.call('XADD', KEYS[1], '*', 'id', ARGV[1], 'kind', 'work') end"
    fleet.redis.ask("EVAL", script, 1, "{tonearm}:" + stream, id, COUNT)


@pytest.mark.parametrize("stream", ["jobs", "finalize:shared"])
@pytest.mark.parametrize("state", ["downloading", "awaiting_confirmation", "completed"])
def test_a_job_that_is_delivered_a_hundred_times_is_done_once(
    fleet: Fleet, baseline: Baseline, figures: Figures, stream: str, state: str
) -> None:
    figures.count(COUNT)
    with people(fleet, [f"again-{state}-{stream.partition(':')[0]}"]) as [person]:
        job = person.submit(fleet.site.url("/act/fast", seconds="0.3"))
        assert person.await_state(job, "downloading") == "downloading"
        if state == "completed":
            person.see_through(job, Wish.SAVE)
        assert person.await_state(job, state) == state
        deliver_again(fleet, stream, job.id)
        assert person.see_through(job, Wish.SAVE) == "completed"
        eventually("an empty stream", lambda: fleet.redis.ask("XLEN", "{tonearm}:" + stream) == "0", 20)
        assert_all_hold(Scene(fleet, [person], baseline))
        assert starts(person, job.id) == 1


@pytest.mark.parametrize("point", ["claimed", "converting"])
def test_a_job_of_which_every_worker_dies_is_poison(fleet: Fleet, baseline: Baseline, point: str) -> None:
    """And those who share the queue with it are served."""
    with people(fleet, [f"poisoner-{point}", f"neighbour-{point}"]) as [poisoner, neighbour]:
        fleet.kill("worker-1")
        for death in range(3):
            fleet.start_worker(2, {"TONEARM_FAULT": f"{point}:kill", "TONEARM_WORKER_ROLES": "downloads"})
            dying = fleet.parts["worker-2"]
            if death == 0:
                poison = poisoner.submit(fleet.site.url("/act/fast"))
            eventually(f"death {death + 1}", lambda: not dying.is_running, 20 + 2 * LEASE_SECONDS)
        fleet.restart("worker-1")
        good = neighbour.submit(fleet.site.url("/act/fast"))
        assert neighbour.see_through(good, Wish.SAVE) == "completed"
        assert poisoner.see_through(poison, Wish.SAVE) == "failed"
        assert poisoner.show(poison)["failure"]["code"] == "poison"
        assert starts(poisoner, poison.id) == 3
        assert_all_hold(Scene(fleet, [poisoner, neighbour], baseline))


@pytest.mark.parametrize("command", ["xack", "xdel"])
def test_a_discard_is_removed_for_good(fleet: Fleet, baseline: Baseline, command: str) -> None:
    """Even if the worker gets no further than one of the two commands that this takes."""
    with people(fleet, [f"discarder-{command}"]) as [person]:
        job = person.submit(fleet.site.url("/act/fast"))
        person.await_state(job, "awaiting_confirmation")
        fleet.redis.ask("ACL", "SETUSER", "default", f"-{command}")
        try:
            person.cancel(job)
            eventually("nothing staged", lambda: not (fleet.staging / job.id).exists())
        finally:
            fleet.redis.ask("ACL", "SETUSER", "default", f"+{command}")
        assert_all_hold(Scene(fleet, [person], baseline))


def starts(person: Person, id: str) -> int:
    """How often a worker has begun with a download."""
    seen = person.follower.observations
    return sum(each.download == id and each.event == "download_started" for each in seen)
