"""Whatever yt-dlp does, its download ends, says why, and leaves nothing behind."""

from collections.abc import Sequence

import pytest

from crowd import each, people
from fleet import Fleet
from holdings import Baseline
from invariants import Scene, assert_all_hold
from person import Person, Wish
from processes import tools
from program import eventually

FAILURES = {
    "flood": "not_found", "nothing": "unsupported_url", "crash": "internal", "lie": "internal",
    "fill": "disk_full",
}
"""The code of the failure, by what the stand-in does."""
ENDLESS = ("hang", "defy", "gush")


def failures(crowd: Sequence[Person], fleet: Fleet) -> list[str]:
    """The codes with which downloads fail whose links say what their owners' names do."""
    def fail(person: Person) -> str:
        job = person.submit(fleet.site.url(f"/act/{person.name}"))
        assert person.see_through(job, Wish.SAVE) == "failed"
        return str(person.show(job)["failure"]["code"])

    return each(fail, crowd)


def test_a_tool_that_fails_is_a_failure_that_says_so(fleet: Fleet, baseline: Baseline) -> None:
    with people(fleet, list(FAILURES)) as crowd:
        assert dict(zip(FAILURES, failures(crowd, fleet))) == FAILURES
        assert_all_hold(Scene(fleet, crowd, baseline))


def test_a_tool_that_never_ends_is_ended(fleet: Fleet, baseline: Baseline) -> None:
    fleet.kill("worker-1")
    fleet.start_worker(2, {"TONEARM_WORKER_SLOTS": "3", "TONEARM_DOWNLOAD_STALL_SECONDS": "3"})
    with people(fleet, ENDLESS) as crowd:
        assert failures(crowd, fleet) == ["stalled"] * len(ENDLESS)
        assert fleet.parts["worker-2"].end() == 0
        fleet.restart("worker-1")
        assert_all_hold(Scene(fleet, crowd, baseline))


@pytest.mark.parametrize("act", ["hang", "defy", "gush", "fork"])
def test_a_tool_is_ended_with_its_worker(fleet: Fleet, baseline: Baseline, act: str) -> None:
    with people(fleet, [f"{act}-orphaned"]) as [person]:
        job = person.submit(fleet.site.url(f"/act/{act}", seconds="60"))
        eventually("a tool at work", lambda: tools(fleet.staging / job.id), 20)
        fleet.kill("worker-1")
        eventually("no tool at work", lambda: not tools(fleet.staging), 20)
        person.cancel(job)
        fleet.restart("worker-1")
        assert_all_hold(Scene(fleet, [person], baseline))


def test_what_a_tool_leaves_running_ends_with_its_job(fleet: Fleet, baseline: Baseline) -> None:
    with people(fleet, ["fork"]) as [person]:
        job = person.submit(fleet.site.url("/act/fork"))
        assert person.see_through(job, Wish.SAVE) == "completed"
        assert_all_hold(Scene(fleet, [person], baseline))
