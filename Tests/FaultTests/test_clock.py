"""A clock that is an hour off, and jumps there and back while people work, costs nobody anything."""

import pytest

from crowd import each, people
from faults_clock import LIBRARY, wrong_clock
from fleet import Fleet
from holdings import Baseline
from invariants import Scene, assert_all_hold
from person import Person, Wish

pytestmark = pytest.mark.skipif(not LIBRARY, reason="libfaketime is not installed")

NAMES = ("before", "during", "after")


@pytest.mark.parametrize("hours", [1, -1])
@pytest.mark.parametrize("part", ["worker-1", "api", "redis"])
def test_a_clock_that_is_an_hour_off(fleet: Fleet, baseline: Baseline, part: str, hours: int) -> None:
    def begin(person: Person) -> None:
        person.submit(fleet.site.url("/act/fast", seconds="0.5"))

    def save(person: Person) -> str:
        return person.see_through(person.jobs[-1], Wish.SAVE)

    with people(fleet, [f"{name}-{part}-{hours + 1}" for name in NAMES]) as [before, during, after]:
        begin(before)
        assert before.await_state(before.jobs[0], "downloading") == "downloading"
        with wrong_clock(fleet, part, hours):
            begin(during)
            assert save(before) == "completed"
            assert save(during) == "completed"
            begin(during)
            begin(after)
            assert after.await_state(after.jobs[0], "downloading") == "downloading"
        assert each(save, [during, after]) == ["completed", "completed"]
        assert_all_hold(Scene(fleet, [before, during, after], baseline))
