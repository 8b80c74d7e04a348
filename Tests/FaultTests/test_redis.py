"""Whatever Redis suffers, who was promised a track gets it, and everything comes to rest again."""

import time
from collections.abc import Callable
from random import Random

import pytest

import faults_redis as faults_redis  # registers its faults
from crowd import Deeds, each, people
from faults import FAULTS
from figures import Figures
from fleet import Fleet
from holdings import Baseline
from invariants import Scene, assert_all_hold
from person import Person, Wish

SUBMIT_SECONDS = 2
"""How long after Redis is back a submit may take."""
CRASHES = 3
SUBMITS = 4
NAMES = ("fetching", "reviewing", "idle")


def save_all(fleet: Fleet, crowd: list[Person], harm: Callable[[], None]) -> list[object]:
    """Does `harm` while one download runs, one is saved and one is begun; answers how they end."""
    fetching, reviewing, idle = crowd
    reviewed = reviewing.submit(fleet.site.url("/act/fast"))
    running = fetching.submit(fleet.site.url("/act/fast", seconds=f"{1.5 * fleet.lease_seconds:g}"))
    assert reviewing.await_state(reviewed, "awaiting_confirmation") == "awaiting_confirmation"
    assert fetching.await_state(running, "downloading") == "downloading"
    with Deeds(len(crowd)) as deeds:
        deeds.begin(fetching.see_through, running, Wish.SAVE_EARLY)
        deeds.begin(reviewing.see_through, reviewed, Wish.SAVE)
        deeds.begin(lambda: idle.see_through(idle.submit(fleet.site.url("/act/fast")), Wish.SAVE))
        harm()
        return deeds.results()


@pytest.mark.parametrize("names", [
    ["Redis is full", "Redis has no replica", "Redis is a replica", "Redis cannot save"],
    ["Redis pauses writes", "Redis pauses everything"], ["Redis loads its data"],
    ["Redis forgets the scripts", "connections closed"],
    ["groups destroyed"], ["consumers deleted"], ["jobs trimmed"],
], ids=lambda names: names[0].lower().replace(" ", "-"))
def test_what_redis_suffers_costs_nobody_a_track(
    request: pytest.FixtureRequest, fleet: Fleet, baseline: Baseline, figures: Figures, names: list[str]
) -> None:
    figures.count(len(names))

    def strike() -> None:
        for name in names:
            FAULTS[name].strike(fleet, Random(name))

    with people(fleet, [f"{each}-when-{request.node.callspec.id}" for each in NAMES]) as crowd:
        assert save_all(fleet, crowd, strike) == ["completed"] * len(crowd)
        if "jobs trimmed" in names:
            fleet.let_an_hour_pass()
        assert_all_hold(Scene(fleet, crowd, baseline))


@pytest.mark.parametrize("policy", ["always", "everysec"])
def test_a_redis_that_crashes_again_and_again_costs_nobody_a_track(
    fleet: Fleet, baseline: Baseline, figures: Figures, policy: str
) -> None:
    figures.count(CRASHES)

    def crash() -> None:
        for _ in range(CRASHES):
            fleet.redis.ask("CONFIG", "SET", "appendfsync", policy)
            fleet.redis.restart()
            time.sleep(0.5)

    with people(fleet, [f"{each}-at-{policy}" for each in NAMES]) as crowd:
        assert save_all(fleet, crowd, crash) == ["completed"] * len(crowd)
        assert_all_hold(Scene(fleet, crowd, baseline))


@pytest.mark.parametrize("leases", [5 / 60, 59 / 60, 61 / 60, 2, 2.5])
def test_a_redis_that_stops_for_a_while_costs_nobody_a_track(
    fleet: Fleet, baseline: Baseline, leases: float
) -> None:
    """For up to 5 seconds; with the real lease for 5, 59, 61, 120 and 150."""
    def stop() -> None:
        with fleet.redis.paused():
            time.sleep(leases * fleet.lease_seconds)

    with people(fleet, [f"{each}-for-{leases:.2f}" for each in NAMES]) as crowd:
        assert save_all(fleet, crowd, stop) == ["completed"] * len(crowd)
        assert_all_hold(Scene(fleet, crowd, baseline))


def test_a_submit_is_answered_soon_after_redis_is_back(
    fleet: Fleet, baseline: Baseline, figures: Figures
) -> None:
    def pause(person: Person) -> float:
        with fleet.redis.paused():
            time.sleep(fleet.lease_seconds)
        return answer_seconds(person)

    def crash(person: Person) -> float:
        fleet.redis.restart()
        return answer_seconds(person)

    def answer_seconds(person: Person) -> float:
        begin = time.monotonic()
        return person.submit(fleet.site.url("/act/fast")).answered_at - begin

    with people(fleet, [f"eager-{number}" for number in range(SUBMITS)]) as crowd:
        figures.count(SUBMITS)
        seconds = [(pause, crash)[turn % 2](person) for turn, person in enumerate(crowd)]
        for figure in seconds:
            figures.add("Redis is back, and a submit is answered", figure)
        assert max(seconds) <= SUBMIT_SECONDS

        def save(person: Person) -> str:
            return person.see_through(person.jobs[0], Wish.SAVE)

        assert each(save, crowd) == ["completed"] * len(crowd)
        assert_all_hold(Scene(fleet, crowd, baseline))
