"""A network that fails between the programs and Redis, in whatever way, costs nobody a track."""

import time
from collections.abc import Callable, Iterator
from random import Random

import pytest

import faults_network as faults_network  # registers its faults
from crowd import Deeds, people
from faults import FAULTS
from figures import Figures
from fleet import Fleet
from holdings import Baseline
from invariants import Scene, assert_all_hold
from person import Person, Wish

NAMES = ("fetching", "reviewing", "impatient")
CUTS = 6
RESETS = 25


@pytest.fixture(scope="module")
def fleet() -> Iterator[Fleet]:
    """Both workers and one of the APIs reach Redis by way of the proxy."""
    with Fleet(workers=2, apis=2, proxied=("api-2", "worker-1", "worker-2")) as fleet:
        yield fleet


def live_through(fleet: Fleet, baseline: Baseline, situation: str, harm: Callable[[], None]) -> None:
    """Has people save, approve early and discard, one after the other, until `harm` is done."""
    is_over = False

    def live(person: Person, wish: Wish) -> None:
        while True:
            job = person.submit(fleet.site.url("/act/fast", seconds="0.5"))
            end = person.see_through(job, wish)
            assert end == ("completed" if wish.is_save else "cancelled"), person.show(job)["failure"]
            if is_over:
                return

    with people(fleet, [f"{name}-{situation}" for name in NAMES]) as crowd, Deeds(len(crowd)) as deeds:
        for person, wish in zip(crowd, (Wish.SAVE, Wish.DISCARD, Wish.SAVE_EARLY)):
            deeds.begin(live, person, wish)
        try:
            time.sleep(0.5)  # into the midst of it
            harm()
        finally:
            is_over = True
        deeds.results()
        assert_all_hold(Scene(fleet, crowd, baseline))


@pytest.mark.parametrize("swallowed", ["requests", "replies", "everything"])
def test_a_network_that_swallows_what_is_sent(fleet: Fleet, baseline: Baseline, swallowed: str) -> None:
    live_through(
        fleet, baseline, swallowed,
        lambda: FAULTS[f"network swallows {swallowed}"].strike(fleet, Random(0)))


def test_a_network_that_cuts_all_connections_again_and_again(
    fleet: Fleet, baseline: Baseline, figures: Figures
) -> None:
    figures.count(CUTS)

    def cut() -> None:
        for _ in range(CUTS):
            FAULTS["network cuts all connections"].strike(fleet, Random(0))
            time.sleep(0.5)

    live_through(fleet, baseline, "cut", cut)


def test_a_network_that_resets_connections_in_the_middle_of_replies(
    fleet: Fleet, baseline: Baseline, figures: Figures
) -> None:
    figures.count(RESETS)

    def reset() -> None:
        chance, proxy = Random(6), fleet.proxy
        for resets in range(proxy.resets, proxy.resets + RESETS):
            FAULTS["network resets a connection in the middle of a reply"].strike(fleet, chance)
            while proxy.resets == resets:
                time.sleep(0.01)

    live_through(fleet, baseline, "reset", reset)
