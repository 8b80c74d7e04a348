"""A network that fails between the programs and Redis, in whatever way, costs nobody a track."""

import time
from collections.abc import Callable, Iterator
from random import Random

import pytest

from crowd import Deeds, people
from fleet import Fleet
from holdings import Baseline
from invariants import Scene, assert_all_hold
from person import Person, Wish
from proxy import Direction, Proxy

NAMES = ("fetching", "reviewing", "impatient")
RESETS = 25


@pytest.fixture(scope="module")
def proxied() -> Iterator[tuple[Fleet, Proxy, Baseline]]:
    """All workers and one of the APIs reach Redis by way of the proxy."""
    with Fleet(workers=0) as fleet, Proxy(fleet.redis.socket) as proxy:
        way = {"TONEARM_REDIS_URL": proxy.url}
        fleet.start_api(way, number=2)
        for number in (1, 2):
            fleet.start_worker(number, way)
        yield fleet, proxy, Baseline.at_rest(fleet)


def live_through(
    proxied: tuple[Fleet, Proxy, Baseline], situation: str, harm: Callable[[Fleet, Proxy], None]
) -> None:
    """Has people save, approve early and discard, one after the other, until `harm` is done."""
    fleet, proxy, baseline = proxied
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
            harm(fleet, proxy)
        finally:
            is_over = True
        deeds.results()
        assert_all_hold(Scene(fleet, crowd, baseline))


@pytest.mark.parametrize("directions", [
    [Direction.REQUESTS], [Direction.REPLIES], list(Direction),
], ids=["requests", "replies", "both"])
def test_a_network_that_swallows_what_is_sent(
    proxied: tuple[Fleet, Proxy, Baseline], directions: list[Direction]
) -> None:
    def swallow(fleet: Fleet, proxy: Proxy) -> None:
        with proxy.stalled(*directions):
            time.sleep(1.5 * fleet.lease_seconds)

    live_through(proxied, "-".join(each.value for each in directions), swallow)


def test_a_network_that_cuts_all_connections_again_and_again(proxied: tuple[Fleet, Proxy, Baseline]) -> None:
    def cut(fleet: Fleet, proxy: Proxy) -> None:
        for _ in range(6):
            proxy.cut()
            time.sleep(0.5)

    live_through(proxied, "cut", cut)


def test_a_network_that_resets_connections_in_the_middle_of_replies(
    proxied: tuple[Fleet, Proxy, Baseline]
) -> None:
    def reset(fleet: Fleet, proxy: Proxy) -> None:
        chance, before = Random(6), proxy.resets
        while proxy.resets < before + RESETS:
            seen = proxy.resets
            proxy.reset_after(chance.randrange(1, 600))
            while proxy.resets == seen:
                time.sleep(0.01)

    live_through(proxied, "reset", reset)
